"""Ways by sea: straight, and around Korea."""

from __future__ import annotations

import pytest

from sightline.detectors.sea.ports import metres
from sightline.detectors.sea.sea_way import crosses, sea_metres

NAMPO, WONSAN, DALIAN, BUSAN = (38.72, 125.4), (39.17, 127.45), (38.92, 121.67), (35.1, 129.03)


def test_across_the_yellow_sea_it_is_straight() -> None:
    assert sea_metres(DALIAN, NAMPO) == pytest.approx(float(metres(*DALIAN, *NAMPO)))


def test_from_coast_to_coast_it_is_around() -> None:
    assert crosses(NAMPO, WONSAN)
    assert sea_metres(NAMPO, WONSAN) > 1_200_000 > 5 * float(metres(*NAMPO, *WONSAN))
    assert sea_metres(WONSAN, NAMPO) == pytest.approx(sea_metres(NAMPO, WONSAN))


def test_along_one_coast_it_is_straight() -> None:
    assert not crosses(BUSAN, WONSAN)
