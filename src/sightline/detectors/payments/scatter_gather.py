"""One account pays several others, which all pay on to the same one.

## What it sees

At least `middles` accounts that one account pays and that each pay another one within `window_days`, all of
them the same two ends, and all of it within `whole_days`. Each of these payments is between accounts that
dealt with one another no more than `repeats` times (or in parts within `parts_days` alone), both ways
together. Payers who pay more than `most_partners` accounts and payees with more payers than that are passed
over. What is part of a web of layers is left to `stack`.

Besides, accounts that hand on what came, in its currency, to the cent less a fee of a whole per cent (1, 2,
3, 5, 10, 15 or 20) within 20 days, where none of them pays another such account and at least two of them
carry between the same two ends; one of the two may have dealt with an end otherwise too, where both begin
within 10 days. Where several carry a payment each, but not between the same two ends, it is told weakly,
pieces of circles left out (`gather_scatter`). There size does not matter, since sums hardly agree to the cent
by chance; round sums, which do, are left out, and so are accounts with so many payments of strangers that a
tenth of a run or more would agree by chance.

## Why it matters

Money that must not be seen to come from its owner is split, gathered, sent round or passed along strangers.
The typologies (E2) name circular flows, layered payments and pass-through accounts; resolutions 1874 ¶18–20
and 2094 ¶11–15 forbid financial services that could aid the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Friends who share a bill, branches of a firm, a family that pays an aunt for a grandmother. In data of
less than two months, which the signal then says, whoever is paid once a month looks like a stranger.

## Known misses

Data of less than `least_days`. Fewer middles, longer ways, and ends that are several accounts of one
holder.

## Source

The name and the shape are those of the published simulations of laundering (IBM's AMLSim and the like); the
limits are proposals of this project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.payments import carriers, handed_on, layers
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import OURS, Strangers, days, strangers, web, within
from sightline.detectors.payments.motif_report import days_told, grown, report

VERSION = 10
TABLES = ("payments",)
MEASURES = ("fin-services",)


@dataclass(frozen=True, slots=True)
class Params(Strangers):
    """What counts as scattering and gathering."""

    middles: int = param(3, "fewest accounts between", "accounts", OURS, 2)
    window_days: float = param(20.0, "what came left within so long", "days", OURS)
    whole_days: float = param(60.0, "the whole shape within", "days", OURS)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Groups whose sums agree, then pairs of ends in the order of their accounts."""
    rare = strangers(tables["payments"], params)
    whole = web(tables["payments"])
    exact, known = handed_on.whole(rare, handed_on.SCATTER), handed_on.beside(rare, whole)
    yield from (carriers.said(rare, one) for one in exact)
    yield from (handed_on.said_beside(whole, one, pieces) for one, pieces in known)
    taken, webs = carriers.taken([*exact, *(one for one, _pieces in known)]), layers.taken(rare)
    told: dict[int, list[int]] = {}
    edges = np.arange(len(rare.payer))
    one, other = kernels.two_steps(
        edges, rare.out, rare.out_at, rare.payee, rare.t, days(params.window_days), params.most_partners
    )
    begin, end = rare.payer[one], rare.payee[other]
    order = np.lexsort((other, one, end, begin))
    order = order[begin[order] != end[order]]
    key = begin[order].astype(np.int64) * len(rare.accounts) + end[order]
    cuts = np.flatnonzero(np.diff(key, prepend=-1))
    sizes = np.diff(cuts, append=len(key))
    for at, size in zip(
        cuts[sizes >= params.middles].tolist(), sizes[sizes >= params.middles].tolist(), strict=True
    ):
        for chosen in within(rare, one, other, order[at : at + size], days(params.whole_days)):
            middles = sorted({int(mid) for mid in rare.payee[one[chosen]]})
            if len(middles) < params.middles:
                continue
            pieces = sorted({*one[chosen].tolist(), *other[chosen].tolist()})
            if not (carriers.apart(taken, pieces) and carriers.apart(webs, pieces)):
                continue
            told |= {edge: [int(chosen[0])] for edge in pieces}
            source, target = int(begin[chosen[0]]), int(end[chosen[0]])
            yield report(
                rare,
                pieces,
                {"source": [source], "target": [target], "middle": middles},
                f"Account {rare.accounts[source]} paid {len(middles)} accounts that otherwise hardly dealt "
                f"with it, and each of them paid account {rare.accounts[target]}."
                + days_told(rare, chance=False),
                grown(len(middles), params.middles),
            )
    lesser = handed_on.weak(rare, whole, handed_on.SCATTER, (told, webs))
    yield from (carriers.said(rare, group, (against,)) for group, against in lesser)
