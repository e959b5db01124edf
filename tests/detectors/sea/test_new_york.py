"""A week of a busy port, real tracks: nobody meets outside the harbour."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sightline.detectors.sea.ship_to_ship import Params, detect
from tests.detectors.sea import tracktable
from tests.detectors.sea.tracks import placed, tables


@pytest.mark.slow
def test_no_meeting_outside_the_harbour_in_the_new_york_week(shared_data: Path) -> None:
    rows = placed(tracktable.positions(shared_data / "ais" / "NYHarbor_2020_12_first_week.traj"))
    assert len(rows) == 172_679
    assert len({row["mmsi"] for row in rows}) == 140
    attached = tables(rows)
    assert list(detect(attached, Params())) == []
    blind = replace(Params(), port_km=0.0, berth_ships=1000, company_minutes=1_000_000)
    assert list(detect(attached, blind)), "without the rules on ports, berths and company there would be many"
