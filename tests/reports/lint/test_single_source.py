from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.casework import Standard
from sightline.model.report import Sentence
from sightline.reports.lint.single_source import check
from sightline.reports.problem import LintContext
from tests.reports.sample import ITEMS, cite, context, sha


def CASE(text: str) -> LintContext:
    """A paragraph that words a finding on an item of a source that is cited nowhere else."""
    said = Sentence(text, (cite("secret"),), finding="f-aaaaaaaa", standard=Standard.ASSESSED)
    other = replace(ITEMS[sha("secret")], source="other")
    return replace(context(said), items={**ITEMS, other.sha256: other})


HITS = {
    "one source met nowhere else": CASE("The office assesses that it served a bank."),
}
NO_HITS = {
    "said to be alone": CASE("The office assesses that it served a bank; this rests on one source."),
    "the source is cited elsewhere": replace(
        CASE("The office assesses that it served a bank."), origins={"other": "invented-archive"}
    ),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"single_source"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
