"""Whether a version of a list has as many entries as its neighbour in time lets expect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.model.lists import ListVersion

FIRST_AT_LEAST = 0.5
"""A version older than all that are held has at least this share of the entries of the next one."""
ONE = 1
"""So many entries may always be gone: a list of three that loses one is no accident."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The fewest entries, the largest share that may be gone (0 to 1), and where the numbers come from."""

    least_entries: int
    most_drop: float
    why: str


@dataclass(frozen=True, slots=True)
class Beyond:
    """Why a version is outside its bounds, and against which version that shows."""

    message: str
    against: str


def beyond(version: ListVersion, accepted: Iterable[ListVersion], bounds: Bounds) -> Beyond | None:
    """Hold a version against the accepted ones of its list; nothing when its count is to be expected.

    It is compared with the last one dated before it or alike; where it is older than all, with the
    next one after it.
    """
    if version.entries < bounds.least_entries:
        least = f"{version.entries} entries, at least {bounds.least_entries} are expected"
        return Beyond(f"{least} ({bounds.why})", "")
    others = sorted((one for one in accepted if one.list == version.list), key=_when)
    before = [one for one in others if one.dated <= version.dated]
    if before:
        return _dropped(version, before[-1], bounds)
    return _too_small_a_past(version, others[0]) if others else None


def _when(one: ListVersion) -> tuple[object, ...]:
    return one.dated, one.known_at, one.partition


def _dropped(version: ListVersion, before: ListVersion, bounds: Bounds) -> Beyond | None:
    gone = before.entries - version.entries
    if gone <= max(ONE, bounds.most_drop * before.entries):
        return None
    share = f"{gone} of {before.entries} entries are gone since {before.dated} ({gone / before.entries:.0%})"
    return Beyond(f"{share}, at most {bounds.most_drop:.0%} may be ({bounds.why})", before.id)


def _too_small_a_past(version: ListVersion, after: ListVersion) -> Beyond | None:
    if after.entries - version.entries <= max(ONE, (1 - FIRST_AT_LEAST) * after.entries):
        return None
    counts = f"{version.entries} entries where the next version, of {after.dated}, has {after.entries}"
    return Beyond(f"{counts}; at least {FIRST_AT_LEAST:.0%} of them are expected", after.id)
