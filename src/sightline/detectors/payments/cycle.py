"""Money goes round through several accounts and comes back.

## What it sees

Payments of which none is earlier than the one before, from payee to payee, until the first payer is paid:
at least three and at most `longest` of them within `window_days`. Each is between accounts that dealt with
one another no more than `repeats` times (or in parts within `parts_days` alone), both ways together; payers
who pay more than `most_partners` accounts and payees with more payers than that are passed over. Of two
circles that share most payments the longer one counts. The last payment is no less than `least_share` and
no more than `most_share` of the first. From each first payment at most `tried` steps are taken, and no more
than `tried_share` of the accounts: where so many are reached, one of them pays the first by chance.

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

Data of less than `least_days`. Longer or slower circles, circles through a business with a public, and
circles of which a payment is missing from the data.

## Source

The name and the shape are those of the published simulations of laundering (IBM's AMLSim and the like); the
limits are proposals of this project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import OURS, Strangers, days, disjoint, grouped, strangers
from sightline.detectors.payments.motif_report import report

VERSION = 4
TABLES = ("payments",)
MEASURES = ("fin-services",)
FEWEST_STEPS = 50
"""looked at however few accounts there are"""


@dataclass(frozen=True, slots=True)
class Params(Strangers):
    """What counts as a circle."""

    longest: int = param(12, "most payments of a circle", "payments", OURS, 3)
    window_days: float = param(40.0, "within so long", "days", OURS)
    tried: int = param(20_000, "most steps looked at from one payment", "steps", OURS, 1)
    tried_share: float = param(
        0.02, "most steps as a share of the accounts: who takes more comes home by chance", "1", OURS
    )
    least_share: float = param(0.2, "least of the first payment that comes back", "1", OURS)
    most_share: float = param(5.0, "most of the first payment that comes back", "1", OURS)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Circles in the order of their first payment."""
    rare = strangers(tables["payments"], params)
    tried = min(params.tried, max(FEWEST_STEPS, round(params.tried_share * len(rare.accounts))))
    sizes, edges = kernels.circles(
        rare.out, rare.out_at, rare.payer, rare.payee, rare.t, days(params.window_days), params.longest,
        params.most_partners, tried,
    )  # fmt: skip
    found = [
        one
        for one in grouped(sizes.tolist(), edges)
        if params.least_share <= rare.amount[one[-1]] / rare.amount[one[0]] <= params.most_share
    ]
    for circle in disjoint(found):
        members = [int(rare.payer[edge]) for edge in circle]
        back = float(rare.amount[circle[-1]] / rare.amount[circle[0]])
        yield report(
            rare,
            circle,
            {"member": members},
            f"{len(circle)} payments, none earlier than the one before, lead from account "
            f"{rare.accounts[members[0]]} back to it; {back:.0%} of the first payment came back.",
            0.5 + 0.1 * min(5, len(circle) - 3),
        )
