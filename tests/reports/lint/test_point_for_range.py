from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.citation import Citation
from sightline.model.place import Place
from sightline.model.report import Cell, Sentence, Stated
from sightline.reports.lint.point_for_range import check
from sightline.reports.problem import LintContext
from tests.reports.sample import cite, context, sha

ROWS = ((Cell("Company"), Cell("1,200")), (Cell("Vessel"), Cell("59")), (Cell("Cargo"), Cell("900-1,100")))


def answering(text: str, stated: Stated) -> LintContext:
    """The report with a sentence that gives a number, and a record that answers."""
    said = Sentence(text, (cite("press"),), numbers=(stated,))
    return replace(context(said), answer=lambda query: ROWS)


HITS = {
    "a point inside": context(
        Sentence(
            "It carried 600 tons.",
            (Citation(sha("press"), Place("", 0, 9), "It carried between 500 and 700 tons."),),
        )
    ),
    "a point from a cell with a range": answering(
        "It carried 1,000 tons.", Stated("1,000", {"kind": "count"}, "Cargo", 1)
    ),
}
NO_HITS = {
    "both ends": context(
        Sentence(
            "It carried 500 to 700 tons.",
            (Citation(sha("press"), Place("", 0, 9), "It carried between 500 and 700 tons."),),
        )
    ),
    "said to be rough": context(
        Sentence(
            "It carried about 600 tons.",
            (Citation(sha("press"), Place("", 0, 9), "It carried between 500 and 700 tons."),),
        )
    ),
    "outside the range": context(
        Sentence(
            "It carried 800 tons.",
            (Citation(sha("press"), Place("", 0, 9), "It carried between 500 and 700 tons."),),
        )
    ),
    "two years are no range": context(
        Sentence("In 2015 it happened.", (Citation(sha("press"), Place("", 0, 9), "between 2014 and 2016"),))
    ),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"point_for_range"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
