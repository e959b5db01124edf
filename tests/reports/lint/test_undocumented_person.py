from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.casework import Party, PartyKind
from sightline.model.report import Sentence
from sightline.reports.lint.undocumented_person import check
from sightline.reports.problem import LintContext
from tests.reports.sample import cite, context


def person(*sentences: Sentence) -> LintContext:
    """The report with these sentences, and a person on record."""
    return replace(context(*sentences), others=(Party("p-x", "Invented Person", PartyKind.PERSON),))


HITS = {
    "a reconstruction names him": person(
        Sentence("A person called Invented Person signed.", (cite("model"),))
    ),
    "nothing is cited": person(Sentence("Invented Person signed.", (), parties=("p-x",))),
}
NO_HITS = {
    "a document names him": person(Sentence("Invented Person signed.", (cite("press"),))),
    "an original": person(Sentence("Invented Person signed.", (cite("letter"),))),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"undocumented_person"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
