"""Coins that hop from fresh address to fresh address, with a little peeled off at every step.

## What it sees

An address is a link when it was paid no more than `most_in` times, paid out again all but `left_share` of
that in two to `most_out` transfers within `step_hours`, and most of it (but no more than all without
`least_peel`) to one address, while each of the others got no more than `peel_share`. Links whose largest
payment goes to another link make a chain; one of at least `links` is told, unless a label says that its
first address belongs to a service, or at least `regular_share` of those who were paid at its steps are paid
that way again more than `again_days` apart, as people with wages are. What a transaction of several payers
pays to an address counts as one payment; who pays in such a one is no link, since it does not say whom it
paid.

## Why it matters

Peel chains part large thefts into sums that exchanges take without questions. The typologies (E3) name them
among the patterns of the laundering of stolen coins, which pay for the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

A wallet that gives change to a fresh address and is used many times in a day; an exchange nobody has
labelled that pays its customers out of change; wages paid for the first time.

## Known misses

Chains with days between the steps, shorter than `links`, over addresses that are used twice, or with large
parts taken off.

## Source

The pattern is named in the typologies (E3); the limits are proposals of this project, judged on generated
worlds as the page on evaluation says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sightline.detectors import amounts
from sightline.detectors.coins.coin_web import DAY_MS, HOUR_MS, SLACK, Ints, Web, totals, web
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.model.citation import Reason

VERSION = 6
TABLES = ("transfers", "labels")
MEASURES = ("fin-services",)
_OURS = "proposal of this project"


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as a link, and as a chain."""

    links: int = param(6, "fewest links", "addresses", _OURS, 2)
    most_in: int = param(2, "most payments into a link", "transfers", _OURS, 1)
    most_out: int = param(4, "most payments out of a link", "transfers", _OURS, 2)
    left_share: float = param(0.05, "most that stays at a link", "1", _OURS)
    step_hours: float = param(24.0, "longest rest at a link", "h", _OURS)
    peel_share: float = param(0.3, "largest part taken off at a step", "1", _OURS)
    least_peel: float = param(0.0005, "smallest part that counts as taken off", "1", _OURS)
    regular_share: float = param(0.5, "share of those paid who are paid regularly", "1", _OURS)
    again_days: float = param(5.0, "paid again so much later is regularly", "days", _OURS)


@dataclass(frozen=True, slots=True)
class Link:
    """An address of a chain: where most goes on to, and the transfers that were taken off."""

    holder: int
    onward: int
    peels: tuple[int, ...]

    def next(self, found: Web) -> int:
        """The address that gets most."""
        return int(found.book.target[self.onward])


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Chains in the order of their first payment."""
    found = web(tables)
    links = {link.holder: link for link in _links(found, params)}
    reached = {link.next(found) for link in links.values()}
    regular = _regular(found, links, params)
    for start in sorted(set(links) - reached, key=lambda at: (int(found.book.at[links[at].onward]), at)):
        chain = _chain(found, links, start)
        paid = {int(found.book.target[row]) for link in chain for row in link.peels}
        often = sum(holder in regular for holder in paid)
        if len(chain) >= params.links and often < params.regular_share * len(paid):
            yield _told(found, chain)


def _links(found: Web, params: Params) -> Iterator[Link]:
    ins, outs = _times_paid(found), np.diff(found.out_at)
    came, went = totals(found)
    likely = (ins >= 1) & (ins <= params.most_in) & (outs >= 2) & (outs <= params.most_out) & ~found.service
    likely &= (went >= (1 - params.left_share - SLACK) * came) & (went <= came * (1 + SLACK))
    likely[found.book.source[found.step >= 0]] = False
    for holder in np.flatnonzero(likely).tolist():
        rows = found.outs(holder)
        if link := _link(found, holder, rows, params):
            yield link


def _times_paid(found: Web) -> Ints:
    """How often each holder was paid, by a transaction of several payers once."""
    target, step = found.book.target[found.into], found.step[found.into]
    again = np.zeros(len(step), np.bool_)
    again[1:] = (step[1:] >= 0) & (step[1:] == step[:-1]) & (target[1:] == target[:-1])
    return np.bincount(target[~again], minlength=len(found.book.holders))


def _link(found: Web, holder: int, rows: Ints, params: Params) -> Link | None:
    ins = found.ins(holder)
    if found.book.at[rows[-1]] - found.book.at[ins[0]] > params.step_hours * HOUR_MS:
        return None
    sums = found.amount[rows]
    largest = int(np.argmax(sums))
    peels = np.delete(sums, largest)
    whole = float(sums.sum())
    small = peels.max() <= (params.peel_share + SLACK) * whole and peels.sum() >= params.least_peel * whole
    others = {int(found.book.target[row]) for row in np.delete(rows, largest).tolist()}
    onward = int(rows[largest])
    if not small or int(found.book.target[onward]) in others or sums[largest] * 2 <= whole:
        return None
    return Link(holder, onward, tuple(np.delete(rows, largest).tolist()))


def _chain(found: Web, links: dict[int, Link], start: int) -> list[Link]:
    chain, met, at = [], set(), start
    while at in links and at not in met:
        met.add(at)
        chain.append(links[at])
        at = links[at].next(found)
    return chain


def _regular(found: Web, links: dict[int, Link], params: Params) -> set[int]:
    """Who is paid at steps of chains more than some days apart."""
    times: dict[int, list[int]] = {}
    for link in links.values():
        for row in link.peels:
            times.setdefault(int(found.book.target[row]), []).append(int(found.book.at[row]))
    return {at for at, when in times.items() if max(when) - min(when) > params.again_days * DAY_MS}


def _told(found: Web, chain: list[Link]) -> Found:
    first, last = chain[0], chain[-1]
    peels = [row for link in chain for row in link.peels]
    inward = found.ins(first.holder).tolist()
    paid = len({int(found.book.target[row]) for row in peels})
    served = [row for row in peels if found.service[found.book.target[row]]]
    begin, end = int(found.book.at[inward[0]]), int(found.book.at[last.onward])
    hours = max(1, round((end - begin) / HOUR_MS))
    reasons = [
        Reason(
            f"{found.said(inward)} came to {found.address(first.holder)} and went through {len(chain)} "
            f"addresses one after the other within {hours} hour{'s' if hours != 1 else ''}; "
            f"{found.said([last.onward])} went on from the last.",
            found.cites([*inward, *(link.onward for link in chain)]),
        ),
        Reason(
            f"At these steps {found.said(peels)} were taken off in {amounts.counted(len(peels), 'part')}, to "
            f"{paid} address{'es' * (paid != 1)}.",
            found.cites(peels),
        ),
    ]
    if served:
        names = sorted({found.named(int(found.book.target[row])) for row in served})
        reasons.append(Reason(f"{len(served)} of the parts went to {', '.join(names)}.", found.cites(served)))
    chain_name, _asset, _address = found.book.holders[first.holder]
    return Found(
        actors=(
            found.actor(first.holder, "first of the chain"),
            found.actor(last.next(found), "behind the chain"),
        ),
        start=moment(begin),
        end=moment(end),
        score=round(min(0.95, 0.5 + 0.03 * (len(chain) - 5)), 2),
        place=chain_name,
        about=found.about(first.holder),
        reasons=found.disputed(reasons),
        measures=MEASURES,
    )
