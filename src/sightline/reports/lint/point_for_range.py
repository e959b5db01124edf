"""A point where the record has a range.

What it warns of: a claim with one number that lies inside a range given by what it cites, without
the ends of that range and without a word that says that it is an estimate; a number taken from a query
whose cell holds a range.

Why: an estimate printed as a count is a claim nobody made.

How to mend: give both ends, or say "between", "at least" or "about".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.errors import SightlineError
from sightline.reports.outline import Located, sentences
from sightline.reports.problem import LintContext, Problem, warning
from sightline.reports.said import numbers, spans, value

RULE = "point_for_range"
_ROUGH = re.compile(
    r"\b(?:between|at least|at most|up to|about|around|approximately|an estimated|estimates?"
    r"|from|some|more than|range)\b",
    re.I,
)


def check(context: LintContext) -> Iterator[Problem]:
    """Numbers given as exact that the record gives as a range."""
    for at in sentences(context.report):
        for low, high in _ranges(context, at):
            text = at.sentence.text
            given = [value(number) for number in numbers(text)]
            inside = [number for number in given if low <= number <= high]
            if inside and not {low, high} <= set(given) and not _ROUGH.search(text):
                said = f"the record gives {low:g} to {high:g}, the sentence says {inside[0]:g}"
                yield warning(RULE, at.label, said, "give both ends of the range", text)


def _ranges(context: LintContext, at: Located) -> Iterator[tuple[float, float]]:
    if at.sentence.claim:
        for cite in at.sentence.cites:
            yield from spans(context.words(cite))
    for number in at.sentence.numbers:
        if context.answer is None:
            continue
        try:
            rows = context.answer(number.query)
        except SightlineError:
            continue
        for row in rows:
            if row[0].text == number.row and number.column < len(row):
                yield from spans(row[number.column].text)
