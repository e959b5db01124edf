"""A day that cannot be, or that the report cannot know.

What it refuses: a day that is in no calendar; a period that ends before it begins; a finding held
against a day after the report's. It warns of a day after the report's own in a sentence that does
not look ahead, and of a finding before the period reported on where the sentence does not say so.

Why: a wrong day makes a measure bind, or not bind, that did not.

How to mend: correct the day, say that it lies ahead, or say that it lies before the period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.reports.outline import Located, sentences
from sightline.reports.problem import LintContext, Problem, error, warning
from sightline.reports.said import days

RULE = "wrong_date"
_AHEAD = re.compile(
    r"\b(?:will|shall|by|until|deadlines?|due|is to|are to|next|expires?|ends?|may|plans?"
    r"|planned|expected|from)\b",
    re.I,
)
_BEFORE = re.compile(r"\b(?:earlier|previous(?:ly)?|before|prior|former|historical|since)\b", re.I)
_FROM_TO = re.compile(
    r"\b(?:from|between) (?P<first>\d{1,2} \w+ \d{4}) (?:to|until|and) (?P<last>\d{1,2} \w+ \d{4})"
)


def check(context: LintContext) -> Iterator[Problem]:
    """Days that do not hold."""
    for at in sentences(context.report):
        yield from _written(context, at)
        if finding := context.findings.get(at.sentence.finding):
            yield from _finding(context, at, finding.day)


def _written(context: LintContext, at: Located) -> Iterator[Problem]:
    text = at.sentence.text
    for written, day in days(text):
        if day is None:
            yield error(RULE, at.label, f"there is no day {written}", "correct the day", text)
        elif day > context.report.dated and not _AHEAD.search(text):
            said = f"{written} is after the day of the report, {context.report.dated}"
            yield warning(RULE, at.label, said, "correct the day, or say that it lies ahead", text)
    for found in _FROM_TO.finditer(text):
        ends = [day for _, day in days(f"{found['first']}; {found['last']}")]
        if len(ends) == 2 and ends[0] and ends[1] and ends[1] < ends[0]:
            yield error(
                RULE, at.label, f"the period {found[0]!r} ends before it begins", "correct the days", text
            )


def _finding(context: LintContext, at: Located, day: object) -> Iterator[Problem]:
    finding, period, text = context.findings[at.sentence.finding], context.report.period, at.sentence.text
    if finding.day > context.report.dated:
        said = f"the finding is held against {day}, after the day of the report"
        yield error(RULE, at.label, said, "correct the day of the finding or of the report", text)
    elif period and finding.day < period[0] and not _BEFORE.search(text):
        said = f"the finding is of {day}, before the period reported on, which begins on {period[0]}"
        yield warning(RULE, at.label, said, "say that it lies before the period, or leave it out", text)
    elif period and finding.day > period[1]:
        said = f"the finding is of {day}, after the period reported on, which ends on {period[1]}"
        yield warning(RULE, at.label, said, "leave it to the next report, or change the period", text)
