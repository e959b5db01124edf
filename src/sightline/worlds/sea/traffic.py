"""Ordinary shipping: merchant voyages, waits at anchor, ferries, fishing fleets, tugs, pilots and bunkers.

Written from how ports and seas are used, not from what any detector asks. Names and MMSI say that they
are made up: `SAMPLE 0001`, and 200 as the first three digits, which no country has.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sightline.worlds.fitted import draw
from sightline.worlds.sea.geography import (
    KNOT,
    PORTS,
    Point,
    metres,
    moved,
    off_shore,
    passage,
    to_sea,
    towards,
)
from sightline.worlds.sea.track import HOUR, Hearing, Log, alongside
from sightline.worlds.world import Extent

MADE_UP = 200_000_000
"""first MMSI of the made-up ships; 200 is allocated to no country (ITU list of maritime digits)"""

CARGO, TANKER, PASSENGER, FISHING, TUG, PILOT = "70", "80", "60", "30", "52", "50"
"""kinds of ship as AIS codes them (ITU-R M.1371)"""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Ordinary traffic. Distances in metres, times in hours, speeds in knots, unless the name says else."""

    merchants: int = 125
    tanker_share: float = 0.35
    container_share: float = 0.15
    port_hours: float = 26.0
    anchor_share: float = 0.5
    """merchant calls that wait at anchor first"""
    anchor_hours: float = 16.0
    anchor_metres: float = 6_000.0
    """anchorages from the port's position"""
    swing: float = 90.0
    bunker_share: float = 0.35
    """waits at anchor during which a bunker barge comes alongside"""
    bunker_hours: float = 5.0
    tug_share: float = 0.5
    """arrivals met by a tug"""
    pilot_share: float = 0.5
    convoy_share: float = 0.08
    """merchants that sail with a second ship of their owner"""
    convoy_metres: float = 1_500.0
    fleets: int = 10
    boats: int = 5
    """boats a fishing fleet"""
    ground_metres: float = 80_000.0
    """fishing grounds from the nearest port"""
    spread_metres: float = 3_500.0
    """boats from the middle of their fleet"""
    trawling: float = 3.0
    ferries: int = 8
    tugs_a_port: int = 1
    pace: float = 1.0
    """times the fitted speed at sea"""
    hearing: Hearing = field(default_factory=Hearing)


@dataclass(frozen=True, slots=True)
class Ship:
    """A ship with her log; `imo` 0 where there is none."""

    mmsi: int
    name: str
    kind: str
    length: int
    log: Log
    imo: int = 0
    draught: float = 0.0
    callsign: str = ""
    document: str = ""
    """the document her track is reconstructed after"""


@dataclass(frozen=True, slots=True)
class Call:
    """A merchant's arrival at a port: the ship, when she comes in and is berthed, and her wait at anchor."""

    port: str
    ship: Log
    met: float
    berthed: float
    wait: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Errand:
    """Time spent beside a ship: from, to (seconds), and at how many metres."""

    ship: Log
    begin: float
    end: float
    metres: float


@dataclass(frozen=True, slots=True)
class Attended:
    """An errand that was run, by the craft of this index."""

    craft: int
    errand: Errand


@dataclass(slots=True)
class Fleet:
    """Ships made so far; hands out numbers."""

    ships: list[Ship] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    attended: list[Attended] = field(default_factory=list)

    def launch(self, kind: str, length: int, log: Log, draught: float = 0.0) -> Ship:
        """A ship with the next made-up number and name."""
        number = len(self.ships) + 1
        ship = Ship(
            MADE_UP + number, f"SAMPLE {number:04d}", kind, length, log, 0, draught, f"SMP{number:04d}"
        )
        self.ships.append(ship)
        return ship


def ordinary(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> Fleet:
    """A month of ordinary traffic: every ship with her log."""
    fleet = Fleet()
    for _ in range(extent.count(parameters.merchants)):
        _merchant(fleet, extent, parameters, rng)
    for number in range(extent.count(parameters.ferries)):
        _ferry(fleet, extent, FERRY_LINES[number % len(FERRY_LINES)], rng)
    for _ in range(extent.count(parameters.fleets)):
        _fishing_fleet(fleet, extent, parameters, rng)
    for port in PORTS:
        calls = [call for call in fleet.calls if call.port == port]
        for _ in range(parameters.tugs_a_port):
            _harbour_craft(
                fleet, TUG, 32, port, [_towed(c) for c in calls], parameters.tug_share, extent, rng
            )
        _harbour_craft(
            fleet, PILOT, 18, port, [_piloted(c) for c in calls], parameters.pilot_share, extent, rng
        )
        waits = [_bunkered(call, parameters, rng) for call in calls if call.wait]
        _harbour_craft(fleet, TANKER, 60, port, waits, parameters.bunker_share, extent, rng)
    return fleet


# --- Merchants ------------------------------------------------------------------------------------


def merchant_kind(parameters: Parameters, rng: np.random.Generator) -> tuple[str, int, float]:
    """Kind, length in metres, speed in knots."""
    chance = rng.random()
    if chance < parameters.tanker_share:
        kind, length, low, high = TANKER, int(rng.integers(75, 190)), 0.62, 0.85
    elif chance < parameters.tanker_share + parameters.container_share:
        kind, length, low, high = CARGO, int(rng.integers(140, 300)), 0.85, 0.97
    else:
        kind, length, low, high = CARGO, int(rng.integers(70, 190)), 0.60, 0.90
    return kind, length, float(draw("speed_sea", rng, 1, low, high)[0]) * parameters.pace


def voyage(
    fleet: Fleet,
    log: Log,
    port: str,
    extent: Extent,
    parameters: Parameters,
    knots: float,
    rng: np.random.Generator,
) -> None:
    """Sail from port to port until the world ends, the log being at a berth of `port`."""
    while log.now < extent.seconds:
        target = str(rng.choice([name for name in PORTS if name != port]))
        log.sail(passage(port, target), knots, rng)
        call_at(fleet, log, target, parameters, rng)
        port = target


def call_at(fleet: Fleet, log: Log, port: str, parameters: Parameters, rng: np.random.Generator) -> None:
    """Come in from the approach, perhaps wait at anchor, and lie at a berth."""
    wait = None
    if rng.random() < parameters.anchor_share:
        log.sail([anchorage(port, parameters, rng)], 8.0, rng, 100.0)
        begin = log.now
        log.stay(float(rng.exponential(parameters.anchor_hours)) + 1.0, parameters.swing, rng)
        wait = (begin, log.now)
    met = log.now
    log.sail([berth(port, rng)], 6.0, rng, 50.0)
    fleet.calls.append(Call(port, log, met, log.now, wait))
    log.stay(float(rng.gamma(3.0, parameters.port_hours / 3.0)) + 2.0, 4.0, rng)


def berth(port: str, rng: np.random.Generator) -> Point:
    """A berth of a port."""
    east, north = rng.normal(0.0, 500.0, 2)
    return moved(PORTS[port].at, float(east), float(north))


def anchorage(port: str, parameters: Parameters, rng: np.random.Generator) -> Point:
    """A place to anchor, off the port on its way out."""
    place = PORTS[port]
    out = towards(place.at, place.way[-1], parameters.anchor_metres * float(rng.uniform(0.7, 1.2)))
    east, north = rng.normal(0.0, 1_000.0, 2)
    return moved(out, float(east), float(north))


def _merchant(fleet: Fleet, extent: Extent, parameters: Parameters, rng: np.random.Generator) -> None:
    kind, length, knots = merchant_kind(parameters, rng)
    port = str(rng.choice(list(PORTS)))
    log = Log.starting(berth(port, rng))
    log.stay(float(rng.uniform(0.5, 2.0 * parameters.port_hours)), 4.0, rng)
    voyage(fleet, log, port, extent, parameters, knots, rng)
    fleet.launch(kind, length, log, round(length / 22.0, 1))
    if rng.random() < parameters.convoy_share:
        fleet.launch(kind, length, _following(log, parameters, rng), round(length / 22.0, 1))


def _following(log: Log, parameters: Parameters, rng: np.random.Generator) -> Log:
    """The same voyage a little behind: at sea on the same line, at anchor and berth beside it."""
    behind = parameters.convoy_metres / (12.0 * KNOT) * float(rng.uniform(0.8, 1.2))
    east, north = rng.normal(0.0, 500.0, 2)
    points = [moved(point, float(east), float(north)) for point in log.points]
    return Log([one + behind for one in log.seconds], points, list(log.anchored))


# --- Ferries --------------------------------------------------------------------------------------

FERRY_LINES = (
    ("Busan", "Hakata", 19.0),
    ("Mokpo", "Cheju", 20.0),
    ("Inchon", "Qingdao", 18.0),
    ("Yosu", "Cheju", 19.0),
)


def _ferry(fleet: Fleet, extent: Extent, line: tuple[str, str, float], rng: np.random.Generator) -> None:
    here, there, knots = line
    ends = {here: berth(here, rng), there: berth(there, rng)}
    log = Log.starting(ends[here])
    log.stay(float(rng.uniform(1.0, 12.0)), 2.0, rng)
    while log.now < extent.seconds:
        log.sail((*passage(here, there), ends[there]), knots, rng, 150.0)
        log.stay(float(rng.uniform(2.0, 7.0)), 2.0, rng)
        here, there = there, here
    fleet.launch(PASSENGER, 160, log, 6.2)


# --- Fishing --------------------------------------------------------------------------------------


def _fishing_fleet(fleet: Fleet, extent: Extent, parameters: Parameters, rng: np.random.Generator) -> None:
    home = str(rng.choice([name for name in PORTS if name not in ("Shanghai", "Keelung")]))
    ground = off_shore(rng, 0.6 * parameters.ground_metres, 1.5 * parameters.ground_metres)
    trips = [float(rng.uniform(0.5, 5.0)) * 24]
    while trips[-1] < extent.days * 24:
        trips.append(trips[-1] + float(rng.uniform(5.0, 9.0)) * 24)
    for _ in range(max(1, parameters.boats)):
        log = Log.starting(berth(home, rng))
        for begin in trips:
            _fish(log, home, ground, begin + float(rng.uniform(0.0, 2.0)), parameters, rng)
        log.stay(max(1.0, (extent.seconds - log.now) / HOUR), 3.0, rng)
        fleet.launch(FISHING, int(rng.integers(22, 40)), log)


def _fish(
    log: Log, home: str, ground: Point, begin: float, parameters: Parameters, rng: np.random.Generator
) -> None:
    """A trip of some days: trawl by day, drift by night, near the others of the fleet."""
    log.stay(max(0.5, begin - log.now / HOUR), 3.0, rng)
    way = to_sea(home, ground)
    log.sail(way, 8.5, rng, 800.0)
    for _ in range(int(rng.integers(2, 5))):
        for _ in range(int(rng.integers(4, 9))):
            east, north = rng.normal(0.0, parameters.spread_metres, 2)
            log.sail([moved(ground, float(east), float(north))], parameters.trawling, rng, 50.0)
        log.stay(float(rng.uniform(4.0, 8.0)), 150.0, rng, moored=False)
    log.sail((*reversed(way), berth(home, rng)), 8.5, rng, 800.0)


# --- Tugs, pilots, bunker barges ------------------------------------------------------------------


def _towed(call: Call) -> Errand:
    return Errand(call.ship, max(call.met, call.berthed - 2_400.0), call.berthed + 1_200.0, 45.0)


def _piloted(call: Call) -> Errand:
    return Errand(call.ship, max(0.0, call.met - 900.0), call.met + 300.0, 25.0)


def _bunkered(call: Call, parameters: Parameters, rng: np.random.Generator) -> Errand:
    begin, end = call.wait or (call.met, call.met)
    hours = min(parameters.bunker_hours * float(rng.uniform(0.7, 1.3)), (end - begin) / HOUR)
    start = begin + float(rng.random()) * max(0.0, end - begin - hours * HOUR)
    return Errand(call.ship, start, start + hours * HOUR, 35.0)


def _harbour_craft(
    fleet: Fleet,
    kind: str,
    length: int,
    port: str,
    errands: list[Errand],
    taken: float,
    extent: Extent,
    rng: np.random.Generator,
) -> None:
    """A craft that lies in port and goes out to ships, one after the other."""
    home = berth(port, rng)
    log = Log.starting(home)
    run: list[Errand] = []
    for errand in sorted(errands, key=lambda one: one.begin):
        lat, lon = errand.ship.at(np.array([errand.begin]))
        away = metres(home, (float(lat[0]), float(lon[0]))) / (8.0 * KNOT)
        if rng.random() >= taken or errand.begin - away < log.now + 600 or errand.begin > extent.seconds:
            continue
        log.stay((errand.begin - away - log.now) / HOUR, 2.0, rng)
        bearing = float(rng.uniform(0.0, 2 * np.pi))
        offset = (errand.metres * float(np.sin(bearing)), errand.metres * float(np.cos(bearing)))
        times = np.arange(errand.begin, errand.end + 1.0, 180.0).tolist()
        alongside(log, errand.ship, times, offset)
        log.sail([home], 8.0, rng, 50.0)
        run.append(errand)
    log.stay(max(1.0, (extent.seconds - log.now) / HOUR), 2.0, rng)
    fleet.launch(kind, length, log)
    fleet.attended += [Attended(len(fleet.ships) - 1, one) for one in run]
