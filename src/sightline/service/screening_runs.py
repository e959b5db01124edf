"""Runs: a screening with an address, its answers kept in pages and worked through hit by hit."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import count
from typing import Any, BinaryIO

import msgspec
from sqlalchemy import select

from sightline.errors import NotFound, UsageError
from sightline.model.decision import Standing
from sightline.model.marking import PUBLIC, Marking
from sightline.model.screening import Hit, Query
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import current_of, mark
from sightline.office.tables import ScreeningRunRow
from sightline.screening.certificate import hit_json, set_aside
from sightline.service import decisions, lists, queries, screening
from sightline.service.answering import Answer
from sightline.service.progress import Progress, silent
from sightline.service.workbench import Workbench

MOST = 10_000
"""answers with hits or problems that are kept for working through; all of them are in the export"""
SMALL = 500
"""a run of at most so many keeps the answers without hits too"""
CHUNK = 100
SHOWS = ("open", "decided", "aside", "clear", "refused", "all")


@dataclass(frozen=True, slots=True)
class Counts:
    """Of how many queries a run was, and what came of them."""

    asked: int = 0
    alerts: int = 0
    matches: int = 0
    refused: int = 0
    kept: int = 0
    cleared: int = 0
    """queries whose alerts had all been decided to be false before"""
    aside: int = 0
    """queries with hits of which each was put below the threshold by what else is known"""

    @property
    def nobody(self) -> int:
        """Queries to which nobody on the lists answers."""
        return self.asked - self.alerts - self.refused - self.cleared - self.aside


@dataclass(frozen=True, slots=True)
class Run:
    """A screening that was asked once: how, when, by whom."""

    id: str
    at: datetime
    by: str
    name: str
    lists: tuple[str, ...]
    threshold: float
    limit: int
    counts: Counts
    marking: Marking
    batches: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Worked:
    """One answer of a run: the line as it was given, and what has been decided of its hits by now."""

    number: int
    line: dict[str, Any]
    decisions: dict[str, Standing]

    @property
    def hits(self) -> list[dict[str, Any]]:
        """The hits, each with the decision on it."""
        return [
            hit
            | {"decision": said.as_json(), "cleared": said.clears, "open": hit["alert"] and not said.stands}
            if (said := self.decisions.get(hit["entity"]))
            else hit | {"decision": None, "cleared": False, "open": hit["alert"]}
            for hit in self.line["hits"]
        ]

    @property
    def states(self) -> tuple[str, ...]:
        """Among which of `SHOWS` it stands: `refused`; `open` while a hit waits for someone, and `decided`
        where one was decided, which may both be; `aside` where what else is known puts its hits below the
        threshold; or `clear`."""
        if self.line["problem"]:
            return ("refused",)
        found = {"open": self.waiting, "decided": self.decided}
        if some := tuple(name for name, hits in found.items() if hits):
            return some
        return ("aside",) if self.line["hits"] else ("clear",)

    @property
    def waiting(self) -> int:
        """How many hits wait for someone."""
        return sum(hit["open"] for hit in self.hits)

    @property
    def decided(self) -> int:
        """How many hits have a decision that stands."""
        return sum(said.stands for said in self.decisions.values())

    def as_json(self) -> dict[str, object]:
        """The line with what was decided, its state, and how many hits are decided and wait."""
        told = {"state": self.states[0], "number": self.number, "waiting": self.waiting}
        return self.line | {"hits": self.hits, "decided": self.decided} | told


def run(
    view: View, bench: Workbench, asked: Iterable[Query], choice: screening.Choice, name: str = ""
) -> Run:
    """Screen some parties, and keep the run."""
    return _kept(view, bench, screening.screen(view, bench, asked, choice), choice, name)


def run_file(
    view: View,
    bench: Workbench,
    stream: BinaryIO,
    name: str,
    choice: screening.Choice,
    progress: Progress = silent,
) -> Run:
    """Screen the parties of a file, and keep the run; `BadInput` where it cannot be read as one."""
    answers = screening.screen_file(view, bench, stream, name, choice, progress)
    return _kept(view, bench, answers, choice, f"{name}, sheet {choice.sheet}" if choice.sheet else name)


def find(view: View, bench: Workbench, id: str) -> Run:
    """A run; `NotFound` where the View may not see it."""
    with bench.office.read(view) as session:
        return _run(session, _row(view, session, id))


def runs(view: View, bench: Workbench, most: int = 50) -> tuple[Run, ...]:
    """The last runs the View may see, the newest first."""
    with bench.office.read(view) as session:
        rows = session.scalars(
            select(ScreeningRunRow)
            .where(ScreeningRunRow.at <= view.known_at)
            .order_by(ScreeningRunRow.at.desc(), ScreeningRunRow.name, ScreeningRunRow.id)
            .limit(most)
        )
        return tuple(_run(session, row) for row in rows)


def worked(view: View, bench: Workbench, id: str) -> list[Worked]:
    """The answers that were kept, in the order asked, with what has been decided by now."""
    with bench.office.read(view) as session:
        pages = tuple(_row(view, session, id).body["pages"])
    return with_decisions(view, bench, _lines(pages))


def refused(view: View, bench: Workbench, id: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a run that could not be asked: at which place among all, from 0, and the line; of runs that
    did not keep the place, those that were kept, behind all others."""
    with bench.office.read(view) as session:
        body = _row(view, session, id).body
    if "refused" in body:
        for page in body["refused"]:
            yield from _unpacked(page)
    else:
        yield from ((-1, line) for line in _lines(tuple(body["pages"])) if line["problem"])


def rows(view: View, bench: Workbench, id: str) -> Iterator[int]:
    """The row of each answer of a run in its file, in the order asked and on without end; 0 for what came
    from no file, and of runs that did not keep it."""
    with bench.office.read(view) as session:
        body = _row(view, session, id).body
    breaks = (pair for page in body.get("rows", ()) for pair in _unpacked(page))
    following, row = next(breaks, None), 0
    for place in count():
        row += bool(row)
        if following and following[0] == place:
            row, following = following[1], next(breaks, None)
        yield row


def with_decisions(
    view: View, bench: Workbench, lines: Sequence[dict[str, Any]], first: int = 0
) -> list[Worked]:
    """Lines of a run, the first at place `first`, with what was decided of their hits."""
    asked = [(_query(line), tuple((hit["entity"], hit["list"]) for hit in line["hits"])) for line in lines]
    said = decisions.standing_of(view, bench, lists.current(view, bench), asked)
    return [Worked(first + number, line, said[number]) for number, line in enumerate(lines)]


def chosen(found: Sequence[Worked], show: str) -> list[Worked]:
    """Those of one state, or all; `UsageError` for a word that is none."""
    if show not in SHOWS:
        raise UsageError(f"not known: {show!r}", remedy="use one of " + ", ".join(SHOWS))
    return [one for one in found if show in {"all", *one.states}]


def _query(line: dict[str, Any]) -> Query:
    return Query(**line["query"] | {"aliases": tuple(line["query"].get("aliases", ()))})


def _kept(
    view: View, bench: Workbench, answers: Iterator[Answer], choice: screening.Choice, name: str
) -> Run:
    """Read the answers to their end; what is to be looked at stays."""
    lines: list[dict[str, Any]] = []
    few: list[dict[str, Any]] = []
    batches: dict[str, None] = {}
    places, breaks = _Pages(), _Pages()
    asked = alerts = matches = refused = cleared = aside = row = 0
    for one in answers:
        if one.problem:
            places.add((asked, _line(one)))
        row += bool(row)
        if one.row != row:
            row = one.row
            breaks.add((asked, row))
        asked += 1
        alerts += bool(one.alerts)
        matches += any(hit.match and hit.alert for hit in one.hits)
        refused += bool(one.problem)
        if one.hits and not one.alerts:
            was = any(hit.alert for hit in one.found)
            cleared, aside = cleared + was, aside + (not was)
        if one.certificate:
            batches.setdefault(screening.batch_of(one.certificate))
        if (one.hits or one.problem) and len(lines) < MOST:
            lines.append(_line(one))
        if asked <= SMALL:
            few.append(_line(one))
    kept = few if asked <= SMALL else lines
    how = {
        "lists": sorted({one.list for one in lists.current(view, bench, choice.lists)}),
        "threshold": screening.threshold_of(choice),
        "limit": choice.limit,
        "counts": [asked, alerts, matches, refused, len(kept), cleared, aside],
        "batches": list(batches),
        "refused": places.packed(),
        "rows": breaks.packed(),
        "pages": [_packed(kept[start : start + CHUNK]) for start in range(0, len(kept), CHUNK)],
    }
    id, at = bench.entropy(16).hex(), bench.clock()
    marking = PUBLIC
    for version in lists.current(view, bench, choice.lists):
        marking = marking.joined(version.marking)
    with bench.office.write(view, "screened") as session:
        session.add(ScreeningRunRow(id=id, at=at, by=view.user, name=name or _named(kept), body=how))
        mark(session, ScreeningRunRow.__marked__, id, marking, view.user, at, "as the lists asked")
        return _run(session, _found(session, id), marking)


class _Pages:
    """What is added, packed so many at a time."""

    def __init__(self) -> None:
        self._few: list[object] = []
        self._packed: list[str] = []

    def add(self, one: object) -> None:
        """Keep one more."""
        self._few.append(one)
        if len(self._few) == CHUNK:
            self._packed.append(_packed(self._few))
            self._few.clear()

    def packed(self) -> list[str]:
        """All of it."""
        return [*self._packed, _packed(self._few)] if self._few else self._packed


def _named(lines: Sequence[dict[str, Any]]) -> str:
    first = [str(line["query"].get("name") or "a party without a name")[:60] for line in lines[:3]]
    return ", ".join(first) + (" …" if len(lines) > 3 else "")


def _line(one: Answer) -> dict[str, Any]:
    return {
        "row": one.row,
        "query": queries.as_json(one.query),
        "hits": [_hit(hit) for hit in one.found],
        "certificate": one.certificate,
        "problem": one.problem or None,
        "notes": list(one.notes),
    }


def _hit(hit: Hit) -> dict[str, Any]:
    """A hit, and by what it is set aside."""
    if hit.alert:
        return hit_json(hit)
    return hit_json(hit) | {"aside": set_aside((reason.forms, reason.score) for reason in hit.reasons)}


def _packed(lines: Sequence[object]) -> str:
    return base64.b64encode(zlib.compress(msgspec.json.encode(lines))).decode("ascii")


def _unpacked(page: str) -> list[Any]:
    found: list[Any] = msgspec.json.decode(zlib.decompress(base64.b64decode(page)))
    return found


@lru_cache(maxsize=64)
def _lines(pages: tuple[str, ...]) -> list[dict[str, Any]]:
    """The lines of a run; whoever gets them changes nothing in them."""
    return [line for page in pages for line in _unpacked(page)]


def _row(view: View, session: GuardedSession, id: str) -> ScreeningRunRow:
    row = _found(session, id)
    if row.at > view.known_at:
        raise NotFound(f"no such screening: {id}")
    return row


def _found(session: GuardedSession, id: str) -> ScreeningRunRow:
    row = session.scalars(select(ScreeningRunRow).where(ScreeningRunRow.id == id)).first()
    if row is None:
        raise NotFound(f"no such screening: {id}")
    return row


def _run(session: GuardedSession, row: ScreeningRunRow, marking: Marking | None = None) -> Run:
    found = marking or current_of(session, ScreeningRunRow.__marked__, [row.id]).get(row.id, PUBLIC)
    body = row.body
    return Run(
        row.id, row.at, row.by, row.name, tuple(body["lists"]), body["threshold"], body["limit"],
        Counts(*body["counts"]), found, tuple(body["batches"]),
    )  # fmt: skip
