from __future__ import annotations

import pytest

from sightline.model.report import Sentence
from sightline.reports.lint.reconstruction_as_fact import check
from sightline.reports.problem import LintContext
from tests.reports.sample import cite, context

MODEL, PRESS = cite("model"), cite("press")
HITS = {
    "a reconstruction alone": context(Sentence("The receipt was issued in Brussels.", (MODEL,))),
    "two places of reconstructions": context(Sentence("It was issued.", (MODEL, cite("model", 3, 9)))),
}
NO_HITS = {
    "said to be one": context(Sentence("In a reconstruction, the receipt is issued.", (MODEL,))),
    "said to be illustrative": context(Sentence("An illustrative receipt stands in the annex.", (MODEL,))),
    "beside a fact": context(Sentence("The receipt was issued in Brussels.", (MODEL, PRESS))),
    "claims nothing": context(Sentence("See the receipt.", (MODEL,), claim=False)),
}


@pytest.mark.parametrize("case", HITS.values(), ids=list(HITS))
def test_hits(case: LintContext) -> None:
    assert [problem.where for problem in check(case)] == ["A.2"]


@pytest.mark.parametrize("case", NO_HITS.values(), ids=list(NO_HITS))
def test_near_misses(case: LintContext) -> None:
    assert list(check(case)) == []
