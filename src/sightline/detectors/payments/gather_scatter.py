"""Many strangers pay one account, which soon pays many others.

## What it sees

A burst of at least `payers` strangers who pay an account within `window_days`, and a burst of at least
`payees` strangers whom it pays, which begins no earlier than the first and no later than `window_days` after
its end. What went out is between `least_share` and `most_share` of what came in. So many in that time by the
account's own pace and that of accounts which deal as much otherwise (negative binomial), and sums that agree
so well, are a surprise: all three probabilities together are at most 10 to the power of minus `surprise`;
more is asked where much is found as well when the payments' moments are drawn from those of all payments: so
much is taken for wrong, and what is right is worth `worth` times what is wrong. An account between in a web
of layers (`stack`) is left to that. Strangers dealt with one another no more than `repeats` times (or in
parts within `parts_days` alone), both ways together; payers who pay more than `most_partners` accounts and
payees with more payers than that are passed over.

Besides, accounts that hand on what came to the cent less a fee of a whole per cent (1, 2, 3, 5, 10, 15 or 20)
within 20 days, where none of them pays another such account and not several hand on a single payment each.
There size does not matter, since sums hardly agree to the cent by chance; round sums, which do, are left out,
and so are accounts with so many payments of strangers that a tenth of a run or more would agree by chance.

## Why it matters

Money that must not be seen to come from its owner is split, gathered, sent round or passed along strangers.
The typologies (E2) name circular flows, layered payments and pass-through accounts; resolutions 1874 ¶18–20
and 2094 ¶11–15 forbid financial services that could aid the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Someone who collects for a group and buys for it, an organiser of a journey, a seller who pays several
suppliers. In data of less than two months, which the signal
then says, whoever is paid once a month looks like a stranger.

## Known misses

Data of less than `least_days`. Shapes of fewer accounts, slower ones, and sums that are split over
several accounts between.

## Source

The name and the shape are those of the published simulations of laundering (IBM's AMLSim and the like); the
limits are proposals of this project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.payments import carriers, chance, layers
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import OURS, Strangers, Web, days, strangers, web
from sightline.detectors.payments.motif_report import report, surprising
from sightline.detectors.payments.stranger_bursts import Run, stretches
from sightline.detectors.payments.stranger_evidence import usual

_Stretches = list[tuple[list[int], float]]

VERSION = 6
TABLES = ("payments",)
MEASURES = ("fin-services",)


TO_THE_HUNDREDTH = 0.01
"""closer agreement of sums does not count for more"""


@dataclass(frozen=True, slots=True)
class Params(Strangers):
    """What counts as gathering and scattering."""

    payers: int = param(3, "fewest strangers who pay in", "accounts", OURS, 2)
    payees: int = param(3, "fewest strangers who are paid", "accounts", OURS, 2)
    window_days: float = param(20.0, "within so long", "days", OURS)
    surprise: float = param(7.0, "least surprise, of both bursts together", "powers of ten", OURS)
    worth: float = param(
        2.0, "wrong ones that a right one is worth; so many are wrong as come with moments drawn anew",
        "pairs of bursts", OURS, 0.1,
    )  # fmt: skip
    least_pace: float = param(0.001, "strangers a day that anybody may meet", "1/day", OURS)
    least_share: float = param(0.5, "least of what came in that went out", "1", OURS)
    most_share: float = param(1.3, "most of what came in that went out", "1", OURS)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Groups whose sums agree, then accounts in their order, each pair of bursts once."""
    whole, rare = web(tables["payments"]), strangers(tables["payments"], params)
    exact = [one for one in carriers.groups(rare) if not one.layered and not one.parallel]
    yield from (carriers.said(rare, one) for one in exact)
    held = (carriers.taken(exact), layers.taken(rare))
    found = list(_surprising(rare, whole, params))
    by_chance = [how for *_, how in _surprising(chance.dealt_anew(rare), whole, params)]
    bar = chance.bar([how for *_, how in found], by_chance, params.worth, params.surprise)
    for account, one, other, how in found:
        if how >= bar and all(carriers.apart(taken, [*one, *other]) for taken in held):
            yield _said(rare, account, one, other, how - params.surprise)


def _surprising(rare: Web, whole: Web, params: Params) -> Iterator[tuple[int, list[int], list[int], float]]:
    """Accounts in their order, each pair of bursts once, with how much it surprises."""
    came = _bursts(rare, whole, "into", params.payers, params)
    went = _bursts(rare, whole, "out", params.payees, params)
    for account in sorted(came.keys() & went.keys()):
        for one, other, how in _pairs(rare, came[account], went[account], params):
            yield account, one, other, how


def _bursts(
    rare: Web, whole: Web, side: str, least: int, params: Params
) -> dict[int, list[tuple[list[int], float]]]:
    """By account the stretches of strangers on a side, each with how much it surprises."""
    order, node = (rare.into, rare.payee) if side == "into" else (rare.out, rare.payer)
    at = rare.into_at if side == "into" else rare.out_at
    first, behind = kernels.bursts(at, rare.t[order], days(params.window_days), least)
    pace = usual(whole, np.diff(at), params.least_pace * rare.lasts)
    found: dict[int, list[tuple[list[int], float]]] = {}
    for begin, end in zip(first.tolist(), behind.tolist(), strict=True):
        edges = order[begin:end]
        run = Run(rare, edges, int(node[edges[0]]), at, pace)
        found.setdefault(run.account, []).extend(
            (some.tolist(), how) for some, how in stretches(run, least, params.window_days, 0.0)
        )
    return found


def _pairs(
    rare: Web, came: _Stretches, went: _Stretches, params: Params
) -> Iterator[tuple[list[int], list[int], float]]:
    """Stretches in with the one out that follows and surprises most, each once."""
    for one, how in sorted(came, key=lambda item: -item[1]):
        begin, end = int(rare.t[one[0]]), int(rare.t[one[-1]])
        for other, also in sorted(went, key=lambda item: -item[1]):
            if not begin <= int(rare.t[other[0]]) <= end + days(params.window_days):
                continue
            share = float(rare.amount[other].sum() / rare.amount[one].sum())
            if not params.least_share <= share <= params.most_share:
                continue
            surprise = how + also + agreed(share)
            if surprise >= params.surprise:
                yield one, other, surprise
                went = [item for item in went if item[0] is not other]
                break


def agreed(share: float) -> float:
    """How unlikely sums in and out agree so well by chance: -log10, where they differ by e on average."""
    apart = max(TO_THE_HUNDREDTH, abs(math.log(share)))
    return -math.log10(math.erf(apart / math.sqrt(2.0)))


def _said(rare: Web, account: int, one: list[int], other: list[int], over: float) -> Found:
    payers = sorted({int(rare.payer[edge]) for edge in one})
    payees = sorted({int(rare.payee[edge]) for edge in other})
    share = float(rare.amount[other].sum() / rare.amount[one].sum())
    return report(
        rare,
        [*one, *other],
        {"middle": [account], "payer": payers, "payee": payees},
        f"{len(payers)} strangers paid account {rare.accounts[account]}, which paid "
        f"{len(payees)} others {share:.0%} of it.",
        surprising(over),
    )
