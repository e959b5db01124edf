"""Ports and distances."""

from __future__ import annotations

import pytest

from sightline.detectors.ports import metres, near_ports, nearest, ports

CELL = 200_000
"""0.02 degree"""


def test_the_nearest_port_and_how_far() -> None:
    port, away = nearest(38.75, 125.4)
    assert (port.name, port.country) == ("Nampo", "North Korea")
    assert away == pytest.approx(3700, abs=60)
    assert len(ports()) > 3000


def test_a_port_across_the_meridian_is_near() -> None:
    assert metres(0.0, 179.99, 0.0, -179.99) == pytest.approx(2224, abs=2)


def cell(lat: float, lon: float) -> tuple[int, int]:
    return int(lat * 1e7 // CELL), int(lon * 1e7 // CELL)


def test_only_cells_wholly_near_a_port_count() -> None:
    """Midway Island at 28.1833 N 177.3667 W stands alone; a cell is about 2 km high."""
    inside, crossing, outside = (cell(28.1833 + north, -177.3667) for north in (0.05, 0.085, 0.2))
    assert near_ports([inside, crossing, outside], CELL, 10_000) == [inside]
    assert near_ports([], CELL, 10_000) == []
