"""A reply that nobody recorded, or a silence that was none.

What it warns of: a sentence that says of a party that it did not reply, where a reply of it is on record; one
that says that a party replied, answered or told the office something, where its hearing has no reply. That it
did not reply by a day, or by the deadline, is let pass where its reply came later, and so is silence on a
question or to a later letter. A party is known by its name, by a company's short name, and by the mark of the
sentence.

Why: whether somebody answered is the first thing that is said of a hearing, and the easiest to check.

How to mend: say what is on record, or record the reply (or correct what was recorded) under Hearings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sightline.model.casework import Hearing, Outcome
from sightline.reports.outline import Located, sentences
from sightline.reports.problem import LintContext, Problem, warning
from sightline.reports.said import days, squeezed
from sightline.reports.told import Called, called, subject

RULE = "reply_not_on_record"
_SILENT = re.compile(
    r"\b(?:(?:did|has|have|had) (?:not|never)|(?:didn|hasn|hadn)['’]t|never)(?: yet| so far| ever| even)? "
    r"(?:repl(?:y|ied)|answer(?:ed)?|respond(?:ed)?)\b"
    r"|\b(?:gave|has given|sent|has sent|made|has made) (?:no|neither a) (?:reply|answer|response)\b"
    r"|\b(?:failed|declined|refused) to (?:reply|answer|respond)\b"
    r"|\b(?:remained|stayed|kept|was|is) silent\b"
    r"|\bignored the (?:office|letters?)\b",
    re.I,
)
_OF_A_PART = re.compile(
    r"^[^.;]{0,40}\b(?:questions?|points?|second|third|further|reminders?|later|last|on|about|whether|why|until|"
    r"before|substance|full|direct(?:ly)?)\b",
    re.I,
)
"""silence on a part, or for a time"""
_IN_TIME = re.compile(r"^[^.;]{0,40}\b(?:deadline|in time|within|then)\b", re.I)
_REPLIED = re.compile(
    r"\b(?:replied|answered|responded|wrote back)\b(?! to (?!the (?:office|panel|letter|experts)|this|it\b))"
    r"|\b(?:told|informed|assured|wrote to) the (?:office|panel|experts)\b",
    re.I,
)
_IN_IT = re.compile(r"\b(?:in|according to) its (?:reply|answer|response|letter),? (?:the )?$", re.I)
_OF_IT = re.compile(r"(?:\bthe (?:reply|answer|response) (?:of|from|by) (?:the )?)$", re.I)
_SAYS = re.compile(
    r"^(?: (?:says|said|states|stated|gives|gave|confirm\w*|den(?:y|ies|ied)|admit\w*|explain\w*|contest\w*|"
    r"show\w*)"
    r"|['’]s (?:reply|answer|response) (?!is\b|was\b|has\b|had\b|will\b|by\b|until\b))\b"
)
_NOT = re.compile(
    r"(?:\b(?:not|never|no|nor|neither|whether|if|nobody|until|before|once|unless)\b|n['’]t\b)[^.;:,]{0,40}$",
    re.I,
)
_RECEIVED = frozenset({Outcome.CONTESTED, Outcome.REPLIED, Outcome.CURED_AFTER, Outcome.CURED_BEFORE})


def check(context: LintContext) -> Iterator[Problem]:
    """Sentences that tell of a silence or a reply of which the record tells otherwise."""
    heard: dict[str, list[Hearing]] = defaultdict(list)
    for hearing in context.hearings:
        heard[hearing.party.id].append(hearing)
    known = called(context) if heard else {}
    for at in sentences(context.report) if heard else ():
        if wrong := _wrong(at, known, heard):
            remedy = "say what is on record, or record the reply under Hearings"
            yield warning(RULE, at.label, wrong, remedy, at.sentence.text)


def _wrong(at: Located, known: Called, heard: dict[str, list[Hearing]]) -> str:
    """What the record tells otherwise; empty where nothing."""
    text = squeezed(at.sentence.text)
    for found in _SILENT.finditer(text):
        hearings = heard.get(subject(text, found.start(), known, at.sentence.parties), [])
        if (told := _answered(hearings)) and not _later(text[found.end() :], hearings):
            return f"the sentence says that {hearings[0].party.name} did not reply, and {told}"
    for found in _REPLIED.finditer(text):
        hearings = heard.get(subject(text, found.start(), known, at.sentence.parties), [])
        if hearings and not _answered(hearings) and not _NOT.search(text[: found.start()]):
            return _none(hearings)
    for id, hearings in heard.items():
        for found in () if _answered(hearings) else known[id].finditer(text):
            before, after = text[: found.start()], text[found.end() :]
            given = bool(_OF_IT.search(before) or after[:2] in {"'s", "’s"}) and _SAYS.search(after)
            if (given and not _NOT.search(before)) or _IN_IT.search(before):
                return _none(hearings)
    return ""


def _none(hearings: Sequence[Hearing]) -> str:
    return f"the sentence tells a reply of {hearings[0].party.name}, and none is on record"


def _answered(hearings: Sequence[Hearing]) -> str:
    """How the record says that a party replied; empty where it does not."""
    for reply in (reply for one in hearings for reply in one.replies):
        return f"its reply of {reply.received_on} is on record"
    outcomes = [one.outcome for one in hearings if one.outcome in _RECEIVED]
    return f"its hearing ended as {outcomes[0].value!r}" if outcomes and outcomes[0] else ""


def _later(rest: str, hearings: Sequence[Hearing]) -> bool:
    """Whether what follows speaks of a part, or of a time before the party replied."""
    if _OF_A_PART.search(rest):
        return True
    first = min((reply.received_on for one in hearings for reply in one.replies), default=None)
    clause = re.split(r"[.;]", rest)[0]
    until = [day for _, day in days(clause) if day]
    if until:
        return first is not None and first > max(until)
    deadlines = [one.deadline for one in hearings if one.deadline]
    return bool(_IN_TIME.search(rest)) and (first is None or not deadlines or first > min(deadlines))
