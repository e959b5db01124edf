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


def test_unit_values() -> None:
    line = traps.unit_values([10.0] * 8)
    assert line == (2.0, 50.0) and traps.unit_values([10.0] * 7) is None
    assert traps.unit_value(50, line) is None and traps.unit_value(51, line) is not None
    assert traps.unit_value(2, line) is None and traps.unit_value(1.9, line) is not None
    assert traps.unit_value(1e9, None) is None


VERSIONS = {
    "a whole code before its version": ({"hs": "270112", "from": "KP", "to": "CN"}, "2021-12-31", True),
    "on the first day of the version": ({"hs": "270112", "from": "KP", "to": "CN"}, "2022-01-01", False),
    "a heading": ({"hs": "2701", "from": "KP", "to": "CN"}, "2021-12-31", False),
    "nothing of the DPRK": ({"hs": "270112", "from": "AU", "to": "CN"}, "2021-12-31", False),
    "the version is named": (
        {"hs": "270112", "hs_version": "HS 2022", "from": "KP", "to": "CN"}, "2021-12-31", False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", VERSIONS)
def test_a_code_that_another_version_may_mean_otherwise(name: str) -> None:
    fields, day, sprung = VERSIONS[name]
    assert ("version" in {one.name for one in traps.of_question(asked(fields, day).question)}) is sprung
    told = regime.answer(asked(fields, day))
    assert any("correlation table" in note for note in told.notes) is sprung
