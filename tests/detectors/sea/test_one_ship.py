"""Two MMSIs of one ship, and two ships that only send the same."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.detectors.sea import dark_activity
from sightline.detectors.sea.one_ship import joined
from tests.detectors.sea.dark import LAT, LON, fleet
from tests.detectors.sea.tracks import MINUTE, NOON, Leg, Row, placed, tables, track

A, B = 412_000_001, 636_000_002
IMO = 9_990_014
"""with a ship's check digit, in a range that is not given out"""
HALF_DAY = 720
SAME = {"imo": IMO, "name": "INVENTED TIDE", "length": 120.0}


def two(first: dict[str, Any], second: dict[str, Any], quiet: int = 60, north: float = 0.0) -> list[Row]:
    """Half a day under one MMSI, so many minutes of silence, half a day under another, degrees north."""
    begin = NOON + (HALF_DAY + quiet) * MINUTE
    return track(A, LAT, LON, [Leg(HALF_DAY, 0.1)], **first) + track(
        B, LAT + north, LON, [Leg(HALF_DAY, 0.1)], start=begin, **second
    )


def at_once(apart: float) -> list[Row]:
    return track(A, LAT, LON, [Leg(HALF_DAY, 0.1)], **SAME) + track(
        B, LAT + apart, LON, [Leg(HALF_DAY, 0.1)], **SAME
    )


NAMED = {"name": "INVENTED TIDE", "callsign": "IN7EN"}
JOINED = {
    "one number, one after the other": two(SAME, SAME),
    "another name": two(SAME, SAME | {"name": "OTHER TIDE"}),
    "no number, one name and call sign": two(NAMED, NAMED),
    "as far as she can sail": two(SAME, SAME, quiet=60, north=0.45),
    "two transponders on one ship": at_once(0.002),
}
NOT_JOINED = {
    "farther than she can sail": two(SAME, SAME, quiet=60, north=0.6),
    "two places at once": at_once(0.1),
    "no ship's number": two(SAME | {"imo": IMO + 1}, SAME | {"imo": IMO + 1}),
    "a number typed in its place": two(SAME | {"imo": 1_234_567}, SAME | {"imo": 1_234_567}),
    "two lengths": two(SAME, SAME | {"length": 180.0}),
    "one name, another call sign": two(NAMED, NAMED | {"callsign": "IN7EM"}),
    "a name alone": two({"name": "INVENTED TIDE"}, {"name": "INVENTED TIDE"}),
    "a number in two reports only": two(SAME, {"name": "X"})
    + track(B, LAT, LON, [Leg(5, 0.1)], start=NOON + 2_000 * MINUTE, **SAME),
    "nothing said": two({}, {}),
    "nothing": [],
}  # fmt: skip


@pytest.mark.parametrize("name", JOINED)
def test_joined(name: str) -> None:
    table, (one,) = joined(tables(placed(JOINED[name]))["positions"])
    assert (one.mmsi, one.other) == (A, B) and one.rows
    assert set(table.select("mmsi").to_pyarrow()["mmsi"].to_pylist()) == {A}


@pytest.mark.parametrize("name", NOT_JOINED)
def test_not_joined(name: str) -> None:
    positions = tables(placed(NOT_JOINED[name]))["positions"]
    assert joined(positions) == (positions, ())


def test_a_silence_from_one_number_to_the_other_is_one_ships() -> None:
    rows = fleet(48) + two(SAME, SAME, quiet=8 * 60)
    (one,) = dark_activity.detect(tables(placed(rows)), dark_activity.Params())
    assert [actor.id for actor in one.actors] == [f"mmsi-{A}", f"mmsi-{B}"]
    assert f"MMSI {B}" in one.reasons[-1].text and "the IMO number 9990014" in one.reasons[-1].text
    assert one.reasons[-1].cites
    other = fleet(48) + two(SAME, SAME | {"imo": 0}, quiet=8 * 60)
    assert not list(dark_activity.detect(tables(placed(other)), dark_activity.Params()))


SHORT: dict[str, tuple[list[Row], int]] = {
    "three hours, and another number": (two(SAME, SAME, quiet=180), 1),
    "a little less": (two(SAME, SAME, quiet=175), 0),
    "three hours, and the same number": ([one | {"mmsi": A} for one in two(SAME, SAME, quiet=180)], 0),
    "the number changed before": (
        two(SAME, SAME, quiet=5) + track(B, LAT, LON, [Leg(60)], start=NOON + 1_700 * MINUTE, **SAME), 0
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHORT)
def test_a_number_that_changes_in_a_silence_speaks_for_itself(name: str) -> None:
    rows, count = SHORT[name]
    assert len(list(dark_activity.detect(tables(placed(rows)), dark_activity.Params()))) == count
