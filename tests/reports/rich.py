"""A report with everything a fault can be planted in: it resolves its citations and answers its queries."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

from sightline.evidence.verifier import quote_problem
from sightline.model.casework import Hearing, Outcome, Party, PartyKind, Reply
from sightline.model.citation import Citation
from sightline.model.item import Basis, Item
from sightline.model.marking import PUBLIC
from sightline.model.place import Place
from sightline.model.report import (
    Annex,
    Figure,
    Form,
    Paragraph,
    Report,
    Sentence,
    Stated,
    Table,
)
from sightline.model.statement import Statement
from sightline.reports import query
from sightline.reports.footnotes import Catalogue
from sightline.reports.number import number
from sightline.reports.outline import changed, citations
from sightline.reports.problem import LintContext
from tests.reports.sample import CONTEXT, FINDING, HEARING, ITEMS, MEASURE, WORDS, outline, sha

TEXT = (
    "The court of an invented state found on 4 May 2017 that Invented Person signed the papers. "
    "The ship carried between 500 and 700 tons of coal, worth 2,990,000 dollars. "
    "Of all voyages 40 per cent went north, 35 per cent south, and the remaining 25 per cent are unknown. "
    "Her name was MORNING LARK."
)
ANSWER = "The second owner, Invented Shipping Line, denied on 9 May 2017 that it knew of the cargo."
COURT = hashlib.sha256(TEXT.encode()).hexdigest()
REPLY = hashlib.sha256(ANSWER.encode()).hexdigest()
PERSON = Party("p-person", "Invented Person", PartyKind.PERSON)
OWNER = Party("p-owner", "Invented Shipping Line", PartyKind.PRIVATE)
ITEM = Item(
    COURT, len(TEXT.encode()), "court.txt", "text/plain", "invented-court", "/archive/court.txt",
    "Invented Collector", datetime(2026, 1, 5, tzinfo=UTC), "sightline 0.1.0", PUBLIC, "Invented Court",
    Basis.FACT, "Invented court, case 17",
)  # fmt: skip
REPLIED = replace(ITEM, sha256=REPLY, size=len(ANSWER.encode()), name="answer.txt", source="invented-owner")
BYTES = {sha(name): words for name, words in WORDS.items()} | {COURT: TEXT.encode(), REPLY: ANSWER.encode()}


def quoted(words: str) -> Citation:
    """Where words stand in the invented judgment."""
    return Citation(COURT, Place.of_bytes(TEXT.encode().index(words.encode()), len(words.encode())), words)


def _said(entity: str, schema: str) -> Statement:
    cite = quoted("The ship carried")
    return Statement(entity, schema, "name", entity, "", cite.item, cite.place)


COUNT = {
    "kind": "count",
    "pins": [{"partition": "list-1", "manifest": "0" * 64}],
    "list": "x",
    "by": "schema",
}
SIGNATURE = quoted("Invented Person signed the papers")
DENIED = Citation(REPLY, Place.of_bytes(0, len(ANSWER.encode())), ANSWER)
HEARD = Hearing(
    "h-person", PERSON, date(2017, 5, 5), "letter", date(2017, 6, 5), SIGNATURE, (), Outcome.NO_REPLY, "silent",  # noqa: E501
    "Invented Coordinator",
)  # fmt: skip
CONTESTED = Hearing(
    "h-owner", OWNER, date(2017, 5, 5), "letter", date(2017, 6, 5), SIGNATURE,
    (Reply(date(2017, 5, 9), DENIED, "It denies it."),), Outcome.CONTESTED, "its answer", "Invented Coordinator",  # noqa: E501
)  # fmt: skip
OWNED = replace(
    FINDING,
    id="f-owner",
    assertion="Invented Shipping Line owned the ship that carried the coal.",
    parties=(OWNER,),
    stances=(),
)
EXTRA = (
    Paragraph(
        "x-person",
        (
            Sentence(
                "The court found on 4 May 2017 that Invented Person signed the papers.",
                (quoted("found on 4 May 2017 that Invented Person signed the papers"),),
                parties=("p-person",),
            ),
            Sentence("Invented Person did not reply by the deadline.", claim=False, parties=("p-person",)),
        ),
    ),
    Paragraph(
        "x-cargo",
        (
            Sentence(
                "It carried between 500 and 700 tons of coal, worth 2,990,000 dollars.",
                (quoted("carried between 500 and 700 tons of coal, worth 2,990,000 dollars"),),
            ),
            Sentence(
                "Of all voyages 40 per cent went north, 35 per cent south, and the remaining 25 per cent are unknown.",  # noqa: E501
                (
                    quoted(
                        "Of all voyages 40 per cent went north, 35 per cent south, and the remaining 25 per cent"  # noqa: E501
                    ),
                ),
            ),
            Sentence(
                "The list at hand has 2 companies, as {ref:x-figure} shows.",
                (quoted("The ship carried"),),
                numbers=(Stated("2", COUNT, "Company", 1),),
            ),
            Sentence(
                "The court wrote that the second owner “denied on 9 May 2017 that it knew of the cargo”.",
                (DENIED,),
                parties=("p-owner",),
            ),
            Sentence("The ship’s name was Morning Lark.", (quoted("name was MORNING LARK"),)),
        ),
    ),
    Paragraph(
        "x-owner",
        (
            Sentence(
                "Documents show that Invented Shipping Line owned the ship.",
                (DENIED, Citation(sha("press"), Place.of_bytes(0, 9), "Invented")),
                finding="f-owner",
                standard=FINDING.met,
                parties=("p-owner",),
            ),
            Sentence("The owner contests this.", (DENIED,), parties=("p-owner",)),
        ),
    ),
    Paragraph(
        "x-law",
        (
            Sentence(
                "Paragraph 8 (d) of resolution 1718 (2006) freezes funds; the rule is partly checked.",
                (quoted("The ship carried"),),
            ),
        ),
    ),
    Table("x-count", "Entries by kind", ("schema", "entries"), (), COUNT),
    Figure(
        "x-figure",
        "Entries by kind, drawn",
        ("schema", "entries"),
        (),
        COUNT,
        form=Form.BARS,
        alt="Two bars.",
    ),
)
MATERIAL = query.Material(
    {"list-1": [_said("c-1", "Company"), _said("c-2", "Company"), _said("v-1", "Vessel")]},
    {MEASURE.id: MEASURE},
    Catalogue({**ITEMS, COURT: ITEM, REPLY: REPLIED}, {"invented-archive": "Invented Archive"}),
    frozenset(),
    {},
)


def resolve(citation: Citation) -> str | None:
    """What is wrong with a citation, held against the bytes."""
    data = BYTES[citation.item]
    if citation.place.start is None or citation.place.end is None or citation.place.end >= len(data):
        return "outside the item"
    return quote_problem(data[citation.place.start : citation.place.end + 1], citation.quote) or None


def filled(report: Report) -> Report:
    """The report numbered, with its rows computed and the items it cites listed."""
    whole = query.filled(number(report), MATERIAL)
    return query.evident(whole, {cite.item for cite in citations(whole)}, MATERIAL.catalogue)


def master() -> Report:
    """The outline of the sample with all of that in an annex, and a real quote for each citation."""
    return replace(outline(), annexes=(*outline().annexes, Annex("a-more", "More", EXTRA)))


BASE = replace(
    CONTEXT,
    report=filled(changed(master(), lambda block: block)),
    findings={FINDING.id: FINDING, OWNED.id: OWNED},
    hearings=(HEARING, HEARD, CONTESTED),
    items=dict(MATERIAL.catalogue.items),
    resolve=resolve,
    marking_of=lambda subject: CONTEXT.marking_of(subject) if subject not in {COURT, REPLY} else PUBLIC,
    answer=lambda asked: query.rows(asked, MATERIAL),
    resolutions={"1718": 2006},
    names={"e-bank": ("Invented Bank One", "발명은행")},
)


def context_of(report: Report) -> LintContext:
    """What lint is given for an edited report: its rows and numbers stay as they are."""
    return replace(BASE, report=report)
