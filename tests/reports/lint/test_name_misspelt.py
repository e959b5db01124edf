from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.report import Sentence
from sightline.reports.lint.name_misspelt import check
from tests.reports.sample import cite, context

HITS = {
    "a letter changed": context(Sentence("Invented Messaging Servise replied.", (cite("reply"),))),
    "a letter lost in an alias": replace(
        context(Sentence("Forein Exchange of Nowhere acted.", (cite("press"),))),
        names={"e": ("Foreign Exchange of Nowhere",)},
    ),
    "two letters changed beside the name's other word": replace(
        context(Sentence("The Invented Winmoor sailed.", (cite("press"),))),
        names={"e": ("Invented Winmore",)},
    ),
}
NO_HITS = {
    "two letters changed in a name of one word": replace(
        context(Sentence("The Winmoor sailed.", (cite("press"),))), names={"e": ("Winmore",)}
    ),
    "as the record has it": context(Sentence("Invented Messaging Service replied.", (cite("reply"),))),
    "a possessive": context(Sentence("It was Invented Messaging Service’s reply.", (cite("reply"),))),
    "a word alike, beside other words": context(
        Sentence("The Services of the port are open.", (cite("press"),))
    ),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"name_misspelt"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
