"""The mandate an office works under: chosen with a reason, read by the workflow, its calendar told."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sightline.cases import deciding, mandates
from sightline.cases.mandates import Mandate
from sightline.errors import UsageError
from sightline.model.view import View
from sightline.office import settings
from sightline.office.act import Act
from sightline.service import stances
from sightline.service.roles import require
from sightline.service.workbench import Workbench

KEY, DECIDE = "mandate", "decide"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The mandate, since when the office counts from, and why it was chosen."""

    mandate: Mandate
    since: date
    why: str


def chosen(view: View, bench: Workbench) -> Mandate | None:
    """The mandate the office works under at the View's time; None where it chose none."""
    held = choice(view, bench)
    return held.mandate if held else None


def choice(view: View, bench: Workbench) -> Chosen | None:
    """The same with its day and reason."""
    with bench.office.read(view) as session:
        held = settings.get(session, KEY)
    if held is None:
        return None
    return Chosen(mandates.mandate(held["mandate"]), date.fromisoformat(held["since"]), held["why"])


def choose(view: View, bench: Workbench, id: str, since: date, why: str) -> None:
    """Work under a mandate from now on; its decision rule becomes the office's, and both stay on record."""
    require(view, bench, DECIDE)
    if not why.strip():
        raise UsageError("a mandate has a reason", place="why", remedy="say who gave it and where it stands")
    found = mandates.mandate(id)
    with bench.office.write(view, why) as session:
        value = {"mandate": found.id, "since": since.isoformat(), "why": why}
        settings.put(session, KEY, value, Act(view.user, bench.clock(), why))
    stances.choose_rule(view, bench, found.decision_rule, f"rule of the mandate {found.title}: {why}")


def calendar(view: View, bench: Workbench) -> tuple[dict[str, Any], ...]:
    """What is due next under the chosen mandate, soonest first; empty where none is chosen."""
    held = choice(view, bench)
    if held is None:
        return ()
    due = [
        {"what": slot.what, "on": slot.after(held.since, view.as_of), "mark": slot.mark}
        for slot in held.mandate.calendar
    ]
    return tuple(sorted(due, key=lambda one: (one["on"], one["what"])))


def as_json(one: Mandate) -> dict[str, Any]:
    """The published shape, with the words of its decision rule."""
    rule = deciding.rule(one.decision_rule)
    return asdict(one) | {"rule": rule.text}
