"""Ships that load or unload at sea with a partner nobody sees, and draughts that change for other reasons.

Planted: two ships come together at sea, one of them dark all the way; afterwards the other sends a new
draught. Lookalikes: meetings of which both sides are seen, draughts changed in port or typed late after it,
ships that drift and keep their draught, draughts that differ by a trifle.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

import numpy as np

from sightline.worlds import shift
from sightline.worlds.sea.geography import off_shore
from sightline.worlds.sea.ship_to_ship import Appointment, rendezvous
from sightline.worlds.sea.ship_to_ship import Parameters as Meetings
from sightline.worlds.sea.track import HOUR
from sightline.worlds.sea.traffic import CARGO, TANKER, Call
from sightline.worlds.sea.traffic import Parameters as Traffic
from sightline.worlds.sea.waters import Waters, aside
from sightline.worlds.world import Extent, World

KIND = "dark_partner"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Times in hours, distances and draughts in metres."""

    unseen: int = 24
    seen: int = 10
    """meetings whose two sides are heard"""
    alone: int = 10
    """ships that drift for as long and keep their draught"""
    trifles: int = 10
    trifle: float = 0.1
    change: float = 1.6
    hours: float = 8.0
    typed_after: float = 4.0
    """hours from the end of a transfer to the new draught, the mean"""
    late_share: float = 0.2
    """draughts typed some hours after leaving port"""
    late: float = 3.0
    from_port: float = 130_000.0
    hidden: str = ""
    """columns that nobody sends"""
    meeting: Meetings = field(default_factory=Meetings)
    traffic: Traffic = field(default_factory=lambda: Traffic(merchants=50, fleets=4, ferries=3))

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


def untold(parameters: Parameters) -> Parameters:
    """Without the telling feature: nobody sends a draught."""
    return replace(parameters, hidden="draught")


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships, deterministic in its arguments."""
    sea = Waters.with_traffic(extent, parameters.traffic, rng)
    _in_port(sea, parameters)
    for number, kind in (
        (parameters.unseen, KIND),
        (parameters.seen, "both are heard"),
        (parameters.alone, "drifting alone"),
        (parameters.trifles, "a trifle"),
    ):
        for _ in range(extent.count(number)):
            _at_sea(sea, parameters, kind)
    return sea.world(parameters.hidden)


def _at_sea(sea: Waters, parameters: Parameters, kind: str) -> None:
    rng = sea.rng
    at = off_shore(rng, 0.7 * parameters.from_port, 1.5 * parameters.from_port)
    log, home = sea.bound_for(aside(at, 30_000.0, rng), float(rng.uniform(0.12, 0.7)) * sea.extent.seconds)
    hours = parameters.hours * float(rng.uniform(0.7, 1.5))
    if kind in (KIND, "both are heard"):
        partner, other = sea.bound_for(aside(at, 30_000.0, rng), log.now)
        start, end = rendezvous(log, partner, Appointment(at, log.now, hours), parameters.meeting, rng)
        sea.home_again(partner, other)
        if kind == KIND:
            partner.silent.append((0.0, sea.extent.seconds))
        sea.launch(TANKER, partner)
    else:
        start = log.now
        sea.drift(log, hours, 0.8)
        end = log.now
    log.sail([aside(at, 60_000.0, rng)], 9.0, rng)
    log.sail([at], 9.0, rng)
    sea.home_again(log, home)
    ship = sea.launch(TANKER if rng.random() < 0.7 else CARGO, log)
    size = parameters.trifle if kind == "a trifle" else parameters.change * float(rng.uniform(0.5, 1.5))
    typed = end + parameters.typed_after * HOUR * float(rng.uniform(0.2, 1.5))
    deeper = sea.fleet.ships[ship].draught + size * (1 if rng.random() < 0.6 else -1)
    if kind != "drifting alone":
        sea.say(ship, typed, sea.extent.seconds, draught=round(deeper, 1))
    planted = sea.plant(kind, start, max(typed, end), ship)
    if kind != KIND:
        sea.alike.append(planted)
    elif typed + 12 * HOUR < sea.extent.seconds:
        sea.truth.append(planted)


def _in_port(sea: Waters, parameters: Parameters) -> None:
    """Merchants load and unload at berths; some crews type it after they left."""
    by_log: dict[int, list[Call]] = defaultdict(list)
    for call in sea.fleet.calls:
        by_log[id(call.ship)].append(call)
    for at, ship in enumerate(sea.fleet.ships):
        for call in by_log.get(id(ship.log), ()):
            late = float(sea.rng.random()) < parameters.late_share
            lay = float(sea.rng.uniform(2.0, 8.0)) + (parameters.late + 20.0 if late else 0.0)
            draught = ship.draught + parameters.change * float(sea.rng.uniform(-1.0, 1.0))
            since = call.berthed + lay * HOUR
            sea.say(at, since, sea.extent.seconds, draught=round(max(2.0, draught), 1))
            if late and since < sea.extent.seconds:
                sea.alike.append(sea.plant("typed late", call.berthed, since, at))
