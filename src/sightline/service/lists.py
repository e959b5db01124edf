"""The lists held, version by version, and what changed between two."""

from __future__ import annotations

from sightline.errors import UsageError
from sightline.model.lists import ListVersion
from sightline.model.view import View
from sightline.record import diff as differences
from sightline.record import versions
from sightline.record.diff import Diff
from sightline.record.versions import HeldVersion
from sightline.service.workbench import Workbench


def held(view: View, bench: Workbench) -> tuple[HeldVersion, ...]:
    """Every version the View may see, by list and day, with the decision on it."""
    with bench.office.read(view) as session:
        return versions.held(view, session)


def current(view: View, bench: Workbench, lists: tuple[str, ...] = ()) -> tuple[ListVersion, ...]:
    """The version of each list that holds for the View; `UsageError` for a list that is not held."""
    with bench.office.read(view) as session:
        found = versions.current(view, session, lists)
    if missing := sorted(set(lists) - {version.list for version in found}):
        raise UsageError(f"no version of the list {missing[0]!r} is held", remedy="see `sightline lists`")
    return found


def diff(view: View, bench: Workbench, old: str, new: str) -> Diff:
    """Entries added, removed and changed from one version to another of the same list."""
    with bench.office.read(view) as session:
        before, after = versions.named(view, session, old), versions.named(view, session, new)
    if before.list != after.list:
        raise UsageError(f"two lists: {before.list} and {after.list}", remedy="compare versions of one list")
    return differences.diff(view, bench.lake, before, after)
