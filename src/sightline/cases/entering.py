"""Writing and reading the registers of the office: every version a row, none written over another."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from sightline.cases.filing import TOGETHER, Change
from sightline.cases.kind import read
from sightline.cases.registers import Register
from sightline.cases.workflow import NEW, legal
from sightline.errors import ChangedMeanwhile, NotFound, UsageError
from sightline.model.marking import Marking
from sightline.model.papers import Paper, PaperVersion
from sightline.model.view import View
from sightline.office.act import Act
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, random_id
from sightline.office.markings import mark
from sightline.office.tables import EntryRow, EntryVersionRow


def enter(
    session: GuardedSession, register: Register, change: Change, marking: Marking, act: Act, entropy: Entropy
) -> str:
    """Open an entry, marked; its id."""
    kind = register.kind
    target = change.target or kind.first
    legal(kind.moves, NEW, target)
    body = read(kind, change.given)
    kind.require(target, body)
    id = random_id(kind.prefix, entropy)
    session.add(EntryRow(id=id, kind=kind.name, opened_by=act.by, opened_at=act.at))
    mark(session, EntryRow.__marked__, id, marking, act.by, act.at, act.why, new=True)
    session.add(
        EntryVersionRow(entry_id=id, number=1, state=target, body=body, at=act.at, by=act.by, why=act.why)
    )
    session.flush()
    return id


def change_entry(session: GuardedSession, held: Paper, register: Register, change: Change, act: Act) -> int:
    """Change an entry's fields or move it on, with a reason; its new version.

    `ChangedMeanwhile` when somebody saved a newer version than `change.seen`; `Conflict` for an illegal move.
    """
    if not act.why.strip():
        raise UsageError("a change has a reason", place="why", remedy="say why in a few words")
    newest = held.newest
    if change.seen and change.seen != newest.number:
        raise ChangedMeanwhile(
            f"{newest.by} changed it on {newest.at:%Y-%m-%d at %H:%M} UTC, while you wrote",
            place=f"version {newest.number}",
            remedy=TOGETHER,
        )
    target = change.target or held.state
    legal(register.kind.moves, held.state, target)
    body = {**held.body, **read(register.kind, change.given)}
    if body == dict(held.body) and target == held.state:
        raise UsageError("nothing was changed")
    register.kind.require(target, body)
    number = newest.number + 1
    session.add(
        EntryVersionRow(
            entry_id=held.id, number=number, state=target, body=body, at=act.at, by=act.by, why=act.why
        )
    )
    session.flush()
    return number


def entry(view: View, session: GuardedSession, id: str) -> Paper:
    """One entry; `NotFound` when it is not there for this View."""
    row = session.scalar(select(EntryRow).where(EntryRow.id == id))
    found = _read(view, session, [row]) if row is not None and row.opened_at <= view.known_at else ()
    if not found:
        raise NotFound(f"no such entry: {id}")
    return found[0]


def entries(view: View, session: GuardedSession, kind: str = "") -> tuple[Paper, ...]:
    """The entries of a register (of all when empty), in the order they were opened."""
    chosen = select(EntryRow).where(EntryRow.opened_at <= view.known_at)
    if kind:
        chosen = chosen.where(EntryRow.kind == kind)
    return _read(view, session, list(session.scalars(chosen.order_by(EntryRow.opened_at, EntryRow.id))))


def _read(view: View, session: GuardedSession, rows: list[EntryRow]) -> tuple[Paper, ...]:
    chosen = select(EntryVersionRow).where(
        EntryVersionRow.entry_id.in_([row.id for row in rows]), EntryVersionRow.at <= view.known_at
    )
    found: dict[str, list[PaperVersion]] = defaultdict(list)
    for one in session.scalars(chosen.order_by(EntryVersionRow.number)):
        found[one.entry_id].append(PaperVersion(one.number, one.state, one.body, one.at, one.by, one.why))
    return tuple(Paper(row.id, "", row.kind, tuple(found[row.id])) for row in rows if found[row.id])
