"""Distances to the shore at known places."""

from __future__ import annotations

import numpy as np
import pytest

from sightline.detectors.sea.shore import on_land, packed, shore_m, unpacked

PLACES = {
    "off Nampo": (38.60, 124.90, 5, 40),
    "middle of the Yellow Sea": (35.50, 123.30, 130, 230),
    "across the dateline": (-16.0, 179.99, 0, 60),
    "the spot farthest from land": (-48.876, -123.393, 2_500, 2_750),
    "near the pole": (-85.0, 0.0, 0, 1_500),
    "on the North Pole": (90.0, 0.0, 650, 800),
}
"""latitude, longitude, and kilometres between which the distance lies"""


@pytest.mark.parametrize("name", PLACES)
def test_how_far(name: str) -> None:
    lat, lon, least, most = PLACES[name]
    assert least <= shore_m(lat, lon) / 1000 <= most


ON_LAND = {
    "Pyongyang": (39.02, 125.75, True),
    "off Nampo": (38.60, 124.90, False),
    "the Yellow Sea": (35.50, 123.30, False),
    "Mount Halla": (33.36, 126.53, True),
    "off Vladivostok": (42.50, 132.00, False),
    "Fiji, across the dateline": (-16.55, 179.30, True),
    "the South Pole": (-89.0, 0.0, True),
    "Chukotka, beyond the dateline": (66.5, -175.0, True),
    "Chicago": (41.85, -87.75, True),
    "the Gulf of Guinea": (0.5, 3.3, False),
}


@pytest.mark.parametrize("name", ON_LAND)
def test_on_land(name: str) -> None:
    lat, lon, said = ON_LAND[name]
    assert on_land(lat, lon) == said


def test_packed_rings_come_back() -> None:
    square = np.array([0, 1_000, 1_000, 0, 0]), np.array([179_000, 179_000, 180_000, 180_000, 179_000])
    other = np.array([-5, 5, -5, -5]), np.array([0, 5, 10, 0])
    back = unpacked(packed([square, other]))
    assert [len(lat) for lat, _lon in back] == [5, 4]
    assert np.allclose(back[0][1], [179.0, 179.0, 180.0, 180.0, 179.0])
    assert np.allclose(back[1][0], [-0.005, 0.005, -0.005, -0.005])
