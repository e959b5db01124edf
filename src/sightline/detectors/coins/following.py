"""Thefts followed through a journal of transfers by three rules, each as if it were alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any

import numpy as np

from sightline.detectors.coins import taint_kernels as kernels
from sightline.detectors.coins.mixing_steps import Legs
from sightline.detectors.coins.returned import Passed, Returned, returned
from sightline.detectors.coins.taint_ledger import Journal, Key, joined

FEES_TOLD = 3
"""fees that are cited"""


@dataclass(frozen=True, slots=True)
class Lot:
    """A piece of what was stolen at its end: holder, units, the transfer that took it, the way from there."""

    holder: int
    units: int
    taking: int
    way: tuple[int, ...]


@dataclass(slots=True)
class Followed:
    """What one theft came to, in base units, by holder: in order of arrival, by share, by touch.

    Thefts of several actors are each followed as if it were alone: what one took from another stands in both.
    """

    takings: list[int]
    lots: list[Lot]
    again: int = 0
    """taken a second time by the same actor, in order of arrival"""
    by_share: Mapping[int, int] = field(default_factory=dict)
    share_again: int = 0
    by_touch: Mapping[int, int] = field(default_factory=dict)
    fees: int = 0
    """went as fees, and lies nowhere any more, in order of arrival"""
    fees_at: list[int] = field(default_factory=list)
    """the transfers that name the largest of them"""
    share_fees: int = 0
    """the same by share"""
    before: int = 0
    """taken that had been taken before by anybody, `again` among it, in order of arrival"""
    share_before: int = 0
    taken_from: dict[Key, int] = field(default_factory=dict)
    """what others had taken and this actor had not, by their theft, in order of arrival"""
    taken_by: dict[Key, int] = field(default_factory=dict)
    """what others took of it that they had not taken before, by their theft, in order of arrival"""
    returned: list[Returned] = field(default_factory=list)
    """what came by way of services into which loot had gone, and was perhaps taken before"""
    share_perhaps: int = 0
    """the same by share, at most"""
    contested: dict[int, int] = field(default_factory=dict)
    """stolen at holders that labels give to others too, not taken before by anybody, in order of arrival"""

    @property
    def perhaps(self) -> int:
        """What was perhaps taken before, at most, in order of arrival."""
        return sum(one.units for one in self.returned)

    def taken(self, journal: Journal) -> int:
        """Base units that were taken, among them `again` that were stolen before."""
        return sum(journal.amount(index) for index in self.takings)


def follow(
    book: Journal,
    takings: Mapping[Key, Sequence[int]],
    services: Sequence[int],
    passed: Sequence[Passed] = (),
    contested: Sequence[int] = (),
) -> dict[Key, Followed]:
    """Each theft followed; `takings` are the transfers of each, `services` the holders where ways end.

    `passed` are passages through services that detectors tie together: what comes by way of one is told.
    `contested` are holders of several thefts: what came there for the first time is told.

    By all three rules a way goes on behind addresses of another theft, and ends at services alone.
    """
    legs = book.legs()
    paid = legs.source, legs.target, legs.hi, legs.lo
    service = np.zeros(legs.holders, np.bool_)
    service[[*services, legs.fees]] = True
    start = kernels.openings(*paid, legs.holders)
    taken = {key: np.sort(legs.arrival[list(rows)]) for key, rows in takings.items()}
    found = {key: Followed(sorted(rows), []) for key, rows in takings.items()}
    out = np.unique([leg for one in passed for leg in legs.arrival[list(one.went)].tolist()]).astype(np.int64)
    fifo = kernels.fifo(*paid, _marks(legs, [*taken.values(), out]), service, *start)
    certain = kernels.latest(fifo[1], _marks(legs, taken.values()))
    _in_order(book, legs, taken, found, fifo, certain)
    if contested:
        _contested(book, legs, found, contested, fifo[2][certain[fifo[2][:, 1]] > 0])
    if passed:
        came, most = returned(book, legs, passed, taken, fifo, certain)
        for key, several in came.items():
            found[key].returned = several
    for key, own in taken.items():
        marks = _marks(legs, [own])
        hi, lo, again = kernels.haircut(*paid, marks, service, *start)
        shares = _filled(hi, lo)
        found[key].share_fees = shares.pop(legs.fees, 0)
        found[key].by_share = shares
        found[key].share_before = found[key].share_again = _units(again)
        hi, lo = kernels.touched(*paid, marks, service, legs.holders)
        found[key].by_touch = _filled(hi[: len(book.holders)], lo[: len(book.holders)])
    if len({key[1:] for key in taken}) < len(taken):
        _shares_before(legs, taken, found, (service, *start))
    if passed:
        _shares_perhaps(legs, out, taken, found, (most, service, *start))
    return found


def _marks(legs: Legs, several: Iterable[Any]) -> Any:
    marks = np.zeros(len(legs.source), np.uint8)
    for own in several:
        marks[own] = 1
    return marks


def _shares_perhaps(
    legs: Legs, out: Any, taken: Mapping[Key, Any], found: Mapping[Key, Followed], rest: Sequence[Any]
) -> None:
    """By share, what came by way of passages, no more than by them can be loot and was not taken before."""
    marks = _marks(legs, [out])
    for own in taken.values():
        marks[own] = kernels.TAKEN_OFF
    most, *others = rest
    *_held, came = kernels.haircut(legs.source, legs.target, legs.hi, legs.lo, marks, *others)
    order = np.flatnonzero(marks)
    for key, own in taken.items():
        straight = np.intersect1d(own, out)
        units = _units(came[np.searchsorted(order, own)])
        units += sum(joined(legs.hi[leg], legs.lo[leg]) for leg in straight.tolist())
        one = found[key]
        taken_units = sum(joined(legs.hi[leg], legs.lo[leg]) for leg in own.tolist())
        one.share_perhaps = min(units, most.get(key[1:], 0), taken_units - one.share_before)


def _shares_before(
    legs: Legs, taken: Mapping[Key, Any], found: Mapping[Key, Followed], rest: Sequence[Any]
) -> None:
    """By share, what of each theft had been taken before by anybody; at least what the same actor had."""
    marks = _marks(legs, taken.values())
    *_held, before = kernels.haircut(legs.source, legs.target, legs.hi, legs.lo, marks, *rest)
    order = np.flatnonzero(marks)
    for key, own in taken.items():
        units = _units(before[np.searchsorted(order, own)])
        found[key].share_before = max(found[key].share_again, units)


def _in_order(
    book: Journal,
    legs: Legs,
    taken: Mapping[Key, Any],
    found: Mapping[Key, Followed],
    fifo: Any,
    certain: Any,
) -> None:
    """Part what was followed in order of arrival by theft: of each its pieces since the last that it took."""
    ends, steps, again = fifo
    had: dict[Key, Any] = {}
    new: dict[Key, Any] = {}
    for key, own in taken.items():
        one, marks = found[key], _marks(legs, [own])
        latest = kernels.latest(steps, marks) if len(taken) > 1 else certain
        gone: list[tuple[int, int]] = []
        lots: dict[tuple[int, tuple[int, ...]], int] = {}
        for holder, step, hi, lo in ends[latest[ends[:, 1]] > 0].tolist():
            if holder == legs.fees:
                gone.append((joined(hi, lo), int(legs.row[int(steps[step, 0]) - 1])))
            else:
                piece = holder, _way(legs, steps, step, int(latest[step]))
                lots[piece] = lots.get(piece, 0) + joined(hi, lo)
        one.lots = [Lot(holder, units, way[0], way) for (holder, way), units in lots.items()]
        one.fees = sum(units for units, _row in gone)
        one.fees_at = [
            row for _units_of, row in nsmallest(FEES_TOLD, gone, key=lambda fee: (-fee[0], fee[1]))
        ]
        one.again = one.taken(book) - one.fees - sum(lot.units for lot in one.lots)
        taking = marks[again[:, 0]] > 0
        one.before = _units(again[taking & (certain[again[:, 1]] > 0)][:, 2:])
        had[key] = latest[again[:, 1]] > 0
        new[key] = taking & ~had[key]
    for key, first in new.items():
        for other, theirs in had.items() if first.any() else ():
            if units := _units(again[first & theirs][:, 2:]):
                found[key].taken_from[other] = found[other].taken_by[key] = units


def _contested(
    book: Journal, legs: Legs, found: Mapping[Key, Followed], contested: Sequence[int], before: Any
) -> None:
    """What came to contested holders and had not been taken before; `before` are rows of what had been."""
    whose = set(contested)
    for one in found.values():
        for row in one.takings:
            if (holder := int(book.target[row])) in whose:
                had = _units(before[before[:, 0] == legs.arrival[row]][:, 2:])
                one.contested[holder] = one.contested.get(holder, 0) + book.amount(row) - had


def _way(legs: Legs, steps: Any, step: int, first: int) -> tuple[int, ...]:
    """The transfers of a way from one step to another."""
    way = [int(legs.row[int(steps[step, 0]) - 1])]
    while step != first:
        step = int(steps[step, 1])
        way.append(int(legs.row[int(steps[step, 0]) - 1]))
    return tuple(row for row in reversed(way) if row >= 0)


def _units(halves: Any) -> int:
    """The sum of amounts in lines of (hi, lo)."""
    return sum(joined(hi, lo) for hi, lo in halves.tolist())


def _filled(hi: kernels.U64, lo: kernels.U64) -> dict[int, int]:
    return {int(at): joined(hi[at], lo[at]) for at in np.flatnonzero(hi | lo)}


def by_holder(lots: Sequence[Lot]) -> Iterator[tuple[int, list[Lot]]]:
    """Lots by where they are, the largest sum first."""
    found: dict[int, list[Lot]] = {}
    for lot in lots:
        found.setdefault(lot.holder, []).append(lot)
    yield from sorted(found.items(), key=lambda item: (-sum(lot.units for lot in item[1]), item[0]))
