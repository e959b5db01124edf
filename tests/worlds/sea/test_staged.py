"""A staged meeting happens when and where it was asked for; a hidden one is in no track."""

from __future__ import annotations

import numpy as np

from sightline.worlds.sea.geography import metres
from sightline.worlds.sea.ship_to_ship import Parameters
from sightline.worlds.sea.staged import Identity, Staged, stage
from sightline.worlds.sea.track import HOUR, Hearing, heard
from sightline.worlds.sea.traffic import Fleet
from sightline.worlds.world import Extent

EXTENT = Extent(1_506_816_000_000)
DAY = 86_400_000
ASKED = Staged(
    name="an invented meeting",
    document="none",
    supplier=Identity("INVENTED GIVER", 200_999_001),
    receiver=Identity("INVENTED TAKER", 200_999_002),
    port="Yosu",
    left=EXTENT.start_ms + 5 * DAY,
    at=(32.2, 124.7),
    met=EXTENT.start_ms + 12 * DAY,
    hours=6.0,
    comes_from=(37.6, 123.6),
)


def test_staged_in_time_and_place() -> None:
    fleet = Fleet()
    planted = stage(fleet, ASKED, EXTENT, Parameters(), np.random.default_rng(1))
    assert abs(planted.start - ASKED.met) < 3 * HOUR * 1000
    assert planted.end - planted.start == 6 * HOUR * 1000
    seconds = np.array([(planted.start - EXTENT.start_ms) / 1000])
    for ship in fleet.ships:
        lat, lon = ship.log.at(seconds)
        assert metres((float(lat[0]), float(lon[0])), ASKED.at) < 2_000


def test_a_hidden_one_is_not_heard() -> None:
    fleet = Fleet()
    hidden = Staged(**{name: getattr(ASKED, name) for name in Staged.__slots__} | {"hidden": True})
    planted = stage(fleet, hidden, EXTENT, Parameters(), np.random.default_rng(1))
    giver, taker = (heard(s.log, EXTENT.seconds, Hearing(), np.random.default_rng(2)) for s in fleet.ships)
    start, end = ((one - EXTENT.start_ms) / 1000 for one in (planted.start, planted.end))
    assert ((giver.seconds > start) & (giver.seconds < end)).any()
    assert not ((taker.seconds > start) & (taker.seconds < end)).any()
