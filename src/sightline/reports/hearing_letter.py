"""The letter that gives a party the opportunity to reply, built from the facts that are to be published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.clean import country_words
from sightline.model.casework import Case, Finding, Party, PartyKind
from sightline.model.citation import Citation
from sightline.model.measure import Measure
from sightline.reports.dates import written
from sightline.reports.layout import Drawn
from sightline.reports.letter import Letter, address, grid, heading, para

SHORTEST = timedelta(days=14)
"""Usual practice gives two to four weeks; a shorter time is told to whoever writes."""
QUESTIONS = (
    "Which of this is wrong, and what shows it?",
    "What is missing that a reader must know?",
    "What has been done since, and when? What was put right is said to have been put right.",
    "Who else should be heard?",
)


@dataclass(frozen=True, slots=True)
class Ask:
    """Who writes, when, by when an answer is asked for, and where it goes."""

    office: str
    reference: str
    dated: date
    deadline: date
    contact: str
    signatory: str


def findings_on(case: Case, party: str) -> tuple[Finding, ...]:
    """The findings of a case that name a party."""
    return tuple(one for one in case.findings if any(each.id == party for each in one.parties))


def hearing_letter(
    case: Case,
    party: Party,
    ask: Ask,
    measures: Mapping[str, Measure],
    shown: Mapping[Citation, str],
) -> Letter:
    """The letter. `shown` describes the citations the party may see; the others are counted, not told.

    Evidence against a finding is shown like evidence for it. A party that did not know is told that nothing
    says it did.
    """
    named = findings_on(case, party.id)
    salutation, close = address((party.name,), party.kind is PartyKind.STATE)
    return Letter(
        sender=ask.office,
        sender_lines=("An independent office; not a document of the United Nations", ask.contact),
        reference=ask.reference,
        dated=ask.dated,
        to=(party.name,),
        through="",
        subject="Opportunity to reply before publication",
        opening=(
            f"We intend to publish what follows. You have the opportunity to reply until "
            f"{written(ask.deadline)}. Nothing of it has been published by us so far.",
        ),
        body=tuple(_body(named, party, ask, measures, shown)),
        closing=close,
        signed_by=(ask.signatory, ask.office),
        annexes=tuple(_annexes(named, shown)),
        salutation=salutation,
    )


def hints(ask: Ask, named: Sequence[Finding], measures: Mapping[str, Measure]) -> tuple[str, ...]:
    """What whoever sends the letter should know."""
    told = []
    if ask.deadline - ask.dated < SHORTEST:
        told.append(f"{(ask.deadline - ask.dated).days} days are less than the usual two to four weeks")
    open_rules = sorted({id for one in named for id in one.measures if measures[id].verified_against is None})
    if open_rules:
        told.append("not compared with their resolution yet: " + ", ".join(open_rules))
    return tuple(told)


def _body(
    named: Sequence[Finding],
    party: Party,
    ask: Ask,
    measures: Mapping[str, Measure],
    shown: Mapping[Citation, str],
) -> Iterator[Drawn]:
    yield heading("1", "What is to be published")
    for number, one in enumerate(named, start=1):
        yield para(f"1.{number}.", f"{one.assertion} {_standing(one, measures)}")
        if one.ranges:
            yield para("", "Quantities: " + "; ".join(f"{each.text} ({each.basis})" for each in one.ranges))
        if one.states:
            yield para("", "States it concerns: " + ", ".join(map(country_words.name, one.states)))
        if one.limits:
            yield para("", f"Limits: {one.limits}")
        if one.would_change:
            yield para("", f"What would change it: {one.would_change}")
    if party.kind is PartyKind.UNWITTING:
        yield para("", "Nothing in it says that you knew.")
    yield heading("2", "What it rests on")
    yield para("2.1.", _evidence(named, shown))
    yield heading("3", "What we ask")
    for number, text in enumerate(QUESTIONS, start=1):
        yield para(f"3.{number}.", text)
    yield heading("4", "What becomes of your reply")
    yield para(
        "4.1.",
        "It is taken into account, reflected in the text where it concerns you, and kept on record. "
        "If it shows "
        "that we are wrong, the text is changed or withdrawn.",
    )
    yield para(
        "4.2.",
        f"If none has come by {written(ask.deadline)}, the text says that you were asked and did not reply. "
        f"A reply in any language and any form is read. Reply to: {ask.contact}",
    )


def _standing(one: Finding, measures: Mapping[str, Measure]) -> str:
    rules = "; ".join(f"{measures[id].title} ({measures[id].paragraph})" for id in one.measures)
    against = "held against" if one.breach else "not held to be a breach of"
    return f"[{one.claimed.value}; {against} {rules}, as in force on {one.day.isoformat()}]"


def _evidence(named: Sequence[Finding], shown: Mapping[Citation, str]) -> str:
    cited = {piece.citation for one in named for piece in one.evidence}
    told, kept = len(cited & set(shown)), len(cited - set(shown))
    text = f"{told} piece{'' if told == 1 else 's'} of evidence in Annex A, what speaks against it included."
    return text if not kept else f"{text} {kept} more cannot be shown to you, to protect a source."


def _annexes(named: Sequence[Finding], shown: Mapping[Citation, str]) -> Iterator[Drawn]:
    rows = [
        (f"1.{number}", piece.weight, shown[piece.citation])
        for number, one in enumerate(named, start=1)
        for piece in one.evidence
        if piece.citation in shown
    ]
    if rows:
        yield heading("Annex A", "Evidence", 1)
        yield grid(1, "Evidence", ("Paragraph", "Speaks", "What it is and where it stands"), rows)
