"""Ships that take other identities, planted among ships that are what they say, or nearly.

A ship stops under one identity and goes on under another, sends a number that no ship has, or the number of a
ship that sails elsewhere, or says from some day on that it is of another kind. Lookalikes: a new owner who
keeps the number, a garbled report, a length set right by some metres, another code of the same kind, ships
without a number, sister ships of which one goes and the other comes. Numbers have the country digits of no
state, so that call signs have nothing to disagree with here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from sightline.worlds import shift
from sightline.worlds.sea.geography import KNOT, Point, metres, moved, off_shore
from sightline.worlds.sea.traffic import MADE_UP
from sightline.worlds.world import Extent, Planted, World, canonical

KIND = "identity_laundering"
KINDS = ("70", "80")
"""codes of cargo ships and tankers (ITU-R M.1371); each kind has nine more"""
WEIGHTS = np.array([7, 6, 5, 4, 3, 2])


@dataclass(frozen=True, slots=True)
class Parameters:
    """Times in hours, distances in metres, speeds in knots."""

    ordinary: int = 160
    unnumbered_share: float = 0.2
    """ordinary ships that send no number, as small craft need not"""
    renamed: int = 8
    """hulls that go on under another identity"""
    made_up: int = 8
    """ships with a number that no ship has"""
    borrowed: int = 8
    """ships with the number of another"""
    retyped: int = 8
    """ships that turn from carriers of goods into tankers, or back"""
    resold: int = 8
    garbled: int = 8
    mended: int = 8
    regraded: int = 8
    """ships that send another code of their kind"""
    sisters: int = 8
    every: float = 2.0
    """between two reports"""
    change: float = 3.0
    """hours in which a crew changes an identity, the mean"""
    pace: float = 8.0
    drift: float = 0.7
    """speed of a ship while her identity is changed"""
    room_metres: float = 300_000.0
    """from where she begins"""
    mend_metres: float = 3.0
    garbled_reports: int = 1

    def shifted(self, factor: float, rng: np.random.Generator | None = None) -> Parameters:
        """All of them times 1 + `factor`, or each up or down by chance."""
        return shift.shifted(self, factor, rng)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a ship says of itself."""

    mmsi: int
    name: str
    imo: int
    length: float
    width: float
    ship_type: str = ""


@dataclass(slots=True)
class Sea:
    """Reports so far: identity, seconds, place."""

    extent: Extent
    parameters: Parameters
    rng: np.random.Generator
    reports: list[tuple[Identity, float, Point]] = field(default_factory=list)
    ships: int = 0

    def identity(self, length: float = 0.0, width: float = 0.0) -> Identity:
        """A made-up ship that nobody has yet."""
        self.ships += 1
        length = length or float(self.rng.integers(60, 300))
        width = width or float(round(length / self.rng.uniform(5.8, 7.0)))
        kind = str(self.rng.choice(KINDS))
        name = f"SAMPLE {self.ships:04d}"
        return Identity(MADE_UP + self.ships, name, _number(self.ships), length, width, kind)

    def sail(self, who: Identity, at: Point, since: float, until: float) -> Point:
        """Report from one time (seconds) to another on a course that bends, and back home; where she ends."""
        course, now, home = float(self.rng.uniform(0, 2 * np.pi)), since, at
        while now < until:
            self.reports.append((who, now, at))
            if metres(at, home) > self.parameters.room_metres:
                course = float(np.arctan2(home[1] - at[1], home[0] - at[0]))
            step = self.parameters.every * 3600 * float(self.rng.uniform(0.5, 1.5))
            course += float(self.rng.normal(0.0, 0.5))
            way = self.parameters.pace * KNOT * min(step, until - now)
            at = moved(at, way * np.sin(course), way * np.cos(course))
            now += step
        self.reports.append((who, until, at))
        return at

    def later(self, at: Point, hours: float) -> Point:
        """Where a ship is that drifts for some hours."""
        east, north = self.rng.normal(0.0, self.parameters.drift * KNOT * 3600 * hours / 1.4, 2)
        return moved(at, float(east), float(north))


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of ships, deterministic in its arguments."""
    sea = Sea(extent, parameters, rng)
    for _ in range(extent.count(parameters.ordinary)):
        who = sea.identity()
        nameless = rng.random() < parameters.unnumbered_share
        sea.sail(replace(who, imo=0) if nameless else who, _somewhere(rng), 0.0, extent.seconds)
    truth = _made(
        sea,
        (parameters.renamed, _renamed),
        (parameters.made_up, _made_up),
        (parameters.borrowed, _borrowed),
        (parameters.retyped, _retyped),
    )
    alike = _made(
        sea,
        (parameters.resold, _resold),
        (parameters.garbled, _garbled),
        (parameters.mended, _mended),
        (parameters.regraded, _regraded),
        (parameters.sisters, _sisters),
    )
    return World({"positions": _table(sea)}, truth, alike)


def _made(sea: Sea, *makers: tuple[int, Callable[[Sea], Planted]]) -> tuple[Planted, ...]:
    return tuple(make(sea) for number, make in makers for _ in range(sea.extent.count(number)))


def _number(count: int) -> int:
    """A number with a ship's check digit, in a range of numbers that are not given out yet."""
    six = 990_000 + count
    digits = np.array([int(one) for one in str(six)])
    return six * 10 + int((digits * WEIGHTS).sum() % 10)


def _somewhere(rng: np.random.Generator) -> Point:
    return off_shore(rng, 60_000.0, 300_000.0)


def _change(sea: Sea) -> tuple[float, float]:
    """When a ship is heard of last under one identity and first under another."""
    since = float(sea.rng.uniform(0.25, 0.75)) * sea.extent.seconds
    return since, since + float(sea.rng.gamma(3.0, sea.parameters.change / 3.0)) * 3600


def _planted(sea: Sea, kind: str, *ships: Identity) -> Planted:
    start = sea.extent.start_ms
    actors = tuple(sorted({f"mmsi-{one.mmsi}" for one in ships}))
    return Planted(kind, actors, start, start + round(sea.extent.seconds * 1000))


def _renamed(sea: Sea) -> Planted:
    """The same hull under another MMSI, name and number."""
    old = sea.identity()
    new = sea.identity(old.length, old.width)
    gone, back = _change(sea)
    at = sea.sail(old, _somewhere(sea.rng), 0.0, gone)
    sea.sail(new, sea.later(at, (back - gone) / 3600), back, sea.extent.seconds)
    return _planted(sea, KIND, old, new)


def _made_up(sea: Sea) -> Planted:
    """A number that no ship has, from some day on or always."""
    who = sea.identity()
    wrong = replace(who, imo=who.imo // 10 * 10 + (who.imo + int(sea.rng.integers(1, 10))) % 10)
    since = 0.0 if sea.rng.random() < 0.5 else _change(sea)[0]
    at = sea.sail(who, _somewhere(sea.rng), 0.0, since)
    sea.sail(wrong, at, since, sea.extent.seconds)
    return _planted(sea, KIND, who)


def _borrowed(sea: Sea) -> Planted:
    """The number and name of a ship that sails elsewhere meanwhile."""
    owner, other = sea.identity(), sea.identity()
    thief = replace(owner, mmsi=other.mmsi, length=other.length, width=other.width)
    sea.sail(owner, _somewhere(sea.rng), 0.0, sea.extent.seconds)
    sea.sail(thief, _somewhere(sea.rng), _change(sea)[0], sea.extent.seconds)
    return _planted(sea, KIND, owner, thief)


def _retyped(sea: Sea) -> Planted:
    """Another kind of ship from some day on."""
    return _says_another(sea, KIND, lambda code: str(150 - int(code)))


def _regraded(sea: Sea) -> Planted:
    """Another code of the same kind: other goods."""
    return _says_another(sea, "another code of its kind", lambda code: str(int(code) + 9))


def _says_another(sea: Sea, kind: str, other: Callable[[str], str]) -> Planted:
    who = sea.identity()
    since = _change(sea)[0]
    at = sea.sail(who, _somewhere(sea.rng), 0.0, since)
    sea.sail(replace(who, ship_type=other(who.ship_type)), at, since, sea.extent.seconds)
    return _planted(sea, kind, who)


def _resold(sea: Sea) -> Planted:
    """Another flag and name, and the number stays: nothing is hidden."""
    old, new = sea.identity(), sea.identity()
    new = replace(new, imo=old.imo, length=old.length, width=old.width)
    gone, back = _change(sea)
    at = sea.sail(old, _somewhere(sea.rng), 0.0, gone)
    sea.sail(new, sea.later(at, (back - gone) / 3600), back, sea.extent.seconds)
    return _planted(sea, "resold", old, new)


def _garbled(sea: Sea) -> Planted:
    """A report or two that were damaged on the way."""
    who = sea.identity()
    sea.sail(who, _somewhere(sea.rng), 0.0, sea.extent.seconds)
    own = [at for at, one in enumerate(sea.reports) if one[0] is who]
    for at in sea.rng.choice(own, sea.parameters.garbled_reports):
        _, seconds, place = sea.reports[at]
        wrong = replace(
            who,
            imo=int(sea.rng.integers(1, 9_999_999)),
            length=float(sea.rng.integers(1, 400)),
            ship_type=str(sea.rng.choice(KINDS)),
        )
        sea.reports[at] = (wrong, seconds, place)
    return _planted(sea, "garbled", who)


def _mended(sea: Sea) -> Planted:
    """A length that was a little wrong is set right."""
    who = sea.identity()
    since = _change(sea)[0]
    at = sea.sail(who, _somewhere(sea.rng), 0.0, since)
    right = replace(who, length=who.length + float(round(sea.parameters.mend_metres)))
    sea.sail(right, at, since, sea.extent.seconds)
    return _planted(sea, "mended", who)


def _sisters(sea: Sea) -> Planted:
    """Two of one shape; one leaves the area some time after the other came, elsewhere."""
    one = sea.identity()
    other = sea.identity(one.length, one.width)
    gone, back = _change(sea)
    sea.sail(one, _somewhere(sea.rng), 0.0, gone)
    sea.sail(other, _somewhere(sea.rng), back, sea.extent.seconds)
    return _planted(sea, "sister ships", one, other)


def _table(sea: Sea) -> Any:
    reports = sorted(sea.reports, key=lambda one: (one[1], one[0].mmsi))
    who = [one for one, _seconds, _at in reports]
    return canonical(
        "positions",
        {
            "mmsi": [one.mmsi for one in who],
            "t_ms": [sea.extent.start_ms + round(seconds) * 1000 for _one, seconds, _at in reports],
            "lat7": [round(at[0] * 1e6) * 10 for _one, _seconds, at in reports],
            "lon7": [round(at[1] * 1e6) * 10 for _one, _seconds, at in reports],
            "imo": [one.imo or None for one in who],
            "name": [one.name for one in who],
            "length": [one.length for one in who],
            "width": [one.width for one in who],
            "ship_type": [one.ship_type for one in who],
        },
    )
