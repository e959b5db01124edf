"""A new draught after a stay at sea with nobody beside her."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.sea.dark_partner import Params, detect
from tests.detectors.sea.tracks import MINUTE, NOON, Leg, Row, placed, tables, track

A, B = 412_000_001, 370_000_002
SEA = (30.2, 127.0)
YOSU = (34.7333, 127.75)


def found(rows: list[Row]) -> list[Found]:
    return list(detect(tables(placed(rows)), Params()))


def stayed(
    hours: float = 6, after: float | None = 7.2, at: tuple[float, float] = SEA, gap: float = 0, **more: Any
) -> list[Row]:
    """Ten hours at 9 kn towards the place, a stay, and ten hours away with the draught after."""
    lat = at[0] - 10 * 9 * 1852 / 111_195
    first = track(A, lat, at[1], [Leg(600, 9, 0), Leg(hours * 60, 0.4)], every=10, draught=6.0, **more)
    begin = NOON + round((600 + (hours + gap) * 60) * MINUTE)
    rows = track(A, *at, [Leg(600, 9, 90)], every=10, start=begin, draught=after, **more)
    return first[:-1] + rows


def beside(metres: float) -> list[Row]:
    """Another ship that lies there all the time."""
    return track(B, SEA[0] + metres / 111_195, SEA[1], [Leg(1600, 0.1)], every=10)


HITS = {
    "deeper": stayed(),
    "higher": stayed(after=5.0),
    "just enough": stayed(after=6.3),
    "just long enough": stayed(hours=2.5),
    "a ship two kilometres off": stayed() + beside(2_000),
    "every row twice": stayed() * 2,
}
NO_HITS = {
    "the same draught": stayed(after=6.0),
    "a trifle": stayed(after=6.2),
    "no draught any more": stayed(after=None),
    "too short": stayed(hours=1.5),
    "somebody beside her": stayed() + beside(300),
    "in port": stayed(at=YOSU),
    "silent herself": stayed(gap=5),
    "a tug": stayed(ship_type="52"),
    "nothing": [],
}


@pytest.mark.parametrize("name", HITS)
def test_dark_partners(name: str) -> None:
    (one,) = found(HITS[name])
    assert "no other ship was heard of" in one.reasons[1].text
    assert all(reason.cites for reason in one.reasons)


@pytest.mark.parametrize("name", NO_HITS)
def test_none(name: str) -> None:
    assert found(NO_HITS[name]) == []
