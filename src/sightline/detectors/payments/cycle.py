"""Money goes round through several accounts and comes back.

## What it sees

Payments of which each may follow the ones before, from payee to payee, until the first payer is paid:
at least three and at most `longest` of them within `window_days` (`any_days` where an amount is more than
`step` times the one before, or less than that part of it). Each is between accounts that dealt with
one another no more than `repeats` times (or in parts within `parts_days` alone), both ways together; payers
who pay more than `most_partners` accounts and payees with more payers than that are passed over. The last
payment is no less than `least_share` and no more than `most_share` of the first, where both are of one
currency. From each first payment at most `tried` steps are taken, and no more than `tried_share` of the
accounts: where so many are reached, one of them pays the first by chance; where each amount is the one
before times `step` at most, or divided by it, all `tried`. By how often strangers pay one another, how busy
these accounts are (firms that deal with many firms are in a circle sooner or later; it counts three powers of
ten at most), how long it took and how well its amounts agree (those of one currency; Fisher's way of taking
tests together), chance would make no more than `by_chance` such circles in all the data. Of two that share
most payments the one counts that chance makes less often.

So does a circle of which a piece is missing, as the signal then says: what an account paid is handed on, and
later as much is handed on to it, by payments that change by a factor of `broken_step` at most, at least
`broken_least` in all. Only the payment, or a few, is missing that would lead from where the one way ends to
where the other begins; over it the amount changes by the factor twice at most.

Where only the day of a payment is known it may be of any time of that day, and the signal says so.

## Why it matters

Money that must not be seen to come from its owner is split, gathered, sent round or passed along strangers.
The typologies (E2) name circular flows, layered payments and pass-through accounts; resolutions 1874 ¶18–20
and 2094 ¶11–15 forbid financial services that could aid the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Friends who lend one another money, savings clubs, firms that trade in a ring. In data of less than two
months, which the signal then says, whoever is paid once a month looks like a stranger.

## Known misses

Data of less than `least_days`. Longer or slower circles, circles among the busiest accounts, circles
through a business with a public, circles of which payments are missing at two places, or the first or the
last: then nothing is seen to come back.

## Source

The name and the shape are those of the published simulations of laundering (IBM's AMLSim and the like); the
limits are proposals of this project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sightline.detectors import amounts
from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.payments import chance
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.broken_circles import Asked, Broken, broken_circles
from sightline.detectors.payments.motif_graph import OURS, Strangers, Web, days, disjoint, grouped, strangers
from sightline.detectors.payments.motif_report import days_told, report, surprising

VERSION = 13
TABLES = ("payments",)
MEASURES = ("fin-services",)
FEWEST_STEPS = 50
"""looked at however few accounts there are"""


@dataclass(frozen=True, slots=True)
class Params(Strangers):
    """What counts as a circle."""

    longest: int = param(12, "most payments of a circle", "payments", OURS, 3)
    window_days: float = param(60.0, "within so long", "days", OURS)
    any_days: float = param(40.0, "within so long where amounts change by more than `step`", "days", OURS)
    tried: int = param(20_000, "most steps looked at from one payment", "steps", OURS, 1)
    tried_share: float = param(
        0.02, "most steps as a share of the accounts: who takes more comes home by chance", "1", OURS
    )
    step: float = param(
        1.25, "amounts that change by this factor at most from one payment to the next are followed further",
        "times", OURS, 1,
    )  # fmt: skip
    parts_days: float = param(
        3.0, "up to three payments of a pair within so long, and none besides, count as once", "days", OURS
    )
    by_chance: float = param(0.3, "most such circles that chance would make", "circles", OURS, 1e-9)
    least_share: float = param(0.2, "least of the first payment that comes back", "1", OURS)
    most_share: float = param(5.0, "most of the first payment that comes back", "1", OURS)
    broken_least: int = param(
        4, "fewest payments of a circle of which a piece is missing from the data", "payments", OURS, 2
    )
    broken_step: float = param(
        1.1, "amounts of such a circle change by this factor at most from one payment to the next", "times",
        OURS, 1,
    )  # fmt: skip


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Circles in the order of their first payment."""
    rare = strangers(tables["payments"], params)
    tried = min(params.tried, max(FEWEST_STEPS, round(params.tried_share * len(rare.accounts))))
    _made = rare.out_at, rare.into_at  # before two threads ask for them
    with ThreadPoolExecutor(kernels.CORES - 1) as pool:
        lacking = pool.submit(broken_circles, rare, _asked(params))
        some = pool.submit(_circles, rare, params, params.any_days, tried, math.inf)
        found = _circles(rare, params, params.window_days, params.tried, params.step) | some.result()
    likely = {circle: chance.circles(rare, circle) for circle in found}
    broken = {tuple(one.edges): one for one in lacking.result()}
    unlikely = {circle: chance.broken_circles(rare, circle) for circle in broken if circle not in likely}
    bar = math.log10(params.by_chance)
    whole = [list(circle) for circle in _rarest(likely, bar)]
    for circle in disjoint([*whole, *(list(circle) for circle in _rarest(unlikely, bar))]):
        key = tuple(circle)
        how = likely[key] if key in likely else unlikely[key]
        members = dict.fromkeys(int(at) for edge in circle for at in (rare.payer[edge], rare.payee[edge]))
        yield report(
            rare,
            circle,
            {"member": [*members]},
            (_told(rare, circle) if key in likely else _lacking(rare, broken[key]))
            + days_told(rare, chance=True),
            surprising(bar - how),
        )


def _asked(params: Params) -> Asked:
    return Asked(
        params.broken_least, params.longest - 1, days(params.window_days), params.broken_step, params.tried,
        params.most_partners,
    )  # fmt: skip


def _rarest(likely: Mapping[tuple[int, ...], float], bar: float) -> list[tuple[int, ...]]:
    """What chance makes no more often than that, the least likely first."""
    return sorted((one for one in likely if likely[one] <= bar), key=lambda one: (likely[one], one))


def _told(rare: Web, circle: Sequence[int]) -> str:
    return (
        f"{len(circle)} payments, each of which may follow the ones before, lead from account "
        f"{rare.accounts[rare.payer[circle[0]]]} back to it; {_back(rare, circle)}."
    )


def _lacking(rare: Web, broken: Broken) -> str:
    one, other = (rare.accounts[at] for at in broken.ends(rare))
    home, back = rare.accounts[rare.payer[broken.edges[0]]], len(broken.edges) - broken.outward
    return (
        f"What account {home} paid is handed on in {broken.outward} payments to {one}, and as much is handed "
        f"on in {back}, which may all follow, from {other} back to it; {_back(rare, broken.edges)}. A payment"
        f" from {one} to {other}, or a few through others, would close the circle: what strangers paid has"
        " none."
    )


def _back(rare: Web, circle: Sequence[int]) -> str:
    if rare.currency[circle[-1]] != rare.currency[circle[0]]:
        return "what came back was of another currency"
    share = float(rare.amount[circle[-1]] / rare.amount[circle[0]])
    return f"{amounts.percent(share)} of the first payment came back"


def _circles(rare: Web, params: Params, window_days: float, tried: int, step: float) -> set[tuple[int, ...]]:
    """Circles of which enough comes back, the amounts from one payment to the next within a factor."""
    sizes, edges = kernels.circles(
        rare.out, rare.out_at, rare.payer, rare.payee, rare.t, rare.amount, days(window_days),
        params.longest, params.most_partners, tried, step,
    )  # fmt: skip
    return {
        tuple(one)
        for one in grouped(sizes.tolist(), edges)
        if rare.currency[one[-1]] != rare.currency[one[0]]
        or params.least_share <= rare.amount[one[-1]] / rare.amount[one[0]] <= params.most_share
    }
