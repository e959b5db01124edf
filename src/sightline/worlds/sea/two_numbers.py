"""Ships that fall silent under one MMSI and are heard again under another, and ships that only take turns.

Planted: a ship switches off at sea, and sends on under another number of the radio and the same number of the
hull, or the same name and call sign where she sends no number of the hull. Lookalikes: one ship is heard for
the last time, and then another for the first, so near that she might be the same; they send one name and two
call signs, one number that is no ship's, a number typed in place of one, two numbers; or one and the same
number, too far away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from sightline.worlds import shift
from sightline.worlds.sea.geography import KNOT, metres, off_shore
from sightline.worlds.sea.track import HOUR, Log
from sightline.worlds.sea.traffic import CARGO, TANKER
from sightline.worlds.sea.traffic import Parameters as Traffic
from sightline.worlds.sea.waters import Waters, imo_number
from sightline.worlds.world import Extent, World

KIND = "another number"
ASKS: tuple[str, Mapping[str, Any]] = ("dark_activity", {})
"""which detector looks at it"""
SAYS = "is the same ship as"
COUNTS = (SAYS,)
"""what a signal says that counts; that a ship was silent alone is another world's matter"""
TYPED = 1_234_567
"""what some crews type in place of a number; its last digit happens to check"""
FAR_KN = 55.0
"""who lies farther away than this speed reaches is not the ship that fell silent"""
TYPED_KIND = "a number typed"
"""one pair alone: a number that many send is told by that"""
ALIKE = ("one name", "no ship's number", TYPED_KIND, "two numbers", "too far away")
PLACES = 40
"""of which the farthest is taken"""
FOREVER = 1e12


@dataclass(frozen=True, slots=True)
class Parameters:
    """Times in hours, distances in metres."""

    changed: int = 30
    hours: float = 16.0
    """silent, the median"""
    spread: float = 0.3
    """of the logarithm"""
    nameless_share: float = 0.4
    """of those that change: they send no number of the hull"""
    alike: int = 6
    """pairs of each kind of lookalike"""
    from_port: float = 70_000.0
    traffic: Traffic = field(default_factory=Traffic)
    hidden: str = ""
    """columns that nobody sends"""

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


def untold(parameters: Parameters) -> Parameters:
    """Without the telling feature: nobody sends a number of the hull, or a call sign."""
    return replace(parameters, hidden="imo callsign")


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships, deterministic in its arguments."""
    sea = Waters.with_traffic(extent, parameters.traffic, rng)
    for _ in range(extent.count(parameters.changed)):
        _changed(sea, parameters)
    for kind in ALIKE:
        for _ in range(1 if kind == TYPED_KIND else extent.count(parameters.alike)):
            _taking_turns(sea, parameters, kind)
    return sea.world(parameters.hidden)


def _changed(sea: Waters, parameters: Parameters) -> None:
    """One log, heard under two numbers of the radio."""
    off, log = _out(sea, parameters)
    until = off + _hours(sea, parameters) * HOUR
    _onwards(sea, log, until)
    first = sea.launch(TANKER if sea.rng.random() < 0.6 else CARGO, replace(log, silent=[(off, FOREVER)]))
    ship = sea.fleet.ships[first]
    if sea.rng.random() < parameters.nameless_share:
        ship = sea.fleet.ships[first] = replace(ship, imo=0)
    second = sea.launch(ship.kind, replace(log, silent=[(-1.0, until)]), ship.length, ship.draught)
    same = replace(sea.fleet.ships[second], imo=ship.imo, name=ship.name, callsign=ship.callsign)
    sea.fleet.ships[second] = same
    if until < sea.extent.seconds - 6 * HOUR:
        planted = sea.plant(KIND, off, until, first, second)
        sea.truth.append(replace(planted, says=SAYS))


def _taking_turns(sea: Waters, parameters: Parameters, kind: str) -> None:
    """One ship is not heard any more, and then another is."""
    off, log = _out(sea, parameters)
    until = off + _hours(sea, parameters) * HOUR
    at = log.here
    if kind == "too far away":
        at = max(
            (off_shore(sea.rng, 50_000.0, 150_000.0) for _ in range(PLACES)), key=lambda one: metres(one, at)
        )
        until = min(until, off + metres(at, log.here) / (FAR_KN * KNOT))
    other, home = sea.bound_for(at, until)
    sea.home_again(other, home)
    first = sea.launch(CARGO, replace(log, silent=[(off, FOREVER)]))
    ship = sea.fleet.ships[first]
    second = sea.launch(CARGO, replace(other, silent=[(-1.0, max(until, off + HOUR))]), ship.length)
    count = len(sea.fleet.ships)
    says: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "one name": ({"imo": 0}, {"imo": 0, "name": ship.name}),
        "no ship's number": ({"imo": _forged(count)}, {"imo": _forged(count)}),
        TYPED_KIND: ({"imo": TYPED}, {"imo": TYPED}),
        "two numbers": ({}, {"name": ship.name}),
        "too far away": ({}, {"imo": ship.imo, "name": ship.name, "callsign": ship.callsign}),
    }
    for which, said in zip((first, second), says[kind], strict=True):
        sea.fleet.ships[which] = replace(sea.fleet.ships[which], **said)
    sea.alike.append(sea.plant(kind, off, until, first, second))


def _forged(number: int) -> int:
    """A number of seven digits whose last does not check."""
    valid = imo_number(number)
    return valid // 10 * 10 + (valid + 1) % 10


def _out(sea: Waters, parameters: Parameters) -> tuple[float, Log]:
    """When a ship falls silent at sea, and her log up to then."""
    at = off_shore(sea.rng, 0.7 * parameters.from_port, 2.0 * parameters.from_port)
    log, _home = sea.bound_for(at, float(sea.rng.uniform(0.1, 0.7)) * sea.extent.seconds)
    return log.now, log


def _onwards(sea: Waters, log: Log, until: float) -> None:
    """Drifting there until a time, home after it, and on."""
    sea.drift(log, (until - log.now) / HOUR + 1.0, 0.8)
    near = sea.merchant()[1]
    sea.home_again(log, near)


def _hours(sea: Waters, parameters: Parameters) -> float:
    return parameters.hours * float(np.exp(sea.rng.normal(0.0, parameters.spread)))
