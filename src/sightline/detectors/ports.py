"""Where ports are, and how far something is from the nearest."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

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


def near_ports(cells: Iterable[tuple[int, int]], size7: int, within_m: float) -> list[tuple[int, int]]:
    """Of square cells of `size7` (1e-7 degree), numbered from 0° upwards, those wholly near a port."""
    lats, lons = _positions()
    half = size7 / 2
    rows: dict[int, list[int]] = {}
    for row, column in cells:
        rows.setdefault(row, []).append(column)
    found: list[tuple[int, int]] = []
    for row, columns in sorted(rows.items()):
        lat = (row * size7 + half) / 1e7
        reach = within_m / DEGREE_M
        few = slice(*np.searchsorted(lats, [lat - reach, lat + reach]))
        middle = (np.array(columns)[:, None] * size7 + half) / 1e7
        corner = np.hypot(1, np.cos(np.radians(lat))) * half / 1e7 * DEGREE_M
        if lats[few].size:
            close = (metres(lat, middle, lats[few][None, :], lons[few][None, :]) + corner <= within_m).any(
                axis=1
            )
            found += [(row, column) for column, is_close in zip(columns, close, strict=True) if is_close]
    return found
