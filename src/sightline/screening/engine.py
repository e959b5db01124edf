"""Put queries to the lists: candidates by name and identifier, every comparison, hits in stable order."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, compress
from typing import NamedTuple

import msgspec
import numpy as np

from sightline.matching import kind
from sightline.matching.weights import points, value
from sightline.model.screening import Hit, Query
from sightline.model.view import View
from sightline.screening.asked_name import Name
from sightline.screening.candidates import NONE, NOTHING, Batch, Candidate, Candidates, asked, candidates
from sightline.screening.gathering import key_hash
from sightline.screening.index import Index
from sightline.screening.question import Given, Question, questions
from sightline.screening.reasons import Found, Weighed, by_name, hit, look_up_words, weigh, without_candidate
from sightline.screening.records import ATTRIBUTES

ENGINE_VERSION = "43"
"""Goes up when the same query on the same lists may answer otherwise."""

DEFAULT_THRESHOLD = value("threshold")
DEFAULT_LIMIT = 10
BATCH = 1024
"""queries put to an index at once"""
SURE = 1.0
"""log-odds by which a name stays below its floor that certainly no rounding lifts to the threshold"""
MORE = "more than {limit} listed parties are hits: these are the first; a higher limit shows the others"
JUDGED = 60
"""entities of one list whose other attributes are looked at, those whose names agree most"""


class Answer(msgspec.Struct, frozen=True, gc=False, eq=False):
    """What came back for one query; answers that say the same are equal, whatever stayed below."""

    query: Query
    hits: tuple[Hit, ...]
    notes: tuple[str, ...] = ()
    problem: str = ""
    below: _Below | None = None

    def _said(self) -> tuple[object, ...]:
        return self.query, self.hits, self.notes, self.problem

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answer) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash((self.query, self.notes, self.problem, len(self.hits)))

    def __repr__(self) -> str:
        query, hits, notes, problem = map(repr, self._said())
        return f"Answer(query={query}, hits={hits}, notes={notes}, problem={problem})"

    @property
    def nearest(self) -> Hit | None:
        """The best below the threshold, with its reasons; nothing where there are hits. Made at each look."""
        return self.below.nearest() if self.below else None


class _Asked(NamedTuple):
    """What came of a batch of names from each list, and how the batch was asked."""

    came: Sequence[tuple[Index, Candidates, list[float]]]
    """of each list with the log-odds of what came nearest to each name; of a name that is asked alone nothing
    that is further away than what another list has"""
    best: list[float]
    """of all lists, where nothing came above its floor"""
    threshold: float
    limit: int


class _Below(msgspec.Struct, frozen=True, gc=False):
    """What came of a question, the names from `first` on: put into words only for who wants to read it."""

    asked: _Asked
    question: Question
    first: int

    def nearest(self) -> Hit | None:
        """The best of it, as a hit, where all of it stayed below the threshold."""
        if nearest := self.alone():
            return hit(nearest, self.question, self.asked.threshold)
        return next(iter(_first(self.weighed(), self.question, self.asked.threshold, 1)), None)

    def alone(self) -> Weighed | None:
        """The nearest where one name is asked, of several the first by reference; None for none."""
        first = self.first
        if not self.question.name_alone or (best := self.asked.best[first]) == NONE:
            return None
        near = [
            (index, one)
            for index, came, nearest in self.asked.came
            if nearest[first] == best
            for one in came.of(first)
            if one.odds == best
        ]
        index, one = near[0] if len(near) == 1 else min(near, key=_stands)
        return by_name(index, self.question.names[0], one)

    def weighed(self) -> list[Weighed]:
        """Every entity whose name or identifier may bring it to the threshold, and the nearest."""
        if self.question.name_alone:
            return self._by_names(NONE)
        asking = [_Asking(index, self.question, came, self.first) for index, came, _ in self.asked.came]
        return [one for each in asking for one in _weighed(each, self.asked.limit)]

    def _by_names(self, least: float) -> list[Weighed]:
        """The same where nothing but one name is asked, of lists that have one with such log-odds."""
        name, first = self.question.names[0], self.first
        found: list[Weighed] = []
        for index, came, nearest in self.asked.came:
            if nearest[first] >= least:
                found += _by_name(index, name, came, first, self.asked.limit + 1)
        return found

    def above(self, floor: float) -> list[Weighed]:
        """Those that are hits; `floor`: the log-odds a name alone must have at least."""
        least = self.asked.threshold
        if self.question.name_alone:
            if self.asked.best[self.first] < floor - SURE:
                return []
            return [one for one in self._by_names(floor - SURE) if one.score >= least]
        if self.question.problem:
            return []
        return [one for one in self.weighed() if one.score >= least or one.decided or one.base >= least]


def screen(
    view: View,
    indexes: Sequence[Index],
    query: Query,
    threshold: float = DEFAULT_THRESHOLD,
    limit: int = DEFAULT_LIMIT,
) -> list[Hit]:
    """The hits of `answer`."""
    return list(answer(view, indexes, query, threshold, limit).hits)


def answer(
    view: View,
    indexes: Sequence[Index],
    query: Query,
    threshold: float = DEFAULT_THRESHOLD,
    limit: int = DEFAULT_LIMIT,
) -> Answer:
    """Hits on all lists the View may see, best first: by score, match, evidence, reference, list, entity.

    A hit is an alert from `threshold` (0 to 1) on, or when an identifier decides. One whose name alone
    reaches the threshold while something else speaks against it stays among the hits, without alert.
    At most `limit` hits. A query that cannot be compared gives a `problem`, never an error.
    """
    return answers(view, indexes, [query], threshold, limit)[0]


def answers(
    view: View,
    indexes: Sequence[Index],
    queries: Sequence[Query],
    threshold: float = DEFAULT_THRESHOLD,
    limit: int = DEFAULT_LIMIT,
) -> list[Answer]:
    """`answer` for many queries, in their order; a thousand at once are quickest."""
    seen = [index for index in indexes if view.may_see(index.version.marking)]
    found: list[Answer] = []
    for start in range(0, len(queries), BATCH):
        asked = _shortened(seen, questions(queries[start : start + BATCH]))
        found += _batch(seen, asked, threshold, limit)
    return found


def _shortened(indexes: Sequence[Index], questions: Sequence[Question]) -> Sequence[Question]:
    """Questions without the acronyms that no list has: all of a batch are looked up at once."""
    keys = list({key for one in questions for key in one.short})
    if not keys or not indexes:
        return questions
    hashes = np.array([key_hash(key) for key in keys], np.uint64)
    held = set(compress(keys, np.logical_or.reduce([index.held(hashes) for index in indexes]).tolist()))
    return [
        msgspec.structs.replace(one, short=tuple([key for key in one.short if key in held]))
        if one.short
        else one
        for one in questions
    ]


def _batch(
    indexes: Sequence[Index], questions: Sequence[Question], threshold: float, limit: int
) -> list[Answer]:
    names = [name for one in questions for name in one.names]
    plain = _floor(threshold, 0.0)
    floors = [
        floor
        for one in questions
        for floor in [_floor(threshold, _lift(one.given)) if one.given else plain] * len(one.names)
    ]
    some = [NOTHING] * len(indexes)
    if names:
        some = _on_lists(
            indexes, asked(names, floors), [one.name_alone for one in questions for _ in one.names]
        )
    best = np.maximum.reduce([one.best for one in some]).tolist() if some else [NONE] * len(names)
    came = [(index, one, one.best.tolist()) for index, one in zip(indexes, some, strict=True)]
    asking = _Asked(came, best, threshold, limit)
    at, below = 0, list[_Below]()
    for one in questions:
        below.append(_Below(asking, one, at))
        at += len(one.names)
    above = [each.above(plain) for each in below]
    look_up_words(chain.from_iterable(above))
    return [_answer(each, some) for each, some in zip(below, above, strict=True)]


def _on_lists(indexes: Sequence[Index], batch: Batch, alone: list[bool]) -> list[Candidates]:
    """What comes of a batch from each list. Where a name is asked `alone` and stays below its floor, only the
    nearest of all lists matters: the longest list is asked first, the others for what is not further away."""
    found, nearest = [NOTHING] * len(indexes), np.full(len(alone), NONE)
    told = np.array(alone)
    for n in sorted(range(len(indexes)), key=lambda n: -indexes[n].entities):
        least = np.nextafter(np.minimum(nearest, batch.floors - SURE), -np.inf)
        found[n] = candidates(indexes[n], batch, least)
        np.maximum(nearest, found[n].best, out=nearest, where=told)
    return found


class _Asking(NamedTuple):
    """One list, a question, and what was found on it: for the names of the query those from `first` on."""

    source: Index
    question: Question
    came: Candidates
    first: int

    def found(self) -> list[list[Candidate]]:
        """What was found for each name of the query."""
        return [self.came.of(self.first + n) for n in range(len(self.question.names))]

    def by_entity(self) -> dict[int, list[Found]]:
        """For each entity the names that led to it."""
        known: dict[int, list[Found]] = defaultdict(list)
        for name, some in zip(self.question.names, self.found(), strict=True):
            for one in some:
                known[one.entity].append((name, one))
        return known


def _stands(one: tuple[Index, Candidate]) -> tuple[str, str, str, int]:
    """The order of hits that are equal in all else, then of the names of one entity."""
    index, found = one
    record = index.record(found.entity)
    return record.reference, index.version.list, record.entity, found.name


def _answer(came: _Below, above: list[Weighed]) -> Answer:
    """What is said of a question, of which these reach the threshold."""
    asked, threshold, limit = came.question, came.asked.threshold, came.asked.limit
    if asked.problem:
        return Answer(asked.query, (), asked.notes, asked.problem)
    if not above:
        return Answer(asked.query, (), asked.notes, "", came)
    more = (MORE.format(limit=limit),) if len(above) > limit else ()
    return Answer(asked.query, tuple(_first(above, asked, threshold, limit)), asked.notes + more)


def _first(weighed: list[Weighed], asked: Question, threshold: float, limit: int) -> list[Hit]:
    """The first hits; reasons are made for these, and for those that are as good as the last of them."""
    if len(weighed) < 2:
        return [hit(one, asked, threshold) for one in weighed]
    if len(weighed) > limit:
        last = sorted([one.order for one in weighed])[limit - 1]
        weighed = [one for one in weighed if one.order <= last]
    hits = [
        (one.order, made.reference, made.list, made.entity, n, made)
        for n, one in enumerate(weighed)
        for made in (hit(one, asked, threshold),)
    ]
    hits.sort()
    return [one[-1] for one in hits[:limit]]


def _weighed(asking: _Asking, limit: int) -> Iterator[Weighed]:
    """Every entity of one list whose name or identifier may bring it to the threshold, and the nearest."""
    question = asking.question
    shared = asking.source.sharing(question.short) if question.short else {}
    if not question.given and len(question.names) == 1 and not shared:
        yield from _by_name(asking.source, question.names[0], asking.came, asking.first, limit)
        return
    found = asking.by_entity()
    chosen = list(found)
    if len(chosen) > (most := max(limit, JUDGED)):
        best = {entity: max(one.odds for _, one in names) for entity, names in found.items()}
        chosen = sorted(best, key=lambda entity: (-best[entity], entity))[:most]
    for key in asking.question.keys:
        for entity in asking.source.holders(key):
            if entity not in chosen:
                chosen.append(entity)
                if entity not in found:
                    found[entity] = without_candidate(asking.source, entity, asking.question.names)
    chosen += [entity for entity in shared if entity not in chosen]
    for entity in chosen:
        names = found.get(entity, [])
        if one := weigh(asking.source, entity, question, names, shared.get(entity, 0)):
            yield one


def _by_name(index: Index, name: Name, came: Candidates, first: int, limit: int) -> list[Weighed]:
    """The same where nothing but one name is asked: of each entity the name that agrees best. The score rises
    with the odds, so that of very many no other can be among the first."""
    return [by_name(index, name, one) for one in came.best_of(first, limit, max(limit, JUDGED))]


def _floor(threshold: float, lift: float) -> float:
    """The log-odds a name must have to be looked at: what other attributes can lift to the threshold."""
    bounded = min(0.9999, max(0.0001, threshold))
    return math.log(bounded / (1 - bounded)) - lift - 1e-6


def _lift(said: Given) -> float:
    """The log-odds that what a query says besides its names can add to them."""
    given = [module.NAME for module in (*ATTRIBUTES, kind) if module.NAME in said]
    return min(value("most_support"), sum(points(name)["agrees"] for name in given))
