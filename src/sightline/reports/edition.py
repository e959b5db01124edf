"""From the master to what one audience may read: what is above its clearance goes, and leaves no hole.

Everything fails closed: an item, partition, certificate, signal or finding whose marking is not known is
treated as above any audience.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sightline.model.casework import Finding, Hearing
from sightline.model.item import Item
from sightline.model.marking import Marking
from sightline.model.report import Block, Edition, Paragraph, Recommendation, Report, Section, Sentence, Table
from sightline.reports.number import REFERENCE, number
from sightline.reports.outline import changed, citations, labelled_blocks, paragraphs, sentences

MarkingOf = Callable[[str], Marking | None]
"""The marking of an item (SHA-256), partition, certificate, signal or finding; None where not known."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something left out of an edition: for the eyes of those cleared for the master alone."""

    kind: str
    """`citation`, `sentence`, `dissent`, `paragraph`, `table`, `recommendation`, `section`, `annex`"""
    where: str
    """id of the paragraph, table, section, annex or recommendation in the master"""
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Cut:
    """An edition's numbered tree, and what was left out of it."""

    report: Report
    withheld: tuple[Withheld, ...]


def clearance_of(edition: Edition, compartments: frozenset[str] = frozenset()) -> Marking:
    """What an edition's audience is cleared for: its ceiling, and the compartments given to it."""
    return Marking(edition.ceiling, compartments)


def cut(master: Report, edition: Edition, clearance: Marking, marking_of: MarkingOf) -> Cut:
    """The edition for an audience with this clearance, never above the edition's own ceiling.

    A citation whose item is above the clearance goes; a sentence that had citations and has none
    left goes whole, as does one that words a finding or points to a part the audience may not see.
    A table goes whole when anything it rests on is above, since it could not be replayed; only an
    evidence table loses rows. A dissent goes when its paragraph lost a sentence, because its words
    might tell what that sentence said. A paragraph that claimed something and of which nothing is left but
    sentences that point to other parts goes whole. Empty paragraphs, sections and annexes go.
    """
    allowed = Marking(min(clearance.level, edition.ceiling), clearance.compartments)
    cutter = _Cutter(allowed, marking_of, [])
    report = cutter.pruned(changed(replace(master, edition=edition), cutter.block))
    while dead := _dead_references(master, report):
        report = cutter.pruned(changed(report, partial(cutter.without, dead=dead)))
        report = replace(report, recommendations=cutter.advice_without(report, dead))
    return Cut(number(report), tuple(cutter.withheld))


def carried(report: Report, items: Mapping[str, Item]) -> Marking:
    """The marking an edition prints: its ceiling, with every compartment something in it belongs to."""
    inside = [items[cite.item].marking for cite in citations(report) if cite.item in items]
    inside += [paragraph.marking for paragraph in paragraphs(report)]
    return Marking(report.edition.ceiling, frozenset().union(*(one.compartments for one in inside)))


def _ids(report: Report) -> set[str]:
    blocks = {block.id for block, _ in labelled_blocks(report)}
    others = {annex.id for annex in report.annexes} | {advice.id for advice in report.recommendations}
    return blocks | others


def _texts(report: Report) -> Iterator[str]:
    for block, _ in labelled_blocks(report):
        if isinstance(block, Paragraph):
            yield from (sentence.text for sentence in block.sentences)
    yield from (advice.text for advice in report.recommendations)


def _dead_references(master: Report, report: Report) -> set[str]:
    gone = _ids(master) - _ids(report)
    return {name for text in _texts(report) for name in REFERENCE.findall(text)} & gone


@dataclass(frozen=True, slots=True)
class _Cutter:
    allowed: Marking
    marking_of: MarkingOf
    withheld: list[Withheld]
    known: dict[str, bool] = field(default_factory=dict)
    """what was asked before: thousands of sentences cite the same items"""

    def may(self, subject: str) -> bool:
        if subject not in self.known:
            marking = self.marking_of(subject)
            self.known[subject] = marking is not None and self.allowed.covers(marking)
        return self.known[subject]

    def block(self, block: Block) -> Block | None:
        return self.table(block) if isinstance(block, Table) else self.paragraph(block)

    def paragraph(self, paragraph: Paragraph) -> Paragraph | None:
        if not self.allowed.covers(paragraph.marking):
            text = " ".join(sentence.text for sentence in paragraph.sentences)
            self.note("paragraph", paragraph.id, text, f"marked {paragraph.marking}")
            return None
        kept = [new for old in paragraph.sentences if (new := self.sentence(paragraph, old)) is not None]
        return self.shortened(paragraph, kept)

    def shortened(self, paragraph: Paragraph, kept: list[Sentence]) -> Paragraph | None:
        claimed = any(one.claim for one in paragraph.sentences) and not any(one.claim for one in kept)
        if kept and claimed and all(map(_only_points, kept)):
            for one in kept:
                self.note("sentence", paragraph.id, one.text, "only points on, beside what is withheld")
            kept = []
        if len(kept) == len(paragraph.sentences):
            same = all(new is old for new, old in zip(kept, paragraph.sentences, strict=True))
            return paragraph if same else replace(paragraph, sentences=tuple(kept))
        for dissent in paragraph.dissents:
            self.note("dissent", paragraph.id, f"{dissent.expert}: {dissent.text}", "paragraph shortened")
        if not kept:
            return None
        return replace(paragraph, sentences=tuple(kept), dissents=())

    def sentence(self, paragraph: Paragraph, sentence: Sentence) -> Sentence | None:
        if sentence.finding and not self.may(sentence.finding):
            self.note("sentence", paragraph.id, sentence.text, "words a finding above this edition")
            return None
        if not all(self.may(one) for number in sentence.numbers for one in subjects(number.query)):
            self.note(
                "sentence", paragraph.id, sentence.text, "a number rests on something above this edition"
            )
            return None
        cites = tuple(cite for cite in sentence.cites if self.may(cite.item))
        if sentence.cites and not cites:
            self.note("sentence", paragraph.id, sentence.text, "all its evidence is above this edition")
            return None
        if len(cites) == len(sentence.cites):
            return sentence
        for cite in sentence.cites:
            if cite not in cites:
                self.note("citation", paragraph.id, f"{cite.item} {cite.place}", "item above this edition")
        return replace(sentence, cites=cites)

    def table(self, table: Table) -> Table | None:
        if table.query.get("kind") == "evidence":
            rows = tuple(row for row in table.rows if row and self.may(row[-1].text))
            return replace(table, rows=rows)
        cited = [cite.item for row in table.rows for cell in row for cite in cell.cites]
        if all(self.may(one) for one in (*cited, *subjects(table.query))):
            return table
        self.note("table", table.id, table.title, "rests on something above this edition")
        return None

    def without(self, block: Block, dead: set[str]) -> Block | None:
        if isinstance(block, Table):
            return block
        kept = []
        for sentence in block.sentences:
            if dead & set(REFERENCE.findall(sentence.text)):
                self.note("sentence", block.id, sentence.text, "points to a part withheld")
            else:
                kept.append(sentence)
        return self.shortened(block, kept)

    def pruned(self, report: Report) -> Report:
        sections = tuple(new for s in report.sections if (new := self.section(s)) is not None)
        annexes = tuple(annex for annex in report.annexes if annex.blocks)
        for gone in report.annexes:
            if not gone.blocks:
                self.note("annex", gone.id, gone.title, "nothing of it is left")
        advice = tuple(kept for r in report.recommendations if (kept := self.advice(r)) is not None)
        return replace(report, sections=sections, annexes=annexes, recommendations=advice)

    def section(self, section: Section) -> Section | None:
        inner = tuple(new for s in section.sections if (new := self.section(s)) is not None)
        if section.blocks or inner:
            return replace(section, sections=inner)
        self.note("section", section.id, section.title, "nothing of it is left")
        return None

    def advice(self, advice: Recommendation) -> Recommendation | None:
        findings = tuple(finding for finding in advice.findings if self.may(finding))
        if advice.findings and not findings:
            self.note("recommendation", advice.id, advice.text, "flows from findings above this edition")
            return None
        return replace(advice, findings=findings)

    def advice_without(self, report: Report, dead: set[str]) -> tuple[Recommendation, ...]:
        kept = []
        for advice in report.recommendations:
            if dead & set(REFERENCE.findall(advice.text)):
                self.note("recommendation", advice.id, advice.text, "points to a part withheld")
            else:
                kept.append(advice)
        return tuple(kept)

    def hearing(self, hearing: Hearing) -> Hearing:
        letter = hearing.letter if hearing.letter and self.may(hearing.letter.item) else None
        replies = tuple(reply for reply in hearing.replies if self.may(reply.citation.item))
        letters = tuple(one for one in hearing.letters if self.may(one.letter.item))
        return replace(hearing, letter=letter, replies=replies, letters=letters)

    def note(self, kind: str, where: str, text: str, why: str) -> None:
        self.withheld.append(Withheld(kind, where, text, why))


def _only_points(sentence: Sentence) -> bool:
    """Whether a sentence does nothing but lead to other parts of the report, as `See table 1`."""
    says = sentence.claim or sentence.cites or sentence.finding or sentence.numbers
    return not says and bool(REFERENCE.search(sentence.text))


def without_empty_evidence(report: Report) -> Report:
    """The report without an annex that lists the items cited and has none, where nothing refers to it."""
    wanted = {name for text in _texts(report) for name in REFERENCE.findall(text)}
    kept = tuple(
        annex
        for annex in report.annexes
        if not (annex.blocks and all(map(_lists_nothing, annex.blocks)))
        or wanted & {annex.id, *(block.id for block in annex.blocks)}
    )
    return report if len(kept) == len(report.annexes) else number(replace(report, annexes=kept))


def _lists_nothing(block: Block) -> bool:
    return isinstance(block, Table) and block.query.get("kind") == "evidence" and not block.rows


def subjects(asked: Mapping[str, Any]) -> list[str]:
    """What a query rests on: partitions, a certificate, signals."""
    found = [pin["partition"] for pin in asked.get("pins", ())]
    found += [asked["certificate"]] if "certificate" in asked else []
    return found + (list(asked["ids"]) if asked.get("kind") == "signals" else [])


def attached(
    report: Report,
    findings: Iterable[Finding],
    hearings: Iterable[Hearing],
    clearance: Marking,
    marking_of: MarkingOf,
) -> tuple[tuple[Finding, ...], tuple[Hearing, ...]]:
    """The findings an edition words or recommends from, and the hearings of the parties it names.

    Evidence, letters and replies whose items are above the audience are left out of them.
    """
    allowed = Marking(min(clearance.level, report.edition.ceiling), clearance.compartments)
    cutter = _Cutter(allowed, marking_of, [])
    used = {at.sentence.finding for at in sentences(report)}
    used |= {name for advice in report.recommendations for name in advice.findings}
    held = tuple(
        replace(one, evidence=tuple(e for e in one.evidence if cutter.may(e.citation.item)))
        for one in findings
        if one.id in used and cutter.may(one.id)
    )
    named = {party for at in sentences(report) for party in at.sentence.parties}
    named |= {party.id for one in held for party in one.parties}
    return held, tuple(cutter.hearing(one) for one in hearings if one.party.id in named)
