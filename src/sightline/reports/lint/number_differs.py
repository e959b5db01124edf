"""A number in the text that differs from the query it was taken from.

What it refuses: a sentence that says from which query it took a number, where that query answers
otherwise today, has no such row, or fails; and where the number no longer stands in the sentence.

Why: a reader must get from the sentence to the rows, and the two must agree.

How to mend: correct the number, or untie it at the desk where the sentence rests on the query no more.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.errors import SightlineError
from sightline.model.report import Stated
from sightline.reports.notation import stands_in
from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, error
from sightline.reports.said import plain

RULE = "number_differs"


def check(context: LintContext) -> Iterator[Problem]:
    """Numbers that their query does not give."""
    for at in sentences(context.report):
        for number in at.sentence.numbers:
            if wrong := _wrong(context, at.sentence.text, number):
                remedy = "correct the number, or untie it and say where it is from"
                yield error(RULE, at.label, wrong, remedy, at.sentence.text)


def _wrong(context: LintContext, text: str, number: Stated) -> str:
    if not stands_in(number.text, text):
        return f"the number {number.text} was taken from a query and no longer stands in the sentence"
    if context.answer is None:
        return ""
    try:
        rows = context.answer(number.query)
    except SightlineError as problem:
        return f"the query that gave {number.text} fails today: {problem.message}"
    row = next((row for row in rows if not number.row or row[0].text == number.row), None)
    if row is None or number.column >= len(row):
        return f"the query that gave {number.text} has no such row today"
    held = row[number.column].text
    return "" if plain(held) == plain(number.text) else f"the text says {number.text}, the query gives {held}"
