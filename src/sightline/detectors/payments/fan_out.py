"""One account pays many strangers within days.

## What it sees

At least `payees` accounts are paid by one and the same account within `window_days`, each of which dealt
with it no more than `repeats` times, both ways together, in all the data. So many in that time are a
surprise: by the account's own pace outside the burst, no less than `least_pace` a day, they would come with
a probability of 10 to the power of minus `surprise` (Poisson). Payers who pay more than `most_partners`
accounts and payees with more payers than that are businesses with a public and are passed over.

What is part of a group that pays a group (`bipartite`), or of sums that were handed on to the cent less a
fee (`stack`, `gather_scatter`, `scatter_gather`), is left to those. Of payments in a row the stretch within
`window_days` that surprises most is taken, then the most surprising of the rest.

## Why it matters

Money that must not be seen to come from its owner is split, gathered, sent round or passed along strangers.
The typologies (E2) name circular flows, layered payments and pass-through accounts; resolutions 1874 ¶18–20
and 2094 ¶11–15 forbid financial services that could aid the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Refunds, prizes, gifts at the turn of the year, a builder's one-off suppliers.

## Known misses

Data of less than `least_days`, in which whoever is paid every month looks like a stranger. Shapes of fewer
accounts, slower ones, strangers who dealt with one another before, and accounts that hide among a shop's
customers.

## Source

The name and the shape are those of the published simulations of laundering (IBM's AMLSim and the like); the
limits are proposals of this project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.payments.motif_report import grown, report
from sightline.detectors.payments.stranger_bursts import bursts

VERSION = 2
TABLES = ("payments",)
MEASURES = ("fin-services",)
_OURS = "proposal of this project"


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as a burst of strangers."""

    payees: int = param(4, "fewest strangers", "accounts", _OURS, 2)
    window_days: float = param(16.0, "within so long", "days", _OURS)
    least_days: float = param(45.0, "data must last so long to tell who deals every month", "days", _OURS)
    repeats: int = param(1, "most payments of a pair that count as dealing once", "payments", _OURS, 1)
    most_partners: int = param(
        120, "accounts with more partners are businesses with a public", "accounts", _OURS, 1
    )
    surprise: float = param(4.0, "least surprise", "powers of ten", _OURS)
    least_pace: float = param(0.005, "strangers a day anybody may meet", "1/day", _OURS)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Bursts in the order of account and time."""
    for burst in bursts(tables["payments"], params, params.payees, incoming=False):
        count = len(burst.others)
        yield report(
            burst.web,
            burst.edges,
            {"scatterer": [burst.account], "payee": burst.others},
            f"{count} accounts that otherwise hardly dealt with it were paid from account {burst.number}.",
            grown(count, params.payees),
        )
