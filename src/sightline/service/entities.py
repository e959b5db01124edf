"""Entities as of a day: looked up by id, found by name, and what was said and known of them when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from sightline.errors import NotFound
from sightline.model.lists import ListVersion
from sightline.model.statement import Entity
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.record import diff, versions
from sightline.record import entities as record
from sightline.record.diff import Change
from sightline.record.resolution import CANONICAL
from sightline.service import entity_search, judgements, lists
from sightline.service.workbench import Workbench

MOST_STEPS = 200
"""versions of a list that are compared for the history of an entry, the newest ones"""


@dataclass(frozen=True, slots=True)
class EntityLine:
    """An entity in one line."""

    id: str
    caption: str
    schema: str
    list: str
    reference: str


@dataclass(frozen=True, slots=True)
class Step:
    """An entry in one version of its list: whether it stood there, and how it differs from the one before.

    `change` is nothing where it says the same as before, and in the first version that is held.
    """

    version: ListVersion
    listed: bool
    change: Change | None


@dataclass(frozen=True, slots=True)
class OnTheDay:
    """Two questions about one day, which are not the same.

    `said`: the version that was the list on that day, as far as the View knows by its time. `known`: the
    version the office would have answered from on that very day, nothing where it held none. `differs`:
    how the entry differs from one to the other.
    """

    day: date
    said: ListVersion
    known: ListVersion | None
    differs: Change | None


@dataclass(frozen=True, slots=True)
class Same:
    """An entry that people judged to be one with another, and the version it is read from."""

    entity: Entity
    version: ListVersion


@dataclass(frozen=True, slots=True)
class Merged:
    """What an entry is one with, as resolved by the View's time: only what the View may know of.

    `canonical` is the id of all of them together, the entry's own where it is one with nothing. `absent`
    names those that no list of the View's day has.
    """

    canonical: str
    same: tuple[Same, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityPage:
    """An entity, the version it is read from, how it fared in its list, and what else it is one with."""

    entity: Entity
    version: ListVersion
    versions: tuple[ListVersion, ...]
    on_the_day: OnTheDay
    history: tuple[Step, ...]
    merged: Merged


def entity(view: View, bench: Workbench, id: str, among: tuple[str, ...] = ()) -> EntityPage:
    """What the lists of the View's day (or these `among` them) say of this id.

    The id of entries that were judged to be one leads to the first of them that a list has. `NotFound` when
    none does; the remedy names a day on which one did, where there is one.
    """
    holding = lists.current(view, bench, among)
    id = _leads_to(view, bench, holding, id)
    try:
        found = record.entity(view, bench.lake, holding, id)
    except NotFound as problem:
        raise _elsewhere(view, bench, id, among) or problem from None
    version = next(one for one in holding if one.partition == found.partition)
    with bench.office.read(view) as session:
        held = versions.accepted(view, session, version.list)
        known = known_then(view, session, version.list)
    whole = _entry_of(view, bench, version, id)
    differs = diff.of_entry(view, bench.lake, known, version, whole) if known else None
    return EntityPage(
        found,
        version,
        held,
        OnTheDay(view.as_of, version, known, differs),
        _history(view, bench, held, whole),
        _merged(view, bench, holding, found),
    )


def _merged(view: View, bench: Workbench, holding: Sequence[ListVersion], found: Entity) -> Merged:
    """The other entries of its cluster with all they say; nothing of a list the View does not see."""
    resolution = judgements.resolution(view, bench)
    same, absent = [], []
    for id in resolution.members(found.id):
        if id == found.id:
            continue
        try:
            other = record.entity(view, bench.lake, holding, id)
        except NotFound:
            absent.append(id)
            continue
        same.append(Same(other, next(one for one in holding if one.partition == other.partition)))
    return Merged(resolution.canonical(found.id), tuple(same), tuple(absent))


def _leads_to(view: View, bench: Workbench, holding: Sequence[ListVersion], id: str) -> str:
    """The entry a canonical id, of now or of before, leads to; any other id leads to itself."""
    if not id.startswith(CANONICAL):
        return id
    members = judgements.resolution(view, bench).members(id)
    tables = [bench.lake.entries(view, version) for version in holding]
    return next((one for one in members if any(table.find(one) for table in tables)), id)


def _entry_of(view: View, bench: Workbench, version: ListVersion, id: str) -> str:
    """The id of the entry that an id is, or hangs on."""
    listed = bench.lake.entries(view, version).find(id)
    return listed.id if listed else id


def known_then(view: View, session: GuardedSession, list: str) -> ListVersion | None:
    """The version the office would have answered from at the end of the View's day (UTC)."""
    that_day = datetime.combine(view.as_of, time.max, UTC)
    then = replace(view, known_at=min(view.known_at, that_day))
    return next(iter(versions.current(then, session, [list])), None)


def _history(view: View, bench: Workbench, held: tuple[ListVersion, ...], entry: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    shown = held[-MOST_STEPS:]
    for before, version in zip((None, *shown), shown, strict=False):
        listed = bench.lake.entries(view, version).find(entry) is not None
        change = diff.of_entry(view, bench.lake, before, version, entry) if before else None
        steps.append(Step(version, listed, change))
    return tuple(steps)


def _elsewhere(view: View, bench: Workbench, id: str, among: tuple[str, ...]) -> NotFound | None:
    """The error for an id that another day knows; nothing where no day does."""
    on = []
    for one in lists.held(view, bench):
        wanted = one.decision == versions.ACCEPTED and (not among or one.version.list in among)
        if wanted and bench.lake.entries(view, one.version).find(id):
            on.append(one.version)
    if not on:
        return None
    days = sorted({one.dated for one in on}, key=lambda day: abs((day - view.as_of).days))
    where = ", ".join(sorted({one.list for one in on}))
    return NotFound(
        f"no list of {view.as_of} has {id}; {where} has it in {len(on)} of the versions held",
        remedy=f"look as of {days[0]}",
    )


def search(view: View, bench: Workbench, text: str, limit: int = 50) -> tuple[EntityLine, ...]:
    """Entries by what somebody types, as `entity_search.find` orders them."""
    current = {version.list: version for version in lists.current(view, bench)}
    found: list[EntityLine] = []
    for list, id in entity_search.find(view, bench, text, (*current.values(),))[:limit]:
        if entry := bench.lake.entries(view, current[list]).find(id):
            found.append(EntityLine(entry.id, entry.caption, entry.schema, list, entry.reference))
    return tuple(found)
