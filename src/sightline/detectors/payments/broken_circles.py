"""Circles of which a piece is not in the data: what an account sends out is handed on and comes back.

What `cycle` says besides whole circles. The sum is handed on from an account, and later handed on to it, as
much as one payment more, from where the way out ends to where the way back begins, would have brought.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba as nb
import numpy as np

from sightline.detectors.day_alone import day_of, latest, may_follow, too_early
from sightline.detectors.payments.motif_graph import Web, grouped
from sightline.detectors.payments.motif_kernels import F64, I16, I32, I64


class Asked(NamedTuple):
    """What counts as a circle that is broken at one place."""

    least: int
    """payments in the data"""
    most: int
    """payments in the data"""
    length: int
    """ms from the first to the last"""
    step: float
    """times that an amount grows or shrinks at most where it is handed on"""
    tried: int
    """steps looked at from one payment at most"""
    partners: int
    """payments of an account, to strangers or from them, at most"""


class Broken(NamedTuple):
    """Edges in the order of time, and how many of them lead out; the others lead back."""

    edges: list[int]
    outward: int

    def ends(self, rare: Web) -> tuple[int, int]:
        """From which account to which a payment is missing."""
        return int(rare.payee[self.edges[self.outward - 1]]), int(rare.payer[self.edges[self.outward]])

    def is_a_way(self, rare: Web) -> bool:
        """Whether what leads back may all have been before what leads out: then nothing is missing."""
        turned = [*self.edges[self.outward :], *self.edges[: self.outward]]
        return may_follow(rare.t[turned].tolist())


class _Edges(NamedTuple):
    payer: I32
    payee: I32
    t: I64
    amount: F64
    currency: I16


class _Ordered(NamedTuple):
    """Edges by one side and then time, all that is looked at side by side in memory."""

    edge: I64
    at: I64
    """where those of an account begin"""
    other: I32
    t: I64
    amount: F64
    currency: I16


class _Path(NamedTuple):
    """Edges that follow one another, who is paid by each or pays it, and when.

    That is the earliest moment there is for it on the path; on a way back the latest.
    """

    edge: I64
    who: I32
    cursor: I64
    when: I64


def broken_circles(rare: Web, asked: Asked) -> list[Broken]:
    """Of those with one first edge the longest; all in one currency, in the order of their first edges."""
    edges = _Edges(rare.payer, rare.payee, rare.t, rare.amount, rare.currency)
    out = _ordered(rare, rare.out, rare.out_at, rare.payee)
    into = _ordered(rare, rare.into, rare.into_at, rare.payer)
    sizes, outward, found = _searched(edges, out, into, asked)
    every = (
        Broken(one, out) for one, out in zip(grouped(sizes.tolist(), found), outward.tolist(), strict=True)
    )
    return [one for one in every if not one.is_a_way(rare)]


def _ordered(rare: Web, edge: I64, at: I64, other: I32) -> _Ordered:
    return _Ordered(edge, at, other[edge], rare.t[edge], rare.amount[edge], rare.currency[edge])


@nb.njit(cache=True, nogil=True)
def _room(most: int) -> _Path:
    """A path of no edges yet, with room for so many."""
    longs = np.empty((3, most), np.int64)
    return _Path(longs[0], np.empty(most, np.int32), longs[1], longs[2])


@nb.njit(cache=True, nogil=True)
def _searched(web: _Edges, out: _Ordered, into: _Ordered, asked: Asked) -> Any:
    """For each how many edges it has, how many lead out, and all edges one behind the other."""
    sizes, outward, edges = np.empty(256, np.int64), np.empty(256, np.int64), np.empty(4096, np.int64)
    count, used = 0, 0
    path, way = _room(asked.most), _room(asked.most)
    best = np.empty(asked.most, np.int64)
    for first in range(len(web.payer)):
        home = web.payer[first]
        begin, end = into.at[home], into.at[home + 1]
        until = latest(web.t[first]) + asked.length
        if end == begin or into.t[end - 1] < day_of(web.t[first]):
            continue
        path.edge[0], path.who[0], depth, steps, size, outs = first, web.payee[first], 1, 0, 0, 0
        path.cursor[0], path.when[0] = out.at[web.payee[first]], web.t[first]
        steps, size, outs = _back(web, into, asked, path, way, depth, steps, size, outs, best)
        while depth > 0 and steps < asked.tried:
            last = path.edge[depth - 1]
            here = path.who[depth - 1]
            k, end = path.cursor[depth - 1], out.at[here + 1]
            if k >= end or end - out.at[here] > asked.partners or depth + 1 >= asked.most:
                depth -= 1
                continue
            path.cursor[depth - 1] = k + 1
            steps += 1
            if too_early(out.t[k], path.when[depth - 1]):
                continue
            if out.t[k] > until:
                depth -= 1
                continue
            if out.currency[k] != web.currency[last]:
                continue
            if not _near(web.amount[last], out.amount[k], asked.step):
                continue
            whose = out.other[k]
            if whose == home or _among(path, depth, whose):
                continue
            path.edge[depth], path.who[depth], path.cursor[depth] = out.edge[k], whose, out.at[whose]
            path.when[depth] = max(path.when[depth - 1], out.t[k])
            depth += 1
            steps, size, outs = _back(web, into, asked, path, way, depth, steps, size, outs, best)
        if size >= asked.least:
            if count == len(sizes):
                sizes, outward = _wider(sizes), _wider(outward)
            if used + size > len(edges):
                edges = _wider(edges)
            sizes[count], outward[count] = size, outs
            edges[used : used + size] = best[:size]
            count += 1
            used += size
    return sizes[:count].copy(), outward[:count].copy(), edges[:used].copy()


@nb.njit(cache=True, nogil=True)
def _back(
    web: _Edges, into: _Ordered, asked: Asked, path: _Path, way: _Path, depth: int, steps: int, size: int,
    outs: int, best: I64,
) -> Any:  # fmt: skip
    """Look for ways back to the payer of the first edge of a path, whose edges may all follow its last.

    Where one makes a longer circle than `best` of `size`, with `outs` edges leading out, it is written there.
    Gives the steps taken so far, the size and `outs`. `way` is room for the way.
    """
    home, last = web.payer[path.edge[0]], path.edge[depth - 1]
    begin, until = path.when[depth - 1], latest(web.t[path.edge[0]]) + asked.length
    level, way.cursor[0] = 0, into.at[home + 1] - 1
    while level >= 0 and steps < asked.tried:
        here = home if level == 0 else way.who[level - 1]
        k, low = way.cursor[level], into.at[here]
        if k < low or into.at[here + 1] - low > asked.partners or depth + level >= asked.most:
            level -= 1
            continue
        way.cursor[level] = k - 1
        steps += 1
        by = until if level == 0 else way.when[level - 1]
        if into.t[k] > by:
            continue
        if into.t[k] < day_of(begin):
            level -= 1
            continue
        if too_early(into.t[k], begin):
            continue
        if level > 0:
            then = way.edge[level - 1]
            if into.currency[k] != web.currency[then]:
                continue
            if not _near(into.amount[k], web.amount[then], asked.step):
                continue
        whose = into.other[k]
        if whose == home or _among(path, depth, whose) or _among(way, level, whose):
            continue
        way.edge[level], way.who[level], way.when[level] = into.edge[k], whose, min(by, latest(into.t[k]))
        level += 1
        way.cursor[level] = into.at[whose + 1] - 1
        longer = depth + level > size and web.currency[last] == into.currency[k]
        if longer and _near(web.amount[last], into.amount[k], asked.step * asked.step):
            size, outs = depth + level, depth
            best[:depth] = path.edge[:depth]
            best[depth:size] = way.edge[:level][::-1]
    return steps, size, outs


@nb.njit(cache=True, nogil=True)
def _near(one: float, other: float, step: float) -> bool:
    """Whether one amount is nearly as large as another."""
    ratio = other / one
    return bool(ratio <= step and ratio * step >= 1.0)


@nb.njit(cache=True, nogil=True)
def _among(path: _Path, depth: int, account: int) -> bool:
    """Whether an account is among those of so many edges of a path."""
    for at in range(depth):  # noqa: SIM110 - compiled
        if path.who[at] == account:
            return True
    return False


@nb.njit(cache=True, nogil=True)
def _wider(row: I64) -> I64:
    """The same with room for as much again."""
    more = np.empty(2 * len(row), np.int64)
    more[: len(row)] = row
    return more
