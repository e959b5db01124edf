"""From a stored outline to the tree of one edition: tables computed, dissents attached, the cut made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import select

from sightline import regime
from sightline.cases import paper_reading
from sightline.cases import reading as casework
from sightline.errors import NotFound
from sightline.lake.entries import NAMES
from sightline.model.casework import Case, Finding, Hearing, Position
from sightline.model.lists import ListVersion
from sightline.model.marking import Marking
from sightline.model.papers import Naming, Paper
from sightline.model.report import Block, Dissent, Edition, Paragraph, Report, Table
from sightline.model.view import View
from sightline.office import sources
from sightline.office.guard import GuardedSession
from sightline.office.markings import current_of
from sightline.office.tables import ReportRow
from sightline.record import versions
from sightline.reports import edition as editions
from sightline.reports import query, translating, tree_json
from sightline.reports.dissent_annex import annexed
from sightline.reports.edition import Withheld
from sightline.reports.edits import Edit, applied, holders, touched
from sightline.reports.footnotes import Catalogue
from sightline.reports.lint import lint
from sightline.reports.number import number
from sightline.reports.outline import changed, citations, queries, sentences
from sightline.reports.problem import LintContext, Problem, Translation
from sightline.reports.unnamed import pattern_of, uncalled, unnamed, unquoted
from sightline.service import cited_words, outlines, signal_log, translations
from sightline.service.cases import regraded
from sightline.service.items import Acquired, acquired
from sightline.service.screening import batch_of, certificates_of
from sightline.service.workbench import Workbench

PRINTED = {
    Position.DISSENT: "dissents",
    Position.RESERVE: "concurs with a reservation",
    Position.RECUSED: "takes no part",
}
"""stances that stand at the paragraph of their finding, in words"""


@dataclass(frozen=True, slots=True)
class Master:
    """A report with all it rests on, as far as the View may see."""

    report: Report
    findings: Mapping[str, Finding]
    hearings: tuple[Hearing, ...]
    items: Mapping[str, Acquired]
    catalogue: Catalogue
    markings: Mapping[str, Marking]
    """by item, partition, certificate, signal and finding"""
    partitions: Mapping[str, ListVersion]
    certificates: Mapping[str, Mapping[str, Any]]
    signals: Mapping[str, Mapping[str, Any]]
    material: query.Material
    origins: Mapping[str, str]
    unagreed: frozenset[str]
    namings: tuple[Naming, ...] = ()
    objections: Mapping[str, tuple[Paper, ...]] = field(default_factory=dict)
    """to findings, by the finding's id"""
    dropped: frozenset[str] = frozenset()
    """findings that an earlier state of the report worded after its summary, and this one does not"""
    parted: frozenset[tuple[str, str]] = frozenset()
    """paragraphs, by id, with each finding they word that was worded anew since they were written"""

    def reworded(self, block: str) -> tuple[str, ...]:
        """The findings of a paragraph that were worded anew since it was written."""
        return tuple(sorted(finding for one, finding in self.parted if one == block))


@dataclass(frozen=True, slots=True)
class Composed:
    """One edition: its numbered tree, what it rests on, what lint says, and what was left out."""

    report: Report
    findings: tuple[Finding, ...]
    hearings: tuple[Hearing, ...]
    problems: tuple[Problem, ...]
    withheld: tuple[Withheld, ...]
    master: Master
    beyond: frozenset[str] = frozenset()
    """items that the View's own text cites and this edition does not"""


def master(view: View, bench: Workbench, report_id: str, only: str = "") -> Master:
    """Read a report and all it rests on; `NotFound` where the View may not see it.

    With `only` the rows of that section's tables alone are computed.
    """
    with bench.office.read(view) as session:
        outline, cases, wanted, ever, written = _read(view, bench, session, report_id)
        found = acquired(view, session)
        held = {one.version.partition: one.version for one in versions.held(view, session)}
        graded = sources.everything(session)
        unagreed = frozenset(
            finding.id
            for case in cases
            for finding in case.findings
            if casework.finding_state(view, session, finding.id) != "agreed"
        )
        decided = paper_reading.namings(view, session)
        contested: dict[str, tuple[Paper, ...]] = {}
        for paper in paper_reading.papers_of(view, session, kind="objection"):
            contested[paper.text("finding")] = (*contested.get(paper.text("finding"), ()), paper)
        case_markings = current_of(session, "case", [case.id for case in cases])
        batches = current_of(session, "certificate", sorted({batch_of(id) for id in wanted}))
    certificates = certificates_of(view, bench, wanted)
    shown = {name for asked in queries(outline) for name in _signals(asked)}
    seen = signal_log.newest(view, bench, sorted(shown)) if shown else ()
    signals = {one.signal.id: one.signal.as_json() for one in seen}
    items = {sha256: several[0] for sha256, several in found.items()}
    findings = {finding.id: finding for case in cases for finding in case.findings}
    names = {source.id: source.name for source in graded.values()}
    catalogue = Catalogue({sha256: one.item for sha256, one in items.items()}, names)
    markings = {sha256: one.marking for sha256, one in items.items()}
    markings |= {name: version.marking for name, version in held.items()}
    markings |= {id: batches[batch_of(id)] for id in certificates}
    markings |= {one.signal.id: one.marking for one in seen}
    markings |= {finding.id: case_markings[case.id] for case in cases for finding in case.findings}
    report = _dissented(outline, findings)
    pinned = {pin["partition"] for asked in queries(report) for pin in asked.get("pins", ())}
    partitions = {name: held[name] for name in pinned if name in held}
    material = query.Material(
        {name: list(bench.lake.statements(view, version)) for name, version in partitions.items()},
        {measure.id: measure for measure in regime.load()},
        catalogue,
        frozenset(),
        certificates,
        signals,
        _manifests(partitions),
    )
    hearings = tuple(hearing for case in cases for hearing in case.heard)
    material = replace(material, cited=_cited(report, findings, hearings))
    return Master(
        query.filled(report, material, _inside(report, only) if only else None),
        findings,
        hearings,
        items,
        catalogue,
        markings,
        partitions,
        certificates,
        signals,
        material,
        {source.id: source.origin for source in graded.values()},
        unagreed,
        decided,
        contested,
        frozenset(ever - {at.sentence.finding for at in sentences(replace(outline, summary=()))}),
        _parted(outline, findings, written),
    )


def material_of(view: View, bench: Workbench, report: Report) -> query.Material:
    """What the queries of a report's tables are answered from, as far as the View may see."""
    with bench.office.read(view) as session:
        found = acquired(view, session)
        held = {one.version.partition: one.version for one in versions.held(view, session)}
        names = {source.id: source.name for source in sources.everything(session).values()}
    wanted = {asked["certificate"] for asked in queries(report) if asked.get("certificate")}
    shown = sorted({name for asked in queries(report) for name in _signals(asked)})
    pinned = {pin["partition"] for asked in queries(report) for pin in asked.get("pins", ())}
    partitions = {name: held[name] for name in pinned if name in held}
    return query.Material(
        {name: list(bench.lake.statements(view, version)) for name, version in partitions.items()},
        {measure.id: measure for measure in regime.load()},
        Catalogue({sha256: several[0].item for sha256, several in found.items()}, names),
        frozenset(),
        certificates_of(view, bench, wanted),
        {
            one.signal.id: one.signal.as_json()
            for one in (signal_log.newest(view, bench, shown) if shown else ())
        },
        _manifests(partitions),
    )


def _manifests(partitions: Mapping[str, ListVersion]) -> dict[str, str]:
    return {name: version.manifest for name, version in partitions.items()}


def _read(
    view: View, bench: Workbench, session: GuardedSession, report_id: str
) -> tuple[Report, tuple[Case, ...], set[str], set[str], dict[str, datetime]]:
    """The outline as last written, the cases, the certificates its tables show, the findings ever worded.

    And when each paragraph was last written.
    """
    row = session.scalar(select(ReportRow).where(ReportRow.id == report_id))
    if row is None:
        raise NotFound("no such report", remedy="see `sightline report list`")
    written = [version for version in row.versions if version.at <= view.known_at]
    if not written:
        raise NotFound("no such report", remedy="see `sightline report list`")
    saved = outlines.outline(bench.office, written[-1])
    made = [one for one in row.edits if one.at <= view.known_at]
    steps = [one for one in made if one.version == written[-1].version]
    outline = applied(saved, [Edit(e.number, e.kind, e.block, e.body, e.at, e.by) for e in steps])
    wanted = {asked["certificate"] for asked in queries(outline) if asked.get("certificate")}
    ever = outlines.worded(bench.office, written, made)
    at = outlines.written_at(bench.office, written)
    at |= touched(Edit(e.number, e.kind, e.block, e.body, e.at, e.by) for e in made)
    return outline, casework.cases(view, session), wanted, ever, at


def _parted(
    outline: Report, findings: Mapping[str, Finding], written: Mapping[str, datetime]
) -> frozenset[tuple[str, str]]:
    """Paragraphs with the findings they word that were worded anew since they were written."""
    return frozenset(
        (at.paragraph.id, held.id)
        for at in sentences(outline)
        if (held := findings.get(at.sentence.finding))
        and held.since is not None
        and at.paragraph.id in written
        and written[at.paragraph.id] < held.since
    )


def _inside(report: Report, section: str) -> frozenset[str]:
    """Ids of the blocks of a section and its subsections."""
    found: set[str] = set()
    inside = 0
    for own, _, depth, blocks in holders(report):
        inside = depth if own == section else 0 if inside and depth <= inside else inside
        found |= {block.id for block in blocks} if inside else set()
    return frozenset(found)


def _signals(asked: Mapping[str, Any]) -> list[str]:
    """Ids of the signals a query shows."""
    return list(asked["ids"]) if asked.get("kind") == "signals" else []


def _cited(report: Report, findings: Mapping[str, Finding], hearings: Iterable[Hearing]) -> frozenset[str]:
    """Items the findings worded here and their hearings cite; the rest of the office's are not shown."""
    told = [findings[name] for name in sorted(worded(report)) if name in findings]
    parties = {party.id for finding in told for party in finding.parties}
    return tree_json.cited_items(report, told, [one for one in hearings if one.party.id in parties])


def worded(report: Report) -> set[str]:
    """Ids of the findings its sentences word and its recommendations flow from."""
    named = {name for advice in report.recommendations for name in advice.findings}

    def look(block: Block) -> Block:
        if isinstance(block, Paragraph):
            named.update(sentence.finding for sentence in block.sentences)
        return block

    changed(report, look)
    return named - {""}


def _dissented(report: Report, findings: Mapping[str, Finding]) -> Report:
    """Each dissent at the first paragraph after the summary that words its finding."""
    shown: set[str] = set()

    def attach(block: Block) -> Block:
        if isinstance(block, Table):
            return block
        new = [sentence.finding for sentence in block.sentences if sentence.finding not in {"", *shown}]
        shown.update(new)
        said = tuple(
            Dissent(stance.expert, PRINTED[stance.position], stance.text)
            for name in dict.fromkeys(new)
            if name in findings
            for stance in findings[name].stances
            if stance.position in PRINTED
        )
        return replace(block, dissents=(*block.dissents, *said))

    body = changed(replace(report, summary=()), attach)
    return replace(body, summary=report.summary)


def compose(view: View, bench: Workbench, report_id: str, edition: Edition, language: str = "") -> Composed:
    """One edition of a report, linted; nothing is refused here. With a language, in its translation.

    It is cut twice: to what the View may see, which leaves no trace of the rest, and then to the
    edition's audience, of which what was withheld is told.
    """
    whole = master(view, bench, report_id)
    named = {one.party for one in whole.namings if one.named}
    barred = _unnamed(whole, named)
    if files := _unnamed(whole, named, cased=False):
        catalogue = uncalled(whole.catalogue, files)
        whole = replace(
            whole, catalogue=catalogue, material=replace(whole.material, catalogue=catalogue, answered={})
        )
    inside = view.clearance.compartments if edition is Edition.INTERNAL else frozenset()
    clearance = Marking(min(edition.ceiling, view.clearance.level), inside)
    own = editions.cut(whole.report, Edition.INTERNAL, view.clearance, whole.markings.get)
    made = editions.cut(own.report, edition, clearance, whole.markings.get)
    findings, hearings = editions.attached(
        made.report, whole.findings.values(), whole.hearings, clearance, whole.markings.get
    )
    findings, hearings = unnamed(findings, hearings, named, recorded_names(whole))
    cited = tree_json.cited_items(made.report, findings, hearings)
    report = editions.without_empty_evidence(query.evident(made.report, cited, whole.catalogue))
    told = annexed(report, whole.objections)
    report = report if told is report else number(told)
    report = unquoted(report, barred) if barred else report
    lines: tuple[translating.Line, ...] = ()
    if language and language != report.language:
        with bench.office.read(view) as session:
            lines = translations.lines_of(view, session, (report, whole.report), language)
    context = LintContext(
        report=report,
        findings=whole.findings,
        hearings=whole.hearings,
        items=whole.catalogue.items,
        measures={measure.id: measure for measure in regime.load()},
        marking_of=whole.markings.get,
        resolve=cache(lambda cite: cited_words.problem(bench, whole.items.get(cite.item), cite)),
        words=cache(lambda cite: cited_words.words(bench, whole.items.get(cite.item), cite)),
        clearance=clearance,
        answer=lambda asked: query.rows(asked, whole.material),
        origins=whole.origins,
        names=recorded_names(whole),
        captions=tuple(one["caption"] for seen in whole.signals.values() for one in seen["entities"]),
        deleted=frozenset(sha256 for sha256 in cited if bench.vault.tombstone(sha256) is not None),
        unagreed=whole.unagreed,
        resolutions={one.number: one.year for one in regime.resolutions()},
        namings=whole.namings,
        dropped=whole.dropped,
        parted=whole.parted,
        unanswered={
            name: tuple(one.text("by") for one in papers if one.state == "unanswered")
            for name, papers in whole.objections.items()
        },
        regraded=regraded(view, bench, whole.findings.values()),
        reviewed=tuple(
            Translation(one.label.removeprefix("paragraph "), one.source, language, one.text)
            for one in lines
            if one.state is translating.State.CURRENT
        ),
        translated={one.source: one.state.value for one in lines} if lines else None,
    )
    report = translating.translated(report, language, lines) if lines else report
    beyond = frozenset(cite.item for cite in citations(own.report)) - cited
    return Composed(report, findings, hearings, tuple(lint(context)), made.withheld, whole, beyond)


def _unnamed(whole: Master, named: set[str], cased: bool = True) -> re.Pattern[str] | None:
    """The names of the parties of findings and hearings that may not be named."""
    every = [party for finding in whole.findings.values() for party in finding.parties]
    every += [hearing.party for hearing in whole.hearings]
    barred = {party.id: party for party in every if party.id not in named}
    return pattern_of(barred.values(), recorded_names(whole), every, cased) if barred else None


def recorded_names(whole: Master) -> dict[str, tuple[str, ...]]:
    """Every name that the lists at hand give an entity that is a party of a finding or a hearing."""
    parties = [party for finding in whole.findings.values() for party in finding.parties]
    parties += [hearing.party for hearing in whole.hearings]
    wanted = {party.entity for party in parties} - {""}
    found: dict[str, dict[str, None]] = {}
    for said in whole.material.statements.values():
        for one in said:
            if one.entity in wanted and one.prop in NAMES:
                found.setdefault(one.entity, {})[one.value] = None
    return {entity: tuple(names) for entity, names in found.items()}
