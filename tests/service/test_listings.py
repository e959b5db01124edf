"""Which ships of a signal stand on lists: by the IMO number they send, or their MMSI where they send none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sightline.detectors.sea.vessels import Vessel
from sightline.model.signal import Actor
from sightline.service import listings
from sightline.service.heard import Heard
from sightline.service.workbench import Workbench, open_workbench
from tests.service import voyaging
from tests.service.made import Clock, copy_office


@pytest.fixture(scope="module")
def sea(template_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    folder = tmp_path_factory.mktemp("sea")
    opened = open_workbench(copy_office(template_office, folder / "office"), clock=Clock())
    voyaging.listed(opened, folder)
    yield opened
    opened.close()


def heard(mmsi: int, imo: int) -> Heard:
    return Heard(Actor(f"mmsi-{mmsi:09d}", "INVENTED", "ship"), Vessel(mmsi, imo), 0, 0, 0, 0)


SHIPS = {
    "the number that is listed": (heard(412_000_001, voyaging.IMO), True),
    "another number": (heard(voyaging.MMSI, 9_990_026), False),
    "no ship's number": (heard(412_000_001, 123), False),
    "nothing": (heard(412_000_001, 0), False),
}


@pytest.mark.parametrize("name", SHIPS)
def test_a_ship_is_listed_by_her_number(sea: Workbench, name: str) -> None:
    ship, listed = SHIPS[name]
    (found,) = listings.listings(sea.operator_view(), sea, (ship,))
    assert found.actor == ship.actor and found.now is listed
