from __future__ import annotations

import pytest

from sightline.model.citation import Citation
from sightline.model.place import Place
from sightline.model.report import Sentence
from sightline.reports.lint.number_without_source import check
from sightline.reports.problem import LintContext
from tests.reports.sample import context, sha


def quoted(text: str, *quotes: str) -> LintContext:
    """A sentence that cites these words, each at a place of its own."""
    cites = (Citation(sha("press"), Place("", at, 9), quote) for at, quote in enumerate(quotes))
    return context(Sentence(text, tuple(cites)))


HITS = {
    "rough, in words, and too far off": quoted("Some thirty of the crew left.", "18 of the crew left"),
    "counted wrongly in a list": quoted(
        "It has five branches.", "branches in Nampo, Rajin, Wonsan and Haeju"
    ),
    "other hours, in words": quoted("The transfer lasted fifteen hours.", "lasted five hours"),
    "other hours, in words, of the hours told": quoted(
        "The fifteen hours are on record.", "lasted five hours"
    ),
    "words of several numbers": quoted("It took twenty-five tons.", "twenty-four tons, and 5 more"),
    "millions": quoted("It was worth 4 million dollars.", "worth 5,000,000 dollars"),
    "weeks between other days": quoted("It took five weeks.", "from 11 September 2017", "to 2 October 2017"),
    "a digit beside a day": quoted(
        "It sailed until 25 August 2026 with 3 others.", "5 others until 25 August 2026"
    ),
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
    "rough, in words, and near": quoted("Some twenty of the crew left.", "18 of the crew left"),
    "counted in a list": quoted(
        "It has branches in four towns.", "branches in Nampo, Rajin, Wonsan and Haeju"
    ),
    "in words as in words": quoted("The transfer lasted fifteen hours.", "lasted fifteen hours"),
    "in words as in digits": quoted("It took twenty-five tons.", "25 tons"),
    "in digits as in words": quoted("It took 325 tons.", "three hundred and twenty-five tons"),
    "millions in full": quoted("It was worth 2.5 million dollars.", "worth 2,500,000 dollars"),
    "millions in short": quoted("It was worth 2,500,000 dollars.", "worth 2.5 million dollars"),
    "one and two": quoted("One of two ships left.", "a ship left"),
    "counted before": quoted("These four ships left.", "ships left"),
    "counted as cited": quoted("Three documents agree.", "a", "b", "c"),
    "a name": quoted("She was the Seven Larks.", "ships left"),
    "weeks between two days": quoted("It took three weeks.", "from 11 September 2017", "to 2 October 2017"),
    "a day that ends as another begins": quoted(
        "From 5 August 2026 until 25 August 2026 it lay there.", "5 August 2026 to 25 August 2026"
    ),
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
