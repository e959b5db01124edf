from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.errors import BadInput
from sightline.model.report import Cell, Sentence, Stated
from sightline.reports.lint.number_differs import check
from sightline.reports.problem import LintContext, Rows
from tests.reports.sample import cite, context

ROWS = ((Cell("Company"), Cell("1,200")), (Cell("Vessel"), Cell("59")), (Cell("Cargo"), Cell("900-1,100")))


def answering(text: str, stated: Stated) -> LintContext:
    """The report with a sentence that gives a number, and a record that answers."""
    said = Sentence(text, (cite("press"),), numbers=(stated,))
    return replace(context(said), answer=lambda query: ROWS)


def failing(text: str, stated: Stated) -> LintContext:
    def fail(query: object) -> Rows:
        raise BadInput("the partition is gone")

    return replace(answering(text, stated), answer=fail)


HITS = {
    "the record has another": answering("There are 60 ships.", Stated("60", {"kind": "count"}, "Vessel", 1)),
    "no longer in the sentence": answering("There are ships.", Stated("59", {"kind": "count"}, "Vessel", 1)),
    "a part of another number": answering(
        "There are 159 ships.", Stated("59", {"kind": "count"}, "Vessel", 1)
    ),
    "no such row": answering("There are 59 ships.", Stated("59", {"kind": "count"}, "Boat", 1)),
    "the query fails": failing("There are 59 ships.", Stated("59", {"kind": "count"}, "Vessel", 1)),
}
NO_HITS = {
    "the record agrees": answering("There are 59 ships.", Stated("59", {"kind": "count"}, "Vessel", 1)),
    "commas aside": answering("There are 1200.", Stated("1200", {"kind": "count"}, "Company", 1)),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"number_differs"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
