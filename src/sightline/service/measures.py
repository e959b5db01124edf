"""The measures by day, and what changed between two days."""

from __future__ import annotations

from datetime import date

from sightline import regime
from sightline.errors import NotFound
from sightline.model.measure import Measure
from sightline.model.view import View
from sightline.regime import changes as law
from sightline.regime.changes import Change
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
    """The days on which the law changes: the set in force, a phase, a cap, an exemption; in order."""
    return law.days()


def diff(view: View, bench: Workbench, since: date, until: date) -> tuple[Change, ...]:
    """What changed after one day and by another, in the order it changed."""
    return law.between(since, until)


def diff_sentence(view: View, bench: Workbench, since: date, until: date) -> str:
    """The same in one sentence."""
    return law.sentence(since, until)
