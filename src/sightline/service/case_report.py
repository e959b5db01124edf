"""A first report of a case: what was found, what speaks against it, who was heard, who disagrees.

It says what is on record and nothing else, so that lint has nothing to say; an editor words it from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sightline.cases import paper_reading, reading
from sightline.errors import Conflict
from sightline.model.casework import Case, Finding, Hearing, Outcome, Standard
from sightline.model.marking import PUBLIC, Marking
from sightline.model.papers import Naming
from sightline.model.report import (
    Annex,
    Block,
    Edition,
    Paragraph,
    Report,
    Section,
    Sentence,
    Table,
    Template,
)
from sightline.model.view import View
from sightline.office.markings import current
from sightline.reports.dates import written
from sightline.reports.outline import changed
from sightline.reports.query import EVIDENCE_COLUMNS, MEASURE_COLUMNS
from sightline.reports.unnamed import pattern_of
from sightline.service import reports
from sightline.service.workbench import Workbench

WORDED = {
    Standard.DOCUMENTED: "{}",
    Standard.ASSESSED: "The office assesses the following. {}",
    Standard.REPORTED: "A Member State informed the office of the following. {}",
    Standard.INVESTIGATING: "The office continues to investigate the following. {}",
}
"""how an assertion is worded at each standard of proof"""
ENDED = {
    Outcome.CURED_BEFORE: "ended what was held against it before it was named",
    Outcome.CURED_AFTER: "ended what was held against it after it was named",
    Outcome.CONTESTED: "contests the finding",
}


def write(view: View, bench: Workbench, case_id: str, symbol: str, title: str, why: str) -> str:
    """Open a report of a case from its agreed findings, marked like the case; the report's id.

    `Conflict` where no finding is agreed, or a report has the symbol.
    """
    reports.require_unused(view, bench, symbol)
    with bench.office.read(view) as session:
        case = reading.case(view, session, case_id)
        decided = paper_reading.namings(view, session, case_id)
        marking = current(session, "case", case_id)
    agreed = tuple(one for one in case.findings if one.state == "agreed")
    if not agreed or marking is None:
        raise Conflict("no finding of this case is agreed", remedy="agree to one first")
    known = title or (case.title if marking == PUBLIC else "A report of findings")
    outline = _outline(case, agreed, decided, (symbol, known), (bench.settings.name, view.as_of))
    outline = changed(outline, lambda block: _marked(block, marking))
    if marking != PUBLIC:  # a table is seen by whoever sees what its cells cite, and this one cites nothing
        outline = replace(
            outline, annexes=tuple(one for one in outline.annexes if one.id != "annex-measures")
        )
    return reports.open_report(view, bench, outline, marking, why or "a first report of the case")


def _marked(block: Block, marking: Marking) -> Block:
    """Words of the case are for those who may see the case, until an editor marks them otherwise."""
    return replace(block, marking=marking) if isinstance(block, Paragraph) else block


def _outline(
    case: Case,
    findings: tuple[Finding, ...],
    decided: tuple[Naming, ...],
    called: tuple[str, str],
    by: tuple[str, date],
) -> Report:
    symbol, title = called
    office, day = by
    named = {one.party for one in decided if one.named}
    every = [party for one in case.findings for party in one.parties] + [one.party for one in case.heard]
    hidden = pattern_of([party for party in every if party.id not in named], {}, every)
    told = tuple(p for one in findings for p in _found(one, named, case.heard, hidden))
    found = Section("findings", "What was found", told)
    parties = {party.id for one in findings for party in one.parties}
    heard = tuple(_heard(one, named, hidden) for one in case.heard if one.party.id in parties)
    sections = (found, Section("hearings", "The parties and their replies", heard)) if heard else (found,)
    rules = Table(
        "measures", "Measures concerned", MEASURE_COLUMNS, (),
        {"kind": "measures", "day": findings[0].day.isoformat(),
         "ids": sorted({id for one in findings for id in one.measures})},
    )  # fmt: skip
    evidence = Table("evidence", "Items cited", EVIDENCE_COLUMNS, (), {"kind": "evidence"})
    annexes = (
        Annex("annex-measures", "Measures", (rules,)),
        Annex("annex-evidence", "Evidence", (evidence,)),
    )
    said = Sentence(
        f"{len(findings)} finding{'' if len(findings) == 1 else 's'} of the case: {case.title}.", claim=False
    )
    return Report(
        "", symbol, title, day, Edition.INTERNAL, office, (Paragraph("s-case", (said,)),), sections, (),
        annexes, day, template=Template.INCIDENT,
    )  # fmt: skip


def _found(
    finding: Finding, named: set[str], heard: Iterable[Hearing], hidden: re.Pattern[str] | None
) -> Iterator[Paragraph]:
    cites = tuple(piece.citation for piece in finding.evidence if piece.weight == "for")
    parties = tuple(party.id for party in finding.parties if party.id in named)
    text = WORDED[finding.claimed].format(_without(hidden, _ended(finding.assertion)))
    ids = {party.id for party in finding.parties}
    replied = [one for one in heard if one.replies and one.party.id in ids]
    said = Sentence(text, cites, True, finding.id, finding.claimed, parties)
    yield Paragraph(f"p-{finding.id}", (said, *_leads_to(replied, named)))
    against = [piece for piece in finding.evidence if piece.weight == "against"]
    limits = [
        Sentence(f"Against this speaks: {_without(hidden, _ended(one.note))}", (one.citation,))
        for one in against
    ]
    limits += [Sentence(f"{_ended(one.text)} {_ended(one.basis)}".strip(), cites) for one in finding.ranges]
    if finding.limits:
        limits.append(Sentence(f"Limits: {_without(hidden, _ended(finding.limits))}", claim=False))
    if finding.would_change:
        told = _without(hidden, _ended(finding.would_change))
        limits.append(Sentence(f"What would change this: {told}", claim=False))
    if limits:
        yield Paragraph(f"l-{finding.id}", tuple(limits))


def _leads_to(replied: Sequence[Hearing], named: set[str]) -> Iterator[Sentence]:
    """Where the replies of a finding's parties stand."""
    if len(replied) == 1:
        (one,) = replied
        who = one.party.name if one.party.id in named else "a party"
        parties = (one.party.id,) if one.party.id in named else ()
        yield Sentence(f"What {who} replied stands in {{ref:h-{one.id}}}.", claim=False, parties=parties)
    elif replied:
        *places, last = (f"{{ref:h-{one.id}}}" for one in replied)
        yield Sentence(f"What the parties replied stands in {', '.join(places)} and {last}.", claim=False)


def _heard(hearing: Hearing, named: set[str], hidden: re.Pattern[str] | None) -> Paragraph:
    who = hearing.party.name
    parties: tuple[str, ...] = (hearing.party.id,)
    if hearing.party.id not in named:
        who, parties = "A party", ()
    return Paragraph(f"h-{hearing.id}", tuple(_said(hearing, who, parties, hidden)))


def _without(names: re.Pattern[str] | None, text: str) -> str:
    """A text without the names of parties that may not be named."""
    text = names.sub("the party", text) if names else text
    return text[:1].upper() + text[1:]


def _said(
    hearing: Hearing, who: str, parties: tuple[str, ...], hidden: re.Pattern[str] | None
) -> Iterable[Sentence]:
    if hearing.letter and hearing.sent_on:
        asked = f"{who} was given the opportunity to reply on {written(hearing.sent_on)}"
        first = hearing.letters[0].deadline if hearing.letters else hearing.deadline
        until = f", until {written(first)}" if first else ""
        yield Sentence(f"{asked}{until}.", (hearing.letter,), parties=parties)
    for again in hearing.reminders:
        text = f"{who} was reminded on {written(again.sent_on)}, and asked to reply until"
        yield Sentence(f"{text} {written(again.deadline)}.", (again.letter,), parties=parties)
    for one in hearing.replies:
        text = f"{who} replied on {written(one.received_on)}: {_without(hidden, _ended(one.summary))}"
        yield Sentence(text, (one.citation,), parties=parties)
    if hearing.outcome is Outcome.NO_REPLY or (hearing.letter and not hearing.replies):
        yield Sentence(f"{who} did not reply.", claim=False, parties=parties)
    if hearing.outcome is Outcome.NOT_GIVEN:
        text = f"{who} was given no opportunity to reply: {_without(hidden, _ended(hearing.reason))}"
        yield Sentence(text, claim=False, parties=parties)
    if hearing.outcome in ENDED:
        cites = tuple(one.citation for one in hearing.replies)
        yield Sentence(f"{who} {ENDED[hearing.outcome]}.", cites, bool(cites), parties=parties)
    if hearing.party.kind.value == "unwitting":
        yield Sentence(f"Nothing shows that {who} knew.", claim=False, parties=parties)


def _ended(text: str) -> str:
    told = " ".join(text.split())
    return told if not told or told.endswith((".", "!", "?")) else f"{told}."
