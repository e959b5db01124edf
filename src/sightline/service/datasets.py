"""The lists as data sets: what clients of the matching and the reconciliation API name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time

from sightline.errors import NotFound
from sightline.model.lists import ListVersion
from sightline.model.view import View
from sightline.service import lists
from sightline.service.workbench import Workbench

WHOLE = "default"
"""The collection of all lists held; clients also know it by these names."""
ALSO = frozenset({WHOLE, "all", "sanctions"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """A data set as a client named it, and the list versions it stands for."""

    name: str
    versions: tuple[ListVersion, ...]

    @property
    def lists(self) -> tuple[str, ...]:
        """The ids of the lists."""
        return tuple(one.list for one in self.versions)


def choose(
    view: View,
    bench: Workbench,
    name: str,
    include: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
) -> Chosen:
    """The lists of a data set; `NotFound` for one that is not held for the View.

    `include` keeps these alone, `exclude` leaves these out.
    """
    held = lists.current(view, bench)
    by_name = {one.list: one for one in held}
    if name not in by_name and name not in ALSO:
        raise NotFound(f"no such data set: {name}", remedy="see /api/catalog")
    found = (by_name[name],) if name in by_name else held
    if include and not ALSO & set(include):
        found = tuple(one for one in (found if name in ALSO else held) if one.list in {*include, name})
    return Chosen(name, tuple(one for one in found if one.list not in exclude))


def catalog(view: View, bench: Workbench) -> dict[str, object]:
    """Every list held for the View, and the collection of all of them, in the shape of `/catalog`."""
    held = lists.current(view, bench)
    newest = max((one.known_at for one in held), default=view.known_at)
    whole: dict[str, object] = {
        "name": WHOLE,
        "title": f"All lists held by {bench.settings.name}",
        "summary": None,
        "version": newest.astimezone(UTC).strftime("%Y%m%d%H%M%S"),
        "index_version": newest.astimezone(UTC).strftime("%Y%m%d%H%M%S"),
        "index_current": True,
        "load": True,
        "updated_at": newest.isoformat(),
        "entity_count": sum(one.entries for one in held),
        "children": [one.list for one in held],
    }
    return {
        "datasets": [whole, *(_dataset(one) for one in held)],
        "current": [WHOLE, *(one.list for one in held)],
        "outdated": [],
        "index_stale": False,
    }


def _dataset(one: ListVersion) -> dict[str, object]:
    day = datetime.combine(one.dated, time(), UTC)
    return {
        "name": one.list,
        "title": one.list,
        "summary": f"As its publisher dates it, {one.dated}; format {one.format}.",
        "version": day.strftime("%Y%m%d"),
        "index_version": one.manifest[:16],
        "index_current": True,
        "load": True,
        "updated_at": day.isoformat(),
        "last_export": one.known_at.isoformat(),
        "entity_count": one.entries,
        "children": [],
    }
