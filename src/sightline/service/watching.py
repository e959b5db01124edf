"""Books of watched parties, filled from files; and the news their owners get when a list changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import BinaryIO

from sightline.errors import NotAllowed, NotFound, UsageError
from sightline.model.marking import Marking, Tlp
from sightline.model.view import View
from sightline.model.watching import Book, Notification, Watched
from sightline.office import watching as office
from sightline.office.act import OPERATOR, Act
from sightline.office.guard import GuardedSession
from sightline.office.roles import Action, allows
from sightline.office.watching import DONE, NewBook
from sightline.service import queries, rescreening
from sightline.service.progress import Progress, Step, silent
from sightline.service.roles import require
from sightline.service.workbench import Workbench

KINDS = ("party", "customer")
MOST_PROBLEMS = 100
"""rows that could not be taken which are named; the rest is counted"""
AUDIENCES = ("", Action.INVESTIGATE, Action.DECIDE)
"""who is told beside the owner: nobody, or whoever may do this"""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a new book is to be. Without a marking it is as restricted as its owner's clearance allows."""

    name: str
    kind: str = "party"
    marking: Marking | None = None
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What came of a file: the book, how many parties were added, rows that could not be, and the news."""

    book: str
    added: int
    refused: int
    problems: tuple[str, ...]
    notified: int

    def as_json(self) -> dict[str, object]:
        """The published line."""
        return {name: getattr(self, name) for name in self.__slots__}


def books(view: View, bench: Workbench) -> tuple[Book, ...]:
    """One's own books; for those who investigate every book they are cleared for."""
    every = allows(view, bench.office, Action.INVESTIGATE)
    with bench.office.read(view) as session:
        return office.books(session, "" if every else view.user)


def book(view: View, bench: Workbench, id: str) -> Book:
    """One book with those watched; `NotFound` when it is not there for this View."""
    for one in books(view, bench):
        if one.id == id:
            return one
    raise NotFound(f"no such book: {id}", remedy="see `sightline watch list`")


def open_book(view: View, bench: Workbench, ask: Ask, why: str) -> str:
    """Make an empty book; its id. `NotAllowed` for a marking beyond one's clearance."""
    require(view, bench, Action.SCREEN)
    if not ask.name.strip():
        raise UsageError("a book has a name", remedy="say what is in it: customers of a branch, a fleet")
    if ask.kind not in KINDS:
        raise UsageError(f"no such kind of book: {ask.kind!r}", remedy="use one of " + ", ".join(KINDS))
    if ask.audience not in AUDIENCES:
        raise UsageError(
            f"no such audience: {ask.audience!r}", remedy="use investigate or decide, or nothing"
        )
    new = NewBook(ask.name.strip(), ask.kind, ask.marking or own_marking(view), ask.audience)
    with bench.office.write(view, why or "watched") as session:
        return office.open_book(session, new, Act(view.user, bench.clock(), why), bench.entropy)


def own_marking(view: View) -> Marking:
    """Amber where one is cleared for it, so that customers are not everyone's business; else the most."""
    return Marking(min(Tlp.AMBER, view.clearance.level))


def add(
    view: View,
    bench: Workbench,
    book_id: str,
    stream: BinaryIO,
    name: str,
    why: str,
    progress: Progress = silent,
) -> Added:
    """Watch the parties of a file, in the forms `screen` takes, and hold them against the lists at once.

    A row that cannot be asked is told and left out; the rest is taken. `BadInput` where the file cannot be
    read as one, and then nothing is taken.
    """
    require(view, bench, Action.SCREEN)
    _own(view, bench, book_id)
    asked, problems = [], []
    for number, row in enumerate(queries.read(stream, name)):
        if number % 1000 == 0:
            progress(Step(f"reading {name}", number))
        if row.problem:
            problems.append(f"row {row.row}: {row.problem}")
        else:
            asked.append(row.query)
    if not asked:
        raise UsageError(
            f"{name} names nobody to watch", remedy="give names, one a line, or a CSV with a header"
        )
    with bench.office.write(view, why) as session:
        office.watch(session, book_id, asked, Act(view.user, bench.clock(), why), bench.entropy)
    notified = rescreening.catch_up(bench, progress)
    return Added(book_id, len(asked), len(problems), tuple(problems[:MOST_PROBLEMS]), notified)


def end(view: View, bench: Workbench, party: str, why: str) -> None:
    """Watch a party no longer, for a reason that stays on record."""
    require(view, bench, Action.SCREEN)
    _reason(why)
    by_now = replace(view, known_at=bench.clock())
    held = next((one for one in books(by_now, bench) if any(it.id == party for it in one.parties)), None)
    if held is None:
        raise NotFound(f"nobody is watched under {party}", remedy="see `sightline watch show BOOK`")
    _own(view, bench, held.id)
    with bench.office.write(view, why) as session:
        office.end(session, party, Act(view.user, bench.clock(), why), bench.entropy)


def _own(view: View, bench: Workbench, id: str) -> Book:
    """A book as it is by now that one may write into: one's own, or anyone's for those who decide."""
    found = book(replace(view, known_at=bench.clock()), bench, id)
    if found.owner != view.user and not allows(view, bench.office, Action.DECIDE):
        raise NotAllowed("this book is someone else's", remedy=f"ask {found.owner}")
    return found


def notifications(
    view: View, bench: Workbench, done: bool = False, limit: int = 200
) -> tuple[Notification, ...]:
    """What the user is told, the newest first; what was dealt with only when asked for."""
    with bench.office.read(view) as session:
        found = office.notifications(session, _actions(view, bench), limit, with_done=done)
    return found


def notification(view: View, bench: Workbench, id: str) -> Notification:
    """One of them; `NotFound` when it is not there for this View, or meant for others."""
    with bench.office.read(view) as session:
        return _one(view, bench, session, id)


def _one(view: View, bench: Workbench, session: GuardedSession, id: str) -> Notification:
    found = office.notifications(session, _actions(view, bench), 1, id=id)
    if not found:
        raise NotFound(f"no such notification: {id}", remedy="see `sightline notification list`")
    return found[0]


def acknowledge(view: View, bench: Workbench, id: str, why: str) -> Notification:
    """Say that it was dealt with, and how; the reason stays on record."""
    require(view, bench, Action.READ)
    _reason(why)
    with bench.office.write(view, why) as session:
        _one(view, bench, session, id)
        office.move(session, id, DONE, Act(view.user, bench.clock(), why.strip()), bench.entropy)
    return notification(replace(view, known_at=bench.clock()), bench, id)


def _reason(why: str) -> None:
    if not why.strip():
        raise UsageError("a decision has a reason", remedy="say why: --why …")


def _actions(view: View, bench: Workbench) -> Iterable[str]:
    if view.user == OPERATOR:
        return [str(one) for one in Action]
    return [str(one) for one in Action if allows(view, bench.office, one)]


def party(held: Book, id: str) -> Watched | None:
    """Who of a book is watched under this id, if it is still watched."""
    return next((one for one in held.parties if one.id == id), None)
