"""Where the parties of a network stand: a column for each step, rows by whom they are tied to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sightline.service.network_shape import Network, Party

SWEEPS = 4
"""how often columns are ordered by what their parties are tied to"""


def laid_out(network: Network) -> Network:
    """The same network with a row for each party; the same rows every time."""
    columns: dict[int, list[Party]] = {}
    for party in network.parties:
        columns.setdefault(party.step, []).append(party)
    near: dict[str, list[str]] = {}
    for edge in network.edges:
        near.setdefault(edge.payer, []).append(edge.payee)
        near.setdefault(edge.payee, []).append(edge.payer)
    steps = sorted(columns, key=lambda step: (abs(step), step))
    for _ in range(SWEEPS):
        at = {one.id: _share(n, len(column)) for column in columns.values() for n, one in enumerate(column)}
        for step in steps:
            columns[step].sort(key=lambda one: (_middle(near.get(one.id, ()), at), one.id))
            at |= {one.id: _share(n, len(columns[step])) for n, one in enumerate(columns[step])}
    rows = {one.id: row for column in columns.values() for row, one in enumerate(column)}
    return replace(network, parties=tuple(replace(one, row=rows[one.id]) for one in network.parties))


def _share(number: int, of: int) -> float:
    return (number + 0.5) / of


def _middle(others: Sequence[str], at: Mapping[str, float]) -> float:
    held = [at[other] for other in others if other in at]
    return sum(held) / len(held) if held else 0.5
