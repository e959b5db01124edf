"""Several accounts that one account pays and that pay one other on, whatever the sums: told by their number.

What `scatter_gather` says besides what agrees to the cent, and what `fan_in` and `fan_out` leave to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np

from sightline.detectors.detector import param
from sightline.detectors.payments import carriers, handed_on, layers
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import OURS, Strangers, Web, days, strangers, web, within


@dataclass(frozen=True, slots=True)
class Scattering(Strangers):
    """What counts as scattering and gathering."""

    middles: int = param(3, "fewest accounts between", "accounts", OURS, 2)
    window_days: float = param(20.0, "what came left within so long", "days", OURS)
    whole_days: float = param(60.0, "the whole shape within", "days", OURS)


@dataclass(frozen=True, slots=True)
class Between:
    """The two ends and who lies between, by number, and the edges in the order of time."""

    source: int
    target: int
    middles: list[int]
    edges: list[int]


def found(payments: Any, params: Scattering) -> list[Between]:
    """In the order of their ends; made once for each table and parameters.

    Without those whose sums agree to the cent, and what is part of a web of layers.
    """
    rare = strangers(payments, params)
    key = f"between two {astuple(params)}"
    if key not in rare.memo:
        rare.memo[key] = list(_found(rare, web(payments), params))
    held: list[Between] = rare.memo[key]
    return held


def taken(payments: Any, params: Strangers) -> Mapping[int, list[int]]:
    """By where a payment stands the numbers of those in which it does."""
    asked = Scattering(params.least_days, params.repeats, params.parts_days, params.most_partners)
    rare = strangers(payments, asked)
    return carriers.numbered(rare.index[one.edges].tolist() for one in found(payments, asked))


def _found(rare: Web, whole: Web, params: Scattering) -> Iterator[Between]:
    exact, known = handed_on.whole(rare, handed_on.SCATTER), handed_on.beside(rare, whole)
    told = carriers.taken([*exact, *(one for one, _pieces in known)])
    webs = layers.taken(rare)
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
            if carriers.apart(told, pieces) and carriers.apart(webs, pieces):
                yield Between(int(begin[chosen[0]]), int(end[chosen[0]]), middles, pieces)
