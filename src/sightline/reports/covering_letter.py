"""The letter by which a Member State asks that a report be circulated as a document of the Council.

What it transmits may be a letter, a briefing or a digest as well, and is called what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sightline.model.report import Template
from sightline.reports.letter import OPEN, Letter, grid, heading, para

CALLED = {Template.LETTER: "letter", Template.BRIEFING: "briefing", Template.DIGEST: "digest"}
"""what a document of these kinds is called; one of another kind is a report"""
PRESIDENT = "The President of the Security Council"


@dataclass(frozen=True, slots=True)
class Covering:
    """What the letter says. `files`: SHA-256 by name; `copy` and `recipient` tell this copy from others."""

    office: str
    member: str
    mission: str
    addressee: str
    title: str
    symbol: str
    template: Template
    edition: str
    dated: date
    signatory: str
    contact: str
    copy: str
    recipient: str
    fingerprint: str
    files: Mapping[str, str]


_PLURAL = ("Netherlands", "Philippines", "Maldives", "Bahamas", "Comoros", "Seychelles", "Emirates", "States")
_KINDS = ("Republic", "Kingdom", "Federation", "Union", "State", "Gambia", "Congo", "Grand Duchy", "Holy See")


def with_article(member: str) -> str:
    """A state's name as it stands after "of": with the article where English usage gives it one."""
    name = member.strip()
    if name.casefold().startswith("the "):
        return name
    takes = name.split(" ")[0] in _PLURAL or name.split(" ")[-1] in _PLURAL
    takes = takes or any(f" {kind} " in f" {name} " for kind in _KINDS)
    return f"the {name}" if takes else name


def _checked(said: Covering, called: str) -> str:
    """How the document can be checked, with its bundle or without one."""
    if not any(name.endswith(".bundle") for name in said.files):
        return (
            f"Every statement of the {called} names its evidence. The copy lists each file with its SHA-256 "
            f"and is signed with the key {said.fingerprint}; “sightline verify” checks it, and a bundle with "
            "the evidence can be had on request."
        )
    return (
        f"Every statement of the {called} can be checked offline against its evidence: the bundle is "
        f"signed with the key {said.fingerprint}, and “sightline verify” or the published "
        "sightline-verify.py checks it. "
        "The fingerprint should be got from somewhere else than this letter."
    )


def covering_letter(said: Covering) -> Letter:
    """A draft for the Member State's own letterhead: it asks for circulation and takes no view.

    That any Member State may ask for a letter and its annex to be circulated is practice (unverified).
    """
    where = said.mission or f"Permanent Mission of {with_article(said.member)} to the United Nations"
    called = CALLED.get(said.template, "report")
    rows = [(name, digest) for name, digest in sorted(said.files.items())]
    return Letter(
        sender=where,
        sender_lines=("Draft for the letterhead of the mission",),
        reference=said.copy,
        dated=said.dated,
        to=(said.addressee or PRESIDENT,),
        through="",
        subject=f"Request for circulation: {said.title}",
        opening=(
            f"I have the honour to transmit herewith a {called} of {said.office}, entitled “{said.title}” "
            f"({said.symbol or 'no symbol of its own'}, {said.edition} edition).",
        ),
        body=(
            para(
                "1.",
                "I should be grateful if the present letter and its annex would be circulated as a document "
                "of the Security Council.",
            ),
            para(
                "2.",
                f"The {called} was made by {said.office}, which is not a body of the United Nations. It is "
                "responsible for the content. Transmission implies no position of my Government on it.",
            ),
            para("3.", _checked(said, called)),
            para("4.", f"Questions on the content may be put to: {said.contact or OPEN}."),
        ),
        closing="Please accept, Excellency, the assurances of my highest consideration.",
        signed_by=(said.signatory or OPEN, where),
        annexes=(
            heading("Annex", "The documents transmitted", 1),
            para("", f"Copy {said.copy}, for {said.recipient}."),
            grid(1, "Files and their SHA-256", ("File", "SHA-256"), rows),
        ),
        salutation="Excellency,",
    )
