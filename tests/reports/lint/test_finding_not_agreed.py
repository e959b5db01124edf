from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.reports.lint.finding_not_agreed import check
from tests.reports.sample import CONTEXT, FINDING

HITS = {
    "a draft": replace(CONTEXT, unagreed=frozenset({FINDING.id})),
}
NO_HITS = {
    "agreed": CONTEXT,
    "another is a draft": replace(CONTEXT, unagreed=frozenset({"f-b"})),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"finding_not_agreed"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
