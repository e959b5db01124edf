"""A group of people who are tied, parted into the crews that only little joins.

Payment texts join no crews, since whole trades write the same words. A telephone and an address, which
neighbours share too, join two crews where they tie so large a share of each to the other. Anything else joins
them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from sightline.detectors.firms.ties import Links, groups, strength

NEAR = frozenset({"phone", "address"})
"""what neighbours share too"""
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Crew:
    """Workers by number, and what ties them to one another, and to others from whom they are told apart."""

    group: tuple[int, ...]
    pairs: Links
    apart: Links = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What ties two, how large a group may be, and what share of each of two crews joins them."""

    tie: float
    most: int
    share: float


def inside(tied: Links, group: Iterable[int]) -> Links:
    """The ties between members of a group."""
    members = set(group)
    return {pair: shared for pair, shared in tied.items() if members.issuperset(pair)}


def parted(whole: Crew, is_crew: Callable[[Crew], bool], bounds: Bounds) -> list[Crew]:
    """The crews in a group, each with those tied to it most; the group where there are no two in it."""
    harder = _without(whole.pairs, {"text", *NEAR}, bounds)
    cores = [
        core
        for core in groups(harder, bounds.tie, bounds.most)
        if is_crew(Crew(core, inside(whole.pairs, core)))
    ]
    cores = _joined(cores, _without(whole.pairs, {"text"}, bounds), bounds.share)
    if len(cores) < 2:
        return [whole]
    of = {at: number for number, core in enumerate(cores) for at in core}
    while further := _nearest(whole, of):
        of |= further
    found = []
    for number in range(len(cores)):
        group = tuple(at for at in whole.group if of.get(at) == number)
        apart = {
            pair: shared
            for pair, shared in whole.pairs.items()
            if {of.get(pair[0]) == number, of.get(pair[1]) == number} == {True, False}
        }
        found.append(Crew(group, inside(whole.pairs, group), apart))
    return found


def _without(pairs: Links, kinds: Iterable[str], bounds: Bounds) -> Links:
    """The pairs that are tied without things of these kinds, and by what."""
    left = {pair: tuple(one for one in shared if one.kind not in kinds) for pair, shared in pairs.items()}
    return {pair: shared for pair, shared in left.items() if strength(shared) >= bounds.tie}


def _joined(cores: Sequence[tuple[int, ...]], near: Links, share: float) -> list[tuple[int, ...]]:
    """The crews, those as one of each of which so large a share is tied to the other."""
    left = [frozenset(core) for core in cores]
    while two := next((two for two in combinations(left, 2) if _one(*two, near, share)), None):
        left = [core for core in left if core not in two] + [two[0] | two[1]]
    return sorted(tuple(sorted(core)) for core in left)


def _one(one: frozenset[int], other: frozenset[int], near: Iterable[Pair], share: float) -> bool:
    across = [pair for pair in near if len(one.intersection(pair)) == len(other.intersection(pair)) == 1]
    tied = {at for pair in across for at in pair}
    return all(len(tied & core) >= share * len(core) for core in (one, other))


def _nearest(whole: Crew, of: Mapping[int, int]) -> dict[int, int]:
    """Those of no part who are tied to one, by the part to which they are tied most."""
    ties: dict[int, Counter[int]] = defaultdict(Counter)
    for pair, shared in whole.pairs.items():
        for one, other in (pair, pair[::-1]):
            if one not in of and other in of:
                ties[one][of[other]] += round(1e6 * strength(shared))
    return {at: max(several, key=lambda part: (several[part], -part)) for at, several in ties.items()}
