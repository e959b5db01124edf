"""Money goes through layers of accounts: several pay several, who pay several others.

## What it sees

Ways from a source over an account between to a target within `window_days`, all of a web within `whole_days`,
where at least `shared` accounts lie between the same two ends, joined where they share a payment: at least
`sources` accounts that only pay, `middles` between, `targets` that are only paid, and at least `steps` times
as many ways in and out as accounts between. Where they are more than `most_members` accounts, since shapes
share members, ways are joined where they share a payment on the same side of the middle, and the account that
deals with the smallest share of a layer beside it is left out until at least `filled` of all pairs of layers
side by side paid; then the same of the rest, as far as chance would hardly bring one of so many, as near in
time. A web that lacks one account at one end, as where one payment is missing from the data, counts where
chance would hardly bring any of its kind as near in time, and a stranger dealt there with an account between,
as near again. Each payment is between accounts that dealt with one another no more than `repeats` times (or
in parts within `parts_days` alone), both ways together; payers who pay more than `most_partners` accounts and
payees with more payers than that are passed over.

Besides, accounts that hand on what came, in its currency, to the cent less a fee of a whole per cent (1, 2,
3, 5, 10, 15 or 20) within 20 days, where one such account pays another, so that money makes three steps and
more, from accounts that only pay to some that are only paid (a circle is left to `cycle`). A mere line of
accounts is told weakly, unless it may be a piece of a circle (`gather_scatter`). There size does not matter,
since sums hardly agree to the cent by chance; round sums, which do, are left out, and so are accounts with so
many payments of strangers that a tenth of a run or more would agree by chance.

Where only the day of a payment is known it may be of any time of that day, and the signal says so.

## Why it matters

Money that must not be seen to come from its owner is split, gathered, sent round or passed along strangers.
The typologies (E2) name circular flows, layered payments and pass-through accounts; resolutions 1874 ¶18–20
and 2094 ¶11–15 forbid financial services that could aid the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Supply chains of small traders who deal once, families of several branches. In data of less than two
months, which the signal then says, whoever is paid once a month looks like a stranger.

## Known misses

Data of less than `least_days`. Thin stacks of single lines whose sums do not agree to the cent, which are
`pass_through` where they nearly do, slow ones, and layers that share no account. Of payments that agree to
the cent, those in parts among which other payments of that day lie, where only the day of some is known.

## Source

The name and the shape are those of the published simulations of laundering (IBM's AMLSim and the like); the
limits are proposals of this project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.detectors import amounts
from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.payments import carriers, handed_on, layers
from sightline.detectors.payments.motif_graph import OURS, Strangers, strangers, web
from sightline.detectors.payments.motif_report import days_told, grown, report

VERSION = 13
TABLES = ("payments",)
MEASURES = ("fin-services",)


@dataclass(frozen=True, slots=True)
class Params(Strangers):
    """What counts as a stack."""

    shared: int = param(2, "fewest accounts between the same two ends", "accounts", OURS, 1)
    sources: int = param(2, "fewest accounts of the first layer", "accounts", OURS, 1)
    middles: int = param(2, "fewest accounts between", "accounts", OURS, 1)
    targets: int = param(2, "fewest accounts of the last layer", "accounts", OURS, 1)
    most_members: int = param(60, "most accounts of a web", "accounts", OURS, 1)
    filled: float = param(0.7, "least of all pairs of layers side by side that paid", "1", OURS)
    steps: float = param(2.0, "fewest ways in and out, times the accounts between", "1", OURS)
    window_days: float = param(30.0, "what came left within so long", "days", OURS)
    whole_days: float = param(60.0, "the whole shape within", "days", OURS)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Stacks whose sums agree, then others, each in the order of their first payment."""
    rare = strangers(tables["payments"], params)
    exact = handed_on.whole(rare, handed_on.STACK)
    yield from (carriers.said(rare, one) for one in exact)
    taken = carriers.taken(exact)
    bounds = layers.Bounds(
        params.shared, params.sources, params.middles, params.targets, params.most_members, params.filled,
        params.steps, params.window_days, params.most_partners, params.whole_days,
    )  # fmt: skip
    told: dict[int, list[int]] = {}
    for pieces in layers.groups(rare, bounds):
        if not carriers.apart(taken, pieces):
            continue
        told |= {edge: [pieces[0]] for edge in pieces}
        sources, middles, targets = layers.three(rare, pieces)
        yield report(
            rare,
            pieces,
            {"middle": sorted(middles), "source": sorted(sources), "target": sorted(targets)},
            f"{amounts.counted(len(sources), 'account')} paid {len(middles)}, which paid "
            f"{len(targets)} others, in {len(pieces)} payments of accounts that otherwise hardly dealt with "
            "one another." + days_told(rare, chance=False),
            grown(len(middles), params.middles),
        )
    lesser = handed_on.weak(rare, web(tables["payments"]), handed_on.STACK, (told,))
    yield from (carriers.said(rare, group, (against,)) for group, against in lesser)
