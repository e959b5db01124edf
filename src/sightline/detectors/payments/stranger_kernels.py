"""How much bursts of strangers surprise, compiled: by their pace, and by what else tells them from chance."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numba as nb
import numpy as np

from sightline.detectors.payments.motif_kernels import F64, I32, I64, surprising

MOST = 3.0
"""powers of ten that one kind of evidence may add, so that none makes up for a pace that tells nothing"""


LARGE = 1.0
"""powers of ten for each standard deviation by which payments are larger than strangers' usually are, on
average: a few large ones tell more than many that are hardly larger and as unlikely. A proposal"""


class Pace(NamedTuple):
    """Where an account's edges begin, and what is usual for it: a gamma distribution's mean and shape."""

    at: I64
    mean: F64
    shape: F64
    span: float
    """days of the data"""
    length: int
    """ms that a stretch may last"""
    least: int
    """edges that a stretch has"""
    surprise: float
    """powers of ten that its pace has"""


class Telling(NamedTuple):
    """By edge who is on the other side, how busy that account is and what was paid, as normal scores."""

    other: I32
    told: Any
    """by account, a flag"""
    share: float
    """of the others that are told"""
    quiet: F64
    paid: F64


@nb.njit(cache=True, nogil=True)
def stretches(
    edges: I64,
    first: I64,
    behind: I64,
    t: I64,
    own: I32,
    pace: Pace,
    telling: Telling,
    bar: float,
    others: int,
) -> Any:
    """The stretches of runs that surprise enough by their pace, and by all that tells by at least `bar`.

    `edges` are those of one account in the order of time, run behind run, from `first` to `behind`; `own` is
    the account by edge. Of each run the most surprising by its pace comes first, then those of what is left
    before and behind it, none twice. At least so many different `others` take part. Gives rows of (first,
    behind the last) in `edges`, and by how many powers of ten each surprises.
    """
    found, how = np.empty((1024, 2), np.int64), np.empty(1024, np.float64)
    count = 0
    for run in range(len(first)):
        begin = first[run]
        moments = t[edges[begin : behind[run]]]
        account = own[edges[begin]]
        usual = pace.at[account + 1] - pace.at[account]
        rest = [(np.int64(0), np.int64(len(moments)))]
        while len(rest):
            low, high = rest.pop()
            if high - low < pace.least:
                continue
            much, one, other = surprising(
                moments[low:high], pace.length, pace.least, usual, pace.span, pace.mean[account],
                pace.shape[account],
            )  # fmt: skip
            if much < pace.surprise:
                continue
            rest.append((low + other, high))
            rest.append((low, low + one))
            some = edges[begin + low + one : begin + low + other]
            parties = np.unique(telling.other[some])
            if len(parties) < others:
                continue
            much += weight(some, parties, telling)
            if much < bar:
                continue
            if count == len(found):
                more, also = np.empty((2 * count, 2), np.int64), np.empty(2 * count, np.float64)
                more[:count], also[:count] = found, how
                found, how = more, also
            found[count] = (begin + low + one, begin + low + other)
            how[count] = much
            count += 1
    return found[:count].copy(), how[:count].copy()


@nb.njit(cache=True, nogil=True)
def weight(edges: I64, parties: I32, telling: Telling) -> float:
    """How unlikely chance is to bring these parties, with these payments: powers of ten."""
    few, told = len(edges), 0
    for party in parties:
        told += telling.told[party]
    root = math.sqrt(few)
    quiet, paid = telling.quiet[edges].mean(), telling.paid[edges].mean()
    squares = 0.0
    for edge in edges:
        squares += (telling.paid[edge] - paid) ** 2
    found: float = (
        chosen(told, len(parties), telling.share)
        + min(MOST, below(quiet * root))
        + min(MOST, below(-paid * root))
        + LARGE * paid
        + min(MOST, alike(squares, few - 1))
    )
    return found


@nb.njit(cache=True, nogil=True)
def below(score: float) -> float:
    """How unlikely a normal score is to be as low: -log10."""
    return -math.log10(max(1e-300, 0.5 * math.erfc(-score / math.sqrt(2.0))))


@nb.njit(cache=True, nogil=True)
def alike(squares: float, degrees: int) -> float:
    """How unlikely a sum of squares of so many degrees of freedom is to be as small: -log10 (chi squared)."""
    if degrees < 1:
        return 0.0
    half, x = degrees / 2, max(1e-12, squares / 2)
    term = total = 1.0 / half
    for number in range(1, 1000):
        term *= x / (half + number)
        total += term
        if term < 1e-12 * total:
            break
    return max(0.0, -(half * math.log(x) - x - math.lgamma(half) + math.log(total)) / math.log(10))


@nb.njit(cache=True, nogil=True)
def chosen(told: int, of: int, share: float) -> float:
    """How unlikely so many told of so many and more are where a share of all is: -log10 of the binomial."""
    if told == 0 or share <= 0.0 or share >= 1.0:
        return 0.0
    term = math.lgamma(of + 1) - math.lgamma(told + 1) - math.lgamma(of - told + 1)
    term += told * math.log(share) + (of - told) * math.log(1.0 - share)
    tail, factor = 1.0, 1.0
    for number in range(told, of):
        factor *= (of - number) / (number + 1) * share / (1.0 - share)
        tail += factor
    return -(term + math.log(tail)) / math.log(10)
