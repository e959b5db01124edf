"""Where a silent ship can have been: the limit itself and a step past it, with land between and without."""

from __future__ import annotations

import numpy as np
import pytest

from sightline.detectors.sea.ports import metres
from sightline.detectors.sea.reach import Reach, grid, ports_within, ways
from sightline.detectors.sea.sea_way import sea_metres
from sightline.detectors.sea.stillness import KNOT

WEST, EAST, NAMPO = (38.0, 124.0), (38.5, 130.0), (38.7, 125.4)


def test_many_ways_are_as_long_as_each_alone() -> None:
    places = [(lat, lon) for lat in (30.0, 36.1, 38.6, 41.9) for lon in (122.0, 126.2, 129.9, 133.0)]
    for one in (WEST, EAST):
        found = ways(one, np.array([lat for lat, _ in places]), np.array([lon for _, lon in places]))
        assert found == pytest.approx([sea_metres(one, other) for other in places])


def test_a_port_is_within_reach_to_the_metre() -> None:
    (nampo,) = [port for port, _ in ports_within(Reach(NAMPO, NAMPO, 10, 10)) if port.name == "Nampo"]
    there = sea_metres(WEST, (nampo.lat, nampo.lon))
    hours = 2 * there / (10 * KNOT) / 3600

    def names(of: Reach) -> list[str]:
        return [port.name for port, spare in ports_within(of) if spare >= 0]

    assert "Nampo" in names(Reach(WEST, WEST, hours * 1.0001, 10))
    assert "Nampo" not in names(Reach(WEST, WEST, hours * 0.9999, 10))
    straight = float(metres(*EAST, nampo.lat, nampo.lon)) * 2 / (10 * KNOT) / 3600
    assert "Nampo" not in names(Reach(EAST, EAST, straight * 1.2, 10)), "Korea lies between"


def test_the_region_is_an_ellipse() -> None:
    found = grid(Reach((0.0, 100.0), (0.0, 102.0), 20, 10))
    assert found is not None
    inside = found.spare >= 0
    lats, lons = np.meshgrid(found.lats, found.lons, indexing="ij")
    half = 10 * KNOT * 20 * 3600 / 2 / 111_195
    assert abs(lons[inside].max() - (101 + half)) < 0.1
    assert abs(lats[inside].max() - (half**2 - 1) ** 0.5) < 0.1


NO_REGION = {
    "no time for the way": Reach((0.0, 100.0), (0.0, 110.0), 10, 10),
    "nearly anywhere": Reach((0.0, 100.0), (0.0, 100.0), 400, 14),
}


@pytest.mark.parametrize("reach", NO_REGION.values(), ids=NO_REGION)
def test_no_region_is_drawn(reach: Reach) -> None:
    assert grid(reach) is None


def test_a_region_across_the_date_line_is_one() -> None:
    found = grid(Reach((0.0, 179.5), (0.0, -179.5), 20, 10))
    assert found is not None
    assert (found.spare >= 0).any()
    assert found.lons.mean() == pytest.approx(180.0)
