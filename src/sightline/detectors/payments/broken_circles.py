"""Circles of which a piece is not in the data: what an account sends out is handed on and comes back.

What `cycle` says besides whole circles. The sum is handed on from an account, and later handed on to it, as
much as one payment more, from where the way out ends to where the way back begins, would have brought.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba as nb
import numpy as np

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


class _Edges(NamedTuple):
    out: I64
    out_at: I64
    into: I64
    into_at: I64
    payer: I32
    payee: I32
    t: I64
    amount: F64
    currency: I16


def broken_circles(rare: Web, asked: Asked) -> list[Broken]:
    """Of those with one first edge the longest; all in one currency, in the order of their first edges."""
    edges = _Edges(
        rare.out, rare.out_at, rare.into, rare.into_at, rare.payer, rare.payee, rare.t, rare.amount,
        rare.currency,
    )  # fmt: skip
    sizes, outward, found = _searched(edges, asked)
    return [
        Broken(one, out) for one, out in zip(grouped(sizes.tolist(), found), outward.tolist(), strict=True)
    ]


@nb.njit(cache=True, nogil=True)
def _searched(web: _Edges, asked: Asked) -> Any:
    """For each how many edges it has, how many lead out, and all edges one behind the other."""
    sizes, outward, edges = np.empty(256, np.int64), np.empty(256, np.int64), np.empty(4096, np.int64)
    count, used = 0, 0
    path, cursor = np.empty(asked.most, np.int64), np.empty(asked.most, np.int64)
    best = np.empty(asked.most, np.int64)
    for first in range(len(web.payer)):
        home = web.payer[first]
        if web.into_at[home + 1] == web.into_at[home]:
            continue
        path[0], depth, steps, size, out = first, 1, 0, 0, 0
        cursor[0] = web.out_at[web.payee[first]]
        steps, size, out = _back(web, asked, path, depth, steps, size, out, best)
        while depth > 0 and steps < asked.tried:
            last = path[depth - 1]
            here = web.payee[last]
            k, end = cursor[depth - 1], web.out_at[here + 1]
            if k >= end or end - web.out_at[here] > asked.partners or depth + 1 >= asked.most:
                depth -= 1
                continue
            cursor[depth - 1] = k + 1
            edge = web.out[k]
            steps += 1
            if web.t[edge] < web.t[last]:
                continue
            if web.t[edge] - web.t[first] > asked.length:
                depth -= 1
                continue
            if not _near(web, last, edge, asked.step) or _passed(web, path, depth, web.payee[edge]):
                continue
            path[depth], cursor[depth] = edge, web.out_at[web.payee[edge]]
            depth += 1
            steps, size, out = _back(web, asked, path, depth, steps, size, out, best)
        if size >= asked.least:
            if count == len(sizes):
                sizes, outward = _wider(sizes), _wider(outward)
            if used + size > len(edges):
                edges = _wider(edges)
            sizes[count], outward[count] = size, out
            edges[used : used + size] = best[:size]
            count += 1
            used += size
    return sizes[:count].copy(), outward[:count].copy(), edges[:used].copy()


@nb.njit(cache=True, nogil=True)
def _back(
    web: _Edges, asked: Asked, path: I64, depth: int, steps: int, size: int, out: int, best: I64
) -> Any:
    """Look for ways back to the payer of the first edge of a path, none before its last.

    Where one makes a longer circle than `best` of `size`, with `out` edges leading out, it is written there.
    Gives the steps taken so far, the size and `out`.
    """
    home, last = web.payer[path[0]], path[depth - 1]
    begin, latest = web.t[last], web.t[path[0]] + asked.length
    way, cursor = np.empty(asked.most, np.int64), np.empty(asked.most, np.int64)
    level, cursor[0] = 0, web.into_at[home + 1] - 1
    while level >= 0 and steps < asked.tried:
        here = home if level == 0 else web.payer[way[level - 1]]
        k, low = cursor[level], web.into_at[here]
        if k < low or web.into_at[here + 1] - low > asked.partners or depth + level >= asked.most:
            level -= 1
            continue
        cursor[level] = k - 1
        edge = web.into[k]
        steps += 1
        if web.t[edge] > (latest if level == 0 else web.t[way[level - 1]]):
            continue
        if web.t[edge] < begin:
            level -= 1
            continue
        if level > 0 and not _near(web, edge, way[level - 1], asked.step):
            continue
        whose = web.payer[edge]
        if _passed(web, path, depth, whose) or _came(web, way, level, whose):
            continue
        way[level] = edge
        level += 1
        cursor[level] = web.into_at[whose + 1] - 1
        if depth + level > size and _near(web, last, edge, asked.step * asked.step):
            size, out = depth + level, depth
            best[:depth] = path[:depth]
            best[depth:size] = way[:level][::-1]
    return steps, size, out


@nb.njit(cache=True, nogil=True)
def _near(web: _Edges, one: int, other: int, step: float) -> bool:
    """Whether one payment is nearly as large as another of its currency."""
    ratio = web.amount[other] / web.amount[one]
    return bool(web.currency[one] == web.currency[other] and ratio <= step and ratio * step >= 1.0)


@nb.njit(cache=True, nogil=True)
def _passed(web: _Edges, path: I64, depth: int, account: int) -> bool:
    """Whether a path of edges one after the other goes through an account, its ends included."""
    if web.payer[path[0]] == account:
        return True
    for at in range(depth):  # noqa: SIM110 - compiled
        if web.payee[path[at]] == account:
            return True
    return False


@nb.njit(cache=True, nogil=True)
def _came(web: _Edges, way: I64, level: int, account: int) -> bool:
    """Whether an account is a payer of these edges."""
    for at in range(level):  # noqa: SIM110 - compiled
        if web.payer[way[at]] == account:
            return True
    return False


@nb.njit(cache=True, nogil=True)
def _wider(row: I64) -> I64:
    """The same with room for as much again."""
    more = np.empty(2 * len(row), np.int64)
    more[: len(row)] = row
    return more
