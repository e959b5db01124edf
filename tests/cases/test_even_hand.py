"""Shares and their intervals against published values; counting by state and group."""

from __future__ import annotations

import pytest

from sightline.cases import even_hand
from sightline.cases.even_hand import Kept, wilson
from sightline.clean import countries

KNOWN = {
    "none of ten": (0, 10, 0.0, 0.2775),
    "one of ten": (1, 10, 0.0179, 0.4042),
    "half of twenty": (10, 20, 0.2993, 0.7007),
    "all of ten": (10, 10, 0.7225, 1.0),
    "of nothing": (0, 0, 0.0, 0.0),
}


@pytest.mark.parametrize("name", KNOWN)
def test_wilson_intervals(name: str) -> None:
    count, total, low, high = KNOWN[name]
    share = wilson(count, total)
    assert (share.low, share.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_a_thing_of_two_states_counts_once_for_each_and_once_for_their_group() -> None:
    kept = [Kept(frozenset({"cn", "ru"}), 10), Kept(frozenset({"cn"}), 30), Kept(frozenset())]
    found = even_hand.dimension("x", "X", "things", kept, {"cn": "China"})
    rows = {row.who: (row.title, row.share.count, row.share.total, row.days) for row in found.rows}
    assert rows["cn"] == ("China", 2, 3, 20.0) and rows["ru"] == ("RU", 1, 3, 10.0)
    assert rows["not known"] == ("State not known", 1, 3, None)
    assert rows["permanent"][1:] == (2, 3, 20.0) and rows["koreas"][1:] == (0, 3, None)


def test_intervals_that_do_not_touch() -> None:
    assert even_hand.apart(wilson(9, 10), wilson(1, 100))
    assert not even_hand.apart(wilson(1, 10), wilson(2, 10))
    assert not even_hand.apart(wilson(0, 0), wilson(1, 10))


def test_every_group_names_states_and_its_source() -> None:
    for one in even_hand.blocs():
        assert one.source and one.mark and all(countries.of_code(code) == code for code in one.members)
