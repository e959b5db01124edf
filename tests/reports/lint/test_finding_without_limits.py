from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.reports.lint.finding_without_limits import check
from tests.reports.sample import CONTEXT, FINDING

HITS = {
    "no limits": replace(CONTEXT, findings={FINDING.id: replace(FINDING, limits="")}),
    "nothing would change it": replace(CONTEXT, findings={FINDING.id: replace(FINDING, would_change=" ")}),
}
NO_HITS = {
    "both are there": CONTEXT,
    "not worded here": replace(
        CONTEXT, findings={**CONTEXT.findings, "f-b": replace(FINDING, id="f-b", limits="")}
    ),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"finding_without_limits"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
