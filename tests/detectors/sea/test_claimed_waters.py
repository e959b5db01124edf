"""What the DPRK claims of places off its coast, and of none farther away."""

from __future__ import annotations

import pytest

from sightline.detectors.sea.claimed_waters import claimed_waters

PLACES = {
    "off Nampo": (38.6, 124.9, "territorial sea, military boundary to, economic zone"),
    "off Rason": (42.2, 130.5, "territorial sea, military boundary of 50, economic zone"),
    "in the East Sea, within 50 miles": (39.7, 128.8, "military boundary of 50, economic zone"),
    "in the East Sea, beyond them": (39.9, 131.5, "economic zone"),
}


@pytest.mark.parametrize("name", PLACES)
def test_what_is_claimed_there(name: str) -> None:
    lat, lon, wanted = PLACES[name]
    found = claimed_waters(lat, lon)
    assert found is not None
    assert len(found.claims) == len(wanted.split(", "))
    assert all(one.startswith(each) for one, each in zip(found.claims, wanted.split(", "), strict=True))
    assert not any("another shore" in one for one in found.claims)


@pytest.mark.parametrize("lat, lon", [(37.9, 124.5), (38.3, 128.7), (38.9, 121.9)])
def test_where_another_shore_is_nearer_it_says_so_and_no_territorial_sea(lat: float, lon: float) -> None:
    found = claimed_waters(lat, lon)
    assert found is not None and all("nearer to another shore" in one for one in found.claims)
    assert not any(one.startswith("territorial") for one in found.claims)


@pytest.mark.parametrize("lat, lon", [(31.2, 122.6), (35.0, 129.2), (40.5, -73.9), (0.0, 0.0)])
def test_nothing_is_claimed_far_away(lat: float, lon: float) -> None:
    assert claimed_waters(lat, lon) is None


def test_the_line_lies_at_fifty_miles() -> None:
    along = [claimed_waters(39.82, 127.65 + step / 60) for step in range(0, 120, 2)]
    for one in along:
        assert one is not None
        assert any("50 miles" in claim for claim in one.claims) == (one.away_nm <= 50)
    assert along[0] is not None and along[0].away_nm < 12
