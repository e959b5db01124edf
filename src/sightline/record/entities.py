"""What the statements about one id add up to, with what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sightline.errors import NotFound
from sightline.lake.entries import Listed, caption_of
from sightline.lake.statements import Lake
from sightline.model.lists import ListVersion
from sightline.model.statement import Entity, Statement
from sightline.model.view import View

SPEAKING = ("name", "full", "number", "program", "title", "summary")
"""What names a thing that hangs on an entry, best first: an address by its text, a passport by its number."""


def entity(view: View, lake: Lake, versions: Sequence[ListVersion], id: str) -> Entity:
    """The entity with this id, from the first of `versions` that has it.

    For the id of what hangs on an entry (`un-KPe.025:listing`) that thing alone. `NotFound` when no
    version has it, or none that the View may see.
    """
    if not versions:
        raise NotFound(
            f"no list was held by {view.known_at:%Y-%m-%d} that says what held on {view.as_of}",
            remedy="ask for a later --known-at or --as-of",
        )
    for version in versions:
        if not view.may_see(version.marking):
            continue
        if entry := lake.entry(view, version, id):
            whole = assemble(version, *entry)
            for found in (whole, *whole.adjacent):
                if found.id == id:
                    return found
    raise NotFound(f"no such entity: {id}", remedy="look its name up with `sightline screen`")


def entities(view: View, lake: Lake, version: ListVersion) -> Iterator[Entity]:
    """Every entity of a version, in the order of their ids; `NotFound` when the View may not see it."""
    return (assemble(version, listed, said) for listed, said in lake.by_entry(view, version))


def assemble(version: ListVersion, listed: Listed, said: Sequence[Statement]) -> Entity:
    """The entity of one entry from all its statements; its listing and addresses become `adjacent`."""
    own = tuple(statement for statement in said if statement.entity == listed.id)
    others = sorted((s for s in said if s.entity != listed.id), key=lambda s: s.entity)
    hanging = tuple(
        _adjacent(version, id, tuple(group)) for id, group in groupby(others, key=lambda s: s.entity)
    )
    return Entity(
        id=listed.id,
        schema=listed.schema,
        caption=listed.caption,
        statements=own,
        list=version.list,
        partition=version.partition,
        reference=listed.reference,
        listed_on=listed.listed_on,
        adjacent=hanging,
    )


def _adjacent(version: ListVersion, id: str, said: tuple[Statement, ...]) -> Entity:
    stands = min(said, key=lambda statement: statement.place.start or 0)
    rows = [(statement.prop, statement.value, statement.place.start or 0) for statement in said]
    speaking = next(((s.value for prop in SPEAKING for s in said if s.prop == prop)), id)
    return Entity(
        id=id,
        schema=stands.schema,
        caption=caption_of(rows, speaking),
        statements=said,
        list=version.list,
        partition=version.partition,
    )
