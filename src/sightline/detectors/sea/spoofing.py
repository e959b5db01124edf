"""A ship's positions cannot be: it is in two places at once, leaps, or circles where no ship would.

## What it sees

Positions of one MMSI are shared out to tracks none of which asks for more than 60 kn. Three things are told.

- *Two places*: two tracks of an MMSI go on side by side for `hours` or more, farther apart than `apart_km`.
- *Jump*: a track begins where no ship could be that was on another track up to `jump_hours` before, and
  that one is silent meanwhile; both have `reports` positions or more.
- *Circle*: for `turns` full turns or more a track goes round one point at a distance that varies by no more
  than `round` of its mean, between `least_m` and `most_km`, at `least_kn` or more.

## Why it matters

Who falsifies positions hides where the ship is. Ships that carried goods of the DPRK sent positions of
other seas, and the numbers of other ships. Resolution 2397 ¶13 asks for vigilance over ships that hide by
their AIS.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Two ships that were given one MMSI by mistake, or use the factory's number; a disturbed satellite receiver
that throws positions of many ships about; survey ships, searches and trials that go in circles.

## Known misses

Positions that are false but possible; one false position alone, which may be a damaged message; a false
track while the true one is silent, if a ship could have sailed from one to the other.

## Source

Implied speed: E1 of the project's typologies (two places at once, over 50 kn), a proposal. Circles: a
proposal of this project.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from sightline.detectors.detector import Found, Tables, moment, param, spoken
from sightline.detectors.sea.ports import metres
from sightline.detectors.sea.sailing import SILENT_MS, Track, offset, tracks
from sightline.detectors.sea.sightings import Said, Sighting, report, ships_of
from sightline.detectors.sea.stillness import KNOT

VERSION = 1
TABLES = ("positions",)
MEASURES = ("ais-vigilance",)

_OURS = "proposal of this project"
HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Params:
    """What cannot be."""

    reports: int = param(3, "fewest positions of a track", "reports", _OURS, 2)
    hours: float = param(1.0, "side by side for so long", "h", _OURS)
    apart_km: float = param(20.0, "so far apart", "km", _OURS)
    jump_hours: float = param(24.0, "from one track's end to the next one's begin", "h", _OURS)
    turns: float = param(2.5, "fewest turns of a circle", "turns", _OURS)
    round: float = param(0.15, "most spread of the distance, of its mean", "1", _OURS)
    least_m: float = param(400.0, "smallest circle; ships at anchor swing in smaller ones", "m", _OURS)
    most_km: float = param(30.0, "largest circle", "km", _OURS)
    least_kn: float = param(2.0, "slowest way round", "kn", _OURS)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """What cannot be, by MMSI; see the module's own words."""
    positions = tables["positions"]
    by_ship: dict[int, list[Track]] = defaultdict(list)
    for track in tracks(positions, params.reports):
        by_ship[track.mmsi].append(track)
    seen = [one for several in by_ship.values() for one in _impossible(several, params)]
    yield from report(positions, seen, ships_of(positions, seen), MEASURES)


def _impossible(several: Sequence[Track], params: Params) -> Iterator[Sighting]:
    for one, other in combinations(several, 2):
        both = _two_places(one, other, params)
        if both is not None:
            yield both
    for one in several:
        yield from _jump(one, [other for other in several if other is not one], params)
        circle = _circle(one, params)
        if circle is not None:
            yield circle


def _two_places(one: Track, other: Track, params: Params) -> Sighting | None:
    since, until = int(max(one.t[0], other.t[0])), int(min(one.t[-1], other.t[-1]))
    if until - since < params.hours * HOUR_MS:
        return None
    counts = [int(((track.t >= since) & (track.t <= until)).sum()) for track in (one, other)]
    if min(counts) < params.reports:
        return None
    at = [_at(track, (since + until) // 2) for track in (one, other)]
    away = float(metres(*at[0], *at[1]))
    if away < params.apart_km * 1000:
        return None
    words = (
        f"{{ship}} sent {counts[0]} positions of one track and {counts[1]} of another from "
        f"{spoken(moment(since))} to {spoken(moment(until))}, {away / 1000:.0f} km apart in the middle: one "
        "ship cannot have been at both."
    )
    marks = tuple(_cited(track, t) for t in (since, (since + until) // 2, until) for track in (one, other))
    return Sighting(one.mmsi, since, until, *at[0], 0.7, (Said(words, marks),))


def _jump(track: Track, others: Sequence[Track], params: Params) -> Iterator[Sighting]:
    """The leap to a track, from whichever other of the ship was heard last before; none where both go on."""
    since = int(track.t[0])
    before = [(int(other.t[other.t < since][-1]), other) for other in others if other.t[0] < since]
    if not before:
        return
    left, other = max(before, key=lambda pair: pair[0])
    meanwhile = (other.t > since) & (other.t < track.t[-1])
    if since - left > params.jump_hours * HOUR_MS or meanwhile.sum() >= params.reports:
        return
    here = _at(other, left)
    gone = float(metres(*here, track.lat[0], track.lon[0]))
    knots = gone / max(1.0, (since - left) / 1000) / KNOT
    words = (
        f"{{ship}} was heard {gone / 1000:.0f} km away within {(since - left) / 60_000:.0f} minutes, at "
        f"{spoken(moment(since))}: {knots:.0f} kn, which no ship makes. {len(track.t)} positions there, "
        f"up to {spoken(moment(int(track.t[-1])))}."
    )
    marks = (left, since, int(track.t[-1]))
    yield Sighting(track.mmsi, left, int(track.t[-1]), *here, 0.6, (Said(words, marks),))


def _circle(track: Track, params: Params) -> Sighting | None:
    """The longest part of a track that goes round one point."""
    if len(track.t) < 8:
        return None
    north, east = offset(track.lat[:-1], track.lon[:-1], track.lat[1:], track.lon[1:])
    took = np.diff(track.t) / 1000
    knots = np.hypot(north, east) / np.maximum(took, 1) / KNOT
    course = np.arctan2(east, north)
    turn = np.diff(course)
    turn = (turn + np.pi) % (2 * np.pi) - np.pi
    fine = (np.diff(track.t)[1:] <= SILENT_MS) & (np.abs(turn) > 0.05) & (knots[1:] >= params.least_kn)
    sign = np.sign(turn)
    best: tuple[int, int] | None = None
    begin = 0
    for at in range(len(turn) + 1):
        broken = at == len(turn) or not fine[at] or (at > begin and sign[at] != sign[begin])
        if broken:
            whole = abs(float(turn[begin:at].sum())) >= params.turns * 2 * np.pi
            if at > begin and whole and (best is None or at - begin > best[1] - best[0]):
                best = (begin, at)
            begin = at if at < len(turn) and fine[at] else at + 1
    return _round(track, best[0], best[1] + 1, params) if best else None


def _round(track: Track, begin: int, end: int, params: Params) -> Sighting | None:
    part = slice(begin, end + 1)
    middle = float(track.lat[part].mean()), float(np.unwrap(track.lon[part], period=360).mean())
    away = np.hypot(*offset(middle[0], middle[1], track.lat[part], track.lon[part]))
    mean = float(away.mean())
    if not params.least_m <= mean <= params.most_km * 1000 or float(away.std()) > params.round * mean:
        return None
    since, until = int(track.t[begin]), int(track.t[end])
    words = (
        f"{{ship}} went round one point at {mean / 1000:.1f} km, give or take {float(away.std()):.0f} m, "
        f"from {spoken(moment(since))} to {spoken(moment(until))}, always the same way."
    )
    marks = tuple(int(t) for t in track.t[np.linspace(begin, end, 5).astype(int)])
    return Sighting(
        track.mmsi, since, until, middle[0], (middle[1] + 180) % 360 - 180, 0.6, (Said(words, marks),)
    )


def _at(track: Track, t: int) -> tuple[float, float]:
    near = int(np.abs(track.t - t).argmin())
    return float(track.lat[near]), float(track.lon[near])


def _cited(track: Track, t: int) -> int:
    return int(track.t[int(np.abs(track.t - t).argmin())])
