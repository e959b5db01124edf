"""A small report with one of everything, about invented parties only."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sightline.model.casework import (
    Evidence,
    Finding,
    Hearing,
    Outcome,
    Party,
    PartyKind,
    Position,
    Reply,
    Stance,
    Standard,
)
from sightline.model.citation import Citation
from sightline.model.item import Basis, Item
from sightline.model.marking import PUBLIC, Marking
from sightline.model.measure import Confidence, Direction, Measure, Provision
from sightline.model.place import Place
from sightline.model.report import (
    Annex,
    Cell,
    Dissent,
    Edition,
    Paragraph,
    Recommendation,
    Report,
    Section,
    Sentence,
    Table,
)
from sightline.reports.footnotes import Catalogue
from sightline.reports.number import number
from sightline.reports.problem import LintContext

WORDS = {
    "press": b"Invented Bank One kept access to the messaging service until 8 March 2017.",
    "letter": b"Dear Sir or Madam, we ask you to comment on the following by 1 December 2016.",
    "reply": b"We ended the service for the bank concerned on 8 March 2017. \xeb\xa5\x98\xea\xb2\xbd",
    "model": b"Made for illustration: a fee receipt as it may have looked.",
    "secret": b"What a source told us in confidence.",
}
BASES = {"press": Basis.FACT, "model": Basis.RECONSTRUCTION}


def sha(name: str) -> str:
    return hashlib.sha256(WORDS[name]).hexdigest()


def cite(name: str, start: int = 0, end: int = 9) -> Citation:
    return Citation(sha(name), Place("", start, end), WORDS[name][start : end + 1].decode())


def item(name: str, marking: Marking = PUBLIC) -> Item:
    return Item(
        sha(name),
        len(WORDS[name]),
        f"{name}.txt",
        "text/plain",
        "invented-archive",
        f"/archive/{name}.txt",
        "Invented Collector",
        datetime(2026, 1, 5, tzinfo=UTC),
        "sightline 0.1.0",
        marking,
        "Invented Archive",
        BASES.get(name, Basis.ORIGINAL),
        "S/2017/150" if name in BASES else "",
    )


BANK = Party("p-bank", "Invented Bank One", PartyKind.STATE_OWNED)
SERVICE = Party("p-service", "Invented Messaging Service", PartyKind.PRIVATE)


def proof(name: str, weight: str = "for") -> Evidence:
    return Evidence(cite(name), weight, "", "invented-archive", "invented-archive", "B", 2)


FINDING = Finding(
    "f-aaaaaaaa",
    "c-aaaaaaaa",
    "Invented Messaging Service served Invented Bank One after its listing.",
    True,
    date(2016, 12, 1),
    ("1718-8d",),
    (SERVICE,),
    Standard.DOCUMENTED,
    Standard.DOCUMENTED,
    (proof("press"), proof("reply", "against")),
    "The number of messages is not known.",
    "A record of the messages.",
    (
        Stance(
            "f-aaaaaaaa",
            "Expert B",
            Position.DISSENT,
            "Not a service of finance.",
            datetime(2026, 2, 1, tzinfo=UTC),
        ),
    ),
)
HEARING = Hearing(
    "h-aaaaaaaa",
    SERVICE,
    date(2016, 11, 1),
    "letter",
    date(2016, 12, 1),
    cite("letter"),
    (Reply(date(2017, 3, 8), cite("reply"), "It ended the service."),),
    Outcome.CURED_AFTER,
    "its own announcement",
    "Invented Coordinator",
)
MEASURE = Measure(
    "1718-8d",
    "Freeze of funds",
    (Provision("1718", "8 (d)"),),
    Direction.SERVICE,
    date(2006, 10, 14),
    None,
    Confidence.PARTLY_CHECKED,
    None,
    "Freeze the funds of those designated.",
)
EVIDENCE_TABLE = Table(
    "t-evidence",
    "Items cited",
    ("item", "name", "source", "basis", "document", "sha256"),
    tuple(
        tuple(
            Cell(text)
            for text in (
                sha(n)[:12],
                f"{n}.txt",
                "invented-archive",
                BASES.get(n, Basis.ORIGINAL).value,
                "",
                sha(n),
            )
        )
        for n in sorted(("press", "letter", "reply", "model"), key=sha)
    ),
    {"kind": "evidence"},
)


def outline() -> Report:
    """The report before it is numbered."""
    return Report(
        "r-aaaaaaaa",
        "SL/2026/1",
        "A bank and a messaging service: *not* markup, #neither <b>this</b>",
        date(2026, 3, 2),
        Edition.PUBLIC,
        "Invented Monitoring Office",
        (Paragraph("p-sum", (Sentence("This report covers one case, see {ref:p-case}.", claim=False),)),),
        (
            Section(
                "s-intro",
                "Introduction",
                (
                    Paragraph(
                        "p-intro",
                        (
                            Sentence("The standards of proof are set out in {ref:a-method}.", claim=False),
                            Sentence("{ref:t-measures} lists the measures.", claim=False),
                        ),
                    ),
                ),
            ),
            Section(
                "s-finance",
                "Finance",
                (),
                (
                    Section(
                        "s-case",
                        "The messaging service",
                        (
                            Paragraph(
                                "p-case",
                                (
                                    Sentence(
                                        "Documents show that Invented Messaging Service served a bank.",
                                        (cite("press"), cite("press", 14, 30)),
                                        finding="f-aaaaaaaa",
                                        standard=Standard.DOCUMENTED,
                                        parties=("p-service",),
                                    ),
                                    Sentence(
                                        "Invented Messaging Service replied that it ended this (류경).",
                                        (cite("reply"),),
                                        parties=("p-service",),
                                    ),
                                ),
                                dissents=(Dissent("Expert B", "dissent", "Not a service of finance."),),
                            ),
                            Table(
                                "t-measures",
                                "Measures held against the finding",
                                ("measure", "provisions", "in force on the day", "verification"),
                                (
                                    (
                                        Cell("Freeze of funds"),
                                        Cell("1718 ¶8 (d)"),
                                        Cell("yes"),
                                        Cell("partly checked"),
                                    ),
                                ),
                                {"kind": "measures", "day": "2016-12-01", "ids": ["1718-8d"]},
                                note="As the regime stood on 1 December 2016.",
                            ),
                            Paragraph(
                                "p-model",
                                (
                                    Sentence(
                                        "A reconstruction shows how a receipt may have looked.",
                                        (cite("model"),),
                                    ),
                                    Sentence("See also {ref:p-case} and {ref:rec-1}.", claim=False),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        (
            Recommendation(
                "rec-1",
                "Member States",
                "End messaging services for listed banks ({ref:p-case}).",
                ("1718 ¶8 (d)",),
                ("f-aaaaaaaa",),
                "tighten",
            ),
        ),
        (
            Annex(
                "a-method",
                "Method",
                (Paragraph("p-method", (Sentence("This annex explains.", claim=False),)),),
            ),
            Annex("a-evidence", "Evidence", (EVIDENCE_TABLE,)),
        ),
        date(2026, 3, 1),
        "The receipt is a reconstruction; the press text states facts.",
    )


ITEMS = {sha(name): item(name) for name in ("press", "letter", "reply", "model")}
ITEMS[sha("secret")] = item("secret", Marking.parse("TLP:RED//SOURCE-7"))
CATALOGUE = Catalogue(ITEMS, {"invented-archive": "Invented Archive"})
REPORT = number(outline())


def marking_of(subject: str) -> Marking | None:
    """Markings of the invented items; findings are public."""
    if subject.startswith("f-"):
        return PUBLIC
    return ITEMS[subject].marking if subject in ITEMS else None


CONTEXT = LintContext(
    REPORT,
    {FINDING.id: FINDING},
    (HEARING,),
    ITEMS,
    {MEASURE.id: MEASURE},
    marking_of,
    lambda citation: None,
)


def with_paragraph(*sentences: Sentence, **fields: Any) -> Report:
    """The outline with one more paragraph, `p-extra`, the last of its first annex."""
    extra = Paragraph("p-extra", sentences, **fields)
    method, *others = outline().annexes
    longer = replace(method, blocks=(*method.blocks, extra))
    return replace(outline(), annexes=(longer, *others))


def context(*sentences: Sentence, **changes: Any) -> LintContext:
    """What lint is given for the report with one more paragraph and these changes."""
    report = number(with_paragraph(*sentences)) if sentences else REPORT
    return replace(CONTEXT, **({"report": report} | changes))
