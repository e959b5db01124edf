"""What a detector of single ships saw, and how it is told: who, when, where, in words, on which rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sightline.detectors.cited_rows import rows_at
from sightline.detectors.citing import citations
from sightline.detectors.detector import Found, moment
from sightline.detectors.sea.ports import Port, nearest
from sightline.detectors.sea.vessels import Vessel, vessels
from sightline.model.citation import Reason
from sightline.model.signal import Actor


@dataclass(frozen=True, slots=True)
class Said:
    """One reason: the words, in which `{ship}` is the ship's name, and the times (ms) of the rows it cites.

    A time may be of another ship: then it is a pair of MMSI and time.
    """

    text: str
    rows: tuple[int | tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something one ship (MMSI) did from one time to another (ms), at a place in degrees."""

    mmsi: int
    start: int
    end: int
    lat: float
    lon: float
    score: float
    said: tuple[Said, ...]
    others: tuple[int, ...] = field(default=())
    """MMSIs of other ships that took part"""


def ships_of(positions: Any, sightings: Sequence[Sighting]) -> dict[int, Vessel]:
    """What the ships seen sent of themselves."""
    return vessels(positions, sorted({mmsi for one in sightings for mmsi in (one.mmsi, *one.others)}))


def report(
    positions: Any,
    sightings: Sequence[Sighting],
    ships: dict[int, Vessel],
    measures: tuple[str, ...],
) -> Iterator[Found]:
    """What is found, one for each sighting, in the order given."""
    wanted = {key for one in sightings for said in one.said for key in _keys(one, said)}
    rows = rows_at(positions, wanted)
    for one in sightings:
        port, away = nearest(one.lat, one.lon)
        reasons = tuple(
            Reason(
                said.text.format(ship=ships[one.mmsi].caption),
                citations(rows[key] for key in _keys(one, said) if key in rows),
            )
            for said in one.said
            if any(key in rows for key in _keys(one, said))
        )
        if reasons:
            yield Found(
                actors=tuple(
                    Actor(ships[mmsi].id, ships[mmsi].caption, "ship") for mmsi in (one.mmsi, *one.others)
                ),
                start=moment(one.start),
                end=moment(one.end),
                score=round(min(1.0, one.score), 2),
                place=place_of((one.lat, one.lon), port, away),
                reasons=reasons,
                lat=round(float(one.lat), 6),
                lon=round(float(one.lon), 6),
                measures=measures,
            )


def _keys(one: Sighting, said: Said) -> list[tuple[int, int]]:
    return [key if isinstance(key, tuple) else (one.mmsi, key) for key in said.rows]


def place_of(at: tuple[float, float], port: Port, away: float) -> str:
    """Where it was, in words: position, and how far (metres) the nearest port."""
    return f"{at[0]:.3f}°, {at[1]:.3f}°, {away / 1000:.0f} km from {port.name} ({port.country})"
