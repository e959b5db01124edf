"""Addresses that pass all they get to one exchange: those a theft reaches, and those of brokers.

## What it sees

An address without a label that passes at least `forward_share` of what it gets, each time within
`sweep_hours`, to labelled addresses of one exchange does as an address would that the exchange keeps for a
customer. Passed on in one transfer, it may as well be a step of whoever paid in, which one transfer cannot
tell: it is said so, and scores less. It is told when a known
taker (a label with an `abuse` or of a sanctions list), or somebody who has at least
`fed_share` from such, pays into it. Over more than `steps` addresses, as behind a long chain that peels
off a little, it must be that share with every mixing on the way reckoned in; and who was paid out of a
bridge what such a one had paid in (a hop, see `bridge_hop`) counts as one. It is also told, as one of a
broker, when at least `clients` others pay into it and the median of what they pay is at least `size_factor`
times that of all payments into such addresses: a desk over the counter takes large sums of many under one
account of its own (a nested exchange).

## Why it matters

An exchange can say whose address it is, and freeze it. Brokers over the counter sell stolen coins; the
typologies (E3) name them, deposits nested in an exchange and addresses that are shared.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

A shop of large goods or a charity that keeps its till at an exchange; somebody innocent who was paid by a
taker and pays into his own account; a wallet of the taker's own on the way to an exchange.

## Known misses

Exchanges nobody has labelled, addresses that pass on only a part or much later, and brokers with wallets of
their own. Of a transaction of several payers, whom its transfers pair with the address is taken for who paid
it.

## Source

The pattern is named in the typologies (E3); the limits are proposals of this project, judged on generated
worlds as the page on evaluation says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sightline.detectors.coins.bridge_hop import Params as HopParams
from sightline.detectors.coins.bridge_hop import hops
from sightline.detectors.coins.coin_web import EXCHANGES, HOUR_MS, SLACK, Web, fed, totals, web
from sightline.detectors.coins.service_passage import Passage
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.model.citation import Reason

VERSION = 8
TABLES = ("transfers", "labels")
MEASURES = ("asset-freeze",)
SWEPT, ONCE, BROKER = 0.75, 0.5, 0.55
"""scores: what takers paid in was passed on in several transfers, or in one; a broker into whom none paid"""
_OURS = "proposal of this project"


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as such an address, and which are told."""

    forward_share: float = param(0.95, "least that is passed on to the exchange", "1", _OURS)
    sweep_hours: float = param(96.0, "longest rest before it is passed on", "h", _OURS)
    steps: int = param(8, "most addresses between a known taker and whoever pays in", "addresses", _OURS)
    fed_share: float = param(
        0.5, "least share of a payer's coins that came from known takers", "1", _OURS, 0.01
    )
    clients: int = param(8, "fewest who pay a broker", "addresses", _OURS, 2)
    size_factor: float = param(6.0, "their median over that of all such payments", "times", _OURS)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """In the order the transfers first name the addresses."""
    found = web(tables)
    exchanges = found.of_kind(EXCHANGES)
    tills = dict(_tills(found, exchanges, params))
    if not tills:
        return
    over = {
        one.went.holder: one for one in hops(found, HopParams(steps=params.steps, fed_share=params.fed_share))
    }
    came, _went = totals(found)
    exits = [at for at, one in over.items() if one.went.total >= (params.fed_share - SLACK) * came[at]]
    plain = fed(found, params.steps, params.fed_share)
    bad = fed(found, params.steps, params.fed_share, exits) if exits else plain
    usual = float(np.median(np.concatenate([found.amount[found.ins(at)] for at in tills])))
    for holder, name in tills.items():
        rows = found.ins(holder)
        guilty = rows[bad[found.book.source[rows]]].tolist()
        clients = {int(found.book.source[row]) for row in rows.tolist()}
        broker = (
            len(clients) >= params.clients
            and float(np.median(found.amount[rows])) >= (params.size_factor - SLACK) * usual
        )
        if guilty or broker:
            hopped = [row for row in guilty if not plain[found.book.source[row]]]
            passed = [over[at] for at in exits] if hopped else []
            yield _told(found, (holder, name, guilty, passed), len(clients) if broker else 0, usual)


def _tills(found: Web, exchanges: dict[int, str], params: Params) -> Iterator[tuple[int, str]]:
    """Holders that pass what they get to one exchange, with its name."""
    came, went = totals(found)
    kept = np.zeros(len(found.book.holders))
    named = np.zeros(len(found.book.holders), np.bool_)
    named[list(exchanges)] = True
    onward = found.out[named[found.book.target[found.out]]]
    np.add.at(kept, found.book.source[onward], found.amount[onward])
    takers = found.labels.takers
    for holder in np.flatnonzero(
        (kept >= (params.forward_share - SLACK) * came) & (came > 0) & ~found.service
    ).tolist():
        outs = found.outs(holder)
        names = {exchanges.get(int(at), "") for at in found.book.target[outs].tolist()}
        whole = went[holder] <= came[holder] * (1 + SLACK) and found.address(holder) not in takers
        if (
            whole
            and len(names) == 1
            and "" not in names
            and _soon(found, holder, params.sweep_hours * HOUR_MS)
        ):
            yield holder, names.pop()


def _soon(found: Web, holder: int, length: float) -> bool:
    """Whether something was passed on soon after everything that came."""
    ins, outs = np.asarray(found.book.at)[found.ins(holder)], np.asarray(found.book.at)[found.outs(holder)]
    at = np.searchsorted(outs, ins)
    late = np.append(outs, np.iinfo(np.int64).max)[at] - ins > length
    return not bool(late.any())


def _some(addresses: Sequence[str]) -> str:
    """The first three, and how many more there are."""
    more = len(addresses) - 3
    return ", ".join(addresses[:3]) + (f" and {more} more" if more > 0 else "")


def _told(found: Web, till: tuple[int, str, list[int], list[Passage]], clients: int, usual: float) -> Found:
    holder, name, guilty, passed = till
    rows, outs = found.ins(holder).tolist(), found.outs(holder).tolist()
    address = found.address(holder)
    reasons = [
        Reason(
            f"All that {address} got, {found.said(rows)} in {len(rows)} "
            f"transfer{'s' if len(rows) != 1 else ''}, it passed on to {name} in {len(outs)}, as an address "
            "would that the exchange keeps for a customer"
            + (
                "."
                if len(outs) > 1
                else "; one transfer cannot tell it from a step of whoever paid in. The exchange can."
            ),
            found.cites([*outs[:8], *rows[:8]]),
        ),
        Reason(
            f"Labels say that {found.address(int(found.book.target[outs[0]]))} belongs to {name}.",
            found.label_cites([found.address(int(found.book.target[outs[0]]))]),
        ),
    ]
    if guilty:
        payers = sorted({found.address(int(found.book.source[row])) for row in guilty})
        takers = [one for one in payers if one in found.labels.takers]
        fed_ones = [one for one in payers if one not in found.labels.takers]
        told = [f"{_some(takers)}, by labels {'takers' if len(takers) > 1 else 'a taker'}"] if takers else []
        if fed_ones:
            own = "their" if len(fed_ones) > 1 else "its"
            told.append(f"{_some(fed_ones)}, which got {own} coins mostly from takers")
        reasons.append(
            Reason(
                f"{found.said(guilty)} of it came from {'; and from '.join(told)}.",
                (*found.cites(guilty), *found.label_cites([*takers[:3], *fed_ones[:3]])),
            )
        )
    if passed:
        reasons.append(
            Reason(
                "On the way coins of a known taker went over a bridge: "
                + "; ".join(
                    f"{found.said(one.came.rows)} into {one.came.service} by "
                    f"{found.address(one.came.holder)}, {found.said(one.went.rows)} out of it to "
                    f"{found.address(one.went.holder)}"
                    for one in passed[:3]
                )
                + ". A match by time and amount is no proof.",
                found.cites([row for one in passed[:3] for row in (*one.came.rows, *one.went.rows)]),
            )
        )
    if clients:
        median = float(np.median(found.amount[rows]))
        reasons.append(
            Reason(
                f"{clients} others pay into it, {median:,.4g} coins in the median, where {usual:,.4g} are "
                f"usual for such addresses: so does who buys and sells coins for others.",
                found.cites(rows),
            )
        )
    times = [int(found.book.at[row]) for row in (*(guilty or rows), *outs)]
    return Found(
        actors=(found.actor(holder, "broker" if clients and not guilty else "deposit address"),),
        start=moment(min(times)),
        end=moment(max(times)),
        score=(SWEPT if len(outs) > 1 else ONCE) if guilty else BROKER,
        place=found.book.holders[holder][0],
        about=found.about(holder),
        reasons=found.disputed(reasons),
        measures=MEASURES if guilty else (),
    )
