"""A finding about an invented bank, a party to it, and what it rests on."""

from __future__ import annotations

from datetime import date

from sightline.cases.hearings import Letter
from sightline.cases.shapes import Wording
from sightline.model.casework import Evidence, Party, PartyKind, Reply, Standard
from sightline.model.citation import Citation
from sightline.model.place import Place

BANK = Party("p-bank", "Invented Bank One", PartyKind.PRIVATE, "x-1")


def cite(sign: str = "a") -> Citation:
    return Citation(sign * 64, Place("", 0, 9), "words")


def proof(
    source: str = "s-1", grade: str = "B2", weight: str = "for", sign: str = "a", origin: str = ""
) -> Evidence:
    """Evidence from a source; `grade` is reliability and credibility."""
    return Evidence(cite(sign), weight, "", source, origin or source, grade[0], int(grade[1]))


WORDING = Wording(
    "Invented Bank One served a listed party.",
    True,
    date(2016, 12, 1),
    ("1718-8d",),
    (BANK,),
    Standard.DOCUMENTED,
    Standard.DOCUMENTED,
    (proof(),),
    "Amounts are not known.",
    "A record of the payments.",
)
LETTER = Letter(date(2026, 1, 5), "registered mail", date(2026, 2, 5), cite("b"))
REPLY = Reply(date(2026, 2, 1), cite("c"), "It denies the payments.")
