"""Many strangers pay one account, which soon pays many others.

## What it sees

A burst of at least `payers` strangers who pay an account within `window_days`, and a burst of at least
`payees` strangers whom it pays, which begins no earlier than the first (what the account paid before is cut
off) and no later than `window_days` after its end. What went out is between `least_share` and `most_share` of
what came in, in the currency of most payments in, and when it went out `come_share` of that had come, on
average over what went. So many in that time by the account's own pace and that of accounts which deal as much
otherwise (negative binomial), and sums that agree so well, are a surprise. As for `fan_in`, it adds up, on
each side and each three powers of ten at most, that those strangers deal with few others, that their sums are
larger than strangers' usually are, and that these are more alike (by ranks within a currency); and a power of
ten for each standard deviation by which the sums are larger on average. Together it is at least `surprise`;
more is asked where, by as much as is found when the moments of what pairs paid are drawn from those of all
payments, more than `by_chance` of it would come by chance. An account between in a web of layers (`stack`) is
left to that. Payments in of a few sums, as prices are, lower the score; so does it where less than
`alike_share` of what came went out, or the other way round, and it surprises no more than `any_share` above
the least, and where fewer than the fewest strangers dealt in one currency. Nor is it more than weak where the
account does so as its business: where four in five of the payments out hand on one payment in each, less a
tenth at most, within ten days (unless what came is of sums much alike), so that nothing was gathered; and
where other strangers, thirty and more and twice as many as here, paid it besides, and as many it paid; or
where the payments say that an estate holds it (`Estate of …`, `Nachlass …`): it gathers what the dead owned
and pays it to the heirs. Nothing else in payments tells an executor from a launderer, so the holder's name is
asked. Strangers dealt with one another no more than `repeats` times (or in parts within `parts_days` alone),
both ways together; payers who pay more than `most_partners` accounts and payees with more payers than that
are passed over.

Besides, accounts that hand on several payments in several, in their currency, to the cent less a fee of a
whole per cent (1, 2, 3, 5, 10, 15 or 20) within 20 days, where none of them pays another such account and no
two carry between the same two ends (`scatter_gather`). Where none both gathers and scatters, as where a sum
is just passed on, they are told weakly; not where a payment is among what else is told here or in a web of
layers, nor where strangers lead back from who is paid to who pays within 40 days, by sums that change by a
quarter at most: a piece of a circle. One that hands on five times and more, from and to five others and more,
is told once and not otherwise, at a low score, with what speaks against it. There size does not matter, since
sums hardly agree to the cent by chance; round sums, which do, are left out, and so are accounts with so many
payments of strangers that a tenth of a run or more would agree by chance.

Where only the day of a payment is known it may be of any time of that day, and the signal says so.

## Why it matters

Money that must not be seen to come from its owner is split, gathered, sent round or passed along strangers.
The typologies (E2) name circular flows, layered payments and pass-through accounts; resolutions 1874 ¶18–20
and 2094 ¶11–15 forbid financial services that could aid the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Someone who collects for a group and buys for it, an organiser of a journey, a seller who pays several
suppliers, whoever executes an estate for several heirs in a name that does not say so. Lawyers, notaries and
escrow agents who seldom deal and split what they pay out; others of them are told weakly. In data of less
than two months, which the signal then says, whoever is paid once a month looks like a stranger.

## Known misses

Data of less than `least_days`. Shapes of fewer accounts, slower ones, and sums that are split over several
accounts between. Money that goes out before most of it has come. Whoever gathers and scatters time and again,
or hands on a sum for each that came, or calls the account an estate's, is told weakly. Of payments that agree
to the cent, those in parts among which other payments of that day lie, where only the day of some is known.

## Source

The name and the shape are those of the published simulations of laundering (IBM's AMLSim and the like); the
limits are proposals of this project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sightline.detectors import amounts
from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.payments import carriers, gathered, handed_on, layers
from sightline.detectors.payments.gathered import Gathering, Pair, pairs
from sightline.detectors.payments.motif_graph import OURS, Web, strangers, web
from sightline.detectors.payments.motif_report import days_told, mixed, priced, report, surprising
from sightline.detectors.payments.ordinary_business import dealings, executed, of_estate, one_by_one

VERSION = 19
TABLES = ("payments",)
MEASURES = ("fin-services",)


@dataclass(frozen=True, slots=True)
class Params(Gathering):
    """What counts as gathering and scattering."""

    alike_share: float = param(
        0.9, "least of the one of what came and went, by the other, that is not told weakly", "1", OURS
    )
    any_share: float = param(
        8.0, "surprise above the least from which on that does not matter", "powers of ten", OURS
    )


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Groups whose sums agree, then accounts in their order, each pair of bursts once."""
    rare = strangers(tables["payments"], params)
    yield from (carriers.said(rare, one) for one in handed_on.whole(rare, handed_on.GATHER))
    yield from (carriers.said_of_business(rare, one) for one in carriers.businesses(rare))
    bursts = pairs(tables["payments"], params)
    estates = executed(tables["payments"], [rare.accounts[one.account] for one in bursts])
    for several in _businesses(rare, bursts):
        yield _said(rare, several, params, estates)
    taken = {edge: [at] for at, one in enumerate(bursts) for edge in (*one.came, *one.went)}
    lesser = handed_on.weak(rare, web(tables["payments"]), handed_on.GATHER, (taken, layers.taken(rare)))
    yield from (carriers.said(rare, group, (against,)) for group, against in lesser)


def _businesses(rare: Web, bursts: Sequence[Pair]) -> list[list[Pair]]:
    """Pairs of bursts one by one, but together those in which an account handed on single payments."""
    found: list[list[Pair]] = []
    held: dict[int, list[Pair]] = {}
    for pair in bursts:
        if pair.account in held and one_by_one(rare, pair.account, pair.went):
            held[pair.account].append(pair)
            continue
        found.append([pair])
        if one_by_one(rare, pair.account, pair.went):
            held[pair.account] = found[-1]
    return found


def _said(rare: Web, several: Sequence[Pair], params: Params, estates: Mapping[str, str]) -> Found:
    came = sorted({edge for pair in several for edge in pair.came})
    went = sorted({edge for pair in several for edge in pair.went})
    pair = Pair(several[0].account, came, went, max(pair.over for pair in several))
    payers, payees = rare.payer[came], rare.payee[went]
    again = len(several) > 1
    others = {"payer": np.unique(payers).tolist(), "payee": np.unique(payees).tolist()}
    return report(
        rare,
        [*came, *went],
        {"middle": [pair.account]} | ({} if again else others),
        _text(rare, pair.account, came, went) + days_told(rare, chance=True),
        surprising(pair.over),
        (
            *priced(rare, came),
            *(mixed(rare, came, payers, params.payers) or mixed(rare, went, payees, params.payees)),
            *_unlike(gathered.went_on(rare, came, went), pair.over, params),
            *one_by_one(rare, pair.account, went),
            *dealings(rare, pair.account, came, went),
            *of_estate(estates.get(rare.accounts[pair.account], "")),
            *(("it does so time and again in the open",) if again else ()),
        ),
    )


def _unlike(share: float, over: float, params: Params) -> tuple[str, ...]:
    """What speaks against a pair of bursts of which not as much went out as came in; else nothing."""
    if params.alike_share <= share <= 1 / params.alike_share or over >= params.any_share:
        return ()
    return ("what went out is not nearly what came in, as where somebody earns and spends",)


def _text(rare: Web, account: int, came: list[int], went: list[int]) -> str:
    """Who paid and was paid, and how much went on: members and sums of one currency, the most common."""
    main = gathered.most_common(rare, came)
    told = []
    for ends, edges in ((rare.payer, came), (rare.payee, went)):
        every = {int(ends[edge]) for edge in edges}
        told.append((len({int(ends[edge]) for edge in edges if rare.currency[edge] == main}), len(every)))
    mixed = any(rare.currency[edge] != main for edge in (*came, *went))
    payers, payees = (f"{some} of {every}" if mixed else str(every) for some, every in told)
    return (
        (f"In {rare.currencies[main]} " if mixed else "")
        + f"{payers} strangers paid account {rare.accounts[account]}, which paid {payees} others "
        + f"{amounts.percent(gathered.went_on(rare, came, went))} of it"
        + ("; what else came and went is in other currencies." if mixed else ".")
    )
