"""A quantity without its unit.

What it warns of: an amount after a word that moves or values goods or money (carried, delivered,
worth) that no unit, currency or thing counted follows; a column of quantities or amounts in a table
where neither the head nor the cells name a unit.

Why: barrels are not tons, and dollars are not won.

How to mend: name the unit after the number, in the head of the column, or in a column of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.model.report import Table
from sightline.reports.outline import sentences, tables
from sightline.reports.problem import LintContext, Problem, warning

RULE = "unit_missing"
_MOVED = re.compile(
    r"\b(?:carried|carries|delivered|delivers|exported|exports|imported|imports|shipped"
    r"|supplied|loaded|unloaded|"
    r"transferred|paid|remitted|worth|valued at|amount(?:ed|s|ing)? to|a cargo of|a fine of|a total of)"
    r"(?: (?:about|some|around|nearly|almost|over|at least|at most|up to|more than|less than|an estimated))*"
    r" (?P<number>\d[\d,.]*\d|\d)(?P<after>.{0,40})",
    re.I,
)
_NO_UNIT = re.compile(
    r"^\s*(?:[.;:,)]|$|(?:of|to|from|on|in|by|for|at|and|or|with|between|during|since|before|after)\b)"
)
_AMOUNT = re.compile(r"\b(?:quantity|quantities|amounts?|values?|volumes?|weights?)\b", re.I)
_UNIT = re.compile(
    r"\b(?:tons?|tonnes?|t|kg|bbl|barrels?|litres?|cubic|usd|dollars?|eur|euros?|won|cny|krw"
    r"|kpw|units?|per cent|%)\b|[$€¥₩%]",
    re.I,
)


def check(context: LintContext) -> Iterator[Problem]:
    """Amounts and columns without a unit."""
    for at in sentences(context.report):
        for found in _MOVED.finditer(at.sentence.text):
            if _NO_UNIT.match(found["after"]):
                text = f"the amount {found['number']} has no unit"
                yield warning(RULE, at.label, text, "name the unit after the number", at.sentence.text)
    for table in tables(context.report):
        yield from _columns(table)


def _columns(table: Table) -> Iterator[Problem]:
    heads = " ".join(table.columns)
    for position, head in enumerate(table.columns):
        cells = [row[position].text for row in table.rows if position < len(row)]
        bare = [cell for cell in cells if re.fullmatch(r"[\d.,]+", cell)]
        if _AMOUNT.search(head) and bare and not _UNIT.search(f"{heads} {table.title} {table.note}"):
            text = f"the column {head!r} has numbers without a unit"
            yield warning(
                RULE, f"table {table.number}", text, "name the unit in the head of the column", table.title
            )
