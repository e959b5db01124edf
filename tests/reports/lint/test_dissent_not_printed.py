from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.casework import Position
from sightline.reports.lint.dissent_not_printed import check
from tests.reports.sample import CONTEXT, FINDING

OTHER = replace(FINDING.stances[0], expert="Expert C", position=Position.RESERVE)

HITS = {
    "another dissent on record": replace(
        CONTEXT, findings={FINDING.id: replace(FINDING, stances=(*FINDING.stances, OTHER))}
    ),
}
NO_HITS = {
    "it is printed": CONTEXT,
    "an expert concurs": replace(
        CONTEXT,
        findings={
            FINDING.id: replace(FINDING, stances=(*FINDING.stances, replace(OTHER, position=Position.CONCUR)))
        },
    ),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"dissent_not_printed"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
