"""The lists held, version by version, what was refused, and what changed between two."""

from __future__ import annotations

from dataclasses import dataclass

from sightline.errors import UsageError
from sightline.model.lists import ListVersion
from sightline.model.view import View
from sightline.record import diff as differences
from sightline.record import fetches, versions
from sightline.record import refusals as refused
from sightline.record.diff import Diff
from sightline.record.fetches import Fetch
from sightline.record.refusals import RefusedList
from sightline.record.versions import HeldVersion
from sightline.service.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every version there is, and every refusal, the newest first."""

    versions: tuple[HeldVersion, ...]
    refusals: tuple[RefusedList, ...]

    @property
    def open(self) -> tuple[RefusedList, ...]:
        """Refusals that still want attention."""
        return tuple(one for one in self.refusals if one.open)

    def lines(self) -> list[dict[str, object]]:
        """The lines of `sightline lists`: versions, each with its refusal, then refusals that have none."""
        why = {one.version: one for one in reversed(self.refusals) if one.version}
        lines = [
            one.as_json() | _standing(why.get(one.version.id) if one.decision == versions.REFUSED else None)
            for one in self.versions
        ]
        return lines + [one.as_json() for one in self.refusals if not one.version]


def _standing(one: RefusedList | None) -> dict[str, object]:
    if one is None:
        return {"place": None, "remedy": None, "refusal": None, "open": False}
    return {"place": one.place, "remedy": one.remedy, "refusal": one.id, "open": one.open}


def shelf(view: View, bench: Workbench) -> Shelf:
    """Versions and refusals, as far as the View may see and knew."""
    with bench.office.read(view) as session:
        return Shelf(versions.held(view, session), refused.refusals(view, session))


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version with the refusal that may stand on it, and its accepted neighbours in time."""

    held: HeldVersion
    refusal: RefusedList | None
    before: ListVersion | None
    after: ListVersion | None


def version(view: View, bench: Workbench, id: str) -> VersionPage:
    """One version by its id; `NotFound` when it is not there for the View."""
    with bench.office.read(view) as session:
        named = versions.named(view, session, id)
        (one,) = [other for other in versions.held(view, session) if other.version.id == named.id]
        standing = next((it for it in refused.refusals(view, session) if it.version == named.id), None)
        others = [it for it in versions.accepted(view, session, named.list) if it.id != named.id]
    when = (named.dated, named.known_at)
    before = [it for it in others if (it.dated, it.known_at) <= when]
    after = [it for it in others if (it.dated, it.known_at) > when]
    return VersionPage(
        one,
        standing if one.decision == versions.REFUSED else None,
        before[-1] if before else None,
        after[0] if after else None,
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of a list, and what changed from one to the other."""

    old: ListVersion
    new: ListVersion
    diff: Diff


def compare(view: View, bench: Workbench, old: str, new: str) -> Compared:
    """The changes with the versions they lie between; as `diff` where one is not there."""
    found = diff(view, bench, old, new)
    with bench.office.read(view) as session:
        return Compared(versions.named(view, session, old), versions.named(view, session, new), found)


def fetched(view: View, bench: Workbench) -> tuple[Fetch, ...]:
    """Every attempt to fetch a list, the newest first."""
    with bench.office.read(view) as session:
        return fetches.fetches(view, session)


def held(view: View, bench: Workbench) -> tuple[HeldVersion, ...]:
    """Every version the View may see, by list and day, with the decision on it."""
    with bench.office.read(view) as session:
        return versions.held(view, session)


def current(view: View, bench: Workbench, lists: tuple[str, ...] = ()) -> tuple[ListVersion, ...]:
    """The version of each list that holds for the View; `UsageError` for a list that is not held."""

    def ask() -> tuple[ListVersion, ...]:
        with bench.office.read(view) as session:
            return versions.current(view, session, lists)

    found = bench.office.remembered(("current", view.clearance, view.as_of, lists), view.known_at, ask)
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
