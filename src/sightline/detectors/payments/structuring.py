"""One account pays another several times within hours, in parts of one size.

## What it sees

At least `payments` payments of one currency from one account to another within `hours`, of which the
largest is no more than `size_ratio` times the smallest, in a run of no more than twice that time, where all
other payments of the pair are not like that: they make at least `burst_share` of the pair's payments within
`around_days`. Accounts with more than `most_partners` partners on the receiving side are passed over.

Payments whose purposes each say a number of their own, as of invoices, are separate bills: they are told only
where the largest is no more than `alike` times the smallest, at a low score, and it is said.

One part less is enough where runs of that many and more, but for those that are told, are no more than those
told, and these are `several`; and where no more than `by_chance` of them come as well in once again as long,
in which nobody pays a sum in parts: who pays another twice in a day by chance pays him as often on the next.

Where only the day of a payment is known it may be of any time of that day, and the signal says so.

## Why it matters

Money that must not be seen to come from its owner is split, gathered, sent round or passed along strangers.
The typologies (E2) name circular flows, layered payments and pass-through accounts; resolutions 1874 ¶18–20
and 2094 ¶11–15 forbid financial services that could aid the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Purchases in a shop that is a person's account, instalments paid at once, several tickets bought one by one.

## Known misses

Parts of very different size, parts of unlike size for which made-up invoices are named, parts over several
days or from several accounts, and parts paid in cash. Parts among payments of the same pair that are none,
where only the day of some is known.

## Source

The name and the shape are those of the published simulations of laundering (IBM's AMLSim and the like); the
limits are proposals of this project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import Web, web
from sightline.detectors.payments.motif_report import grown, report

VERSION = 8
TABLES = ("payments",)
BILLED = "each names a bill of its own"
_NUMBER = re.compile(r"\d+")
MEASURES = ("fin-services",)
_OURS = "proposal of this project"


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as one sum in parts."""

    payments: int = param(3, "fewest parts", "payments", _OURS, 2)
    hours: float = param(24.0, "within", "h", _OURS)
    size_ratio: float = param(1.6, "largest part over smallest", "times", _OURS, 1)
    burst_share: float = param(0.6, "least share of what the pair paid around", "1", _OURS)
    alike: float = param(
        1.1, "largest part over smallest, where each names a bill of its own", "times", _OURS, 1
    )
    around_days: float = param(20.0, "around", "days", _OURS)
    several: int = param(10, "fewest sums in parts that tell how many parts are usual", "sums", _OURS, 1)
    by_chance: float = param(
        0.2,
        "most sums of one part less that come as well on the next day, for one that is told",
        "1",
        _OURS,
        0.0,
    )
    most_partners: int = param(
        120, "accounts with more partners are businesses with a public", "accounts", _OURS, 1
    )


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Sums in parts, in the order of payer and payee."""
    whole = web(tables["payments"])
    some = whole.of(whole.payers[whole.payee] <= params.most_partners)
    found = list(_runs(some, params, params.payments))
    less = list(_runs(some, params, params.payments - 1)) if params.several <= len(found) else []
    told = {edge for edges in found for edge in edges}
    less = [edges for edges in less if told.isdisjoint(edges)]
    if (
        params.payments > 2
        and len(less) <= len(found)
        and _later(some, params) <= params.by_chance * len(less)
    ):
        found = sorted(found + less, key=lambda edges: (some.payer[edges[0]], some.payee[edges[0]], edges))
    purposes = _purposes(tables["payments"], some, found)
    for edges in found:
        billed = _billed([purposes.get(_key(some, edge), "") for edge in edges])
        amounts = some.amount[edges]
        if not billed or amounts.max() <= params.alike * amounts.min():
            yield _said(some, edges, params, (BILLED,) if billed else ())


def _key(some: Web, edge: int) -> tuple[str, int, int]:
    place = some.place(edge)
    return str(place["item"]), int(place["row"]), round(some.amount[edge] * 100)


def _purposes(payments: Any, some: Web, found: list[list[int]]) -> dict[tuple[str, int, int], str]:
    """What these payments say they are for."""
    keys = sorted({_key(some, edge)[:2] for edges in found for edge in edges})
    if not keys or "purpose" not in payments.columns:
        return {}
    items, numbers = (list(column) for column in zip(*keys, strict=True))
    rows = pa.table({"item": items, "row": pa.array(numbers, pa.int64())})
    told = payments.select("item", "row", "amount", "purpose").semi_join(ibis.memtable(rows), ["item", "row"])
    return {
        (row["item"], row["row"], round(row["amount"] * 100)): row["purpose"] or ""
        for row in told.to_pyarrow().to_pylist()
    }


def _billed(purposes: list[str]) -> bool:
    """Whether each says a number of its own, as that of an invoice."""
    numbers = [frozenset(_NUMBER.findall(text)) for text in purposes]
    return all(numbers) and len(set(numbers)) == len(numbers)


def _later(some: Web, params: Params) -> int:
    """How many runs of one part less begin within `hours` and end in once again as long."""
    longer = replace(params, hours=2 * params.hours)
    most = round(params.hours * 3_600_000)
    runs = _runs(some, longer, params.payments - 1)
    return sum(
        len(edges) < params.payments and some.t[edges[-1]] - some.latest[edges[0]] > most for edges in runs
    )


def _runs(some: Web, params: Params, least: int) -> Iterator[list[int]]:
    """Runs of at least so many payments of a pair that are parts of one sum, in the order of the pairs."""
    pair = some.payer.astype(np.int64) * len(some.accounts) + some.payee
    pair = pair * (1 + int(some.currency.max(initial=0))) + some.currency
    _unique, which = np.unique(pair, return_inverse=True)
    order = np.argsort(which, kind="stable")
    at = kernels.starts(which[order].astype(np.int32), int(which.max(initial=-1)) + 1)
    first, behind = kernels.bursts(at, some.t[order], round(params.hours * 3_600_000), least)
    for run in np.flatnonzero(_parts(some, order, first, behind, params)).tolist():
        edges = order[first[run] : behind[run]].tolist()
        kind = which[edges[0]]
        times = some.t[order[at[kind] : at[kind + 1]]]
        near = np.abs(times - some.t[edges[0]]) <= params.around_days * 86_400_000
        if len(edges) >= params.burst_share * near.sum():
            yield edges


def _parts(some: Web, order: kernels.I64, first: kernels.I64, behind: kernels.I64, params: Params) -> Any:
    """Which of these runs of `order` are no longer than twice the hours, and of payments alike in size."""
    if not len(first):
        return np.zeros(0, np.bool_)
    took = some.t[order[behind - 1]] - some.latest[order[first]]
    amounts = np.append(some.amount[order], 0.0)
    cuts = np.column_stack([first, behind]).ravel()
    largest, smallest = (of.reduceat(amounts, cuts)[::2] for of in (np.maximum, np.minimum))
    return (took <= 2 * params.hours * 3_600_000) & (largest <= params.size_ratio * smallest)


def _said(some: Web, edges: list[int], params: Params, against: tuple[str, ...]) -> Found:
    amounts = some.amount[edges]
    payer, payee = int(some.payer[edges[0]]), int(some.payee[edges[0]])
    currency = some.currencies[int(some.currency[edges[0]])]
    return report(
        some,
        edges,
        {"payer": [payer], "payee": [payee]},
        f"Account {some.accounts[payer]} paid account {some.accounts[payee]} {len(edges)} parts of "
        f"{amounts.min():,.2f} to {amounts.max():,.2f}, {amounts.sum():,.2f} {currency} in all.",
        grown(len(edges), params.payments),
        against,
    )
