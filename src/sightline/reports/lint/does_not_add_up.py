"""Parts that do not make the whole.

What it refuses: a share above 100 per cent of a whole; shares of one sentence that are said to make
a whole (the rest, respectively, of which, altogether) and do not come to 100 with the rounding each
allows; a column of shares in a table that does not; a row that is called a total and is not the sum of
the rows above it.

Why: a reader who adds up and gets something else trusts nothing more.

How to mend: correct the part that is wrong, or say what the shares are shares of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.model.report import Table
from sightline.reports.outline import sentences, tables
from sightline.reports.problem import LintContext, Problem, error
from sightline.reports.said import shares, value

RULE = "does_not_add_up"
_WHOLE = re.compile(
    r"\b(?:the rest|the remainder|the remaining|the others|respectively|altogether|of which|and none)\b", re.I
)
_OF = re.compile(r"\b(?:share|part|portion|proportion|of (?:the|all|its|their))\b", re.I)
_MORE = re.compile(
    r"\b(?:increase[ds]?|rose|rises?|grew|growth|more than (?:the|in|a year)|higher"
    r"|of the cap|of the limit|of the amount)\b",
    re.I,
)
_SHARE_HEAD = re.compile(r"%|\bper cent\b|\bshare\b", re.I)
_TOTAL = re.compile(r"^(?:total|sum|in all|all)\b", re.I)
_PLAIN = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:\s?%)?")
HALF = 0.5
"""per cent that rounding to whole numbers may take from or add to each share"""


def check(context: LintContext) -> Iterator[Problem]:
    """Shares and totals that do not come out."""
    for at in sentences(context.report):
        found = shares(at.sentence.text)
        if found and (wrong := _shares(at.sentence.text, found)):
            yield error(
                RULE, at.label, wrong, "correct the shares, or say of what they are shares", at.sentence.text
            )
    for table in tables(context.report):
        for position in range(len(table.columns)):
            if wrong := _column(table, position):
                yield error(
                    RULE, f"table {table.number}", wrong, "correct the rows, or the total", table.title
                )


def _shares(text: str, found: list[float]) -> str:
    if max(found) > 100 and _OF.search(text) and not _MORE.search(text):
        return f"{max(found):g} per cent is more than the whole"
    if len(found) > 1 and _WHOLE.search(text) and abs(sum(found) - 100) > HALF * len(found):
        return f"the shares come to {sum(found):g} per cent"
    return ""


def _column(table: Table, position: int) -> str:
    cells = [row[position].text for row in table.rows if position < len(row)]
    if len(cells) < 2 or not all(_PLAIN.fullmatch(cell) for cell in cells):
        return ""
    held = [value(cell.rstrip("% ")) for cell in cells]
    totalled = position > 0 and bool(_TOTAL.match(table.rows[-1][0].text))
    rough = HALF * len(held) if any("." in cell or "%" in cell for cell in cells) else 0
    if totalled and abs(sum(held[:-1]) - held[-1]) > rough:
        return (
            f"the rows of {table.columns[position]!r} come to {sum(held[:-1]):g}, the total says {held[-1]:g}"
        )
    parts = held[:-1] if totalled else held
    if _SHARE_HEAD.search(table.columns[position]) and abs(sum(parts) - 100) > HALF * len(parts):
        return f"the shares in {table.columns[position]!r} come to {sum(parts):g}"
    return ""
