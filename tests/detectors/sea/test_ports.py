"""Ports and distances."""

from __future__ import annotations

import pytest

from sightline.detectors.sea.ports import cells_near_ports, metres, nearest, ports

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


@pytest.mark.slow
def test_only_cells_wholly_near_a_port_count() -> None:
    """Midway Island at 28.1833 N 177.3667 W stands alone; a cell is about 2 km high."""
    inside, crossing, outside = (cell(28.1833 + north, -177.3667) for north in (0.05, 0.085, 0.2))
    near = {(row, column) for row, column in cells_near_ports(CELL, 10_000).tolist()}
    assert [one in near for one in (inside, crossing, outside)] == [True, False, False]
    assert all(-9_000 <= column <= 9_000 for _row, column in near)


def test_a_cell_at_the_meridian_goes_by_both_numbers() -> None:
    near = cells_near_ports(CELL, 10_000)
    west, east = (set(near[near[:, 1] == column, 0].tolist()) for column in (-9_000, 9_000))
    assert west == east
