"""How many entries a version must have, at the limit and one step past it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sightline.model.lists import ListVersion
from sightline.model.marking import PUBLIC
from sightline.record.bounds import Bounds, beyond

BOUNDS = Bounds(10, 0.2, "made for a test")


def version(entries: int, day: int = 10, list: str = "invented") -> ListVersion:
    dated = date(2026, 2, day)
    known = datetime(2026, 3, day, tzinfo=UTC)
    return ListVersion(
        list, f"p{day}", "ftm_json", dated, known, entries, 1, "m", (), PUBLIC, f"{list}-{day}"
    )


WITHIN = {
    "the first, with the fewest": (10, []),
    "exactly a fifth gone": (80, [version(100, 5)]),
    "more than before": (1000, [version(100, 5)]),
    "one of three gone": (12, [version(13, 5)]),
    "half of the next, in the past": (50, [version(100, 20)]),
    "another list is far larger": (10, [version(1000, 5, "other")]),
    "a small one before, a large one long before": (80, [version(100, 1), version(90, 5)]),
}
BEYOND = {
    "one fewer than the fewest": (9, [], "at least 10"),
    "one more than a fifth gone": (79, [version(100, 5)], "21 of 100 entries are gone since 2026-02-05"),
    "one fewer than half of the next": (
        49,
        [version(100, 20)],
        "where the next version, of 2026-02-20, has 100",
    ),
    "the last before counts, not the first": (79, [version(50, 1), version(100, 5)], "since 2026-02-05"),
    "the one of the same day counts": (79, [version(100, 10)], "since 2026-02-10"),
}


@pytest.mark.parametrize("name", WITHIN)
def test_within(name: str) -> None:
    entries, others = WITHIN[name]
    assert beyond(version(entries), others, BOUNDS) is None


@pytest.mark.parametrize("name", BEYOND)
def test_beyond(name: str) -> None:
    entries, others, says = BEYOND[name]
    found = beyond(version(entries), others, BOUNDS)
    assert found is not None and says in found.message


def test_one_entry_may_always_go() -> None:
    tight = replace(BOUNDS, least_entries=1, most_drop=0.0)
    assert beyond(version(99), [version(100, 5)], tight) is None
    assert beyond(version(98), [version(100, 5)], tight) is not None
