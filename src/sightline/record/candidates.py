"""Entries of lists that may be one: every pair the resolver finds between list versions, with its reasons.

Words are weighed by how common they are on public lists, counted once and shipped, so that a score is the
same for every reader and tells nothing of what else is held. A pair across two lists is weighed against its
rivals; one within a list starts lower, since publishers seldom list one party twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sightline.lake.statements import Lake
from sightline.matching.resolving import columns, commonness, kernels, pairs, rivals, weights
from sightline.matching.resolving import said as speech
from sightline.matching.resolving.cited import cites
from sightline.matching.resolving.kernels import Columns, Floats, Packed
from sightline.matching.resolving.listed import traits_of
from sightline.matching.resolving.pairs import Budget
from sightline.matching.resolving.said import Compared, Said, log_odds, probability
from sightline.model.lists import ListVersion
from sightline.model.resolution import Candidate, MatchReason
from sightline.model.statement import Entity
from sightline.model.view import View
from sightline.record.entities import entities

ENGINE = "resolver 1"
"""Goes up whenever the same entries give other pairs, scores or reasons."""
THRESHOLD = 0.1
"""probability from which a pair is put before people"""
RIVALS_FROM = -3.0
"""log odds from which a pair counts as a rival of another"""
BUDGET = Budget()


def silent(done: int, whole: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Entries of several versions, in the order of the versions and of their ids, as columns."""

    ids: tuple[str, ...]
    list_of: np.ndarray[tuple[int], np.dtype[np.int64]]
    columns: Columns
    packed: Packed


def gather(view: View, lake: Lake, held: Sequence[ListVersion]) -> Gathered:
    """Read every entry once; one that stands in two versions under one id is read from the first."""
    gathering, places = columns.Gathering(), dict[str, int]()
    for number, version in enumerate(held):
        for entity in entities(view, lake, version):
            if entity.id not in places:
                places[entity.id] = number
                gathering.add(traits_of(entity))
    counted = columns.counted(gathering.done(), commonness.public())
    return Gathered(tuple(places), np.array([*places.values()], np.int64), *kernels.pack(counted))


def candidates(
    view: View,
    lake: Lake,
    held: Sequence[ListVersion],
    threshold: float = THRESHOLD,
    tell: Callable[[int, int], None] = silent,
    budget: Budget = BUDGET,
) -> list[Candidate]:
    """Pairs of at least this probability, the best first; `tell` is told (entries done, all entries).

    `NotFound` when the View may not see a version.
    """
    found = gather(view, lake, held)
    weighing = weights.vector()
    least = min(log_odds(threshold) if threshold < 1 else np.inf, RIVALS_FROM)
    met = pairs.search(found.columns, weighing, least, budget, tell)
    within = found.list_of[met.left] == found.list_of[met.right]
    odds = met.odds + np.where(within, weights.ONE_LIST.value, 0.0)
    contested = rivals.contested(met.left, met.right, odds, found.list_of)
    kept = np.flatnonzero(contested.odds >= log_odds(threshold)) if threshold < 1 else np.zeros(0, np.int64)
    wanted = {int(record) for column in (met.left, met.right) for record in column[kept]}
    wanted |= {int(record) for record in contested.rival[kept] if record != rivals.NOBODY}
    known = _read(view, lake, held, found, wanted)
    weighed = (
        _Weighed(
            (int(met.left[at]), int(met.right[at])),
            float(contested.odds[at]),
            bool(within[at]),
            float(odds[at] - contested.odds[at]),
            int(contested.rival[at]),
            int(contested.instead_of[at]),
        )
        for at in kept
    )
    made = [_candidate(found, weighing, known, one) for one in weighed]
    return sorted(made, key=lambda one: (-one.score, one.left, one.right))


def compare(left: Entity, right: Entity) -> Candidate:
    """Two entities by themselves, whatever else is held."""
    first, second = sorted((left, right), key=lambda entity: entity.id)
    counted = columns.counted(columns.gather(map(traits_of, (first, second))), commonness.public())
    c, packed = kernels.pack(counted)
    compared = speech.compare(packed, 0, 1, weights.vector())
    told = speech.said(compared, speech.sides(c, compared, (0, 1), traits_of(first), traits_of(second)))
    return Candidate(first.id, second.id, probability(compared.odds), _reasons(told, first, second))


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A pair of records with its log odds, what rivals take of them, and the strongest rival."""

    pair: tuple[int, int]
    odds: float
    within: bool
    lost: float
    rival: int
    instead_of: int


def _read(
    view: View, lake: Lake, held: Sequence[ListVersion], found: Gathered, wanted: set[int]
) -> dict[int, Entity]:
    """The entities of these records."""
    numbers = {found.ids[record]: record for record in wanted}
    known: dict[int, Entity] = {}
    for number, version in enumerate(held):
        for entity in entities(view, lake, version):
            record = numbers.get(entity.id)
            if record is not None and found.list_of[record] == number:
                known[record] = entity
    return known


def _candidate(found: Gathered, weighing: Floats, known: dict[int, Entity], one: _Weighed) -> Candidate:
    i, j = one.pair
    left, right = known[i], known[j]
    compared: Compared = speech.compare(found.packed, i, j, weighing)
    sides = speech.sides(found.columns, compared, one.pair, traits_of(left), traits_of(right))
    told = [*speech.said(compared, sides), *_beside(known, one)]
    reasons = _reasons(told, left, right)
    if left.id > right.id:
        left, right = right, left
        reasons = tuple(
            MatchReason(r.comparison, r.text, r.weight, r.right, r.left, r.cites) for r in reasons
        )
    return Candidate(left.id, right.id, probability(one.odds), reasons)


def _beside(known: dict[int, Entity], one: _Weighed) -> Iterator[Said]:
    """What the lists say beside the two entries themselves."""
    if one.within:
        yield Said(
            "one list",
            "both stand on one list, and publishers seldom list one party twice",
            weights.ONE_LIST.value,
        )
    if one.rival != rivals.NOBODY and one.lost > weights.RIVAL_TOLD:
        rival, instead_of = known[one.rival], known[one.instead_of]
        partner = known[one.pair[0] if one.pair[1] == one.instead_of else one.pair[1]]
        text = f"“{rival.caption}” ({rival.id}) of the same list also resembles “{partner.caption}”"
        yield Said("rival", text, -one.lost, instead_of.caption, rival.caption)


def _reasons(told: Sequence[Said], left: Entity, right: Entity) -> tuple[MatchReason, ...]:
    """Each with the places of both values, rounded for print."""
    return tuple(
        MatchReason(
            one.comparison,
            one.text,
            round(one.weight, 3),
            one.left,
            one.right,
            (*cites(left, one.comparison, one.left), *cites(right, one.comparison, one.right)),
        )
        for one in told
    )
