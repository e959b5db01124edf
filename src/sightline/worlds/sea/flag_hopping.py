"""Hulls that change flag and name again and again, and ships that do so once.

Lookalikes: ships sold once, names spelt in two ways, damaged names, ships that stop sending a name.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from sightline.worlds import shift
from sightline.worlds.sea.geography import off_shore
from sightline.worlds.sea.traffic import CARGO, MADE_UP
from sightline.worlds.sea.traffic import Parameters as Traffic
from sightline.worlds.sea.waters import Waters
from sightline.worlds.world import Extent, Planted, World

KIND = "flag_hopping"
FLAGS = (217, 221, 222, 223, 280, 281)
"""first three digits of MMSIs that are, to our knowledge (unverified), allocated to no country"""
WORDS = ("AMBER", "BIRCH", "CEDAR", "DELTA", "EMBER", "FJORD", "GROVE", "HAVEN", "IVORY", "JUNIPER")


@dataclass(frozen=True, slots=True)
class Parameters:
    """Changes of ships, spread over the time of the world."""

    hopping: int = 30
    changes: int = 3
    sold: int = 12
    spelt: int = 12
    damaged: int = 12
    traffic: Traffic = field(default_factory=lambda: Traffic(merchants=40, fleets=3, ferries=3))

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance; two changes are the fewest."""
        moved = shift.shifted(self, factor, rng)
        return replace(moved, changes=max(2, moved.changes))


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships, deterministic in its arguments."""
    sea = Waters.with_traffic(extent, parameters.traffic, rng)
    for _ in range(extent.count(parameters.hopping)):
        _changing(sea, parameters.changes, KIND)
    for _ in range(extent.count(parameters.sold)):
        _changing(sea, 1, "sold")
    for _ in range(extent.count(parameters.spelt)):
        _spelt(sea)
    for _ in range(extent.count(parameters.damaged)):
        _damaged(sea)
    return sea.world()


def _trader(sea: Waters) -> int:
    log, home = sea.bound_for(off_shore(sea.rng, 60_000.0, 200_000.0), 0.05 * sea.extent.seconds)
    sea.home_again(log, home)
    return sea.launch(CARGO, log)


def _name(sea: Waters) -> str:
    one, other = sea.rng.choice(WORDS, 2, replace=False)
    return f"SAMPLE {one} {other}"


def _changing(sea: Waters, changes: int, kind: str) -> None:
    """One identity after the other under one IMO number."""
    ship = _trader(sea)
    length = sea.extent.seconds / (changes + 1)
    numbers = [sea.fleet.ships[ship].mmsi]
    for change in range(changes):
        since = length * (change + 1) * float(sea.rng.uniform(0.93, 1.07))
        numbers.append(FLAGS[change % len(FLAGS)] * 1_000_000 + numbers[0] - MADE_UP)
        sea.say(ship, since, 1e12, mmsi=numbers[-1], name=_name(sea))
    whole = sea.plant(kind, 0.0, sea.extent.seconds, ship)
    actors = tuple(f"mmsi-{number}" for number in numbers)
    planted = Planted(kind, actors, whole.start, whole.end)
    (sea.truth if kind == KIND else sea.alike).append(planted)


def _spelt(sea: Waters) -> None:
    """A name with and without its last letters, by turns."""
    ship = _trader(sea)
    name = sea.fleet.ships[ship].name
    for part in range(6):
        begin = part * sea.extent.seconds / 6
        sea.say(ship, begin, begin + sea.extent.seconds / 12, name=name[:-2])
    sea.alike.append(sea.plant("spelt in two ways", 0.0, sea.extent.seconds, ship))


def _damaged(sea: Waters) -> None:
    """A name damaged on the way, once or twice."""
    ship = _trader(sea)
    for _ in range(2):
        begin = float(sea.rng.uniform(0.1, 0.9)) * sea.extent.seconds
        sea.say(ship, begin, begin + 300.0, name=str(sea.rng.choice(WORDS))[::-1])
    sea.alike.append(sea.plant("damaged", 0.0, sea.extent.seconds, ship))
