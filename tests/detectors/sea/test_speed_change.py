"""Sudden changes of speed: size, suddenness, steadiness; and arrivals, which are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.sea.speed_change import Params, detect
from tests.detectors.sea.tracks import MINUTE, NOON, Leg, Row, placed, tables, track

A, LAT, LON = 412_000_001, 30.0, 127.0
MIDWAY = (28.1833, -177.3667)


def found(rows: list[Row]) -> list[Found]:
    return list(detect(tables(placed(rows)), Params()))


def ship(
    *speeds: float, minutes: float = 120, lat: float = LAT, lon: float = LON, **more: object
) -> list[Row]:
    return track(A, lat, lon, [Leg(minutes, knots) for knots in speeds], every=2, **more)


def turned_unheard(unheard: float) -> list[Row]:
    """Steady at 13 kn all the time; she turns back while nobody hears her for so many minutes."""
    rows = track(A, LAT, LON, [Leg(120, 13, 90), Leg(120, 13, 270)], every=2)
    begin, end = (120 - unheard / 2) * MINUTE, (120 + unheard / 2) * MINUTE
    return [one for one in rows if not begin < one["t_ms"] - NOON < end]


def unheard(minutes: float, *speeds: float, sent: bool = True) -> list[Row]:
    """She stops while nobody hears her for so many minutes."""
    rows = track(A, LAT, LON, [Leg(120, knots) for knots in speeds], every=2, speed=sent)
    begin, end = (120 - minutes / 2) * MINUTE, (120 + minutes / 2) * MINUTE
    return [one for one in rows if not begin < one["t_ms"] - NOON < end]


def gradual(minutes: float) -> list[Row]:
    steps = 30
    legs = [Leg(90, 13), *(Leg(minutes / steps, 13 - 11 * (n + 1) / steps) for n in range(steps)), Leg(90, 2)]
    return track(A, LAT, LON, legs, every=2)


def ferry() -> list[Row]:
    """Five minutes fast and three at a landing, then slow for good: no speed that she held before."""
    legs = [leg for _trip in range(20) for leg in (Leg(5, 24, 90), Leg(3, 0.0))]
    return track(A, LAT, LON, [*legs, Leg(120, 2)], every=1, speed=False)


HITS: dict[str, Callable[[], list[Row]]] = {
    "a stop at sea": lambda: ship(13, 0.0),
    "half the speed": lambda: ship(13, 6.4),
    "a start": lambda: ship(0.5, 12),
    "just enough": lambda: ship(8, 3.9),
    "no speed sent": lambda: ship(13, 2, speed=False),
    "twice": lambda: ship(13, 2) * 2,
    "while nobody heard her": lambda: unheard(56, 13, 2),
    "every ten seconds": lambda: track(A, LAT, LON, [Leg(120, 13), Leg(120, 2)], every=1 / 6),
    "every quarter of an hour, no speed sent": lambda: track(
        A, LAT, LON, [Leg(127, 13), Leg(120, 2)], every=15, speed=False
    ),
}
NO_HITS: dict[str, Callable[[], list[Row]]] = {
    "not half": lambda: ship(13, 7.0),
    "too little": lambda: ship(7, 3.2),
    "by and by": lambda: gradual(120),
    "for ten minutes": lambda: track(A, LAT, LON, [Leg(90, 13), Leg(10, 2), Leg(90, 13)], every=2),
    "into port": lambda: track(
        A, MIDWAY[0], MIDWAY[1] - 0.45, [Leg(90, 13), Leg(60, 3.2), Leg(240, 0)], every=2
    ),
    "a turn that nobody heard": lambda: turned_unheard(70),
    "steady by the speed it sent": lambda: [one | {"sog": 13.0} for one in ship(13, 2)],
    "a patrol boat": lambda: ship(13, 0.0, ship_type="55"),
    "while nobody heard her for more than an hour": lambda: unheard(66, 13, 2),
    "while nobody heard her, no speed sent": lambda: unheard(56, 13, 2, sent=False),
    "by and by, in part unheard": lambda: [
        one for one in gradual(120) if not 130 * MINUTE < one["t_ms"] - NOON < 170 * MINUTE
    ],
    "a ferry between landings": ferry,
    "nothing": list,
}


@pytest.mark.parametrize("name", HITS)
def test_changes(name: str) -> None:
    (one,) = found(HITS[name]())
    assert all(reason.cites for reason in one.reasons)


@pytest.mark.parametrize("name", NO_HITS)
def test_does_not(name: str) -> None:
    assert found(NO_HITS[name]()) == []


def test_the_time_is_told_to_a_quarter_of_an_hour() -> None:
    rows = ship(13, 2)
    (one,) = found(rows)
    change = rows[0]["t_ms"] / 1000 + 7200
    assert one.start.timestamp() - 600 <= change <= one.end.timestamp() + 600
