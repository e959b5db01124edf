"""A ship among others at sea, and its silences: rows for tests of what is dark and what is not received."""

from __future__ import annotations

from tests.detectors.sea.tracks import MINUTE, NOON, Leg, Row, track

SUBJECT = 412_000_001
LAT, LON = 34.0, 123.0
"""open Yellow Sea, in the seas around Korea"""
DAY = 24 * 60


def fleet(hours: float, ships: int = 5, lat: float = LAT, lon: float = LON) -> list[Row]:
    """Others that drift around for so long."""
    return [
        one
        for number in range(ships)
        for one in track(
            430_000_000 + number, lat + 0.02 + 0.01 * number, lon + 0.02, [Leg(hours * 60, 0.2)], every=5
        )
    ]


def quiet(
    hours: float, with_it: int = 0, away: float = 0.0, lat: float = LAT, lon: float = LON, **more: object
) -> list[Row]:
    """A ship that sails among others, silent for so many hours after twelve, and `with_it` others with it.

    The others are `away` degrees to the east.
    """
    own = track(SUBJECT, lat, lon, [Leg(2 * DAY, 0.1)], every=5, **more)
    silent = {430_000_000 + number for number in range(with_it)} | {SUBJECT}
    rows = own + fleet(48, lat=lat, lon=lon + away)
    begin = NOON + 12 * 60 * MINUTE
    return [
        one
        for one in rows
        if one["mmsi"] not in silent or not begin < one["t_ms"] < begin + hours * 60 * MINUTE
    ]
