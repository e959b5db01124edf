"""Statements, entries, versions and Views in one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from sightline.lake.partition import Manifest, PartitionKey
from sightline.lake.statements import Lake
from sightline.model.lists import ListVersion
from sightline.model.marking import PUBLIC, Marking
from sightline.model.place import Place
from sightline.model.statement import Entry, Statement
from sightline.model.view import View

ITEM = "a" * 64
DAY = date(2026, 2, 27)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
VIEW = View("reader", PUBLIC, DAY, AT)


def said(entity: str, prop: str, value: str, start: int = 0, schema: str = "Person") -> Statement:
    """One statement whose original text is its value."""
    return Statement(entity, schema, prop, value, value, ITEM, Place.of_bytes(start, len(value.encode())))


def entry(id: str, schema: str = "Person", start: int = 0, listing: str = "", **values: str) -> Entry:
    """An entry; each property is one text, several values parted by `|`. `listing` is reference@day."""
    at, statements = start, []
    for prop, text in values.items():
        for value in text.split("|"):
            statements.append(said(id, prop, value, at, schema))
            at += len(value.encode()) + 1
    if listing:
        reference, _, day = listing.partition("@")
        statements.append(said(f"{id}:listing", "unscId", reference, at, "Sanction"))
        statements.append(said(f"{id}:listing", "listingDate", day, at + 20, "Sanction"))
    return Entry(id, Place.of_bytes(start, at - start), tuple(statements))


def version_of(manifest: Manifest, marking: Marking = PUBLIC, known_at: datetime = AT) -> ListVersion:
    """The list version of a partition just written."""
    return ListVersion(
        manifest.list,
        manifest.partition,
        manifest.format,
        manifest.dated or DAY,
        known_at,
        manifest.entries,
        manifest.statements,
        manifest.sha256,
        manifest.items,
        marking,
    )


def held(
    lake: Lake, entries: Iterable[Entry], *, item: str = ITEM, list: str = "un-sc", marking: Marking = PUBLIC
) -> ListVersion:
    """Write entries to the lake and give their version."""
    return version_of(lake.write(PartitionKey((item,), "test", 1), list, DAY, entries), marking)


def many(count: int) -> Iterator[Entry]:
    """Invented persons, so many that several row groups are needed."""
    for number in range(count):
        yield entry(
            f"x-{number}",
            start=number * 100,
            listing=f"X.{number}@2020-01-01",
            name=f"Invented Person {number}",
            alias=f"Alias A {number}|Alias B {number}",
            nationality="kp",
        )
