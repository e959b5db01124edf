"""Coins that went into a mixer and came out of it again, told by time and amount.

## What it sees

Payments of one address into a mixer (a label of the kind `mixing_service`), with no pause of more than
`pause_hours`, are a bout. So are payments of the mixer to one address, with no pause of more than
`behind_days`, where addresses that got nothing but from the mixer and passed on all but `left_share` of it
to one address stand for that address. A bout out is told with a bout in when it begins no earlier, ends no
later than `behind_days` after it, comes to no more and to no less than all but `fee_share`, when no other
fits either of the two nearly as well, and when no more than `chance` would fit by chance: from how many came
out in that time, how many of all are about as large and of about as many transfers, and how many different
sums came out each for itself. Whoever paid in must be a known taker (a label with an `abuse` or of a
sanctions list) or have from such, over at most `steps` addresses, at least `fed_share` of what it got;
over more of them that share with every mixing on the way reckoned in.

## Why it matters

Mixers are the second step of the laundering of stolen coins (typologies, E3). What comes out can be
followed again.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

A match by time and amount is no proof: somebody else may have taken out a like sum. The chance is reckoned
from the transfers that are in the data; with few of them it is worth little.

## Known misses

What is taken out to several addresses that are never brought together, much later, or in parts over longer
pauses; mixers nobody has labelled. Of a transaction of several payers, whom its transfers pair with the
service is taken for who paid it.

## Source

Timing of what goes in and comes out is named in the typologies (E3); the limits are proposals of this
project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sightline.detectors import amounts
from sightline.detectors.coins.coin_web import DAY_MS, HOUR_MS, MIXERS, SLACK, Web, fed, totals, web
from sightline.detectors.coins.service_passage import Fit, Passage, bouts, passages
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.model.citation import Reason

VERSION = 8
TABLES = ("transfers", "labels")
MEASURES = ("fin-services",)
_OURS = "proposal of this project"


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as one passage."""

    pause_hours: float = param(48.0, "longest pause between payments in", "h", _OURS)
    behind_days: float = param(10.0, "longest time from the last payment in to the last out", "days", _OURS)
    fee_share: float = param(0.04, "most that the mixer keeps", "1", _OURS)
    left_share: float = param(0.05, "most that stays at an address that passes on", "1", _OURS)
    chance: float = param(0.1, "most bouts that would fit by chance", "1", _OURS)
    steps: int = param(8, "most addresses between a known taker and whoever pays in", "addresses", _OURS)
    fed_share: float = param(0.5, "least share that came from known takers; 0 for anybody", "1", _OURS)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Passages in the order of mixer, payer and time."""
    found = web(tables)
    for passage in through(found, params):
        yield _told(found, passage)


def through(found: Web, params: Params) -> Iterator[Passage]:
    """What known takers paid into a mixer, with what came out of it again."""
    mixers = found.of_kind(MIXERS)
    if not mixers:
        return
    pause = round(params.pause_hours * HOUR_MS)
    bad = fed(found, params.steps, params.fed_share)
    came = bouts(found, mixers, {}, pause, out=False)
    behind = round(params.behind_days * DAY_MS)
    went = bouts(found, mixers, _gathered(found, mixers, params), behind, out=True)
    fit = Fit(params.fee_share, behind, params.chance)
    assets = [holder[:2] for holder in found.book.holders]
    for passage in passages(
        found, came, went, fit, lambda one, other: assets[one.holder] == assets[other.holder]
    ):
        if bad[passage.came.holder]:
            yield passage


def _gathered(found: Web, mixers: dict[int, str], params: Params) -> dict[int, int]:
    """Addresses that got coins of a mixer alone and passed them on to one address, with that address."""
    came, went = totals(found)
    standing = {}
    candidates = {int(found.book.target[row]) for holder in mixers for row in found.outs(holder).tolist()}
    for holder in sorted(candidates):
        only = all(int(found.book.source[row]) in mixers for row in found.ins(holder).tolist())
        targets = np.unique(found.book.target[found.outs(holder)])
        onward = len(targets) == 1 and went[holder] >= (1 - params.left_share - SLACK) * came[holder]
        if only and onward and not found.service[targets[0]]:
            standing[holder] = int(targets[0])
    return standing


def _told(found: Web, passage: Passage) -> Found:
    came, went = passage.came, passage.went
    hours = max(0, round((went.end - came.end) / HOUR_MS))
    through = {int(found.book.target[row]) for row in went.rows} - {went.holder}
    several = f"{len(through)} addresses" if len(through) > 1 else "an address"
    by_way = f" by way of {several} that passed it on" if through else ""
    kept = 1 - went.total / came.total
    wallets = {found.address(int(found.book.target[row])) for row in came.rows}
    reasons = (
        Reason(
            f"{found.address(came.holder)} paid {found.said(came.rows)} into {came.service} in "
            f"{len(came.rows)} transfer{'s' if len(came.rows) != 1 else ''}.",
            found.cites(came.rows),
        ),
        Reason(
            f"{found.said(went.rows)} ({kept:.2%} less) came out to {found.address(went.holder)}{by_way} in "
            f"{len(went.rows)} transfer{'s' if len(went.rows) != 1 else ''}, the last "
            f"{amounts.counted(hours, 'hour')} after the last payment in; nothing else that came out fits "
            "nearly as well, nor does it fit another.",
            found.cites(went.rows),
        ),
        Reason(
            f"By chance {amounts.expected(passage.chance)} payments out of about that size would fit. A "
            "match by time and amount is no proof that the coins have one owner.",
            found.cites(went.rows[:1]),
        ),
        Reason(
            f"Labels say that {', '.join(sorted(wallets)[:3])} belong{'s' * (len(wallets) == 1)} to "
            f"{came.service}.",
            found.label_cites(sorted(wallets)[:3]),
        ),
    )
    return Found(
        actors=(found.actor(came.holder, "paid in"), found.actor(went.holder, "took out")),
        start=moment(came.begin),
        end=moment(went.end),
        score=round(min(0.9, 0.6 + 0.05 * min(len(came.rows), 4) + (0.1 if passage.chance < 0.01 else 0)), 2),
        place=found.book.holders[came.holder][0],
        about=found.about(came.holder),
        reasons=found.disputed(reasons),
        measures=MEASURES,
    )
