"""Traps as rules: each springs on its case and stays still on the near miss."""

from __future__ import annotations

import pytest

from sightline import regime
from sightline.regime.goods import traps
from tests.regime.asked import asked

HITS = {
    "KR on the paper, Nampo in the words": (
        {"hs": "2701", "goods": "coal from Nampo", "from": "KR", "to": "CN"},
        "kp_kr",
    ),
    "in Korean": ({"hs": "2701", "goods": "남포 석탄", "from": "KR", "to": "CN"}, "kp_kr"),
    "coal from a neighbour without an origin": ({"hs": "2701", "from": "RU", "to": "JP"}, "transshipment"),
    "apparel from a neighbour": ({"hs": "6109", "from": "CN", "to": "DE"}, "transshipment"),
}
NO_HITS = {
    "KP in the route": {"hs": "2701", "goods": "coal from Nampo", "from": "KP", "to": "KR"},
    "a word that only begins like a place": {"hs": "2701", "goods": "nampoxyl", "from": "KR", "to": "CN"},
    "the origin is said": {"hs": "2701", "from": "RU", "to": "JP", "origin": "RU"},
    "coal from far away": {"hs": "2701", "from": "AU", "to": "JP"},
    "goods nobody relabelled": {"hs": "8471", "from": "CN", "to": "DE"},
}


@pytest.mark.parametrize("name", HITS)
def test_springs(name: str) -> None:
    fields, trap = HITS[name]
    assert trap in {one.name for one in traps.of_question(asked(fields, "2020-01-01").question)}


@pytest.mark.parametrize("name", NO_HITS)
def test_stays_still(name: str) -> None:
    assert list(traps.of_question(asked(NO_HITS[name], "2020-01-01").question)) == []


def test_coal_was_not_banned_before_its_day() -> None:
    fields = {"hs": "2701", "from": "RU", "to": "JP"}
    assert list(traps.of_question(asked(fields, "2016-03-01").question)) == []


def test_a_route_in_doubt_has_no_answer() -> None:
    fields = {"hs": "2701", "goods": "coal from Nampo", "from": "KR", "to": "CN"}
    assert regime.answer(asked(fields, "2020-01-01")).answer == "cannot say"


@pytest.mark.parametrize(
    ("one", "other", "sprung"), [(100, 200, False), (100, 201, True), (0, 5, True), (0, 0, False)]
)
def test_mirror_statistics(one: float, other: float, sprung: bool) -> None:
    assert bool(traps.mirror(one, other)) is sprung and bool(traps.mirror(other, one)) is sprung


def test_unit_values() -> None:
    line = traps.unit_values([10.0] * 8)
    assert line == (2.0, 50.0) and traps.unit_values([10.0] * 7) is None
    assert traps.unit_value(50, line) is None and traps.unit_value(51, line) is not None
    assert traps.unit_value(2, line) is None and traps.unit_value(1.9, line) is not None
    assert traps.unit_value(1e9, None) is None


def test_a_code_of_another_version() -> None:
    assert traps.other_version("851712", known=False) and traps.other_version("851713", known=True) is None
