"""Stretches of strangers' payments at one account that surprise by their pace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import Web, days
from sightline.detectors.payments.stranger_evidence import Usual


@dataclass(frozen=True, slots=True)
class Run:
    """Edges of one account close behind one another, where each account's begin, and what is usual."""

    web: Web
    edges: kernels.I64
    account: int
    at: kernels.I64
    pace: Usual


def stretches(
    run: Run, least: int, window_days: float, surprise: float
) -> Iterator[tuple[kernels.I64, float]]:
    """The stretches of a run that surprise enough by their pace, the most surprising first, none twice.

    None takes more than half of the data, which would leave too little to tell what is usual.
    """
    t, span = run.web.t, run.web.lasts
    usual = int(run.at[run.account + 1] - run.at[run.account])
    mean, shape = float(run.pace.mean[run.account]), float(run.pace.shape[run.account])
    length = days(min(window_days, span / 2))
    rest = [slice(0, len(run.edges))]
    while rest:
        part = rest.pop()
        edges = run.edges[part]
        if len(edges) < least:
            continue
        pace, low, high = kernels.surprising(t[edges], length, least, usual, span, mean, shape)
        if pace < surprise:
            continue
        yield edges[low:high], pace
        rest += [slice(part.start + high, part.stop), slice(part.start, part.start + low)]
