"""Bursts of strangers who pay an account that soon pays others as much.

What `gather_scatter` says, and what `fan_in` and `fan_out` leave to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np

from sightline.detectors.detector import param
from sightline.detectors.payments import carriers, chance, layers
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import OURS, Strangers, Web, days, strangers, web
from sightline.detectors.payments.stretches import Asked, Side, side

_Stretches = list[tuple[kernels.I64, float]]
_Runs = tuple[kernels.I64, kernels.I64]
TO_THE_HUNDREDTH = 0.01
"""closer agreement of sums does not count for more"""


@dataclass(frozen=True, slots=True)
class Gathering(Strangers):
    """What counts as gathering and scattering."""

    payers: int = param(3, "fewest strangers who pay in", "accounts", OURS, 2)
    payees: int = param(3, "fewest strangers who are paid", "accounts", OURS, 2)
    window_days: float = param(20.0, "within so long", "days", OURS)
    surprise: float = param(9.0, "least surprise, of all that tells together", "powers of ten", OURS)
    by_chance: float = param(
        0.33, "most of what is told that may come by chance, by as many as come with moments drawn anew",
        "1", OURS, 0.0,
    )  # fmt: skip
    least_pace: float = param(0.001, "strangers a day that anybody may meet", "1/day", OURS)
    least_share: float = param(0.5, "least of what came in that went out", "1", OURS)
    most_share: float = param(1.3, "most of what came in that went out", "1", OURS)
    come_share: float = param(
        0.5, "least of what came in that had come when it went out, on average", "1", OURS
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """An account, edges in and edges out, and powers of ten by which they surprise more than is asked."""

    account: int
    came: list[int]
    went: list[int]
    over: float


def pairs(payments: Any, params: Gathering) -> list[Pair]:
    """Pairs of bursts in the order of their accounts; made once for each table and parameters.

    Without those whose sums agree to the cent, and accounts that carry for a living, which `carriers` tells,
    and what is part of a web of layers.
    """
    rare = strangers(payments, params)
    key = f"gathered {astuple(params)}"
    if key not in rare.memo:
        rare.memo[key] = list(_found(rare, web(payments), params))
    held: list[Pair] = rare.memo[key]
    return held


def taken(payments: Any, params: Strangers) -> Mapping[int, list[int]]:
    """By where a payment stands the numbers of the pairs of bursts in which it does."""
    asked = Gathering(params.least_days, params.repeats, params.parts_days, params.most_partners)
    rare = strangers(payments, asked)
    return carriers.numbered(rare.index[[*one.came, *one.went]].tolist() for one in pairs(payments, asked))


def exact(rare: Web) -> list[carriers.Group]:
    """Those whose sums agree to the cent."""
    return [one for one in carriers.groups(rare) if not one.layered and one.gathers]


def _found(rare: Web, whole: Web, params: Gathering) -> Iterator[Pair]:
    held = (carriers.taken(exact(rare)), layers.taken(rare))
    found = list(_surprising(rare, whole, params))
    by_chance = [how for *_, how in _surprising(chance.dealt_anew(rare), whole, params)]
    bar = chance.lowest([how for *_, how in found], by_chance, params.by_chance, params.surprise)
    known = {one.account for group in carriers.businesses(rare) for one in group.carriers}
    for account, one, other, how in found:
        if account in known:
            continue
        if how >= bar and all(carriers.apart(taken, [*one, *other]) for taken in held):
            yield Pair(account, one, other, how - params.surprise)


def _side(rare: Web, whole: Web, incoming: bool, params: Gathering) -> Side:
    least = params.payers if incoming else params.payees
    asked = Asked(params.window_days, least, 0.0, params.least_pace)
    return side(rare, whole, np.zeros(len(rare.accounts), np.bool_), asked, incoming=incoming)


def _surprising(
    rare: Web, whole: Web, params: Gathering
) -> Iterator[tuple[int, list[int], list[int], float]]:
    """Accounts in their order, each pair of bursts once, with how much it surprises."""
    into, out = (_side(rare, whole, incoming, params) for incoming in (True, False))
    came, went = into.runs(), out.runs()
    both = _accounts(into, came) & _accounts(out, went)
    ins, outs = _of(into, came, both), _of(out, went, both)
    for account in sorted(both):
        for one, other, how in _pairs(ins.get(account, []), outs.get(account, []), out, params):
            yield account, one.tolist(), other.tolist(), how


def _accounts(seen: Side, runs: _Runs) -> set[int]:
    """Whose runs these are."""
    return set(seen.own[seen.order[runs[0]]].tolist())


def _of(seen: Side, runs: _Runs, accounts: set[int]) -> dict[int, _Stretches]:
    """By account, of these accounts, the stretches of its runs."""
    first, behind = runs
    kept = np.isin(seen.own[seen.order[first]], list(accounts))
    found: dict[int, _Stretches] = {}
    for stretch in seen.stretches(seen.order, first[kept], behind[kept]):
        found.setdefault(int(seen.own[stretch[0][0]]), []).append(stretch)
    return found


def _since(seen: Side, stretch: tuple[kernels.I64, float], begin: int) -> _Stretches:
    """What is left of a stretch from a moment on, where that is enough."""
    edges, _how = stretch
    late = seen.web.latest[edges] >= begin
    if late.all():
        return [stretch]
    left = edges[late]
    if len(left) < seen.asked.least:
        return []
    return seen.stretches(left, np.zeros(1, np.int64), np.array([len(left)]))[:1]


def _pairs(
    came: _Stretches, went: _Stretches, out: Side, params: Gathering
) -> Iterator[tuple[kernels.I64, kernels.I64, float]]:
    """Stretches in with the one out that follows and surprises most, each once.

    What went out before anything came in is cut off.
    """
    t, window = out.web.t, days(params.window_days)
    left = [(int(t[of[0][0]]), int(out.web.latest[of[0]].max()), of) for of in went]
    for one, how in sorted(came, key=lambda item: -item[1]):
        begin, latest = int(t[one[0]]), int(t[one[-1]]) + window
        near = [of for first, last, of in left if last >= begin and first <= latest]
        later = [(cut, also, of[0]) for of in near for cut, also in _since(out, of, begin)]
        for other, also, of in sorted(later, key=lambda item: -item[1]):
            if how + also + BEST < params.surprise:
                break
            if int(t[other[0]]) > latest:
                continue
            share = went_on(out.web, one, other)
            if not params.least_share <= share <= params.most_share:
                continue
            if had_come(out.web, one, other) < params.come_share:
                continue
            surprise = how + also + agreed(share)
            if surprise >= params.surprise:
                yield one, other, surprise
                left = [item for item in left if item[2][0] is not of]
                break


def most_common(web: Web, came: Any) -> int:
    """The currency, by number, of most payments that came."""
    return int(np.argmax(np.bincount(web.currency[came])))


def went_on(web: Web, came: Any, went: Any) -> float:
    """How much of what came went out, in the currency of most payments that came."""
    main = most_common(web, came)
    one, other = (web.amount[edges][web.currency[edges] == main] for edges in (came, went))
    return float(other.sum() / one.sum())


def had_come(web: Web, came: Any, went: Any) -> float:
    """How much of what came had come when it went out, on average over what went: of one currency alone.

    That of most payments that came; where nothing of it went, nothing had come.
    """
    main = most_common(web, came)
    one, other = (edges[web.currency[edges] == main] for edges in (np.asarray(came), np.asarray(went)))
    ahead = web.t[one][:, None] <= web.latest[other]
    sums = web.amount[one], web.amount[other]
    return float(sums[0] @ ahead @ sums[1] / max(1e-9, sums[0].sum() * sums[1].sum()))


def agreed(share: float) -> float:
    """How unlikely sums in and out agree so well by chance: -log10, where they differ by e on average."""
    apart = max(TO_THE_HUNDREDTH, abs(math.log(share)))
    return -math.log10(math.erf(apart / math.sqrt(2.0)))


BEST = agreed(1.0)
"""what sums that agree tell at most"""
