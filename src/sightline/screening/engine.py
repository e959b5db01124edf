"""Put a query to the lists: candidates by name and identifier, every comparison, hits in stable order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sightline.matching.weights import points, value
from sightline.model.screening import Hit, Query
from sightline.model.view import View
from sightline.screening.candidates import Search, search
from sightline.screening.index import Index
from sightline.screening.question import Question, question
from sightline.screening.reasons import Found, Judged, judge
from sightline.screening.records import ATTRIBUTES

ENGINE_VERSION = "1"
"""Goes up when the same query on the same lists may answer otherwise."""

DEFAULT_THRESHOLD = value("threshold")
DEFAULT_LIMIT = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one query. `nearest` is the best below the threshold when there is no hit."""

    query: Query
    hits: tuple[Hit, ...]
    notes: tuple[str, ...] = ()
    problem: str = ""
    nearest: Hit | None = None


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
    """Hits on all lists the View may see, best first: by score, match, reference, list, entity.

    A hit is an alert from `threshold` (0 to 1) on, or when an identifier decides. One whose name alone
    reaches the threshold while something else speaks against it stays among the hits, without alert.
    At most `limit` hits. A query that cannot be compared gives a `problem`, never an error.
    """
    asked = question(query)
    if asked.problem:
        return Answer(query, (), asked.notes, asked.problem)
    seen = [index for index in indexes if view.may_see(index.version.marking)]
    asking = [_Asking(index, [search(index, *name) for name in asked.names], asked) for index in seen]
    judged = [one for each in asking for one in _judged(each, threshold)]
    hits = [one.hit for one in judged if one.hit.alert or max(one.base, one.hit.score) >= threshold]
    hits.sort(key=_order)
    below = None if hits else _nearest(asking, threshold)
    return Answer(query, tuple(hits[:limit]), asked.notes, "", below)


@dataclass(frozen=True, slots=True)
class _Asking:
    """One list, and what was found on it for each name of the query."""

    index: Index
    searches: list[Search]
    question: Question


def _order(hit: Hit) -> tuple[object, ...]:
    return -hit.score, not hit.match, hit.reference, hit.list, hit.entity


def _judged(asking: _Asking, threshold: float) -> Iterator[Judged]:
    """Every entity of one list whose name or identifier may bring it to the threshold."""
    floor = max(0.0, threshold - _lift(asking.question.query))
    found: dict[int, list[Found]] = defaultdict(list)
    for one in asking.searches:
        for candidate in one.above(floor):
            found[candidate.entity].append((one, candidate))
    for key in asking.question.keys:
        for entity in asking.index.holders(key):
            if entity not in found:
                found[entity] = [(one, name) for one in asking.searches for name in one.of_entity(entity)]
    for entity, names in found.items():
        if judged := judge(asking.index, entity, asking.question, names, threshold):
            yield judged


def _lift(query: Query) -> float:
    """The most that the attributes a query gives can add to the score of a name."""
    given = [module.NAME for module in ATTRIBUTES if getattr(query, module.FIELD)]
    given += ["kind"] if query.schema else []
    return sum(points(name)["agrees"] for name in given)


def _nearest(asking: Sequence[_Asking], threshold: float) -> Hit | None:
    """The best there is when nothing reaches the threshold: a certificate of no hit shows it."""
    best: list[Hit] = []
    for each in asking:
        for one in each.searches:
            near = one.nearest()
            if near and (found := judge(each.index, near.entity, each.question, [(one, near)], threshold)):
                best.append(found.hit)
    return min(best, key=_order, default=None)
