"""Stolen coins that left a chain by a bridge and came out on another, which two sources call that bridge.

## What it sees

A payment into a bridge on one chain, and a payment out of the same bridge on another within `hours`, of no
more and of no less than all but `fee_share`, where no other payment fits either of the two nearly as well
and no more than `chance` would fit by chance. The addresses on both sides must be labelled as this bridge
(kinds `bridge` and `defi_bridge`) by at least `sources` sources that do not stand at one host: a single list
that errs, or two copies of it, make no hop. Whoever paid in must be a known taker (a label with an `abuse`
or of a sanctions list) or have from such, over at most `steps` addresses, at least `fed_share` of what it
got; over more of them that share with every mixing on the way reckoned in.

## Why it matters

Stolen coins change chains to lose whoever follows them (typologies, E3). The ledger of a theft ends at a
bridge; a hop says where it goes on.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

A match by time and amount is no proof: the bridge may have paid a like sum to somebody else. Sources at two
hosts may still have copied one another.

## Known misses

What comes out in parts, later or as another asset of other worth, bridges that only one source knows, and
chains that are not in the data. Of a transaction of several payers, whom its transfers pair with the service
is taken for who paid it.

## Source

Hops between chains are named in the typologies (E3); that a label keeps its source and one list once called
the address of a theft a mixer, too. The limits are proposals of this project.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from sightline.detectors import amounts
from sightline.detectors.coins.coin_web import BRIDGES, HOUR_MS, Web, fed, web
from sightline.detectors.coins.service_passage import Bout, Fit, Passage, bouts, passages
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.model.citation import Reason

VERSION = 8
TABLES = ("transfers", "labels")
MEASURES = ("fin-services",)
_OURS = "proposal of this project"


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as one hop."""

    hours: float = param(12.0, "longest time on the bridge", "h", _OURS)
    fee_share: float = param(0.01, "most that the bridge keeps", "1", _OURS)
    sources: int = param(
        2,
        "fewest hosts that call each side by this bridge's name",
        "sources",
        "issue of this project: two independent sources",
        1,
    )
    chance: float = param(0.1, "most payments that would fit by chance", "1", _OURS)
    steps: int = param(8, "most addresses between a known taker and whoever pays in", "addresses", _OURS)
    fed_share: float = param(0.5, "least share that came from known takers; 0 for anybody", "1", _OURS)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Hops in the order of bridge, payer and time."""
    found = web(tables)
    for passage in hops(found, params):
        yield _told(found, passage)


def hops(found: Web, params: Params) -> Iterator[Passage]:
    """What known takers paid into a bridge, with what came out of it on another chain."""
    known = found.of_kind(BRIDGES)
    bridges = {at: name for at, name in known.items() if len(_hosts(found, at, name)) >= params.sources}
    if not bridges:
        return
    bad = fed(found, params.steps, params.fed_share)
    came = bouts(found, bridges, {}, -1, out=False)
    went = bouts(found, bridges, {}, -1, out=True)
    chains = [holder[0] for holder in found.book.holders]

    def may(one: Bout, other: Bout) -> bool:
        return chains[one.holder] != chains[other.holder]

    for passage in passages(
        found, came, went, Fit(params.fee_share, round(params.hours * HOUR_MS), params.chance), may
    ):
        if bad[passage.came.holder]:
            yield passage


def _hosts(found: Web, holder: int, name: str) -> list[str]:
    """Where it is said that an address belongs to a bridge: hosts, or the source as it is written."""
    said = (one for one in found.labels.all[found.address(holder)] if one.name == name)
    return sorted({urlsplit(one.source).netloc.lower() or one.source.strip().lower() for one in said} - {""})


def _told(found: Web, passage: Passage) -> Found:
    came, went = passage.came, passage.went
    entrance, exit = int(found.book.target[came.rows[0]]), int(found.book.source[went.rows[0]])
    here, there = found.book.holders[entrance][0], found.book.holders[exit][0]
    minutes = round((went.begin - came.begin) / 60_000)
    hosts = [_hosts(found, at, came.service) for at in (entrance, exit)]
    reasons = (
        Reason(
            f"{found.address(came.holder)} paid {found.said(came.rows)} into {came.service} on {here}.",
            found.cites(came.rows),
        ),
        Reason(
            f"{amounts.counted(minutes, 'minute')} later {came.service} paid {found.said(went.rows)} on "
            f"{there} to {found.address(went.holder)}, {1 - went.total / came.total:.2%} less; no other "
            "payment fits either of the two nearly as well.",
            found.cites(went.rows),
        ),
        Reason(
            f"By chance {amounts.expected(passage.chance)} payments out of about that size would fit. A "
            "match by time and amount is no proof that the coins have one owner.",
            found.cites(went.rows),
        ),
        *(
            Reason(
                f"{' and '.join(several)} say{'s' * (len(several) == 1)} that {found.address(at)} on {chain} "
                f"belongs to {came.service}.",
                found.label_cites([found.address(at)]),
            )
            for at, chain, several in zip((entrance, exit), (here, there), hosts, strict=True)
        ),
    )
    return Found(
        actors=(found.actor(came.holder, "paid in"), found.actor(went.holder, "was paid out")),
        start=moment(came.begin),
        end=moment(went.end),
        score=0.8 if passage.chance < 0.01 else 0.65,
        place=f"{here} to {there}",
        about=f"{found.about(came.holder)} to {found.about(went.holder)}",
        reasons=found.disputed(reasons),
        measures=MEASURES,
    )
