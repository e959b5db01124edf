"""Ships that say one port and come to another, among merchants whose crews type destinations as crews do.

Planted: a voyage with a steady destination that is not where she comes to, some of them out to sea and back.
Lookalikes: destinations never typed anew since the last voyage, misspelt, changed on the way, words that
name no port, codes and arrows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

import numpy as np

from sightline.worlds import shift
from sightline.worlds.sea.geography import PORTS, metres, off_shore, passage
from sightline.worlds.sea.track import HOUR, Log
from sightline.worlds.sea.traffic import CARGO, TANKER, Call, berth
from sightline.worlds.sea.traffic import Parameters as Traffic
from sightline.worlds.sea.waters import Waters
from sightline.worlds.world import Extent, World

KIND = "destination_mismatch"
OTHER_WORDS = ("FOR ORDERS", "HIGH SEAS", "ARMED GUARDS ON BOARD", "SEA TRIAL")


@dataclass(frozen=True, slots=True)
class Parameters:
    """Shares of ordinary voyages, numbers of ships, times in hours, distances in metres."""

    elsewhere: int = 15
    """they come to another port than they say"""
    returning: int = 15
    """they go out to sea, wait there, and come back to where they were"""
    waits: float = 30.0
    apart: float = 250_000.0
    """from where they say to where they come, at least"""
    stale_share: float = 0.08
    misspelt_share: float = 0.08
    words_share: float = 0.08
    changed_share: float = 0.12
    from_port: float = 110_000.0
    hidden: str = ""
    """columns that nobody sends"""
    traffic: Traffic = field(default_factory=lambda: Traffic(merchants=60, fleets=3, ferries=3))

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


def untold(parameters: Parameters) -> Parameters:
    """Without the telling feature: nobody sends a destination."""
    return replace(parameters, hidden="destination")


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships, deterministic in its arguments."""
    sea = Waters.with_traffic(extent, parameters.traffic, rng)
    planted: list[tuple[int, float]] = []
    for _ in range(extent.count(parameters.elsewhere)):
        planted.append(_elsewhere(sea, parameters))
    for _ in range(extent.count(parameters.returning)):
        planted.append(_returning(sea, parameters))
    _ordinary(sea, parameters, dict(planted))
    return sea.world(parameters.hidden)


def _other(sea: Waters, parameters: Parameters, *ports: str) -> str:
    """A port far from all of these."""
    far = [
        name
        for name, port in PORTS.items()
        if all(metres(port.at, PORTS[one].at) >= parameters.apart for one in ports)
    ]
    choice = far or [max(PORTS, key=lambda name: metres(PORTS[name].at, PORTS[ports[0]].at))]
    return str(sea.rng.choice(choice))


def _elsewhere(sea: Waters, parameters: Parameters) -> tuple[int, float]:
    log, home, knots = sea.merchant()
    log.stay(float(sea.rng.uniform(0.03, 0.5)) * sea.extent.seconds / HOUR, 4.0, sea.rng)
    left = log.now
    target = str(sea.rng.choice([name for name in PORTS if name != home]))
    log.sail((*passage(home, target), berth(target, sea.rng)), knots, sea.rng)
    return _planted(sea, log, left, _other(sea, parameters, target, home))


def _returning(sea: Waters, parameters: Parameters) -> tuple[int, float]:
    at = off_shore(sea.rng, 0.7 * parameters.from_port, 1.5 * parameters.from_port)
    log, home = sea.bound_for(at, float(sea.rng.uniform(0.1, 0.5)) * sea.extent.seconds)
    left = max(second for second, held in zip(log.seconds, log.anchored, strict=True) if held)
    sea.drift(log, parameters.waits * float(sea.rng.uniform(0.6, 1.4)), 0.8)
    log.sail((at, *reversed(PORTS[home].way), berth(home, sea.rng)), 11.0, sea.rng)
    return _planted(sea, log, left, _other(sea, parameters, home))


def _planted(sea: Waters, log: Log, left: float, said: str) -> tuple[int, float]:
    came = log.now
    log.stay(float(sea.rng.uniform(10.0, 30.0)), 4.0, sea.rng)
    ship = sea.launch(TANKER if sea.rng.random() < 0.6 else CARGO, log)
    sea.say(ship, left - 2 * HOUR, came + 2 * HOUR, destination=said.upper())
    if came + 4 * HOUR < sea.extent.seconds:
        sea.truth.append(sea.plant(KIND, left, came, ship))
    return ship, came


def _ordinary(sea: Waters, parameters: Parameters, planted: dict[int, float]) -> None:
    """What merchants type for each voyage, with the habits of crews."""
    by_log: dict[int, list[Call]] = defaultdict(list)
    for call in sea.fleet.calls:
        by_log[id(call.ship)].append(call)
    for at, ship in enumerate(sea.fleet.ships):
        calls = sorted(by_log.get(id(ship.log), ()), key=lambda call: call.met)
        since, before, said = 0.0, "", ""
        for call in calls if at not in planted else ():
            text, kind = _typed(sea, parameters, call.port, said)
            if kind == "changed":
                half = since + 0.5 * ((call.wait[0] if call.wait else call.met) - since)
                sea.say(at, since, half, destination=_other(sea, parameters, call.port).upper())
                sea.say(at, half, call.berthed + HOUR, destination=text)
            elif text:
                sea.say(at, since, call.berthed + HOUR, destination=text)
            if kind and before and call.berthed < sea.extent.seconds:
                sea.alike.append(sea.plant(kind, since, call.berthed, at))
            since, before, said = call.berthed + HOUR, call.port, text


def _typed(sea: Waters, parameters: Parameters, port: str, said: str) -> tuple[str, str]:
    """The destination of a voyage as it is typed, and the habit it shows."""
    chance = float(sea.rng.random())
    for share, kind in (
        (parameters.stale_share, "not typed anew"),
        (parameters.misspelt_share, "misspelt"),
        (parameters.words_share, "no port"),
        (parameters.changed_share, "changed"),
    ):
        if chance < share:
            return _as(sea, kind, port, said), kind
        chance -= share
    return port.upper(), ""


def _as(sea: Waters, kind: str, port: str, said: str) -> str:
    if kind == "not typed anew":
        return said
    if kind == "misspelt":
        cut = int(sea.rng.integers(1, len(port)))
        return (port[:cut] + port[cut + 1 :]).upper()
    return str(sea.rng.choice(OTHER_WORDS)) if kind == "no port" else port.upper()
