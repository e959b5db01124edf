"""What is said of a shape in a web of payments: who takes part in which role, with the payments cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sightline.detectors import amounts
from sightline.detectors.citing import citations
from sightline.detectors.day_alone import latest, told
from sightline.detectors.detector import Found, moment
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import DAY_MS, Web, span_of
from sightline.model.citation import Reason
from sightline.model.signal import Actor

CITED = 12
"""payments cited of a shape, the largest"""
HOUR_MS, MINUTE_MS = 3_600_000, 60_000
SHORT_DAYS = 60.0
"""data that last no longer show hardly anybody twice who is paid once a month, and the signal says so"""
EVEN = 0.75
"""where chance is reckoned with less than this share of the days of the data, it is said. A proposal"""

AGAINST = 0.4
"""of a score, what is left where something speaks against it: no shape is more than weak then. A proposal"""
PRICED_PAYMENTS = 8
"""so many payments of a few sums speak against a shape. A proposal"""
PRICES, PRICED_SHARE, PER_PRICE = 3, 0.8, 6
"""different sums that are a few (of many payments one for each `PER_PRICE`), and the share of all payments
that are of these. A proposal"""
ONE_SUM = 4
"""so many payments of one and the same sum speak against a shape, where there are no others. A proposal"""


def report(
    web: Web,
    edges: Sequence[int],
    roles: Mapping[str, Sequence[int]],
    text: str,
    score: float,
    against: Sequence[str] = (),
) -> Found:
    """A shape of these edges: actors by role, a reason, and a score from 0 to 1.

    What speaks `against` it is said, and each of it lowers the score by `AGAINST`.

    It is about the currencies of its payments, which tell it from another of the same accounts at the same
    time. Where strangers are counted, or chance by days, `text` ends with what `days_told` says.
    """
    actors: dict[int, str] = {}
    for role, accounts in roles.items():
        for account in accounts:
            actors.setdefault(int(account), role)
    largest = sorted(edges, key=lambda edge: (-web.amount[edge], edge))[:CITED]
    times = [int(web.t[edge]) for edge in edges]
    currencies = " and ".join(web.currencies[at] for at in np.unique(web.currency[list(edges)]))
    return Found(
        actors=tuple(
            Actor(f"account-{web.accounts[at]}", f"account {web.accounts[at]}", role)
            for at, role in actors.items()
        ),
        start=moment(min(times)),
        end=moment(max(times)),
        score=round(min(1.0, score) * AGAINST ** len(against), 2),
        place=amounts.counted(len(actors), "account"),
        reasons=(
            Reason(
                f"{text} {_took(times)}; {_moved(web, edges)}; "
                + (
                    "its payments are cited."
                    if len(edges) <= CITED
                    else f"the {CITED} largest payments are cited."
                )
                + told(times)
                + "".join(f" Against it speaks that {what}." for what in against),
                citations(web.place(edge) for edge in sorted(largest)),
            ),
        ),
        measures=("fin-services",),
        about=currencies,
    )


def days_told(web: Web, *, chance: bool) -> str:
    """What is to be said of the days of the data where strangers are counted, `chance` by these days too.

    Empty, or a sentence behind a space: few days show hardly anybody twice, and payments far from most
    count as if they were not there.
    """
    span, short = span_of(web), web.lasts < SHORT_DAYS
    if web.lasts >= EVEN * span:
        said = f" The data last {web.lasts:.0f} days" if short else ""
    elif short or chance:
        said = f" Payments lie unevenly over the {span:.0f} days of the data, as if evenly in {web.lasts:.0f}"
    else:
        said = ""
    why = "who is paid once a month looks like a stranger" if short else "chance was reckoned with these"
    return f"{said}: {why}." if said else ""


def _took(times: Sequence[int]) -> str:
    """How long a shape took, in the largest unit of which it is at least one; in days where a day is told."""
    first, last = min(times), max(times)
    if any(latest(at) != at for at in times):
        count = last // DAY_MS - first // DAY_MS + 1
        return "All of it is booked on one day" if count == 1 else f"All of it lies within {count} days"
    ms = last - first
    if ms < MINUTE_MS:
        return "All of it is booked at one time"
    for length, unit in ((DAY_MS, "days"), (HOUR_MS, "hours")):
        if ms >= length:
            return f"All of it took {ms / length:.1f} {unit}"
    return f"All of it took {ms // MINUTE_MS} minutes"


def _moved(web: Web, edges: Sequence[int]) -> str:
    """What went in and out, so that money which is handed on counts once; of a circle the largest payment."""
    chosen = np.array(edges, np.int64)
    told = amounts.counted(len(edges), "payment")
    first = chosen[~np.isin(web.payer[chosen], web.payee[chosen])]
    last = chosen[~np.isin(web.payee[chosen], web.payer[chosen])]
    if len(first) == len(last) == len(edges):
        return f"{told} moved {_sums(web, edges)}"
    if not len(first) or not len(last):
        return f"{told}, the largest of {_sums(web, _largest(web, chosen))}"
    return (
        f"in {told} {_sums(web, first)} came from those who only pay, and {_sums(web, last)} went to those"
        " who are only paid"
    )


def _largest(web: Web, edges: kernels.I64) -> kernels.I64:
    """Of each currency the edge of the largest amount."""
    order = edges[np.lexsort((-web.amount[edges], web.currency[edges]))]
    return order[np.flatnonzero(np.diff(web.currency[order], prepend=-1))]


def _sums(web: Web, edges: Sequence[int] | kernels.I64) -> str:
    """What the payments add up to, by currency."""
    chosen = np.array(edges, np.int64)
    kinds, which = np.unique(web.currency[chosen], return_inverse=True)
    sums = np.bincount(which, weights=web.amount[chosen])
    return " and ".join(
        f"{total:,.2f} {web.currencies[kind]}" for kind, total in zip(kinds, sums.tolist(), strict=True)
    )


def priced(web: Web, edges: Sequence[int]) -> tuple[str, ...]:
    """What speaks against a shape most of whose payments are of a few sums; else nothing."""
    chosen = np.array(edges, np.int64)
    cells = np.column_stack([web.currency[chosen], web.amount[chosen]])
    every = np.sort(np.unique(cells, axis=0, return_counts=True)[1])[::-1]
    counts = every[: max(PRICES, len(edges) // PER_PRICE)]
    held = int(counts.sum())
    few = held >= max(PRICED_PAYMENTS, PRICED_SHARE * len(edges)) and counts[0] >= PRICED_PAYMENTS / PRICES
    if not few and (len(every) > 1 or held < ONE_SUM):
        return ()
    told = "one sum" if len(counts) == 1 else f"{len(counts)} different sums"
    return (f"{held} of its {len(edges)} payments are of {told}, as premiums, dues, prices and gifts are",)


def mixed(web: Web, edges: Sequence[int], others: Any, least: int) -> tuple[str, ...]:
    """What speaks against a shape that has fewer members than the fewest in each currency; else nothing.

    `others` is the member on the other side of each edge.
    """
    kinds, which = np.unique(web.currency[np.array(edges, np.int64)], return_inverse=True)
    most = max(len(np.unique(others[which == at])) for at in range(len(kinds)))
    if len(kinds) == 1 or most >= least:
        return ()
    return (f"no {least} of them dealt in one currency, and sums of several say nothing of one another",)


def grown(count: int, least: int) -> float:
    """A score from 0.5 at the least to 1 at three times as much."""
    return 0.5 + 0.5 * min(1.0, (count - least) / max(1, 2 * least))


def surprising(over: float) -> float:
    """A score from 0.5 at the bar of surprise to 1 at ten powers of ten above it."""
    return 0.5 + 0.5 * min(1.0, max(0.0, over) / 10.0)
