"""The measures by day."""

from __future__ import annotations

from datetime import date, timedelta

from sightline import regime
from sightline.errors import NotFound
from sightline.model.measure import Measure
from sightline.model.view import View
from sightline.service.workbench import Workbench


def in_force(view: View, bench: Workbench) -> tuple[Measure, ...]:
    """What bound on the View's day."""
    return regime.in_force(view.as_of)


def all_measures(view: View, bench: Workbench) -> tuple[Measure, ...]:
    """Every measure held, in force or not."""
    return regime.load()


def measure(view: View, bench: Workbench, id: str) -> Measure:
    """One measure; `NotFound` where there is none of that id."""
    found = next((one for one in regime.load() if one.id == id), None)
    if found is None:
        raise NotFound(f"no measure {id!r}", remedy="see the measures page for the ids")
    return found


def changes(view: View, bench: Workbench) -> tuple[date, ...]:
    """The days on which the set in force changes, in order."""
    starts = {one.in_force_from for one in regime.load()}
    ends = {one.in_force_to + timedelta(days=1) for one in regime.load() if one.in_force_to}
    return tuple(sorted(starts | ends))
