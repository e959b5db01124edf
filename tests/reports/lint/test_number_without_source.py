from __future__ import annotations

import pytest

from sightline.model.citation import Citation
from sightline.model.place import Place
from sightline.model.report import Sentence
from sightline.reports.lint.number_without_source import check
from tests.reports.sample import context, sha

HITS = {
    "a digit changed": context(
        Sentence(
            "It ended on 9 March 2017.",
            (Citation(sha("press"), Place("", 0, 9), "It ended on 8 March 2017."),),
        )
    ),
    "rough, and too far off": context(
        Sentence(
            "It was worth more than 500 dollars.",
            (Citation(sha("press"), Place("", 0, 9), "worth 620 dollars"),),
        )
    ),
}
NO_HITS = {
    "the number stands there": context(
        Sentence(
            "It ended on 8 March 2017.",
            (Citation(sha("press"), Place("", 0, 9), "It ended on 8 March 2017."),),
        )
    ),
    "it is written in words there": context(
        Sentence("There were 3 banks.", (Citation(sha("press"), Place("", 0, 9), "three banks"),))
    ),
    "days counted between two days": context(
        Sentence(
            "It took 38 days.",
            (
                Citation(sha("press"), Place("", 0, 9), "from 11 September 2017"),
                Citation(sha("press"), Place("", 0, 9), "to 19 October 2017"),
            ),
        )
    ),
    "rough, and near": context(
        Sentence(
            "It was worth more than 600 dollars.",
            (Citation(sha("press"), Place("", 0, 9), "worth 620 dollars"),),
        )
    ),
    "of a resolution": context(
        Sentence(
            "Paragraph 8 (d) of resolution 1718 (2006) freezes funds.",
            (Citation(sha("press"), Place("", 0, 9), "freezes funds"),),
        )
    ),
    "computed, and said so": context(
        Sentence("Computed from the rows it is 17.", (Citation(sha("press"), Place("", 0, 9), "rows"),))
    ),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"number_without_source"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
