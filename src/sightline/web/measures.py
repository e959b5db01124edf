"""The measures by day: what was forbidden, when, and how far each rule has been verified."""

from __future__ import annotations

from datetime import timedelta

from sightline.model.measure import Confidence
from sightline.service import measures
from sightline.web.page import Page, page
from sightline.web.timeline import timeline
from sightline.web.visit import Visit


@page("/measures", "measures.html")
def by_day(visit: Visit) -> Page:
    """Measures in force on a day, with the days of change before and after it."""
    view = visit.view.on(visit.day("on") or visit.view.as_of)
    in_force = measures.in_force(view, visit.bench)
    changes = measures.changes(view, visit.bench)
    body: dict[str, object] = {
        "on": view.as_of,
        "measures": in_force,
        "previous_change": max((day for day in changes if day < view.as_of), default=None),
        "next_change": next((day for day in changes if day > view.as_of), None),
        "uncompared": sum(one.verified_against is None for one in in_force),
        "unverified": sum(one.confidence is not Confidence.CHECKED for one in in_force),
    }
    drawing = timeline(measures.all_measures(view, visit.bench), view.as_of, visit.view.as_of)
    return Page("Measures", body, {"timeline": drawing})


@page("/measures/changes", "measure_changes.html")
def changed(visit: Visit) -> Page:
    """What changed between two days, as sentences; without days, at the last change before the View's."""
    until = visit.day("until") or visit.view.as_of
    before = max((day for day in measures.changes(visit.view, visit.bench) if day <= until), default=until)
    since = visit.day("since") or before - timedelta(days=1)
    body: dict[str, object] = {
        "since": since,
        "until": until,
        "sentence": measures.diff_sentence(visit.view, visit.bench, since, until),
        "changes": measures.diff(visit.view, visit.bench, since, until),
    }
    return Page("What changed", body)


@page("/measures/{id:str}", "measure.html")
def measure(visit: Visit) -> Page:
    """One measure with all that is known and doubted about it."""
    found = measures.measure(visit.view, visit.bench, visit.parameters["id"])
    now = [phase for phase in found.phases if phase.starts <= visit.view.as_of]
    body: dict[str, object] = {"measure": found, "in_force": found.in_force(visit.view.as_of)}
    return Page(found.title, body | {"phase": now[-1] if now else None})


HANDLERS = (by_day, changed, measure)
