from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.report import Annex, Cell, Sentence, Table
from sightline.reports.lint.does_not_add_up import check
from sightline.reports.number import number
from sightline.reports.problem import LintContext
from tests.reports.sample import CONTEXT, cite, context, outline


def context_of(*rows: tuple[str, str], head: str = "share, per cent") -> LintContext:
    """The report with a table of these rows."""
    cells = tuple((Cell(name), Cell(text)) for name, text in rows)
    table = Table("t", "Shares", ("state", head), cells, {"kind": "count"})
    longer = replace(outline(), annexes=(*outline().annexes, Annex("a-x", "More", (table,))))
    return replace(CONTEXT, report=number(longer))


HITS = {
    "shares of a whole": context(
        Sentence(
            "Of all ships 40 per cent were old, 30 per cent new, and the remaining 20 per cent unknown.",
            (cite("press"),),
        )
    ),
    "more than the whole": context(Sentence("They were 140 per cent of all ships.", (cite("press"),))),
    "a column of shares": context_of(("A", "50"), ("B", "30")),
    "a total": context_of(("A", "50"), ("B", "30"), ("Total", "81"), head="entries"),
}
NO_HITS = {
    "they make a whole": context(
        Sentence(
            "Of all ships 40 per cent were old, 30 per cent new, and the remaining 30 per cent unknown.",
            (cite("press"),),
        )
    ),
    "shares of different things": context(
        Sentence("Imports fell by 40 per cent, exports by 30 per cent.", (cite("press"),))
    ),
    "a rise of more than all": context(Sentence("Its share rose by 140 per cent.", (cite("press"),))),
    "rounded": context_of(("A", "33"), ("B", "33"), ("C", "33")),
    "a total that holds": context_of(("A", "50"), ("B", "30"), ("Total", "80"), head="entries"),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"does_not_add_up"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
