"""Entities as of a day: looked up by id, found by name."""

from __future__ import annotations

from dataclasses import dataclass

from sightline.model.lists import ListVersion
from sightline.model.statement import Entity
from sightline.model.view import View
from sightline.record import entities as record
from sightline.service import lists
from sightline.service.workbench import Workbench


@dataclass(frozen=True, slots=True)
class EntityLine:
    """An entity in one line."""

    id: str
    caption: str
    schema: str
    list: str
    reference: str


@dataclass(frozen=True, slots=True)
class EntityPage:
    """An entity, the version it is read from, and the versions of its list that are held."""

    entity: Entity
    version: ListVersion
    versions: tuple[ListVersion, ...]


def entity(view: View, bench: Workbench, id: str, among: tuple[str, ...] = ()) -> EntityPage:
    """What the lists of the View's day (or these `among` them) say of this id; `NotFound` when none does."""
    holding = lists.current(view, bench, among)
    found = record.entity(view, bench.lake, holding, id)
    version = next(one for one in holding if one.partition == found.partition)
    held = tuple(one.version for one in lists.held(view, bench) if one.version.list == version.list)
    return EntityPage(found, version, held)


def search(view: View, bench: Workbench, text: str, limit: int = 50) -> tuple[EntityLine, ...]:
    """Entries whose caption, reference or id holds the text, case aside, by list and caption.

    For a name that may be spelt another way there is screening.
    """
    wanted = text.casefold().strip()
    found: list[EntityLine] = []
    for version in lists.current(view, bench):
        for entry in bench.lake.entries(view, version):
            if wanted in f"{entry.caption}\n{entry.reference}\n{entry.id}".casefold():
                found.append(EntityLine(entry.id, entry.caption, entry.schema, version.list, entry.reference))
    return tuple(sorted(found, key=lambda line: (line.list, line.caption, line.id))[:limit])
