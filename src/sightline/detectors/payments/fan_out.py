"""One account pays many strangers within days.

## What it sees

At least `payees` accounts are paid by one and the same account within `window_days`, each of which dealt
with it no more than `repeats` times (or in parts within `parts_days` alone), both ways together, in all the
data. So many in that time are a surprise, of at least `burst` powers of ten: by the account's own pace
outside the burst, and that of accounts which deal as much otherwise, they would hardly come (negative
binomial). What else chance hardly brings is added: that so many of them stand in a dense group or among
those who hand sums on to the cent (`bipartite`, `stack`, `gather_scatter`, `scatter_gather`; binomial);
and, each three powers of ten at most, that they deal with few other strangers, where chance brings the busy
together, that their sums are larger than strangers' usually are, and that these are more alike (by ranks
within a currency); and one power of ten for each standard deviation by which the sums are larger on average,
or less where they are smaller. Together it is at least `surprise`; more is asked where many come as well when
the moments of what pairs paid are drawn from those of all payments: so many are taken for wrong, and a right
one is worth `worth` wrong ones. Payers who pay more than `most_partners` accounts and payees with more payers
than that are businesses with a public and are passed over.

What is part of a group that pays a group (`bipartite`) or of sums that were handed on to the cent less a fee
(`stack`, `gather_scatter`, `scatter_gather`) is left to those; so is, whatever the sums, what is mostly part
of a web of layers (`stack`), of what was gathered and then scattered (`gather_scatter`), or of what was
scattered and then gathered (`scatter_gather`). Of payments in a row the stretch within `window_days`, and
within half of the data, that surprises most is taken, then the most surprising of the rest.

Payments of which four in five and more are of three sums (of many, of one for each six payments), or four and
more of one sum alone, as premiums, dues, prices and gifts are, lower the score. So does it where the account
made thirty such payments and more, twice as many as in the burst, with other strangers at other times, as
insurers, associations and shops do. So does it where strangers paid the account sums like those first named
(eight and more) from `window_days` before the burst until its end, as gifts for a wedding or fares of a
journey are. So does it where fewer than the fewest strangers dealt in one currency, and where a burst
surprises so little that, by what is found with moments drawn anew, it is worth telling only if a right one is
worth more than `sure_worth` wrong ones.

## Why it matters

Money that must not be seen to come from its owner is split, gathered, sent round or passed along strangers.
The typologies (E2) name circular flows, layered payments and pass-through accounts; resolutions 1874 ¶18–20
and 2094 ¶11–15 forbid financial services that could aid the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Refunds, prizes, gifts at the turn of the year, a builder's one-off suppliers, whoever buys of several dealers
at a fair. In data of less than two months, which the signal then says, whoever is paid once a month looks
like a stranger.

## Known misses

Data of less than `least_days`. Shapes of fewer accounts, slower ones, strangers who dealt with one another
before, accounts that hide among a shop's customers, bursts that take more than half of the data, and
bursts at an account that makes one after another with the same few. A few everyday sums from an account that
pays strangers all the time.

## Source

The name and the shape are those of the published simulations of laundering (IBM's AMLSim and the like); the
limits are proposals of this project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.payments.motif_graph import OURS
from sightline.detectors.payments.motif_report import days_told, report, surprising
from sightline.detectors.payments.stranger_bursts import Bursts, bursts

VERSION = 17
TABLES = ("payments",)
MEASURES = ("fin-services",)


@dataclass(frozen=True, slots=True)
class Params(Bursts):
    """What counts as a burst of strangers."""

    payees: int = param(3, "fewest strangers", "accounts", OURS, 2)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Bursts in the order of account and time."""
    for burst in bursts(tables["payments"], params, params.payees, incoming=False):
        count = len(burst.others)
        yield report(
            burst.web,
            burst.edges,
            {"scatterer": [burst.account], "payee": burst.others},
            f"{count} accounts that otherwise hardly dealt with it were paid from account {burst.number}."
            + burst.company
            + days_told(burst.web, chance=True),
            surprising(burst.over),
            burst.against,
        )
