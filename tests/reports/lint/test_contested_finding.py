from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.casework import Outcome, Standard
from sightline.model.report import Sentence
from sightline.reports.lint.contested_finding import check
from tests.reports.sample import HEARING, cite, context

CONTESTED = replace(HEARING, outcome=Outcome.CONTESTED)
WORDED = Sentence(
    "Documents show that it served a bank.",
    (cite("press"),),
    finding="f-aaaaaaaa",
    standard=Standard.DOCUMENTED,
    parties=("p-service",),
)

HITS = {
    "a paragraph that words it alone": replace(context(WORDED), hearings=(CONTESTED,)),
}
NO_HITS = {
    "nobody contests": context(WORDED),
    "it refers to the reply": replace(
        context(WORDED, Sentence("The party contests it, see {ref:p-case}.", claim=False)),
        hearings=(CONTESTED,),
    ),
    "the reply is cited beside it": replace(
        context(WORDED, Sentence("It replied.", (cite("reply"),))), hearings=(CONTESTED,)
    ),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"contested_finding"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
