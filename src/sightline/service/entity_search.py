"""Entries by what somebody types: a name in any spelling, a number, a reference, or a part of either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sightline.clean.text import plain
from sightline.model.lists import ListVersion
from sightline.model.screening import Query
from sightline.model.view import View
from sightline.screening import engine
from sightline.screening.records import IDENTIFIERS
from sightline.service import screening
from sightline.service.workbench import Workbench

GOOD = engine.DEFAULT_THRESHOLD
"""From here on a name is as good as the text."""
LIKE = 0.2
"""From here on a name is like the text somebody looks for, who often types half of one (set here)."""
MOST_LIKE = 100

Place = tuple[str, str]
"""A list, and the id of an entry of it."""


def find(view: View, bench: Workbench, text: str, versions: Sequence[ListVersion]) -> tuple[Place, ...]:
    """Entries that have the text as a number, or a name as good as it; then those that hold it in their
    caption, reference or id, by list and caption; then those with a name somewhat like it."""
    asked = text.strip()
    numbered, named = (
        list(_hits(view, bench, query, versions)) for query in (_number(asked), Query(name=asked))
    )
    return tuple(
        dict.fromkeys(
            [
                *(place for place, score in (*numbered, *named) if score >= GOOD),
                *_holding(view, bench, asked, versions),
                *(place for place, _ in (*numbered, *named)),
            ]
        )
    )


def _number(text: str) -> Query:
    """The text as each number it may be; nothing where it is none."""
    number = plain(text)
    said: dict[str, Any] = {one.FIELD: number for one in IDENTIFIERS if one.canonical(number)}
    return Query(**said)


def _hits(
    view: View, bench: Workbench, query: Query, versions: Sequence[ListVersion]
) -> Iterator[tuple[Place, float]]:
    if query != Query():
        indexes = [screening.open_index(view, bench, one) for one in versions]
        for hit in engine.screen(view, indexes, query, LIKE, MOST_LIKE):
            yield (hit.list, hit.entity), hit.score


def _holding(view: View, bench: Workbench, text: str, versions: Sequence[ListVersion]) -> list[Place]:
    wanted = text.casefold()
    found = [
        (version.list, entry.caption, entry.id)
        for version in versions
        for entry in bench.lake.entries(view, version)
        if wanted in f"{entry.caption}\n{entry.reference}\n{entry.id}".casefold()
    ]
    return [(list, id) for list, _, id in sorted(found)]
