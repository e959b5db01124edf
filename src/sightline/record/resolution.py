"""Judgements replayed: which entities are one, under which id, and what became of ids given before.

The rules, in the order they apply:

1. A person's latest word on a pair holds; one that was withdrawn counts for neither side.
2. A pair is one when at least one person's latest word is `same` and nobody's is `different`; `unsure`
   counts for neither (`verdict_of`).
3. What is the same as the same thing is the same. Pairs that are one are joined in the order in which they
   came to be so; one that would put two entities together that someone calls `different` is held back and
   stays as a conflict until a person settles it.
4. A pair that is joined gives its name: `sl-` and a hash of its two ids. Of the names whose two founders are
   together, the one given first names the cluster. So a name survives growth; of two clusters that become
   one the older name stays and the younger leads there; when a cluster falls apart, the part that holds the
   founders keeps the name, and the others have theirs.
5. A name is never given to anything else. One whose founders were parted says where its members went.

All of it is a function of the judgements alone. Whoever may see fewer of them gets what follows from those.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sightline.model.resolution import Judgement, Verdict

CANONICAL, PAIR = "sl-", "p-"
DIGITS = 16

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Word:
    """What a person says of a pair now, and since when they have said so."""

    by: str
    verdict: Verdict
    since: datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """A pair that is held back although it is called the same, and the pair it would put together."""

    pair: Pair
    against: Pair


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is one with whom after a replay."""

    names: Mapping[str, str] = field(default_factory=dict)
    """entity to canonical id, for those that are one with another"""
    clusters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """canonical id to its members, sorted"""
    redirects: Mapping[str, str] = field(default_factory=dict)
    """ids given before to the id their founders have now"""
    parted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """ids whose founders are not together (any more), to the members they had last"""
    conflicts: tuple[Conflict, ...] = ()
    words: Mapping[Pair, tuple[Word, ...]] = field(default_factory=dict)
    """by pair, what each person says now"""

    def canonical(self, id: str) -> str:
        """The id an entity, or an id given before, has now; its own where it is one with nothing."""
        return self.names.get(id) or self.redirects.get(id) or id

    def members(self, id: str) -> tuple[str, ...]:
        """The entities that are one under this id, sorted; an entity alone is its only member."""
        if id in self.parted:
            return ()
        return self.clusters.get(self.canonical(id), (id,))

    def knows(self, id: str) -> bool:
        """Whether this is a canonical id, of now or of before."""
        return id in self.clusters or id in self.redirects or id in self.parted


def ordered(one: str, other: str) -> Pair:
    """Two ids as a pair, the smaller first."""
    return (one, other) if one < other else (other, one)


def canonical_id(pair: Pair) -> str:
    """The name a pair gives: the same wherever the same two were joined."""
    return CANONICAL + _digest(pair)


def pair_id(pair: Pair) -> str:
    """The address of a pair, whether it is one or not."""
    return PAIR + _digest(pair)


def _digest(pair: Pair) -> str:
    return hashlib.sha256("\n".join(pair).encode()).hexdigest()[:DIGITS]


def verdict_of(words: Iterable[Word]) -> Verdict | None:
    """What holds of a pair when these are everyone's latest words: the rule that says whether two are one."""
    said = {word.verdict for word in words}
    for verdict in (Verdict.DIFFERENT, Verdict.SAME, Verdict.UNSURE):
        if verdict in said:
            return verdict
    return None


def is_contradicted(words: Iterable[Word]) -> bool:
    """Whether one person says `same` and another `different`."""
    return {Verdict.SAME, Verdict.DIFFERENT} <= {word.verdict for word in words}


def in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """As they were made."""
    return sorted(judgements, key=lambda one: (one.at, one.left, one.right, one.by, one.id))


def resolved(judgements: Iterable[Judgement]) -> Resolution:
    """Replay judgements, in whatever order they come, by the rules at the top of this file."""
    replay = _Replay()
    for one in in_order(judgements):
        replay.hear(one)
    return replay.outcome()


class _Replay:
    """The state of a replay. After a judgement only what hangs together with its pair is clustered anew."""

    def __init__(self) -> None:
        self.words: dict[Pair, dict[str, Word]] = defaultdict(dict)
        self.joining: dict[str, set[str]] = defaultdict(set)
        self.parting: dict[str, set[str]] = defaultdict(set)
        self.group: dict[str, frozenset[str]] = {}
        self.held: dict[Pair, Pair] = {}
        self.said_same: dict[Pair, None] = {}
        self.given: dict[Pair, int] = {}
        """the pairs that gave a name, in the order they did"""
        self.founded: dict[str, list[Pair]] = defaultdict(list)
        self.last: dict[Pair, tuple[str, ...]] = {}

    def hear(self, one: Judgement) -> None:
        """Take one judgement in."""
        pair = (one.left, one.right)
        words = self.words[pair]
        before = _stand(words.values())
        if one.withdrawn:
            words.pop(one.by, None)
        elif (held := words.get(one.by)) is None or held.verdict is not one.verdict:
            words[one.by] = Word(one.by, one.verdict, one.at)
        if one.verdict is Verdict.SAME and not one.withdrawn:
            self.said_same[pair] = None
        if _stand(words.values()) != before:
            self._settle(pair)

    def _settle(self, pair: Pair) -> None:
        verdict = verdict_of(self.words[pair].values())
        _link(self.joining, pair, verdict is Verdict.SAME)
        _link(self.parting, pair, verdict is Verdict.DIFFERENT)
        region = self._reach(pair)
        edges = sorted(self._edges(region), key=lambda edge: (self._since(edge), edge))
        groups = {entity: {entity} for entity in region}
        for edge in {*edges, pair}:
            self.held.pop(edge, None)
        for edge in edges:
            if blocked := self._blocked(groups[edge[0]], groups[edge[1]]):
                self.held[edge] = blocked
            else:
                _merge(groups, edge)
                self._give(edge)
        for entity, group in groups.items():
            self.group[entity] = frozenset(group)
        for members in {self.group[entity] for entity in region}:
            if len(members) > 1:
                self.last[self._founders(members)] = tuple(sorted(members))

    def _reach(self, pair: Pair) -> set[str]:
        """Everything that hangs together with either of two entities."""
        found, waiting = set(pair), list(pair)
        while waiting:
            fresh = self.joining[waiting.pop()] - found
            found |= fresh
            waiting.extend(fresh)
        return found

    def _edges(self, region: set[str]) -> Iterator[Pair]:
        for entity in region:
            yield from ((entity, other) for other in self.joining[entity] if entity < other)

    def _since(self, pair: Pair) -> datetime:
        """Since when someone who still says so has called a pair the same."""
        return min(word.since for word in self.words[pair].values() if word.verdict is Verdict.SAME)

    def _blocked(self, one: set[str], other: set[str]) -> Pair | None:
        """The first pair across two groups that someone calls different."""
        if one is other:
            return None
        found = (ordered(here, there) for here in one for there in self.parting[here] & other)
        return min(found, default=None)

    def _give(self, pair: Pair) -> None:
        if pair not in self.given:
            self.given[pair] = len(self.given)
            for entity in pair:
                self.founded[entity].append(pair)

    def _founders(self, members: frozenset[str]) -> Pair:
        """The pair whose name a cluster has."""
        inside = (pair for entity in members for pair in self.founded[entity] if members.issuperset(pair))
        return min(inside, key=self.given.__getitem__)

    def outcome(self) -> Resolution:
        """Where it stands now."""
        clusters = {
            canonical_id(self._founders(members)): tuple(sorted(members))
            for members in set(self.group.values())
            if len(members) > 1
        }
        names = {entity: name for name, members in clusters.items() for entity in members}
        known = {canonical_id(pair): pair for pair in self.said_same}
        together = {
            id: names.get(left) for id, (left, right) in known.items() if _are_one(names, left, right)
        }
        return Resolution(
            names=names,
            clusters=clusters,
            redirects={id: name for id, name in together.items() if name and name != id},
            parted={id: self.last.get(pair, pair) for id, pair in known.items() if id not in together},
            conflicts=tuple(Conflict(pair, against) for pair, against in sorted(self.held.items())),
            words={pair: _sorted(words.values()) for pair, words in self.words.items() if words},
        )


def _stand(words: Iterable[Word]) -> tuple[Verdict | None, datetime | None]:
    """What a pair does in a replay: its verdict, and since when it was called the same."""
    held = list(words)
    same = [word.since for word in held if word.verdict is Verdict.SAME]
    return verdict_of(held), min(same, default=None)


def _link(links: dict[str, set[str]], pair: Pair, linked: bool) -> None:
    left, right = pair
    for one, other in ((left, right), (right, left)):
        if linked:
            links[one].add(other)
        else:
            links[one].discard(other)


def _merge(groups: dict[str, set[str]], edge: Pair) -> None:
    one, other = groups[edge[0]], groups[edge[1]]
    if one is other:
        return
    large, small = (one, other) if len(one) >= len(other) else (other, one)
    large |= small
    for entity in small:
        groups[entity] = large


def _are_one(names: Mapping[str, str], left: str, right: str) -> bool:
    return left in names and names[left] == names.get(right)


def _sorted(words: Iterable[Word]) -> tuple[Word, ...]:
    return tuple(sorted(words, key=lambda word: (word.since, word.by)))


def latest(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Of judgements of one pair, each person's latest that is not withdrawn, in the order they were made."""
    held: dict[str, Judgement] = {}
    for one in in_order(judgements):
        held.pop(one.by, None)
        if not one.withdrawn:
            held[one.by] = one
    return tuple(held.values())
