"""A translation that gives another number.

What it warns of: in a translated report, a reviewed translation with a number that its source does not give,
or without one that it gives. Digits of any script, separators of thousands and decimals of any language,
months in words and in numbers, 万, 억, million and the like, and numbers in words are the same number. A text
may leave out a one.

Why: a reader of another language must get the same report, and who reviews words reads over digits.

How to mend: correct the number in the translation, and have it reviewed; or put the source right.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sightline.reports.numerals import Numerals, numerals
from sightline.reports.problem import LintContext, Problem, warning

RULE = "translated_number"
_ONE = Decimal(1)


def check(context: LintContext) -> Iterator[Problem]:
    """Reviewed translations whose numbers are not those of their source."""
    for one in context.reviewed:
        source = numerals(one.source, context.report.language)
        said = numerals(one.text, one.language)
        more, less = _lacking(said, source), _lacking(source, said)
        if more or less:
            text = f"the translation ({one.language}) gives {_list(more)}, the source {_list(less)}"
            remedy = "correct the number in the translation, and have it reviewed"
            yield warning(RULE, one.label, text, remedy, f"{one.source} / {one.text}")


def _lacking(these: Numerals, those: Numerals) -> list[str]:
    """Numbers of the one that the other does not give."""
    held = those.values | {_ONE}
    return list(dict.fromkeys(figure.text.strip() for figure in these.figures if not figure.among(held)))


def _list(numbers: list[str]) -> str:
    return ", ".join(numbers) or "no such number"
