"""Stolen units followed: the compiled rules against plain ones, and nothing lost to the last unit."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.detectors.coins import taint_kernels as kernels
from sightline.detectors.coins.taint_ledger import joined

Row = tuple[int, int, int, bool]
HOLDERS = 6
ROWS = st.lists(
    st.tuples(
        st.integers(0, HOLDERS - 1),
        st.integers(0, HOLDERS - 1),
        st.one_of(st.integers(0, 40), st.integers(0, 10**37)),
        st.sampled_from([False, False, False, True]),
    ),
    max_size=40,
)
SERVICES = st.sets(st.integers(0, HOLDERS - 1), max_size=2)


def arrays(rows: list[Row], services: set[int]) -> tuple[Any, ...]:
    source = np.array([row[0] for row in rows], np.int32)
    target = np.array([row[1] for row in rows], np.int32)
    hi = np.array([row[2] >> 64 for row in rows], np.uint64)
    lo = np.array([row[2] & (2**64 - 1) for row in rows], np.uint64)
    taken = np.array([row[3] for row in rows], np.bool_)
    service = np.array([at in services for at in range(HOLDERS)], np.bool_)
    return source, target, hi, lo, taken, service


def plain_openings(rows: list[Row]) -> list[int]:
    have, opened = [0] * HOLDERS, [0] * HOLDERS
    for source, target, units, _ in rows:
        if source != target:
            opened[source] += max(0, units - have[source])
            have[source] = max(0, have[source] - units)
            have[target] += units
    return opened


def plain_fifo(rows: list[Row], services: set[int]) -> tuple[dict[tuple[int, int], int], int]:
    """Where each theft's units are, by (holder, taking), and how many were taken again."""
    queues: list[list[tuple[int, int]]] = [[(-1, units)] if units else [] for units in plain_openings(rows)]
    ends: dict[tuple[int, int], int] = {}
    again = 0
    for at, (source, target, units, is_taken) in enumerate(rows):
        while units and source != target:
            origin, held = queues[source].pop(0)
            part = min(units, held)
            if held > part:
                queues[source].insert(0, (origin, held - part))
            units -= part
            if is_taken:
                again += part if origin >= 0 else 0
                origin = at
            if origin >= 0 and target in services:
                ends[target, origin] = ends.get((target, origin), 0) + part
                origin = -1
            queues[target].append((origin, part))
    for holder, queue in enumerate(queues):
        for origin, part in queue:
            if origin >= 0:
                ends[holder, origin] = ends.get((holder, origin), 0) + part
    return ends, again


def stolen(rows: list[Row]) -> int:
    return sum(units for source, target, units, is_taken in rows if is_taken and source != target)


@settings(max_examples=150, deadline=None)
@given(ROWS, SERVICES)
def test_in_order_of_arrival_as_with_plain_lists(rows: list[Row], services: set[int]) -> None:
    source, target, hi, lo, taken, service = arrays(rows, services)
    start = kernels.openings(source, target, hi, lo, HOLDERS)
    assert [joined(*halves) for halves in zip(*start, strict=True)] == plain_openings(rows)
    lots, steps, again = kernels.fifo(source, target, hi, lo, taken, service, *start)
    latest = kernels.latest(steps, taken)
    ends: dict[tuple[int, int], int] = {}
    for holder, step, high, low in lots.tolist():
        taking = int(steps[latest[step], 0]) - 1
        ends[holder, taking] = ends.get((holder, taking), 0) + joined(high, low)
        passed = way(steps, step)
        assert taking == next(at for at in reversed(passed) if taken[at]) and taken[passed[0]]
        assert rows[passed[-1]][1] == holder
    expected, retaken = plain_fifo(rows, services)
    assert ends == {key: units for key, units in expected.items() if units}
    assert sum(joined(high, low) for _, _, high, low in again.tolist()) == retaken
    assert all(taken[at] and latest[step] for at, step, _, _ in again.tolist())
    assert sum(ends.values()) + retaken == stolen(rows)


def way(steps: Any, step: int) -> list[int]:
    found = []
    while step:
        found.append(int(steps[step, 0]) - 1)
        step = int(steps[step, 1])
    return found[::-1]


@settings(max_examples=150, deadline=None)
@given(ROWS, SERVICES)
def test_by_share_the_last_unit_is_kept(rows: list[Row], services: set[int]) -> None:
    source, target, hi, lo, taken, service = arrays(rows, services)
    start = kernels.openings(source, target, hi, lo, HOLDERS)
    held_hi, held_lo, before = kernels.haircut(source, target, hi, lo, taken, service, *start)
    held = sum(joined(*halves) for halves in zip(held_hi, held_lo, strict=True))
    assert held + sum(joined(*halves) for halves in before) == stolen(rows)
    for halves, (came, went, units, _) in zip(before, [row for row in rows if row[3]], strict=True):
        assert joined(*halves) <= (units if came != went else 0)


def test_half_of_a_mixed_balance_carries_half() -> None:
    rows = [(0, 1, 100, True), (2, 1, 300, False), (1, 3, 200, False)]
    source, target, hi, lo, taken, service = arrays(rows, set())
    start = kernels.openings(source, target, hi, lo, HOLDERS)
    _, held, _before = kernels.haircut(source, target, hi, lo, taken, service, *start)
    assert held.tolist()[:4] == [0, 50, 0, 50]


def test_by_touch_everything_after_it_counts_and_nothing_before() -> None:
    rows = [(1, 2, 7, False), (0, 1, 1, True), (1, 3, 500, False), (3, 4, 20, False)]
    source, target, hi, lo, taken, service = arrays(rows, {3})
    _, got = kernels.touched(source, target, hi, lo, taken, service, HOLDERS)
    assert got.tolist() == [0, 1, 0, 500, 0, 0]
