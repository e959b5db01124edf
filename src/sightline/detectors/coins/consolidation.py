"""Coins that were spread over fresh addresses of one payer and are brought together again at one.

## What it sees

Within `hours` at least `addresses` addresses pay one address that no label calls a service. Each of them pays
nobody else, paid on all but `left_share` of what it got, and got it within `rest_days` before. At least
`common_share` of them were filled by one payer, who is no exchange; a mixer or a bridge counts as one. What
came together that way is at least `burst_share` of all that the address ever got. Whoever pays in a
transaction of several payers pays whoever gets all of it but `left_share`, and else several: how its
transfers pair payers and payees says nothing.

## Why it matters

Thefts are spread over many addresses so that none is conspicuous, and brought together before they are sold
(typologies, E3).

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Somebody who filled several wallets of his own and empties them again; a firm that moves to new addresses.

## Known misses

Addresses filled by payers who have nothing in common, that lie longer, or that are brought together over
weeks; what is brought together at an exchange (the exchange's sweeps look the same).

## Source

The pattern is named in the typologies (E3); the limits are proposals of this project, judged on generated
worlds as the page on evaluation says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sightline.detectors.coins.coin_web import DAY_MS, EXCHANGES, HOUR_MS, SLACK, Ints, Web, totals, web
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.model.citation import Reason

VERSION = 5
TABLES = ("transfers", "labels")
MEASURES = ("fin-services",)
_OURS = "proposal of this project"


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as coins brought together."""

    addresses: int = param(6, "fewest addresses that are emptied", "addresses", _OURS, 2)
    hours: float = param(48.0, "within", "h", _OURS)
    left_share: float = param(0.05, "most that stays at an emptied address", "1", _OURS)
    rest_days: float = param(14.0, "longest rest at an emptied address", "days", _OURS)
    common_share: float = param(0.6, "least share of them with one payer", "1", _OURS)
    burst_share: float = param(0.5, "least share of all that the address got", "1", _OURS)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """In the order of the address that gathers."""
    found = web(tables)
    came, went = totals(found)
    target = _payee(found, params.left_share)
    emptied = _emptied(found, target, came, went, params)
    inward = np.bincount(target[found.out[emptied[found.book.source[found.out]]]],
                         minlength=len(found.book.holders))  # fmt: skip
    exchanges = found.of_kind(EXCHANGES)
    for holder in np.flatnonzero((inward >= params.addresses) & ~found.service).tolist():
        rows = [row for row in found.ins(holder).tolist() if emptied[found.book.source[row]]]
        best = _burst(found, rows, params.hours * HOUR_MS)
        more = [row for row in found.together(best).tolist() if target[row] == holder]
        paid = {int(found.book.source[row]) for row in (*best, *more)}
        sources = sorted(one for one in paid if emptied[one])
        payer, filled = _common(found, sources, exchanges)
        enough = len(sources) >= params.addresses and len(filled) >= params.common_share * len(sources)
        if enough and float(found.amount[best].sum()) >= (params.burst_share - SLACK) * came[holder]:
            yield _told(found, holder, sources, best, (payer, filled))


def _payee(found: Web, left_share: float) -> Ints:
    """Whom each transfer pays; of a transaction of several payers who gets nearly all, else nobody (-1)."""
    target = found.book.target.astype(np.int64)
    mixed = np.flatnonzero(found.step >= 0)
    if not len(mixed):
        return target
    pairs, which = np.unique(np.column_stack([found.step[mixed], target[mixed]]), axis=0, return_inverse=True)
    paid = np.bincount(which.ravel(), found.amount[mixed])
    whole = np.bincount(found.step[mixed], found.amount[mixed])
    nearly = paid >= (1.0 - left_share - SLACK) * whole[pairs[:, 0]]
    main = np.full(len(whole), -1, np.int64)
    main[pairs[nearly, 0]] = pairs[nearly, 1]
    target[mixed] = main[found.step[mixed]]
    return target


def _emptied(
    found: Web, target: Ints, came: object, went: object, params: Params
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Holders that got something and passed nearly all of it on soon, to one address."""
    got, gave = np.asarray(came), np.asarray(went)
    count = len(found.book.holders)
    some = (np.diff(found.out_at) > 0) & (np.diff(found.into_at) > 0) & ~found.service
    some &= (gave >= (1 - params.left_share - SLACK) * got) & (gave <= got * (1 + SLACK))
    at = np.asarray(found.book.at)
    firsts, lasts = np.zeros(count, np.int64), np.zeros(count, np.int64)
    holders = np.flatnonzero(some)
    firsts[holders] = at[found.into[found.into_at[holders]]]
    lasts[holders] = at[found.out[found.out_at[holders + 1] - 1]]
    some &= lasts - firsts <= params.rest_days * DAY_MS
    one = np.full(count, -1, np.int64)
    one[holders] = target[found.out[found.out_at[holders]]]
    others = found.out[target[found.out] != one[found.book.source[found.out]]]
    some[found.book.source[others]] = False
    some[found.book.source[found.out[target[found.out] < 0]]] = False
    return some


def _burst(found: Web, rows: list[int], length: float) -> list[int]:
    """The stretch of so many milliseconds with most transfers, in order."""
    ordered = sorted(rows, key=lambda row: (int(found.book.at[row]), row))
    best: list[int] = []
    first = 0
    for last in range(len(ordered)):
        while found.book.at[ordered[last]] - found.book.at[ordered[first]] > length:
            first += 1
        if last - first + 1 > len(best):
            best = ordered[first : last + 1]
    return best


def _common(found: Web, sources: list[int], exchanges: dict[int, str]) -> tuple[str, list[int]]:
    """Who filled most of these addresses, no exchange, and the transfers with which: one an address."""
    first: dict[str, dict[int, int]] = {}
    for holder in sources:
        for row in found.ins(holder).tolist():
            payer = int(found.book.source[row])
            if payer not in exchanges:
                name = found.named(payer) or found.address(payer)
                first.setdefault(name, {}).setdefault(holder, row)
    counts = Counter({name: len(rows) for name, rows in first.items()})
    if not counts:
        return "", []
    name = min(counts, key=lambda one: (-counts[one], one))
    return name, list(first[name].values())


def _told(
    found: Web, holder: int, sources: list[int], rows: list[int], filled: tuple[str, list[int]]
) -> Found:
    payer, first = filled
    others = [row for row in found.together(rows).tolist() if found.book.target[row] != holder]
    begin, end = int(found.book.at[min(first)]), int(found.book.at[rows[-1]])
    hours = max(1, round((end - int(found.book.at[rows[0]])) / HOUR_MS))
    reasons = [
        Reason(
            f"{len(sources)} addresses paid {found.said(rows)} to {found.address(holder)} within {hours} "
            f"hour{'s' if hours != 1 else ''}; none of them paid anybody else"
            + (f", but for {found.said(others)} in the same transactions" if others else "")
            + ", and all were emptied.",
            found.cites(rows),
        ),
        Reason(f"{len(first)} of them were filled by {payer}, with {found.said(first)}.", found.cites(first)),
    ]
    if onward := found.outs(holder).tolist():
        reasons.append(Reason(f"{found.said(onward)} went on from there.", found.cites(onward)))
    return Found(
        actors=(found.actor(holder, "gatherer"),),
        start=moment(min(begin, int(found.book.at[rows[0]]))),
        end=moment(end),
        score=round(min(0.9, 0.5 + 0.03 * (len(sources) - 5)), 2),
        place=found.book.holders[holder][0],
        about=found.about(holder),
        reasons=found.disputed(reasons),
        measures=MEASURES,
    )
