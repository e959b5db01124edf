"""A party that is named, and whose answer is kept from the reader.

What it refuses: a report that names a party and cites none of its replies; that does not say that a
party which was heard never replied; that does not say that what was cured is cured.

Why: a fair hearing is only fair when the answer is printed beside the charge.

How to mend: add a sentence that gives the reply and cites it; say that no reply came by the
deadline; say what ended, and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.model.casework import Hearing, Outcome
from sightline.model.report import Sentence
from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, Severity, names

RULE = "reply_not_mentioned"
_CURED = re.compile(
    r"\b(?:cured|ended|ends|ceased|stopped|withdr[ae]wn?|terminated|discontinued|disconnected|no longer|"
    r"came into compliance|brought .{0,40}to an end)\b",
    re.IGNORECASE,
)
_NO_REPLY = re.compile(
    r"\b(?:(?:not|never|no|without|yet to)\b.{0,40}\b(?:repl|answer|respon)|unanswered)", re.IGNORECASE
)


def check(context: LintContext) -> Iterator[Problem]:
    """Hearings of named parties whose reply, silence or cure is not told."""
    named: dict[str, str] = {}
    for at in sentences(context.report):
        for party in at.sentence.parties:
            named.setdefault(party, at.label)
    told = [at.sentence for at in sentences(context.report)]
    for hearing in context.hearings:
        if hearing.party.id in named:
            yield from _untold(hearing, named[hearing.party.id], told)


def _untold(hearing: Hearing, label: str, told: list[Sentence]) -> Iterator[Problem]:
    about = [s for s in told if hearing.party.id in s.parties or names(s.text, hearing.party)]
    cited = {cite.item for sentence in told for cite in sentence.cites}
    name = hearing.party.name
    for reply in hearing.replies:
        if reply.citation.item not in cited:
            text = f"{name} replied on {reply.received_on} and no sentence cites the reply"
            yield _problem(label, text, "give the reply in a sentence that cites it")
    if hearing.outcome is Outcome.NO_REPLY and not any(_NO_REPLY.search(s.text) for s in about):
        yield _problem(
            label, f"{name} did not reply and the report does not say so", "say that no reply came"
        )
    cured = hearing.outcome in (Outcome.CURED_BEFORE, Outcome.CURED_AFTER)
    if cured and not any(_CURED.search(s.text) for s in about):
        yield _problem(
            label, f"{name} cured what is held against it and the report does not say so", "say it"
        )


def _problem(where: str, text: str, remedy: str) -> Problem:
    return Problem(RULE, Severity.ERROR, where, text, remedy)
