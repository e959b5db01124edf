"""A party named without a decision that it may be.

What it refuses: a sentence that names a party of which no decision to name it is on record by the
report's date, or of which it was decided not to; a text about a party that was named as unwitting
which nowhere says that it did not know. The name of a party to a finding or a hearing, in any spelling on
record, counts wherever it is printed, marked or not, states apart.

Why: naming is a decision with reasons, taken after the hearing, that tells a state from a company
and whoever took part from whoever was used.

How to mend: record the decision (`sightline hearing name`), take the name out, or say that nothing shows
that the party knew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.model.casework import Party, PartyKind
from sightline.model.papers import Naming
from sightline.reports.mentions import mentions
from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, Severity, names

RULE = "naming_not_decided"
_DID_NOT_KNOW = re.compile(
    r"\b(?:unwitting(?:ly)?|unaware|not aware|deceived|misled|in good faith|did not know|"
    r"den(?:y|ies|ied)\b.{0,40}\b(?:knowledge|knew|known)|without\b.{0,30}\bknowledge|"
    r"(?:nothing|no evidence|no information|not)\b.{0,60}\b(?:knew|known|knowledge|aware))\b",
    re.IGNORECASE,
)


def check(context: LintContext) -> Iterator[Problem]:
    """Parties named without a decision, and unwitting ones of which nobody says so."""
    if context.namings is None:
        return
    decided = {one.party: one for one in context.namings}
    told: set[str] = set()
    for at in sentences(context.report):
        for party in at.sentence.parties:
            if problem := _undecided(context, party, decided.get(party)):
                text, remedy = problem
                yield Problem(RULE, Severity.ERROR, at.label, text, remedy, at.sentence.text)
            elif party not in told and not _said(context, decided[party]):
                told.add(party)
                text = (
                    f"{decided[party].name} is named as unwitting, and no sentence says that it did not know"
                )
                remedy = "say that nothing shows that it knew"
                yield Problem(RULE, Severity.ERROR, at.label, text, remedy, at.sentence.text)
    barred = {party for party in context.at_hand if _undecided(context, party, decided.get(party))}
    for one in mentions(context, barred):
        wrong = _undecided(context, one.party.id, decided.get(one.party.id))
        if wrong and not one.marked:
            yield Problem(RULE, Severity.ERROR, one.where, wrong[0], wrong[1], one.text)


def _undecided(context: LintContext, party: str, held: Naming | None) -> tuple[str, str] | None:
    name = context.parties[party].name if party in context.parties else party
    if held is None:
        return f"{name} is named and no decision to name it is on record", "decide, or do not name it"
    if not held.named:
        return f"{name} is named, and it was decided not to: {held.reasons}", "describe it without its name"
    return None


def _said(context: LintContext, held: Naming) -> bool:
    if held.kind != PartyKind.UNWITTING.value:
        return True
    party = Party(held.party, held.name, PartyKind.UNWITTING)
    return any(
        _DID_NOT_KNOW.search(at.sentence.text)
        and (held.party in at.sentence.parties or names(at.sentence.text, party))
        for at in sentences(context.report)
    )
