"""Named meetings staged in ordinary traffic after what a document says, and meetings nobody can see."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sightline.worlds.sea.geography import KNOT, Point, metres, to_sea
from sightline.worlds.sea.ship_to_ship import KIND, Appointment, Parameters, rendezvous
from sightline.worlds.sea.track import HOUR, Log
from sightline.worlds.sea.traffic import Fleet, Ship, berth
from sightline.worlds.world import Extent, Planted


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a ship is. The MMSI is made up where no document gives one; `imo` 0 where there is none."""

    name: str
    mmsi: int
    imo: int = 0
    kind: str = "80"
    length: int = 100


@dataclass(frozen=True, slots=True)
class Staged:
    """A meeting after a document. Times are ms since 1970; what no document gives is chosen here."""

    name: str
    document: str
    supplier: Identity
    receiver: Identity
    port: str
    """where the supplier loaded"""
    left: int
    at: Point
    met: int
    hours: float
    comes_from: Point
    """at sea, where the receiver is first heard and last heard"""
    hidden: bool = False
    """the receiver's transponder is off while they meet, so that her track does not show it"""


def stage(
    fleet: Fleet, staged: Staged, extent: Extent, parameters: Parameters, rng: np.random.Generator
) -> Planted:
    """Add both ships with their tracks to the fleet; what was planted."""
    left, met = ((one - extent.start_ms) / 1000 for one in (staged.left, staged.met))
    supplier = Log.starting(berth(staged.port, rng))
    supplier.stay(left / HOUR, 4.0, rng)
    supplier.sail(to_sea(staged.port, staged.at)[:-1], 10.5, rng)
    away = metres(staged.comes_from, staged.at) / (9.0 * KNOT) + 2 * HOUR
    receiver = Log.starting(staged.comes_from, max(0.0, met - away))
    asked = Appointment(staged.at, met, staged.hours)
    start, end = rendezvous(supplier, receiver, asked, parameters, rng)
    receiver.sail([staged.comes_from], 9.5, rng)
    supplier.stay(max(1.0, (extent.seconds - supplier.now) / HOUR), 300.0, rng, moored=False)
    if staged.hidden:
        receiver.silent.append((start - 4 * HOUR, end + 4 * HOUR))
    for who, log in ((staged.supplier, supplier), (staged.receiver, receiver)):
        fleet.ships.append(
            Ship(who.mmsi, who.name, who.kind, who.length, log, who.imo, document=staged.document)
        )
    actors = tuple(f"mmsi-{who.mmsi}" for who in (staged.supplier, staged.receiver))
    begins, ends = (extent.start_ms + round(one * 1000) for one in (start, end))
    return Planted(KIND, actors, begins, ends, staged.name)


def hide(ships: list[Ship], planted: Planted, extent: Extent) -> Planted:
    """Switch off the transponder of the second ship while a planted meeting lasts."""
    ship = next(one for one in ships if f"mmsi-{one.mmsi}" == planted.actors[1])
    start, end = ((one - extent.start_ms) / 1000 for one in (planted.start, planted.end))
    ship.log.silent.append((start - 4 * HOUR, end + 4 * HOUR))
    return replace(planted, name=f"{planted.name or 'a meeting'}, one transponder off")
