"""Pairs of entries that may be one: a queue worked through by keyboard, and each pair side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sightline.errors import UsageError
from sightline.model.resolution import Verdict
from sightline.service import access, cases, jobs, judgements
from sightline.service import pairs as service
from sightline.service.judgements import Said
from sightline.service.pairs import Filters, PairLine
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.visit import Visit

QUEUE, PAIR = "pairs.html", "pair.html"
ALL = "all"
A_PAGE = 50
FILTERS = ("state", "list", "schema", "score", "q", "page")
"""the parts of the address that are the queue; `at`, `do` and `done` are what happens in it"""
WITHDRAW = "withdraw"
DOINGS = (*(verdict.value for verdict in Verdict), WITHDRAW)


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue, how many pairs are in each state, and the lists they are of."""

    lines: tuple[PairLine, ...]
    counts: dict[str, int]
    lists: tuple[str, ...]
    page: int
    pages: int


def query(visit: Visit) -> dict[str, str]:
    """The part of the address that is the queue, to be kept from link to link."""
    return {name: visit.text(name) for name in FILTERS if visit.text(name)}


def _state(visit: Visit) -> str:
    state = visit.text("state") or service.OPEN
    if state not in (*service.STATES, ALL):
        known = ", ".join((*service.STATES, ALL))
        raise UsageError(f"not a state: {state!r}", remedy=f"use one of {known}")
    return state


def _number(visit: Visit, name: str) -> float:
    try:
        return float(visit.text(name) or 0)
    except ValueError as error:
        raise UsageError(f"not a number: {visit.text(name)!r}", remedy=f"give {name} as a number") from error


def _found(visit: Visit) -> tuple[list[PairLine], list[PairLine]]:
    """The lines that the address asks for, and those in the state it asks for."""
    filters = Filters(visit.text("list"), visit.text("schema"), _number(visit, "score"), visit.text("q"))
    lines = list(service.queue(visit.view, visit.bench, filters))
    state = _state(visit)
    return lines, [line for line in lines if state in (ALL, line.state)]


def _queue(visit: Visit) -> Queue:
    lines, chosen = _found(visit)
    pages = max(1, -(-len(chosen) // A_PAGE))
    at = next((n for n, line in enumerate(chosen) if line.id == visit.text("at")), None)
    shown = at // A_PAGE + 1 if at is not None else min(max(int(_number(visit, "page")), 1), pages)
    tally = Counter(line.state for line in lines)
    counts = {state: tally[state] for state in service.STATES} | {ALL: len(lines)}
    lists = sorted({side.list for line in lines for side in (line.left, line.right) if side.list})
    return Queue(tuple(chosen[(shown - 1) * A_PAGE : shown * A_PAGE]), counts, tuple(lists), shown, pages)


@page("/pairs", QUEUE)
def queue(visit: Visit) -> Page:
    """The pairs this View may know of, as the address filters them."""
    found = _queue(visit)
    done = visit.text("done")
    lines = [] if not done else [one for one in service.queue(visit.view, visit.bench) if one.id == done]
    body: dict[str, object] = {
        "pairs": found.lines,
        "counts": found.counts,
        "state": _state(visit),
        "page": found.page,
        "pages": found.pages,
        "stale": service.is_stale(visit.view, visit.bench),
    }
    drawn: dict[str, object] = {
        "query": query(visit),
        "lists": found.lists,
        "at": visit.text("at"),
        "told": lines[0] if lines else None,
        "may": access.may(visit.view, visit.bench, cases.INVESTIGATE),
    }
    return Page("One thing, many names", body, drawn)


@page("/pairs/{id:str}", PAIR)
def pair(visit: Visit) -> Page:
    """Two entries side by side, what speaks for and against, and what was said of them."""
    found = service.pair(visit.view, visit.bench, visit.parameters["id"])
    before, after = _neighbours(visit, found.line.id)
    may = access.may(visit.view, visit.bench, cases.INVESTIGATE)
    own = next((one for one in reversed(found.judgements) if one.by == visit.view.user), None)
    body: dict[str, object] = {
        "pair": found.line,
        "properties": found.properties,
        "reasons": found.reasons,
        "judgements": found.judgements,
        "canonical": found.canonical,
    }
    drawn: dict[str, object] = {
        "query": query(visit),
        "before": before,
        "after": after,
        "may": may,
        "own": own if own and not own.withdrawn else None,
        "doing": visit.text("do") if may and visit.text("do") in DOINGS else "",
        "offered": found.offered,
        "entities": (found.left, found.right),
    }
    return Page(f"{found.line.left.caption} = {found.line.right.caption}?", body, drawn)


def _neighbours(visit: Visit, id: str) -> tuple[str, str]:
    """The pairs before and after in the queue; of one that left it, nobody and the first."""
    ids = [line.id for line in _found(visit)[1]]
    if id not in ids:
        return "", ids[0] if ids else ""
    at = ids.index(id)
    return (ids[at - 1] if at else ""), (ids[at + 1] if at + 1 < len(ids) else "")


def _judged(visit: Visit, sent: Fields, verdict: Verdict) -> Goto:
    """Put a judgement on record and go on to the next pair."""
    found = service.pair(visit.view, visit.bench, visit.parameters["id"])
    evidence = service.evidence_for(found, verdict) if sent.get("cite") else ()
    _, after = _neighbours(visit, found.line.id)
    said = Said(verdict, sent.get("why", ""), evidence)
    judgements.judge(visit.view, visit.bench, found.line.left.id, found.line.right.id, said)
    return _onward(visit, found.line.id, after)


def _onward(visit: Visit, done: str, after: str) -> Goto:
    if after:
        return Goto(f"/pairs/{after}", query(visit) | {"done": done})
    return Goto("/pairs", query(visit) | {"done": done})


@form("/pairs/{id:str}/same", PAIR)
def same(visit: Visit, sent: Fields) -> Page | Goto:
    """The two are one, with the reason."""
    return _judged(visit, sent, Verdict.SAME)


@form("/pairs/{id:str}/different", PAIR)
def different(visit: Visit, sent: Fields) -> Page | Goto:
    """The two are two, with the reason."""
    return _judged(visit, sent, Verdict.DIFFERENT)


@form("/pairs/{id:str}/unsure", PAIR)
def unsure(visit: Visit, sent: Fields) -> Page | Goto:
    """It cannot be told, with the reason."""
    return _judged(visit, sent, Verdict.UNSURE)


@form("/pairs/{id:str}/withdraw", PAIR)
def withdraw(visit: Visit, sent: Fields) -> Page | Goto:
    """Take one's own word back, with the reason."""
    line = service.pair(visit.view, visit.bench, visit.parameters["id"]).line
    judgements.withdraw(visit.view, visit.bench, line.left.id, line.right.id, sent.get("why", ""))
    return Goto(f"/pairs/{line.id}", query(visit))


@form("/pairs/resolve", QUEUE)
def resolve(visit: Visit, sent: Fields) -> Page | Goto:
    """Order that the lists held are compared; go to where that is watched."""
    named = (sent["list"],) if sent.get("list") else ()
    return Goto(f"/jobs/{jobs.enqueue(visit.view, visit.bench, 'resolve', {'lists': list(named)})}")


HANDLERS = (queue, resolve, pair, same, different, unsure, withdraw)
