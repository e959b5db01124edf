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
within 10 days. Three and more near in time are told by themselves, though one of them carries for another
shape besides, as long as the part is handed on to the cent too. Where several carry a payment each, but not
between the same two ends, it is told weakly, pieces of circles left out (`gather_scatter`). There size does
not matter, since sums hardly agree to the cent by chance; round sums and small ones, which do, are left out
unless three others carry between the same two ends near in time, and so are accounts with so many payments of
strangers that a tenth of a run or more would agree by chance.

Where only the day of a payment is known it may be of any time of that day, and the signal says so.

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

Data of less than `least_days`. Fewer middles, longer ways, and ends that are several accounts of one holder.
Of payments that agree to the cent, those in parts among which other payments of that day lie, where only the
day of some is known.

## Source

The name and the shape are those of the published simulations of laundering (IBM's AMLSim and the like); the
limits are proposals of this project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.detectors.detector import Found, Tables
from sightline.detectors.payments import between_two, carriers, handed_on, layers
from sightline.detectors.payments.between_two import Between, Scattering
from sightline.detectors.payments.motif_graph import Web, strangers, web
from sightline.detectors.payments.motif_report import days_told, grown, report

VERSION = 12
TABLES = ("payments",)
MEASURES = ("fin-services",)


@dataclass(frozen=True, slots=True)
class Params(Scattering):
    """What counts as scattering and gathering."""


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Groups whose sums agree, then pairs of ends in the order of their accounts."""
    payments = tables["payments"]
    rare, whole = strangers(payments, params), web(payments)
    yield from (carriers.said(rare, one) for one in handed_on.whole(rare, handed_on.SCATTER))
    yield from (handed_on.said_beside(whole, one, pieces) for one, pieces in handed_on.beside(rare, whole))
    several = between_two.found(payments, params)
    yield from (_said(rare, one, params.middles) for one in several)
    told = {edge: [at] for at, one in enumerate(several) for edge in one.edges}
    lesser = handed_on.weak(rare, whole, handed_on.SCATTER, (told, layers.taken(rare)))
    yield from (carriers.said(rare, group, (against,)) for group, against in lesser)


def _said(rare: Web, one: Between, least: int) -> Found:
    source, target = rare.accounts[one.source], rare.accounts[one.target]
    return report(
        rare,
        one.edges,
        {"source": [one.source], "target": [one.target], "middle": one.middles},
        f"Account {source} paid {len(one.middles)} accounts that otherwise hardly dealt with it, and each of "
        f"them paid account {target}." + days_told(rare, chance=False),
        grown(len(one.middles), least),
    )
