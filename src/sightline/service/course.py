"""How a signal at sea went, in order: begin, end, silences, stops and starts, what a ship said anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import ibis
from ibis import _

from sightline.detectors.sea.ports import nearest
from sightline.model.citation import Citation
from sightline.model.signal import Actor, Signal
from sightline.model.view import View
from sightline.service import table_rows
from sightline.service.tracks import MOST, SHIP, SILENT_MS, TABLE, Apart, Fix, Track, Tracks, metres
from sightline.service.workbench import Workbench

KNOT = 1852 / 3600
STILL_KN, SLOW_KN, IMPOSSIBLE_KN = 1.0, 3.0, 60.0
ALIKE_KN = 1.0
"""speeds nearer to each other than that are no change"""
SHORT_MS = 20 * 60_000
"""a change of speed that lasts less is not told"""
PORT_M = 10_000.0
HOUR_MS = 3_600_000
MOST_TOLD = 60
SAID = {
    "name": "name", "imo": "IMO number", "callsign": "call sign", "ship_type": "ship type",
    "destination": "destination", "draught": "draught",
}  # fmt: skip
"""columns in which a ship says who she is, where she goes and how deep she lies"""
MOST_SAID = 12
"""values of one column that are told"""
STILL, SLOW, WAY = "still", "slow", "way"


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened; `kind`: `begin`, `end`, `silent`, `heard`, `speed`, `jump`, `close`, `said`.

    `ship` is the caption of the ship it is about, empty for the event as a whole.
    """

    at: datetime
    kind: str
    ship: str
    text: str
    cite: Citation | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a track at about one pace: `still`, `slow` or `way`; indices of its first and last fix."""

    pace: str
    first: int
    last: int


def course(view: View, bench: Workbench, signal: Signal, followed: Tracks) -> tuple[Moment, ...]:
    """What happened around a signal, in the order of time, `MOST_TOLD` at most: what is nearest to it."""
    since, until = _ms(followed.since), _ms(followed.until)
    silent = max(SILENT_MS, 2 * (until - since) // MOST)
    found = [
        Moment(signal.start, "begin", "", "It begins, as its detector dates it."),
        Moment(signal.end, "end", "", "It ends, as its detector dates it."),
        *(_closest(followed.apart, signal) if len(followed.tracks) == 2 else ()),
    ]
    for track in followed.tracks:
        found += _silences(track, silent)
        jumps = list(_jumps(track))
        found += jumps or _paces(track, silent)
        found += _ends(track, since, until)
    seen = table_rows.pinned(view, bench, signal.manifests, TABLE)
    with table_rows.opened(view, bench, seen, [TABLE]) as tables:
        for actor in signal.actors:
            if actor.id.startswith(SHIP):
                found += _said(tables[TABLE], actor, since, until)
    middle = signal.start + (signal.end - signal.start) / 2
    near = sorted(found, key=lambda one: (one.kind not in ("begin", "end"), abs(one.at - middle)))[:MOST_TOLD]
    order = {"begin": 0, "end": 2}
    return tuple(sorted(near, key=lambda one: (one.at, order.get(one.kind, 1), one.ship)))


def _closest(apart: Sequence[Apart], signal: Signal) -> Iterator[Moment]:
    start, end = _ms(signal.start), _ms(signal.end)
    within = [one for one in apart if start <= one.ms <= end]
    if within:
        least = min(within, key=lambda one: one.metres)
        yield Moment(_at(least.ms), "close", "", f"They are nearest to each other: {_far(least.metres)}.")


def _silences(track: Track, silent: int) -> Iterator[Moment]:
    for one, other in pairwise(track.fixes):
        if other.ms - one.ms > silent:
            speed = f", at {one.speed:.1f} kn" if one.speed is not None else ""
            yield _moment(one, "silent", track, f"Last heard at {_where(one)}{speed}; then silent.")
            hours = (other.ms - one.ms) / HOUR_MS
            far = metres(one.lat, one.lon, other.lat, other.lon)
            knots = far / KNOT / ((other.ms - one.ms) / 1000)
            text = (
                f"Heard again after {hours:.1f} hours, {_far(far)} from there ({knots:.1f} kn straight on)."
            )
            yield _moment(other, "heard", track, text)


def _ends(track: Track, since: int, until: int) -> Iterator[Moment]:
    """Where a track begins or ends within the hours looked at, as when a number is taken up or given up."""
    if not track.fixes:
        return
    first, last = track.fixes[0], track.fixes[-1]
    if first.ms - since > HOUR_MS:
        yield _moment(first, "heard", track, f"First heard of in these hours, at {_where(first)}.")
    if until - last.ms > HOUR_MS:
        yield _moment(last, "silent", track, f"Last heard of in these hours, at {_where(last)}.")


def _jumps(track: Track) -> Iterator[Moment]:
    """The first step that no ship makes, and how many there are; of such a track no pace can be told."""
    found = [(one, other) for one, other in pairwise(track.fixes) if _knots(one, other) > IMPOSSIBLE_KN]
    if found:
        one, other = found[0]
        far = metres(one.lat, one.lon, other.lat, other.lon)
        minutes = (other.ms - one.ms) / 60_000
        more = f" More such steps follow: {len(found) - 1}." if len(found) > 1 else ""
        text = f"Heard {_far(far)} away within {minutes:.0f} minutes, as no one ship can be.{more}"
        yield _moment(other, "jump", track, text)


def _paces(track: Track, silent: int) -> Iterator[Moment]:
    """Where she stops, drifts and gets under way, with the speed before."""
    fixes = track.fixes
    before: Stretch | None = None
    for one in stretches(fixes, silent):
        joined = before is not None and before.last + 1 == one.first and (
            fixes[one.first].ms - fixes[before.last].ms <= silent
        )  # fmt: skip
        if before is not None and joined and _alike(fixes, before, one):
            before = Stretch(before.pace, before.first, one.last)
            continue
        if before is not None and joined:
            yield _moment(fixes[one.first], "speed", track, _pace(fixes, before, one))
        before = one


def _alike(fixes: Sequence[Fix], one: Stretch, other: Stretch) -> bool:
    """Whether two stretches are of about one speed, though a limit lies between."""
    speeds = [_mean(fixes[part.first : part.last + 1]) for part in (one, other)]
    return all(speed is not None for speed in speeds) and abs((speeds[0] or 0) - (speeds[1] or 0)) < ALIKE_KN


def stretches(fixes: Sequence[Fix], silent: int) -> list[Stretch]:
    """A track cut where its pace changes for `SHORT_MS` or longer, or where it is silent."""
    found: list[Stretch] = []
    for at, fix in enumerate(fixes):
        pace = _pace_of(fixes, at)
        if found and found[-1].pace == pace and fix.ms - fixes[at - 1].ms <= silent:
            found[-1] = Stretch(pace, found[-1].first, at)
        else:
            found.append(Stretch(pace, at, at))
    kept: list[Stretch] = []
    for one in found:
        apart = not kept or fixes[one.first].ms - fixes[kept[-1].last].ms > silent
        short = fixes[one.last].ms - fixes[one.first].ms < SHORT_MS
        if not apart and (short or kept[-1].pace == one.pace):
            kept[-1] = Stretch(kept[-1].pace, kept[-1].first, one.last)
        else:
            kept.append(one)
    return kept


def _pace_of(fixes: Sequence[Fix], at: int) -> str:
    knots = fixes[at].speed
    if knots is None and len(fixes) > 1:
        near = min(at, len(fixes) - 2)
        knots = _knots(fixes[near], fixes[near + 1])
    return STILL if (knots or 0) < STILL_KN else SLOW if (knots or 0) < SLOW_KN else WAY


def _pace(fixes: Sequence[Fix], before: Stretch, one: Stretch) -> str:
    hours = (fixes[one.last].ms - fixes[one.first].ms) / HOUR_MS
    until = f"for {hours:.1f} hours, until {_at(fixes[one.last].ms):%Y-%m-%d %H:%M UTC}"
    made = _mean(fixes[before.first : before.last + 1])
    earlier = f"; {made:.1f} kn in the mean before" if made is not None else ""
    if one.pace == WAY:
        mean = _mean(fixes[one.first : one.last + 1])
        return f"Gets under way{f', {mean:.1f} kn in the mean' if mean is not None else ''}{earlier}."
    fix = fixes[one.first]
    if one.pace == SLOW:
        return f"Slows down to between {STILL_KN:g} and {SLOW_KN:g} kn {until}{earlier}."
    port, away = nearest(fix.lat, fix.lon)
    place = f" {away / 1000:.0f} km from {port.name} ({port.country})" if away <= PORT_M else ""
    return f"Lies still{place}, below {STILL_KN:g} kn, {until}{earlier}."


def _mean(fixes: Sequence[Fix]) -> float | None:
    sent = [fix.speed for fix in fixes if fix.speed is not None]
    made = sent or [_knots(*pair) for pair in pairwise(fixes)]
    return sum(made) / len(made) if made else None


def _said(positions: Any, actor: Actor, since: int, until: int) -> Iterator[Moment]:
    """Where a ship begins to send another name, number, destination or draught."""
    number = int(actor.id.removeprefix(SHIP))
    own = positions.filter(_.mmsi == number, _.t_ms.between(since, until))
    place = ibis.struct({name: own[name] for name in ("t_ms", *table_rows.PLACE)})
    texts = {name: ibis.coalesce(own[name].cast("string"), "") for name in SAID}
    told = own.select(**texts, place=place)
    rows = told.group_by(*SAID).agg(first=_.place.min()).to_pyarrow().to_pylist()
    rows.sort(key=lambda row: tuple(row["first"].values()))
    for column, word in SAID.items():
        firsts: dict[str, Mapping[str, Any]] = {}
        for row in rows:
            if (value := row[column].strip()) not in ("", "0", "0.0"):
                firsts.setdefault(value, row["first"])
        for (before, _at_first), (value, first) in pairwise(list(firsts.items())[:MOST_SAID]):
            yield _word(actor, word, (before, value), first)


def _word(actor: Actor, word: str, values: tuple[str, str], row: Mapping[str, Any]) -> Moment:
    text = f"Sends the {word} {values[1]} for the first time here; {values[0]} before."
    return Moment(_at(row["t_ms"]), "said", actor.caption, text, table_rows.citation(row))


def _moment(fix: Fix, kind: str, track: Track, text: str) -> Moment:
    return Moment(_at(fix.ms), kind, track.actor.caption, text, fix.cite)


def _knots(one: Fix, other: Fix) -> float:
    return metres(one.lat, one.lon, other.lat, other.lon) / KNOT / max(1.0, (other.ms - one.ms) / 1000)


def _where(fix: Fix) -> str:
    north, east = "N" if fix.lat >= 0 else "S", "E" if fix.lon >= 0 else "W"
    return f"{abs(fix.lat):.3f}°{north} {abs(fix.lon):.3f}°{east}"


def _far(far: float) -> str:
    return f"{far:.0f} m" if far < 1000 else f"{far / 1000:.0f} km"


def _at(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
