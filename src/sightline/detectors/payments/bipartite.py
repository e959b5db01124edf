"""A group of accounts pays another group, nearly each of the one each of the other.

## What it sees

Payers of whom two share at least `shared` payees within `window_days`, and within half of the data (an
eighth, a quarter and half of that are looked at first), joined where they share such payments, without those
who dealt with fewer than two of the other side, and without the loosest until of all pairs between the two
sides at least `filled` paid: at least `members` in all. By how often strangers pay one another, chance would
make no more than `by_chance` such groups in all the data; of two by two, all four of which paid, no more than
`squares_by_chance`. All of it is within `whole_days`. Payments of which four in five and more are of three
sums, as of a savings club, lower the score. Each pair dealt no more than `repeats` times (or in parts within
`parts_days` alone), both ways together; payers who pay more than `most_partners` accounts and payees with
more payers than that are passed over. Two layers of a web of layers are left to `stack`.

## Why it matters

Money that must not be seen to come from its owner is split, gathered, sent round or passed along strangers.
The typologies (E2) name circular flows, layered payments and pass-through accounts; resolutions 1874 ¶18–20
and 2094 ¶11–15 forbid financial services that could aid the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Neighbours who use the same craftsmen, guests of one event, members of two clubs, buyers and dealers at a fair
(as in `fan_in` and `fan_out`: payments of few days look like sales and like a web of mules alike). In data of
less than two months, which the signal then says, whoever is paid once a month looks like a stranger.

## Known misses

Data of less than `least_days`. Thin webs, slow ones, and groups that deal with one another every month.

## Source

The name and the shape are those of the published simulations of laundering (IBM's AMLSim and the like); the
limits are proposals of this project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.payments import carriers, layers
from sightline.detectors.payments.dense_groups import Bounds, by_chance, groups, sides
from sightline.detectors.payments.motif_graph import OURS, Strangers, strangers
from sightline.detectors.payments.motif_report import days_told, priced, report, surprising

VERSION = 13
TABLES = ("payments",)
MEASURES = ("fin-services",)
PARTS = (0.125, 0.25, 0.5, 1.0)
"""of the window, in which groups are looked for"""


@dataclass(frozen=True, slots=True)
class Params(Strangers):
    """What counts as two groups."""

    shared: int = param(2, "fewest payees two payers share", "accounts", OURS, 1)
    members: int = param(5, "fewest accounts of both sides", "accounts", OURS, 4)
    filled: float = param(0.5, "least of all pairs that paid", "1", OURS)
    window_days: float = param(40.0, "two payers pay the same within so long", "days", OURS)
    whole_days: float = param(60.0, "the whole shape within", "days", OURS)
    by_chance: float = param(10.0, "most such groups that chance would make", "groups", OURS, 1e-9)
    squares_by_chance: float = param(
        0.3, "most groups of fewer members, two by two, that chance would make", "groups", OURS, 1e-9
    )


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Pairs of groups in the order of their first payment."""
    rare = strangers(tables["payments"], params)
    bounds = Bounds(
        params.shared, params.members, params.filled, min(params.window_days, rare.lasts / 2),
        params.by_chance, params.most_partners, PARTS, params.whole_days, params.squares_by_chance,
    )  # fmt: skip
    taken = layers.taken(rare)
    for edges in groups(rare, bounds):
        if not carriers.apart(taken, edges.tolist()):
            continue
        payers, payees, pairs = sides(rare, edges)
        yield report(
            rare,
            edges.tolist(),
            {"payer": payers.tolist(), "payee": payees.tolist()},
            f"{len(payers)} accounts paid {len(payees)} others: {pairs} of {len(payers) * len(payees)} "
            "pairs, which otherwise hardly dealt with one another." + days_told(rare, chance=True),
            surprising(math.log10(params.by_chance) - by_chance(rare, edges, bounds.window_days)),
            priced(rare, edges.tolist()),
        )
