"""Where ports are, and how far something is from the nearest."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

EARTH_M = 6_371_008.8
"""mean radius of the Earth in metres (IUGG)"""
DEGREE_M = EARTH_M * np.pi / 180


@dataclass(frozen=True, slots=True)
class Port:
    """A port: name, country, position in degrees WGS 84, other names, UN/LOCODE where the index has it."""

    name: str
    country: str
    lat: float
    lon: float
    others: tuple[str, ...] = ()
    locode: str = ""


@cache
def ports() -> tuple[Port, ...]:
    """Every port of `data/ports.csv`, from south to north."""
    text = resources.files(__package__).joinpath("data/ports.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    found = [
        Port(
            row["name"], row["country"], float(row["lat"]), float(row["lon"]),
            tuple(one for one in row["others"].split("; ") if one), row["locode"],
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda port: (port.lat, port.lon, port.name)))


@cache
def _positions() -> tuple[Any, Any]:
    return np.array([port.lat for port in ports()]), np.array([port.lon for port in ports()])


def metres(lat: Any, lon: Any, lats: Any, lons: Any) -> Any:
    """Great-circle distance in metres between points in degrees; numpy broadcasting applies."""
    lat, lon, lats, lons = (np.radians(np.asarray(value, dtype=float)) for value in (lat, lon, lats, lons))
    half = np.sin((lats - lat) / 2) ** 2 + np.cos(lat) * np.cos(lats) * np.sin((lons - lon) / 2) ** 2
    return 2 * EARTH_M * np.arcsin(np.sqrt(np.minimum(half, 1.0)))


def nearest(lat: float, lon: float) -> tuple[Port, float]:
    """The nearest port and its distance in metres."""
    away = metres(lat, lon, *_positions())
    at = int(np.argmin(away))
    return ports()[at], float(away[at])


def cells_near_ports(size7: int, within_m: float) -> NDArray[np.int64]:
    """Square cells of `size7` (1e-7 degree), numbered from 0° upwards, that lie wholly near a port.

    Rows of two whole numbers, row and column, in order; a cell that begins at 180° is there twice, under the
    number it has in the west too.
    """
    lats, lons = _positions()
    size = size7 / 1e7
    reach = int(within_m / DEGREE_M / size) + 1
    rows = (np.floor(lats / size).astype(np.int64)[:, None] + np.arange(-reach, reach + 1)).ravel()
    port = np.repeat(np.arange(len(lats)), 2 * reach + 1)
    lat = (rows + 0.5) * size
    half = np.ceil((reach + 1) / np.maximum(0.02, np.cos(np.radians(lat)))).astype(np.int64)
    which = np.repeat(np.arange(len(rows)), 2 * half + 1)
    along = np.arange(len(which)) - np.repeat(np.cumsum(2 * half + 1) - (2 * half + 1), 2 * half + 1)
    columns = np.floor(lons[port][which] / size).astype(np.int64) + along - half[which]
    corner = np.hypot(1, np.cos(np.radians(lat[which]))) * size / 2 * DEGREE_M
    away = metres(lat[which], (columns + 0.5) * size, lats[port][which], lons[port][which])
    near = away + corner <= within_m
    turn = round(180 / size)
    whole = rows[which][near] * (4 * turn) + (columns[near] + turn) % (2 * turn)
    found = np.unique(np.concatenate([whole, whole[whole % (4 * turn) == 0] + 2 * turn]))
    return np.column_stack([found // (4 * turn), found % (4 * turn) - turn])
