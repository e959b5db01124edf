"""Ships beside each other near ports and at anchorages: transfer, bunkering, pilot, tug.

Planted: two merchants alongside each other at an anchorage while goods go over. A port's own work is true as
well and counts with its class: barges that bunker ships at anchor, tugs and pilot boats that attend arrivals.
Lookalikes: merchants at neighbouring berths, and at their own anchors near each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from sightline.worlds import shift
from sightline.worlds.sea.geography import PORTS, Point, moved, passage
from sightline.worlds.sea.track import HOUR, Hearing, Log, alongside
from sightline.worlds.sea.traffic import CARGO, PILOT, TANKER, TUG, anchorage, berth, voyage
from sightline.worlds.sea.traffic import Parameters as Traffic
from sightline.worlds.sea.waters import Waters, aside
from sightline.worlds.world import Extent, Planted, World

ASKS = ("ship_to_ship", {"near_ports": True})
"""which detector looks at it, and how"""
CLASSES = {TANKER: "bunkering", TUG: "tug", PILOT: "pilot"}
"""what a port's craft do"""
TRANSFER = "transfer"
COUNTS = tuple(f"Class: {one}," for one in (TRANSFER, *CLASSES.values()))
"""what a signal says that counts; others name who lay beside whom, and claim no more"""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Times in hours, distances in metres."""

    transfers: int = 24
    hours: float = 7.0
    """alongside, the median"""
    beam: float = 40.0
    """from antenna to antenna"""
    neighbours: int = 12
    """pairs at neighbouring berths"""
    berths_apart: float = 120.0
    anchored: int = 12
    """pairs at their own anchors"""
    anchored_apart: float = 420.0
    hidden: str = ""
    """columns that nobody sends"""
    traffic: Traffic = field(
        default_factory=lambda: Traffic(
            merchants=50, fleets=2, ferries=3, hearing=Hearing(kept_every=2.0, anchored_every=3.0)
        )
    )

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


def untold(parameters: Parameters) -> Parameters:
    """Without the telling feature: nobody says what kind of ship she is."""
    return replace(parameters, hidden="ship_type")


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships, deterministic in its arguments."""
    sea = Waters.with_traffic(extent, parameters.traffic, rng)
    for _ in range(extent.count(parameters.transfers)):
        _transfer(sea, parameters)
    for _ in range(extent.count(parameters.neighbours)):
        _pair(sea, parameters, "neighbouring berths")
    for _ in range(extent.count(parameters.anchored)):
        _pair(sea, parameters, "own anchors")
    _work(sea)
    return sea.world(parameters.hidden)


def _comes(sea: Waters, port: str, at: Point, begin: float) -> Log:
    """The log of a ship that comes from another port to a place off this one, at about a time (seconds)."""
    home = str(sea.rng.choice([name for name in PORTS if name != port]))
    knots = float(sea.rng.uniform(9.5, 13.0))
    trial = Log.starting(berth(home, sea.rng))
    trial.sail(passage(home, port)[:-1], knots, sea.rng)
    trial.sail([at], 7.0, sea.rng, 60.0)
    log = Log.starting(trial.points[0])
    late = max(600.0, begin - trial.now)
    log.stay(late / HOUR, 4.0, sea.rng)
    for second, point in zip(trial.seconds[1:], trial.points[1:], strict=True):
        log.add(late + second, point)
    return log


def _goes_on(sea: Waters, parameters: Parameters, log: Log, port: str) -> None:
    """Away to another port, and on."""
    target = str(sea.rng.choice([name for name in PORTS if name != port]))
    log.sail(passage(port, target), 11.0, sea.rng)
    log.sail([berth(target, sea.rng)], 6.0, sea.rng, 50.0)
    log.stay(float(sea.rng.uniform(8.0, 30.0)), 4.0, sea.rng)
    voyage(sea.fleet, log, target, sea.extent, parameters.traffic, 11.0, sea.rng)


def _begin(sea: Waters) -> float:
    return float(sea.rng.uniform(0.2, 0.85)) * sea.extent.seconds


def _transfer(sea: Waters, parameters: Parameters) -> None:
    rng = sea.rng
    port = str(rng.choice(list(PORTS)))
    place = anchorage(port, parameters.traffic, rng)
    hours = parameters.hours * float(np.exp(rng.normal(0.0, 0.3)))
    begin = _begin(sea)
    supplier = _comes(sea, port, place, begin)
    receiver = _comes(sea, port, aside(place, 1_500.0, rng), begin)
    start = max(supplier.now, receiver.now) + float(rng.uniform(0.5, 3.0)) * HOUR
    end = start + hours * HOUR
    supplier.stay((end + HOUR - supplier.now) / HOUR, parameters.traffic.swing, rng)
    receiver.stay((start - 900.0 - receiver.now) / HOUR, parameters.traffic.swing, rng)
    side = float(rng.uniform(0, 2 * np.pi))
    offset = (parameters.beam * float(np.sin(side)), parameters.beam * float(np.cos(side)))
    alongside(receiver, supplier, np.arange(start, end, 600.0).tolist(), offset)
    ships = []
    for log in (supplier, receiver):
        _goes_on(sea, parameters, log, port)
        ships.append(sea.launch(TANKER if rng.random() < 0.8 else CARGO, log, int(rng.integers(85, 150))))
    if end < sea.extent.seconds:
        sea.truth.append(_saying(sea.plant(TRANSFER, start, end, *ships)))


def _pair(sea: Waters, parameters: Parameters, kind: str) -> None:
    """Two merchants near each other, at berths or at anchor."""
    rng = sea.rng
    port = str(rng.choice(list(PORTS)))
    berthed = kind == "neighbouring berths"
    place = berth(port, rng) if berthed else anchorage(port, parameters.traffic, rng)
    apart = (parameters.berths_apart if berthed else parameters.anchored_apart) * float(rng.uniform(0.8, 1.4))
    bearing = float(rng.uniform(0, 2 * np.pi))
    places = (place, moved(place, apart * np.sin(bearing), apart * np.cos(bearing)))
    begin, ships, since, until = _begin(sea), [], 0.0, sea.extent.seconds
    for at in places:
        log = _comes(sea, port, at, begin + float(rng.uniform(0.0, 4.0)) * HOUR)
        since = max(since, log.now)
        log.stay(float(rng.uniform(12.0, 30.0)), 4.0 if berthed else parameters.traffic.swing, rng)
        until = min(until, log.now)
        _goes_on(sea, parameters, log, port)
        ships.append(sea.launch(TANKER if rng.random() < 0.5 else CARGO, log))
    sea.alike.append(sea.plant(kind, since, max(since, until), *ships))


def _work(sea: Waters) -> None:
    """What the ports' craft do, each as its class."""
    by_log = {id(ship.log): at for at, ship in enumerate(sea.fleet.ships)}
    for done in sea.fleet.attended:
        ship = by_log.get(id(done.errand.ship))
        if ship is not None and done.errand.end < sea.extent.seconds:
            kind = CLASSES[sea.fleet.ships[done.craft].kind]
            planted = sea.plant(kind, done.errand.begin, done.errand.end, done.craft, ship)
            sea.truth.append(_saying(planted))


def _saying(planted: Planted) -> Planted:
    """It is found by who says its class."""
    return replace(planted, says=f"Class: {planted.kind},")
