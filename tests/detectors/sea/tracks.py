"""Positions of invented ships as Arrow tables: a few words a ship, for tests of detectors."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import pyarrow as pa

from sightline.formats.table_schemas import SCHEMAS
from sightline.lake.engines import plain

ITEM = "ab" * 32
NOON = 1_683_201_600_000
"""2023-05-04 12:00 UTC in milliseconds"""
MINUTE = 60_000
NAUTICAL_M = 1852.0
DEGREE_M = 111_195.0

Row = dict[str, Any]


@dataclass(frozen=True)
class Leg:
    """Minutes at a speed (knots) on a course (degrees)."""

    minutes: float
    knots: float = 0.0
    course: float = 90.0


def track(
    mmsi: int,
    lat: float,
    lon: float,
    legs: Sequence[Leg],
    *,
    every: float = 5,
    start: int = NOON,
    speed: bool = True,
    **static: Any,
) -> list[Row]:
    """Positions of a ship that starts somewhere and sails its legs, one `every` so many minutes."""
    rows: list[Row] = []
    at = 0.0
    for leg in legs:
        steps = round(leg.minutes / every)
        for _step in range(steps):
            rows.append(
                row(mmsi, start + round(at * MINUTE), lat, lon, leg.knots if speed else None, **static)
            )
            gone = leg.knots * NAUTICAL_M * every / 60
            lat += gone * math.cos(math.radians(leg.course)) / DEGREE_M
            lon += gone * math.sin(math.radians(leg.course)) / DEGREE_M / math.cos(math.radians(lat))
            lon = (lon + 180) % 360 - 180
            at += every
    rows.append(row(mmsi, start + round(at * MINUTE), lat, lon, legs[-1].knots if speed else None, **static))
    return rows


def row(mmsi: int, t_ms: int, lat: float, lon: float, sog: float | None = None, **static: Any) -> Row:
    """One position."""
    return {
        "mmsi": mmsi,
        "t_ms": t_ms,
        "lat7": round(lat * 1e7),
        "lon7": round(lon * 1e7),
        "sog": sog,
    } | static


def moved(rows: list[Row], at: int) -> list[Row]:
    """The same on another meridian, by ships of other numbers: many cases in one table."""
    return [
        one
        | {
            "mmsi": one["mmsi"] + 10 * at,
            "lon7": (one["lon7"] + 30_000_000 * at + 1_800_000_000) % 3_600_000_000 - 1_800_000_000,
        }
        for one in rows
    ]


def placed(rows: Iterable[Row], item: str = ITEM) -> list[Row]:
    """Rows with the columns that say where they stand, as if each were 100 bytes of a file."""
    return [
        one | {"item": item, "row": number, "place_start": number * 100, "place_end": number * 100 + 99}
        for number, one in enumerate(rows, 2)
    ]


def arrow(rows: Sequence[Row], name: str = "positions") -> pa.Table:
    """Rows as an Arrow table in the canonical columns; cells not given are null."""
    schema = plain(SCHEMAS[name])
    return pa.Table.from_pylist(
        [{column: one.get(column) for column in schema.names} for one in rows], schema
    )


def tables(rows: Sequence[Row], name: str = "positions") -> dict[str, Any]:
    """One table as a detector takes it."""
    return {name: ibis.memtable(arrow(rows, name))}
