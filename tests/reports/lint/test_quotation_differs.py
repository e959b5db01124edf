from __future__ import annotations

import pytest

from sightline.model.report import Sentence
from sightline.reports.lint.quotation_differs import check
from tests.reports.sample import cite, context

HITS = {
    "words nobody wrote": context(
        Sentence("It said “kept access to all services”.", (cite("press", 0, 40),))
    ),
}
NO_HITS = {
    "as they stand": context(Sentence("It said “Invented Bank One kept access”.", (cite("press", 0, 40),))),
    "a term of two words": context(Sentence("It spoke of “dark fleets”.", (cite("press"),))),
    "no claim": context(Sentence("We call this “line of sight to evidence”.", (), claim=False)),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"quotation_differs"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
