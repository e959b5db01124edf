"""Drifting: across one's own bow, long and slow enough; and what only looks so."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.sea.drift import Params, detect
from tests.detectors.sea.tracks import Leg, Row, placed, tables, track

A, LAT, LON = 412_000_001, 30.0, 127.0
SAIL = Leg(120, 11.0, 90)


def found(rows: list[Row]) -> list[Found]:
    return list(detect(tables(placed(rows)), Params()))


def ship(
    minutes: float,
    knots: float,
    bow: int | None,
    *,
    course: float = 90,
    turn: float = 0,
    lat: float = LAT,
    lon: float = LON,
    **more: object,
) -> list[Row]:
    """Two hours under way, then so long at a speed with the bow so many degrees from the course, then on."""
    drift = [Leg(minutes / 2, knots, course), Leg(minutes / 2, knots, course + turn)]
    rows = track(A, lat, lon - 0.43 * (lon != LON), [SAIL, *drift, SAIL], **more)
    begin, end = rows[0]["t_ms"] + 120 * 60_000, rows[0]["t_ms"] + (120 + minutes) * 60_000
    for one in rows:
        slow = begin <= one["t_ms"] < end
        if bow is not None:
            one["heading"] = round(course + bow) % 360 if slow else 90
    return rows


def shuffled(rows: list[Row]) -> list[Row]:
    random.Random(3).shuffle(rows)
    return rows


def anchored() -> list[Row]:
    """Going to and fro by some metres, the bow wherever the tide turns it."""
    legs = [SAIL, *(Leg(10, 0.2, 180 * (n % 2)) for n in range(30)), SAIL]
    rows = track(A, LAT, LON, legs)
    return [one | {"heading": n * 7 % 360} for n, one in enumerate(rows)]


HITS: dict[str, Callable[[], list[Row]]] = {
    "two hours beam-on": lambda: ship(120, 1.5, 90),
    "a little over an hour, heard every ten minutes": lambda: ship(70, 0.6, 90, every=10),
    "half an hour at two knots": lambda: ship(30, 2.0, -60),
    "just across": lambda: ship(120, 1.5, 46),
    "just fast enough to be drift": lambda: ship(180, 0.36, 90),
    "nearly three knots": lambda: ship(120, 2.9, 270),
    "nearly five knots, in a gale": lambda: ship(60, 4.5, 270),
    "unordered and twice": lambda: shuffled(ship(120, 1.5, 90) * 2),
    "no speed sent": lambda: ship(120, 1.5, 90, speed=False),
    "no heading, four hours": lambda: ship(240, 1.5, None),
    "across the 180th meridian": lambda: [
        one | {"lon7": ((one["lon7"] + 525_000_000 + 1_800_000_000) % 3_600_000_000) - 1_800_000_000}
        for one in ship(180, 1.5, 90)
    ],
}  # fmt: skip
NO_HITS: dict[str, Callable[[], list[Row]]] = {
    "too short": lambda: ship(45, 0.8, 90),
    "a little less than an hour, heard every ten minutes": lambda: ship(50, 0.6, 90, every=10),
    "brisk, and still too short": lambda: ship(10, 1.5, 90),
    "brisk, a little aside": lambda: ship(40, 2.0, 40),
    "brisk, off a port": lambda: ship(40, 1.5, 90, lat=35.08, lon=129.03),
    "brisk, and heard too rarely": lambda: ship(40, 2.0, 90, every=20),
    "two hours, in a port": lambda: ship(120, 0.8, 90, lat=35.08, lon=129.03),
    "turning about": lambda: ship(40, 2.0, 90, turn=180),
    "the bow along the course": lambda: ship(180, 1.5, 0),
    "set aside a little": lambda: ship(180, 1.5, 40),
    "backwards": lambda: ship(180, 1.5, 180),
    "too fast": lambda: ship(180, 5.4, 90),
    "fast, and heard too rarely": lambda: ship(180, 4.5, 90, every=20),
    "too slow": lambda: ship(180, 0.2, 90),
    "at anchor": anchored,
    "no heading, two hours": lambda: ship(120, 1.5, None),
    "no heading and too fast": lambda: ship(240, 2.4, None),
    "a tug": lambda: ship(120, 1.5, 90, ship_type="52"),
    "nothing": list,
}


@pytest.mark.parametrize("name", HITS)
def test_drifts(name: str) -> None:
    (one,) = found(HITS[name]())
    assert all(reason.cites for reason in one.reasons)


@pytest.mark.parametrize("name", NO_HITS)
def test_does_not(name: str) -> None:
    assert found(NO_HITS[name]()) == []


def test_begin_and_end_are_told_to_half_an_hour() -> None:
    rows = ship(180, 1.5, 90)
    (one,) = found(rows)
    begin = rows[0]["t_ms"] / 1000 + 7200
    assert one.start.timestamp() == pytest.approx(begin, abs=1800)
    assert one.end.timestamp() == pytest.approx(begin + 180 * 60, abs=1800)


@pytest.mark.parametrize("every", (1, 5, 10))
def test_it_begins_and_ends_within_a_step_of_what_is_heard(every: int) -> None:
    rows = ship(180, 1.5, 90, every=every)
    (one,) = found(rows)
    begins, ends = rows[0]["t_ms"] + 120 * 60_000, rows[0]["t_ms"] + 300 * 60_000
    step = max(every, 5) * 60_000 + 60_000
    assert (
        abs(one.start.timestamp() * 1000 - begins) <= step and abs(one.end.timestamp() * 1000 - ends) <= step
    )
