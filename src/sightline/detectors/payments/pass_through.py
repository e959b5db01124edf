"""A sum goes from account to account within hours, nearly whole.

## What it sees

Chains of at least `steps` payments: each payee pays on, within `hours` and in the same currency, no more
than came in and no less than `1 - kept_share` of it. Sums below `least_amount` are not looked at. Every
payment belongs to one chain at most. Accounts with more than `most_partners` payees are passed over.

Where only the day of a payment is known it may be of any time of that day, and the signal says so.

## Why it matters

Money that must not be seen to come from its owner is split, gathered, sent round or passed along strangers.
The typologies (E2) name circular flows, layered payments and pass-through accounts; resolutions 1874 ¶18–20
and 2094 ¶11–15 forbid financial services that could aid the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

A payment by way of a notary or a platform, transfers between one's own accounts, firms that pay
subcontractors the sum they got.

## Known misses

Sums that are split or gathered on the way, money that rests longer, and exchange into another currency.

## Source

The name and the shape are those of the published simulations of laundering (IBM's AMLSim and the like); the
limits are proposals of this project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sightline.detectors import amounts
from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import Web, by_currency, web
from sightline.detectors.payments.motif_report import grown, report

VERSION = 7
TABLES = ("payments",)
MEASURES = ("fin-services",)
_OURS = "proposal of this project"


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as passing through."""

    steps: int = param(3, "fewest payments of a chain", "payments", _OURS, 2)
    hours: float = param(48.0, "paid on within", "h", "proposal, typologies E2")
    kept_share: float = param(0.1, "most that a step keeps", "1", _OURS)
    least_amount: float = param(500.0, "smaller sums are everyday life", "currency units", _OURS)
    most_partners: int = param(
        120, "accounts with more partners are businesses with a public", "accounts", _OURS, 1
    )


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Chains in the order of their first payment."""
    whole = web(tables["payments"])
    quiet = whole.payees <= params.most_partners
    some = whole.of((whole.amount >= params.least_amount) & quiet[whole.payer])
    following = _following(some, params)
    later = np.zeros(len(following), np.bool_)
    later[following[following >= 0]] = True
    for first in np.flatnonzero((following >= 0) & ~later).tolist():
        chain = [first]
        while following[chain[-1]] >= 0:
            chain.append(int(following[chain[-1]]))
        accounts = [int(some.payer[first]), *(int(some.payee[edge]) for edge in chain)]
        if len(chain) < params.steps or len(set(accounts)) < len(accounts):
            continue
        left = float(some.amount[chain[-1]] / some.amount[first])
        yield report(
            some,
            chain,
            {"source": accounts[:1], "target": accounts[-1:], "middle": accounts[1:-1]},
            f"A sum of {some.amount[first]:,.2f} {some.currencies[int(some.currency[first])]} went on "
            f"through {amounts.counted(len(accounts) - 2, 'account')}; "
            f"{amounts.percent(left)} of it arrived.",
            grown(len(chain), params.steps),
        )


def _following(some: Web, params: Params) -> Any:
    """By edge the one of its currency that passes it on, else -1."""
    found = np.full(len(some.payer), -1, np.int64)
    for own, part in by_currency(some):
        passed = kernels.passed_on(
            part.out, part.out_at, part.payee, part.t, part.amount, round(params.hours * 3_600_000),
            params.kept_share,
        )  # fmt: skip
        found[own[passed >= 0]] = own[passed[passed >= 0]]
    return found
