"""Suppliers that meet listed ships again and again, planted among those that meet once or meet others.

A supplier leaves port and keeps some appointments at sea, days apart, each with another ship of a made-up
list or with one of them twice. Lookalikes: suppliers of ships that no list names, and ships that meet a
listed one once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from sightline.worlds import shift
from sightline.worlds.sea.geography import Point, off_shore
from sightline.worlds.sea.ship_to_ship import Appointment, rendezvous
from sightline.worlds.sea.ship_to_ship import Parameters as Meetings
from sightline.worlds.sea.track import HOUR, Log
from sightline.worlds.sea.traffic import CARGO, TANKER
from sightline.worlds.sea.traffic import Parameters as Traffic
from sightline.worlds.sea.waters import Waters, aside
from sightline.worlds.world import Extent, World, canonical

KIND = "repeat_supplier"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Times in hours, distances in metres."""

    suppliers: int = 15
    least: int = 2
    most: int = 4
    """appointments of one supplier"""
    between: float = 60.0
    """from one to the next, the mean"""
    hours: float = 8.0
    unlisted: int = 12
    """suppliers of ships that no list names"""
    once: int = 12
    from_port: float = 130_000.0
    hidden: str = ""
    """columns that nobody sends"""
    meeting: Meetings = field(default_factory=Meetings)
    traffic: Traffic = field(default_factory=lambda: Traffic(merchants=40, fleets=4, ferries=3))

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        found = shift.shifted(self, factor, rng)
        return replace(found, least=2, most=max(3, found.most))


def untold(parameters: Parameters) -> Parameters:
    """Without the telling feature: nobody sends an IMO number."""
    return replace(parameters, hidden="imo")


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships and a list, deterministic in its arguments."""
    sea = Waters.with_traffic(extent, parameters.traffic, rng)
    listed: list[int] = []
    makers = ((parameters.suppliers, KIND), (parameters.unlisted, "unlisted"), (parameters.once, "once"))
    for number, kind in makers:
        for _ in range(extent.count(number)):
            _supply(sea, parameters, kind, listed)
    world = sea.world(parameters.hidden)
    imo = [sea.fleet.ships[at].imo for at in listed]
    return World({**world.tables, "listed": _list(imo)}, world.truth, world.lookalikes)


def _list(numbers: Sequence[int]) -> pa.Table:
    """A made-up list that gives the numbers of these ships."""
    rows = len(numbers)
    return canonical(
        "listed",
        {
            "entity": pa.array([f"sample-{at}" for at in range(rows)], pa.string()),
            "caption": pa.array([f"SAMPLE LISTED SHIP {at:03d}" for at in range(rows)], pa.string()),
            "list": pa.array(["sample"] * rows, pa.string()),
            "prop": pa.array(["imoNumber"] * rows, pa.string()),
            "value": pa.array([str(one) for one in numbers], pa.string()),
            "label": pa.array([f"row {at + 2}" for at in range(rows)], pa.string()),
        },
    )


def _supply(sea: Waters, parameters: Parameters, kind: str, listed: list[int]) -> None:
    """A supplier with her appointments and those who come to them."""
    rng = sea.rng
    number = 1 if kind == "once" else int(rng.integers(parameters.least, parameters.most + 1))
    at = off_shore(rng, 0.7 * parameters.from_port, 1.5 * parameters.from_port)
    begin = float(rng.uniform(0.06, 0.3)) * sea.extent.seconds
    supplier, home = sea.bound_for(aside(at, 30_000.0, rng), begin)
    met: list[tuple[float, float, int]] = []
    for _ in range(number):
        place = aside(at, float(rng.uniform(0.0, 25_000.0)), rng)
        met.append(_appointment(sea, parameters, supplier, place, kind, listed))
        supplier.stay(parameters.between * float(rng.uniform(0.6, 1.4)), 400.0, rng, moored=False)
    sea.home_again(supplier, home)
    ship = sea.launch(TANKER, supplier)
    inside = [one for one in met if one[1] < sea.extent.seconds - HOUR]
    start, end = met[0][0], max(one[1] for one in met)
    planted = sea.plant(kind, start, end, ship)
    if kind == KIND and len(inside) < 2:
        return  # the month ended before she came again
    (sea.truth if kind == KIND else sea.alike).append(planted)


def _appointment(
    sea: Waters, parameters: Parameters, supplier: Log, at: Point, kind: str, listed: list[int]
) -> tuple[float, float, int]:
    receiver, home = sea.bound_for(aside(at, 30_000.0, sea.rng), supplier.now)
    asked = Appointment(at, supplier.now + 2 * HOUR, parameters.hours * float(sea.rng.uniform(0.7, 1.4)))
    start, end = rendezvous(supplier, receiver, asked, parameters.meeting, sea.rng)
    sea.home_again(receiver, home)
    ship = sea.launch(TANKER if sea.rng.random() < 0.7 else CARGO, receiver)
    if kind != "unlisted":
        listed.append(ship)
    return start, end, ship
