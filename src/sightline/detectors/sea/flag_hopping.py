"""One hull sends one flag or name after the other, or goes from owner to owner.

## What it sees

What is sent under one IMO number, in the order of time, from `reports` reports of different times on: the
country digits of the MMSI and the name; and of its owner what registers say, by the days they give. From
`flags` changes of flag, `names` changes of name, `owners` changes of owner, or `both` changes of any of these
within `window_days` on, it is a signal. Names that only differ in a few letters or go on
from one another are one name. Where two MMSIs send one number at the same time for `overlap_hours`, nothing
is said here: that is a matter for `identity_laundering`.

## Why it matters

Ships that carried forbidden goods changed flag and name from voyage to voyage. Resolution 2397 ¶12 asks
states to de-register such ships, and to tell others that they did.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

A ship sold twice in short time, or from one company of a group to another; one chartered with a new name
and back; a crew that tries out a new transponder.

## Known misses

A hull that goes back to an identity it had before, since that looks like two ships at once. Owners of whom
no register is held, or that one gives without a day; ships that send no IMO number; changes outside the
tables.

## Source

E1 of the project's typologies (two changes of flag in 24 months, a proposal); ITU for the country digits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import Any

from ibis import _

from sightline.detectors.citing import COLUMNS, citations
from sightline.detectors.detector import Found, Tables, moment, param, spoken
from sightline.detectors.sea.identity_laundering import Said, spells
from sightline.model.citation import Reason
from sightline.model.signal import Actor

VERSION = 2
TABLES = ("positions", "ships")
MEASURES = ("deregister",)

_OURS = "proposal of this project"
HOUR_MS = 3_600_000
ALIKE = 0.8
"""names that are so much alike (0 to 1, difflib) are one"""


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as hopping."""

    flags: int = param(2, "fewest changes of flag", "changes", "proposal, typologies E1", 1)
    names: int = param(2, "fewest changes of name", "changes", _OURS, 1)
    owners: int = param(2, "fewest changes of owner, by registers", "changes", _OURS, 1)
    both: int = param(3, "fewest changes of flag, name and owner together", "changes", _OURS, 1)
    window_days: float = param(730.0, "within so many days: 24 months", "d", "proposal, typologies E1")
    reports: int = param(3, "fewest reports that say the same", "reports", _OURS, 1)
    overlap_hours: float = param(6.0, "two MMSIs at once for so long are two ships", "h", _OURS)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Hulls that hop, by IMO number; see the module's own words."""
    by_number: dict[int, list[Said]] = defaultdict(list)
    for one in spells(tables["positions"]):
        if one.imo > 0 and one.reports >= params.reports:
            by_number[one.imo].append(one)
    owned = _owners(tables["ships"], params)
    for number, said in sorted(by_number.items()):
        ordered = sorted(said, key=lambda one: (int(one.first["t"]), one.mmsi, one.name))
        if not _at_once(ordered, params):
            yield from _hops(number, ordered, owned.get(number, []), params)


@dataclass(frozen=True, slots=True)
class Owned:
    """An owner by a register: who, the first day it gives, and the place columns of the row."""

    owner: str
    since: date
    row: dict[str, Any]


def _owners(register: Any, params: Params) -> dict[int, list[tuple[Owned, Owned]]]:
    """Changes of owner by IMO number: the last of the one and the first of the other, within the window."""
    rows = register.filter(_.imo.notnull(), _.owner.notnull(), _.since.notnull())
    lines = rows.select("imo", "owner", "since", *COLUMNS).order_by("imo", "since", "item", "row")
    by_number: dict[int, list[Owned]] = defaultdict(list)
    for line in lines.to_pyarrow().to_pylist():
        place = {name: line[name] for name in COLUMNS}
        by_number[line["imo"]].append(Owned(line["owner"].strip(), line["since"], place))
    found = {}
    for number, several in by_number.items():
        least = several[-1].since - timedelta(days=params.window_days)
        pairs = [(a, b) for a, b in pairwise(several) if not is_one_name(a.owner, b.owner)]
        found[number] = [pair for pair in pairs if pair[1].since >= least]
    return found


def _at_once(said: Sequence[Said], params: Params) -> bool:
    """Whether two MMSIs send the number at the same time."""
    return any(
        min(int(one.last["t"]), int(other.last["t"])) - max(int(one.first["t"]), int(other.first["t"]))
        >= params.overlap_hours * HOUR_MS
        for one, other in combinations(said, 2)
        if one.mmsi != other.mmsi
    )


def _hops(
    number: int, said: Sequence[Said], owners: Sequence[tuple[Owned, Owned]], params: Params
) -> Iterator[Found]:
    last = int(said[-1].first["t"])
    within = [one for one in said if int(one.last["t"]) >= last - params.window_days * 24 * HOUR_MS]
    flags = _changes(within, lambda one, other: one.mmsi // 1_000_000 == other.mmsi // 1_000_000)
    names = _changes(
        [one for one in within if one.name], lambda one, other: is_one_name(one.name, other.name)
    )
    counts = len(flags), len(names), len(owners)
    fewest = params.flags, params.names, params.owners
    if all(few < least for few, least in zip(counts, fewest, strict=True)) and sum(counts) < params.both:
        return
    ships = sorted({one.mmsi for one in within})
    first = within[0].first
    lat, lon = first["lat"] / 1e7, first["lon"] / 1e7
    yield Found(
        actors=tuple(Actor(f"mmsi-{mmsi:09d}", f"IMO {number} (MMSI {mmsi:09d})", "ship") for mmsi in ships),
        start=moment(int(first["t"])),
        end=moment(max(int(one.last["t"]) for one in within)),
        score=round(min(1.0, 0.3 + 0.1 * sum(counts)), 2),
        place=f"{lat:.3f}°, {lon:.3f}°",
        reasons=(
            *(
                Reason(text, citations((before.last, after.first)))
                for text, before, after in (*_told(number, "flag", flags), *_told(number, "name", names))
            ),
            *(_sold(number, *pair) for pair in owners),
        ),
        lat=round(lat, 6),
        lon=round(lon, 6),
        measures=MEASURES,
    )


def _changes(said: Sequence[Said], same: Callable[[Said, Said], bool]) -> list[tuple[Said, Said]]:
    """Where what is sent changes: the last before and the first after."""
    found: list[tuple[Said, Said]] = []
    for one in said:
        before = found[-1][1] if found else said[0]
        if not same(before, one):
            found.append((_latest(said, before, one), one))
    return found


def _latest(said: Sequence[Said], before: Said, one: Said) -> Said:
    """Of what was sent up to a change, the last that is the same as before it."""
    earlier = [
        other
        for other in said
        if other.mmsi == before.mmsi and other.name == before.name and other.last["t"] <= one.last["t"]
    ]
    return max(earlier or [before], key=lambda other: int(other.last["t"]))


def _told(number: int, what: str, changes: Sequence[tuple[Said, Said]]) -> Iterator[tuple[str, Said, Said]]:
    for before, after in changes:
        if what == "flag":
            said = f"MMSI {before.mmsi:09d}", f"MMSI {after.mmsi:09d}, of other country digits"
        else:
            said = f"the name {before.name}", f"the name {after.name}"
        at = spoken(moment(int(after.first["t"])))
        yield f"Under IMO number {number} {said[0]} was sent, and from {at} on {said[1]}.", before, after


def _sold(number: int, before: Owned, after: Owned) -> Reason:
    text = (
        f"Of IMO number {number} a register has the owner {before.owner} from {before.since} on, and from "
        f"{after.since} on {after.owner}."
    )
    return Reason(text, citations((before.row, after.row)))


def is_one_name(one: str, other: str) -> bool:
    """Whether two names differ only as a cut or mistyped one does."""
    a, b = ("".join(name.casefold().split()) for name in (one, other))
    return a.startswith(b) or b.startswith(a) or SequenceMatcher(None, a, b).ratio() >= ALIKE
