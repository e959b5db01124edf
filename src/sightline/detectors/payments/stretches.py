"""Stretches of strangers' payments at one account that surprise by their pace and by what else tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sightline.detectors.payments import stranger_kernels as kernels
from sightline.detectors.payments.motif_graph import Web, days
from sightline.detectors.payments.motif_kernels import I32, I64, bursts
from sightline.detectors.payments.stranger_evidence import evidence, usual


@dataclass(frozen=True, slots=True)
class Asked:
    """What a stretch has at least, and what anybody may meet at most by the day."""

    window_days: float
    least: int
    """edges"""
    burst: float
    """powers of ten by its pace alone"""
    least_pace: float
    """strangers a day that anybody may meet"""
    surprise: float = -np.inf
    """powers of ten by all that tells"""
    others: int = 0
    """different accounts on the other side"""


@dataclass(frozen=True, slots=True)
class Side:
    """Strangers' payments as the accounts see them that are paid, or that pay."""

    web: Web
    order: I64
    """edges by account, then time"""
    own: I32
    other: I32
    at: I64
    telling: kernels.Telling
    pace: kernels.Pace
    asked: Asked

    def runs(self) -> tuple[I64, I64]:
        """Where in `order` runs of edges of one account close behind one another begin and end."""
        t, asked = self.web.t[self.order], self.asked
        first, behind = bursts(self.at, t, days(asked.window_days), asked.least)
        return first, behind

    def stretches(self, edges: I64, first: I64, behind: I64) -> list[tuple[I64, float]]:
        """The edges of the stretches of these runs and how much each surprises.

        Of a run the most surprising by its pace first, none twice. None takes more than half of the data,
        which would leave too little to tell what is usual.
        """
        rows, how = kernels.stretches(
            edges, first, behind, self.web.t, self.own, self.pace, self.telling, self.asked.surprise,
            self.asked.others,
        )  # fmt: skip
        return [
            (edges[low:high], much) for (low, high), much in zip(rows.tolist(), how.tolist(), strict=True)
        ]


def side(rare: Web, whole: Web, told: Any, asked: Asked, *, incoming: bool) -> Side:
    """Strangers' payments seen from one side; `told` is a flag by account, of all the data is `whole`."""
    order, at = (rare.into, rare.into_at) if incoming else (rare.out, rare.out_at)
    own, other = (rare.payee, rare.payer) if incoming else (rare.payer, rare.payee)
    held = usual(whole, np.diff(at), asked.least_pace * rare.lasts)
    length = days(min(asked.window_days, rare.lasts / 2))
    pace = kernels.Pace(at, held.mean, held.shape, rare.lasts, length, asked.least, asked.burst)
    return Side(rare, order, own, other, at, evidence(rare, told, incoming=incoming), pace, asked)
