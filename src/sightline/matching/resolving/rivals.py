"""An entry of a list has at most one counterpart on another list: what a better one takes from a pair.

Publishers seldom list one party twice. Of several entries of one list that resemble an entry of another,
at most one is it, so a pair of log odds s beside rivals of log odds r has `s - log(1 + sum(exp(r)))`, on the
side where that is less. Within one list nobody has rivals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sightline.matching.resolving.kernels import Floats, Ints, Longs

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Contested:
    """By pair: the log odds beside rivals, and the strongest rival (`NOBODY`: none that matters).

    `instead_of` is the record of the pair whose place the rival would take.
    """

    odds: Floats
    rival: Longs
    instead_of: Longs


def contested(left: Ints, right: Ints, odds: Floats, list_of: Longs) -> Contested:
    """Weigh each pair against the others of either record with the same other list."""
    across = list_of[left] != list_of[right]
    sides = [
        _side(left, right, odds, list_of, across),
        _side(right, left, odds, list_of, across),
    ]
    loss = np.maximum(sides[0][0], sides[1][0])
    first = sides[0][0] >= sides[1][0]
    rival = np.where(first, sides[0][1], sides[1][1])
    instead_of = np.where(first, right, left).astype(np.int64)
    return Contested(odds - loss, np.where(loss > 0, rival, NOBODY), np.where(loss > 0, instead_of, NOBODY))


def _side(
    own: Ints, other: Ints, odds: Floats, list_of: Longs, across: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[Floats, Longs]:
    """What the rivals of `other` for the place beside `own` take, and the strongest of them."""
    loss, rival = np.zeros(len(odds)), np.full(len(odds), NOBODY, np.int64)
    chosen = np.flatnonzero(across)
    if not len(chosen):
        return loss, rival
    group = own[chosen].astype(np.int64) * (int(list_of.max()) + 1) + list_of[other[chosen]]
    order = chosen[np.lexsort((other[chosen], -odds[chosen], group))]
    group = own[order].astype(np.int64) * (int(list_of.max()) + 1) + list_of[other[order]]
    begins = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))
    sizes = np.diff(np.append(begins, len(group)))
    best, at = np.repeat(odds[order][begins], sizes), np.repeat(begins, sizes)
    spread = np.exp(odds[order] - best)
    rest = np.repeat(np.add.reduceat(spread, begins), sizes) - spread
    several = np.repeat(sizes, sizes) > 1
    taken = np.logaddexp(0.0, best + np.log(np.maximum(rest, 1e-300)))
    loss[order] = np.where(several, taken, 0.0)
    second = np.minimum(at + 1, len(order) - 1)
    strongest = np.where(np.arange(len(order)) == at, second, at)
    rival[order] = np.where(several, other[order[strongest]], NOBODY)
    return loss, rival
