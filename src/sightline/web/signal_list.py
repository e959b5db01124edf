"""The list of signals as its address asks for it: filtered, sorted, cut into pages, with one row current."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sightline.errors import UsageError
from sightline.service import signals
from sightline.service.signals import Filters, SignalLine
from sightline.web.visit import Visit

STATES = ("new", "dismissed", "taken")
ALL = "all"
A_PAGE = 50
FILTERS = ("detector", "since", "until", "score", "q", "state", "sort", "page")
"""the parts of the address that are the list; `at`, `do` and `done` are what happens in it"""

SORTS: dict[str, Callable[[SignalLine], Any]] = {
    "score": lambda line: line.signal.score,
    "start": lambda line: line.signal.start,
    "detector": lambda line: line.signal.detector,
    "state": lambda line: line.state,
    "who": lambda line: [actor.caption.casefold() for actor in line.signal.actors],
}
SORTS_FIRST = "-score"
DOWNWARD = ("score",)
"""sorted from the highest unless asked otherwise"""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list."""

    lines: tuple[SignalLine, ...]
    counts: dict[str, int]
    """how many there are in each state, with the other filters as they are"""
    page: int
    pages: int
    sort: str
    backwards: bool


def query(visit: Visit) -> dict[str, str]:
    """The part of the address that is the list, to be kept from link to link."""
    return {name: visit.text(name) for name in FILTERS if visit.text(name)}


def filters(visit: Visit) -> Filters:
    """What is asked for, states apart; `UsageError` for a score that is none."""
    return Filters(
        detector=visit.text("detector"),
        since=visit.day("since"),
        until=visit.day("until"),
        score=_score(visit.text("score")),
        text=visit.text("q"),
    )


def _score(text: str) -> float:
    try:
        score = float(text or 0)
    except ValueError as error:
        raise UsageError(f"not a score: {text!r}", remedy="use a number from 0 to 1") from error
    if not 0 <= score <= 1:
        raise UsageError(f"not a score: {text!r}", remedy="use a number from 0 to 1")
    return score


def state_of(visit: Visit) -> str:
    """The state asked for: what is new, unless another or all."""
    state = visit.text("state") or STATES[0]
    if state not in (*STATES, ALL):
        raise UsageError(f"not a state: {state!r}", remedy="use one of " + ", ".join((*STATES, ALL)))
    return state


def everything(visit: Visit) -> tuple[list[SignalLine], dict[str, int]]:
    """Every line of the list in its order, and how many there are in each state."""
    found = signals.signals(visit.view, visit.bench, filters(visit))
    tally = Counter(line.state for line in found)
    counts = {state: tally[state] for state in STATES} | {ALL: len(found)}
    state = state_of(visit)
    chosen = [line for line in found if state in (ALL, line.state)]
    return ordered(chosen, *sort_of(visit)), counts


def sort_of(visit: Visit) -> tuple[str, bool]:
    """The column and whether it runs backwards: `-start` begins with the latest."""
    asked = visit.text("sort") or SORTS_FIRST
    name = asked.removeprefix("-")
    if name not in SORTS:
        raise UsageError(f"not a column to sort by: {asked!r}", remedy="use one of " + ", ".join(SORTS))
    return name, asked.startswith("-")


def ordered(lines: Sequence[SignalLine], name: str, backwards: bool) -> list[SignalLine]:
    """Sorted by a column; what is equal there by start and id."""
    settled = sorted(lines, key=lambda line: (line.signal.start, line.signal.id))
    return sorted(settled, key=SORTS[name], reverse=backwards)


def listed(visit: Visit) -> Listed:
    """The page that is asked for, or the one on which the current row stands."""
    lines, counts = everything(visit)
    pages = max(1, -(-len(lines) // A_PAGE))
    page = min(max(_page(visit.text("page")), 1), pages)
    at = next((number for number, line in enumerate(lines) if line.signal.id == visit.text("at")), None)
    if at is not None:
        page = at // A_PAGE + 1
    name, backwards = sort_of(visit)
    shown = tuple(lines[(page - 1) * A_PAGE : page * A_PAGE])
    return Listed(shown, counts, page, pages, name, backwards)


def _page(text: str) -> int:
    if text and not text.isdecimal():
        raise UsageError(f"not a page: {text!r}", remedy="pages are numbered from 1")
    return int(text or 1)


def neighbours(visit: Visit, id: str) -> tuple[str, str]:
    """The ids before and after one in the list; empty at its ends, both where it is not in it."""
    ids = [line.signal.id for line in everything(visit)[0]]
    if id not in ids:
        return "", ""
    at = ids.index(id)
    return (ids[at - 1] if at else ""), (ids[at + 1] if at + 1 < len(ids) else "")


def next_sort(shown: Listed, name: str) -> str:
    """What a click on a column's head asks for: the other way round, or the column's own first way."""
    if name == shown.sort:
        return name if shown.backwards else f"-{name}"
    return f"-{name}" if name in DOWNWARD else name
