"""Payments of which only the day is known: such a one may be of any time of its day.

Files that name a day (the settlement date of `pacs.008`, `:32A:` of an MT103, the value date of a statement's
line, a CSV's date) give its first moment, 00:00:00.000 UTC; a payment that says just this moment is taken for
one of them, as where times are told (`detector.booked`). So each payment lies between two moments, which are
one where a time is given: its own, the earliest, and `latest`. Who asks what came before what asks whether it
may have: a payment is `too_early` only where no time of its day would do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numba.extending import register_jitable

DAY_MS = 86_400_000


@register_jitable
def latest(at: int) -> int:
    """The last moment (ms) of which a payment may be that says this one: itself, or the end of its day."""
    return at if at % DAY_MS else at + DAY_MS - 1


@register_jitable
def too_early(at: int, since: int) -> bool:
    """Whether a payment that says `at` was surely made before `since` (both ms)."""
    return at < since and (at % DAY_MS != 0 or at + DAY_MS <= since)


@register_jitable
def day_of(at: int) -> int:
    """The first moment of a moment's day (ms): whatever is not too early for it says none before."""
    return at - at % DAY_MS


def may_follow(times: Iterable[int]) -> bool:
    """Whether there are moments for all of these, none before the one ahead of it."""
    since = -(2**62)
    for at in times:
        if too_early(at, since):
            return False
        since = max(since, at)
    return True


def latest_of(t: Any) -> Any:
    """`latest` of each (int64, ms)."""
    return np.where(t % DAY_MS == 0, t + (DAY_MS - 1), t)


def latest_column(at: Any) -> Any:
    """`latest` of a column of a table (ibis)."""
    return (at % DAY_MS == 0).ifelse(at + (DAY_MS - 1), at)


def told(times: Iterable[int]) -> str:
    """What is to be said where only the day is known of some of these payments: empty, or behind a space."""
    every = list(times)
    some = sum(at % DAY_MS == 0 for at in every)
    if not some:
        return ""
    which = (
        "the only one"
        if len(every) == 1
        else "all of these"
        if some == len(every)
        else f"{some} of these rows"
    )
    return f" Of {which} only the day is known: what came before what within it is not."
