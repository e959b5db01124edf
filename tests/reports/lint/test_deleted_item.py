from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.reports.lint.deleted_item import check
from tests.reports.sample import CONTEXT, sha

HITS = {
    "in a sentence": replace(CONTEXT, deleted=frozenset({sha("press")})),
    "the letter of a hearing": replace(CONTEXT, deleted=frozenset({sha("letter")})),
}
NO_HITS = {
    "nothing was deleted": CONTEXT,
    "another item was": replace(CONTEXT, deleted=frozenset({sha("secret")})),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"deleted_item"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
