"""Berths and anchorages: by the list of ports, and by the table itself, where many ships lie still."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
from ibis import _

from sightline.detectors.sea.meetings import Meeting
from sightline.detectors.sea.ports import DEGREE_M, metres
from sightline.detectors.sea.stillness import fixes, instants

CELL = 50_000
"""0.005 degree in 1e-7: about 550 m, the grid on which lying ships are counted"""
WIDE, DRIFT_KM = 1_000_000, 15.0
"""a wider grid (1e-7 degree), and how far off both ends of a drift may be that passes a place"""
ITS_OWN = 0.5
"""a ship's stay counts as a meeting of its own when this share of it lies within meetings"""


@dataclass(frozen=True, slots=True)
class Lying:
    """How long each ship lay still in each cell: arrays of equal length, hours and degrees."""

    mmsi: Any
    lat: Any
    lon: Any
    hours: Any


def lying(positions: Any, around: Sequence[tuple[float, float]], km: float, params: Any) -> Lying:
    """Ships that lay still so near one of the places (degrees), with the hours they did."""
    cells = _cells(around, km)
    here = positions.select(
        "mmsi", row_cell=_.lat7.cast("int64") // WIDE, column_cell=_.lon7.cast("int64") // WIDE
    )
    ships = here.semi_join(_cells(around, km + DRIFT_KM, WIDE), ["row_cell", "column_cell"])
    ships = ships.select("mmsi").distinct()
    still = instants(fixes(positions.semi_join(ships, "mmsi"), params.still), params.still)
    celled = still.mutate(row_cell=_.lat // CELL, column_cell=_.lon // CELL)
    wanted = celled.semi_join(cells, ["row_cell", "column_cell"])
    lain = wanted.group_by("mmsi", "row_cell", "column_cell").agg(count=_.k.nunique()).to_pyarrow()
    return Lying(
        np.asarray(lain["mmsi"]),
        (np.asarray(lain["row_cell"]) + 0.5) * CELL / 1e7,
        (np.asarray(lain["column_cell"]) + 0.5) * CELL / 1e7,
        np.asarray(lain["count"]) * params.step_minutes / 60,
    )


def _cells(around: Iterable[tuple[float, float]], km: float, size: int = CELL) -> Any:
    """Every cell of that size (1e-7 degree) near one of the places, as a table."""
    found: set[tuple[int, int]] = set()
    for lat, lon in around:
        up = km * 1000 / DEGREE_M * 1e7
        across = up / max(0.05, float(np.cos(np.radians(lat))))
        rows = range(int((lat * 1e7 - up) // size), int((lat * 1e7 + up) // size) + 1)
        columns = range(int((lon * 1e7 - across) // size), int((lon * 1e7 + across) // size) + 1)
        found |= {(row, column) for row in rows for column in columns}
    ordered = sorted(found)
    return ibis.memtable(
        pa.table({
            "row_cell": pa.array([row for row, _column in ordered], pa.int64()),
            "column_cell": pa.array([column for _row, column in ordered], pa.int64()),
        })
    )  # fmt: skip


def others(one: Meeting, meetings: Sequence[Meeting], lain: Lying, km: float, params: Any) -> frozenset[int]:
    """Other ships that lay still around a meeting and that no meeting with one of the two explains."""
    near = metres(one.lat, one.lon, lain.lat, lain.lon) <= km * 1000
    hours: dict[int, float] = {}
    for mmsi, lay in zip(lain.mmsi[near].tolist(), lain.hours[near].tolist(), strict=True):
        hours[mmsi] = hours.get(mmsi, 0.0) + lay
    met = _met(one, meetings, km, params)
    return frozenset(
        mmsi
        for mmsi, lay in hours.items()
        if mmsi not in one.pair and lay >= params.berth_hours and met.get(mmsi, 0.0) < lay * ITS_OWN
    )


def _met(one: Meeting, meetings: Sequence[Meeting], km: float, params: Any) -> dict[int, float]:
    """Hours that other ships spent meeting one of the two, there."""
    met: dict[int, float] = {}
    for other in meetings:
        shared = set(one.pair) & set(other.pair)
        if len(shared) != 1 or metres(one.lat, one.lon, other.lat, other.lon) > km * 1000:
            continue
        (guest,) = set(other.pair) - shared
        lasted = (other.to_k - other.from_k + 1) * params.step_minutes / 60
        met[guest] = met.get(guest, 0.0) + lasted
    return met
