from __future__ import annotations

import pytest

from sightline.model.report import Sentence
from sightline.reports.lint.dangling_reference import check
from tests.reports.sample import cite, context

HITS = {
    "no such annex": context(Sentence("The rows stand in annex Q.", ())),
    "no such table": context(Sentence("Table 17 shows it.", ())),
    "right today, by hand": context(Sentence("See annex A for the method.", ())),
    "no such paragraph": context(Sentence("See paragraph 99.", ())),
}
NO_HITS = {
    "by id": context(Sentence("See {ref:a-method}.", ())),
    "of another document": context(
        Sentence("In paragraph 248 and in tables 13 and 14 of S/2017/150 it is told.", (cite("press"),))
    ),
    "of a resolution": context(Sentence("See paragraph 8 (d) of resolution 1718 (2006).", ())),
    "a convention": context(Sentence("Annex I to the convention says so.", (cite("press"),))),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"dangling_reference"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
