"""What an account does as its ordinary business, or on an occasion, and so speaks against a shape there.

Of an estate the name of its account says so, since payments alone do not. Shops, insurers and associations
are paid by strangers, lawyers, notaries and escrow agents pay on what strangers paid them, and who marries
gets gifts and pays for the feast: that looks like a shape, and is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
from ibis import _

from sightline.clean import holder_kinds
from sightline.detectors.payments.motif_graph import Web, days
from sightline.detectors.payments.motif_report import priced

MANY, TIMES = 30, 2
"""so many payments with other strangers, and so many times those of the shape, speak against it; proposals"""
ONE_SHARE, ONE_KEPT, ONE_DAYS = 0.8, 0.1, 10.0
"""so many of the payments out hand on one payment in each, of which at most so much was kept, within so many
days: nothing was gathered. Proposals, after what escrow agents and notaries do"""
ALIKE = 0.5
"""of what came, so much may be of a sum that could be what went on; where more is, sums say nothing of which
was handed on. A proposal"""


def customers(beside: int, count: int) -> tuple[str, ...]:
    """What speaks against a burst of so many payments where the account made so many at other times."""
    if not _many(beside, count):
        return ()
    return (
        f"the account made {beside} such payments with other strangers at other times, as insurers,"
        " associations and shops do",
    )


def dealings(rare: Web, account: int, came: Sequence[int], went: Sequence[int]) -> tuple[str, ...]:
    """What speaks against a pair of bursts where strangers pay the account, and it others, all the time."""
    paid, pays = (
        int(at[account + 1] - at[account]) - len(edges)
        for at, edges in ((rare.into_at, came), (rare.out_at, went))
    )
    if not (_many(paid, len(came)) and _many(pays, len(went))):
        return ()
    return (
        f"other strangers paid the account {paid} times, and it paid others {pays} times, besides, as with"
        " lawyers, trustees and agents",
    )


def one_by_one(rare: Web, account: int, went: Sequence[int]) -> tuple[str, ...]:
    """What speaks against a scattering in which single payments that came are handed on; else nothing.

    Whatever strangers paid the account counts, each payment once, in the currency in which it went on. Where
    the sums that came are much alike, nobody can say which of them went on.
    """
    came = rare.into[rare.into_at[account] : rare.into_at[account + 1]]
    free, held, fits = np.ones(len(came), np.bool_), 0, 0
    for edge in sorted(went, key=lambda one: (int(rare.t[one]), one)):
        kept = 1.0 - rare.amount[edge] / rare.amount[came]
        like = (rare.currency[came] == rare.currency[edge]) & (kept >= 0.0) & (kept <= ONE_KEPT)
        own = free & like & (rare.t[came] <= rare.latest[edge])
        own &= rare.t[edge] - rare.latest[came] <= days(ONE_DAYS)
        fits += int(like.sum())
        if own.any():
            free[np.flatnonzero(own)[np.argmin(kept[own])]] = False
            held += 1
    if held < ONE_SHARE * len(went) or fits > ALIKE * len(went) * len(came):
        return ()
    return (
        f"{held} of its {len(went)} payments out hand on one payment in each, less at most {ONE_KEPT:.0%}, as"
        " lawyers, notaries and escrow agents do: nothing was gathered",
    )


def occasion(rare: Web, account: int, went: Sequence[int], window_days: float) -> tuple[str, ...]:
    """What speaks against a burst out of an account that strangers pay everyday sums just then; else nothing.

    From so long before its first payment until its last.
    """
    came = rare.into[rare.into_at[account] : rare.into_at[account + 1]]
    since, until = int(rare.t[went[0]]) - days(window_days), int(rare.latest[went].max())
    near = came[(rare.t[came] >= since) & (rare.t[came] <= until)]
    if not len(near) or not priced(rare, near.tolist()):
        return ()
    return (
        f"{len(near)} strangers' payments of a few sums came at that time, as for a wedding, a journey or a"
        " present",
    )


def executed(payments: Any, numbers: Iterable[str]) -> dict[str, str]:
    """Of these accounts those that payments name as an estate's, with the name, the first by its letters."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    few = ibis.memtable(pa.table({"account": pa.array(wanted, pa.string())}))
    sides = (
        payments.select(account=_[f"{side}_account"], name=_[f"{side}_name"]).semi_join(few, "account")
        for side in ("debtor", "creditor")
    )
    named = ibis.union(*sides).filter(_.name.notnull()).distinct().order_by("account", "name")
    found: dict[str, str] = {}
    for row in named.to_pyarrow().to_pylist():
        if holder_kinds.estate(row["name"]):
            found.setdefault(row["account"], row["name"])
    return found


def of_estate(name: str) -> tuple[str, ...]:
    """What speaks against a gathering in an account of this name, which an estate's is; else nothing."""
    return (f"the account is held as “{name}”, and estates are gathered and paid to heirs",) if name else ()


def _many(beside: int, count: int) -> bool:
    return beside >= max(MANY, TIMES * count)
