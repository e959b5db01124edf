"""Ships that meet at sea and are paid for around it, in ordinary traffic and ordinary commerce.

Lookalikes: ships that meet and are paid for long before or after, ships that are paid for and meet nobody,
and payments that name a place or a firm like a ship.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from sightline.worlds import shift
from sightline.worlds.book import DAY, Book
from sightline.worlds.commerce import Parameters as Commerce
from sightline.worlds.commerce import ordinary
from sightline.worlds.sea.geography import off_shore
from sightline.worlds.sea.ship_to_ship import Appointment, rendezvous
from sightline.worlds.sea.ship_to_ship import Parameters as Meetings
from sightline.worlds.sea.track import HOUR
from sightline.worlds.sea.traffic import CARGO, TANKER
from sightline.worlds.sea.traffic import Parameters as Traffic
from sightline.worlds.sea.waters import Waters, aside
from sightline.worlds.world import Extent, World, canonical

KIND = "ship_event_payments"
LIFE = 120.0
"""days of payments, the ships' month in the middle of them"""
FOR = (
    "BUNKERS {0}",
    "AGENCY FEE {0}",
    "REPAIR OF {0}",
    "P&I PREMIUM {0}",
    "CREW CHANGE {0}",
    "{0} PORT DUES",
)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Ships, what is paid for them, and when."""

    paid: int = 14
    unpaid: int = 6
    """ships that meet and are not paid for"""
    late: int = 6
    """ships that are paid for at another time"""
    alone: int = 20
    """ships that are paid for and meet nobody"""
    services: float = 3.0
    """payments for a ship, on average"""
    around: float = 9.0
    """days from the meeting to a payment, on average"""
    amount: float = 40_000.0
    imo_share: float = 0.5
    """payments that give the IMO number in place of the name"""
    hours: float = 8.0
    from_port: float = 130_000.0
    meeting: Meetings = field(default_factory=Meetings)
    traffic: Traffic = field(default_factory=lambda: Traffic(merchants=40, fleets=3, ferries=2))
    commerce: Commerce = field(
        default_factory=lambda: Commerce(
            persons=400, employers=20, shops=20, firms=60, landlords=10, freelancers=10, students=10
        )
    )

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships, a register and payments, deterministic in its arguments."""
    sea = Waters.with_traffic(extent, parameters.traffic, rng)
    before = (LIFE - extent.days) / 2
    life = Extent(extent.start_ms - round(before * DAY * 1000), LIFE, extent.scale)
    book, town = ordinary(life, parameters.commerce, rng)
    rows: list[dict[str, Any]] = []
    for number, kind in ((parameters.paid, KIND), (parameters.unpaid, "unpaid"), (parameters.late, "late")):
        for _ in range(extent.count(number)):
            ship, start, end = _meet(sea, parameters)
            if kind != "unpaid":
                _bills(
                    sea,
                    ship,
                    (before * DAY + (start + end) / 2, kind == "late"),
                    (book, town.firms),
                    parameters,
                )
            planted = sea.plant(kind, start, end, ship)
            (sea.truth if kind == KIND else sea.alike).append(planted)
            rows.append(_registered(sea, ship, len(rows)))
    for ship in rng.choice(len(sea.fleet.ships) // 2, min(extent.count(parameters.alone), 30), replace=False):
        at = before * DAY + float(rng.random()) * extent.seconds
        _bills(sea, int(ship), (at, False), (book, town.firms), parameters)
    world = sea.world()
    payments = book.payments({}, 0.01, rng)
    tables = {**world.tables, "payments": payments, "ships": _register(rows)}
    return World(tables, world.truth, world.lookalikes)


def _meet(sea: Waters, parameters: Parameters) -> tuple[int, float, float]:
    """Two ships meet at sea; the first of them, and from when to when, in seconds."""
    rng = sea.rng
    at = off_shore(rng, 0.7 * parameters.from_port, 1.5 * parameters.from_port)
    begin = float(rng.uniform(0.1, 0.7)) * sea.extent.seconds
    one, home = sea.bound_for(aside(at, 30_000.0, rng), begin)
    other, port = sea.bound_for(aside(at, 30_000.0, rng), one.now)
    asked = Appointment(at, one.now + 2 * HOUR, parameters.hours * float(rng.uniform(0.7, 1.4)))
    start, end = rendezvous(one, other, asked, parameters.meeting, rng)
    sea.home_again(one, home)
    sea.home_again(other, port)
    ship = sea.launch(TANKER, one)
    sea.launch(TANKER if rng.random() < 0.7 else CARGO, other)
    return ship, start, end


def _bills(
    sea: Waters, ship: int, when: tuple[float, bool], who: tuple[Book, Any], parameters: Parameters
) -> None:
    """Payments for a ship around a time, or, where they are late, seven weeks off and more."""
    rng, (book, firms), (at, late) = sea.rng, who, when
    known = sea.fleet.ships[ship]
    for _ in range(1 + int(rng.poisson(parameters.services))):
        if late:
            away = float(rng.uniform(48.0, 56.0)) * (1 if rng.random() < 0.5 else -1)
        else:
            away = float(rng.normal(0.0, parameters.around))
        said = f"IMO {known.imo}" if rng.random() < parameters.imo_share else f"MV {known.name}"
        purpose = str(rng.choice(FOR)).format(said)
        payer, payee = rng.choice(firms, 2, replace=False)
        amount = parameters.amount * np.exp(rng.normal(0.0, 0.7, 1))
        book.pay(
            np.array([payer]), np.array([payee]), amount, np.array([at + away * DAY]), purpose, "transfer"
        )


def _registered(sea: Waters, ship: int, number: int) -> dict[str, Any]:
    known = sea.fleet.ships[ship]
    return {
        "imo": known.imo, "mmsi": known.mmsi, "name": known.name, "owner": f"SAMPLE SHIPPING {number:03d}",
        "manager": f"SAMPLE MANAGERS {number % 5:03d}",
    }  # fmt: skip


def _register(rows: list[dict[str, Any]]) -> pa.Table:
    names = ("imo", "mmsi", "name", "owner", "manager")
    return canonical("ships", {name: [row[name] for row in rows] for name in names})
