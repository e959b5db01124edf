"""Signals for people: listed, filtered, drawn with the rows they stand on, dismissed or taken into a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.cases.casefile import Told
from sightline.cases.workflow import Legal, legal
from sightline.detectors.sea.claimed_waters import Waters, claimed_waters
from sightline.errors import NotAllowed, NotFound, UsageError
from sightline.model.marking import Marking
from sightline.model.signal import Signal
from sightline.model.view import View
from sightline.office.markings import current
from sightline.office.tables import SignalMoveRow
from sightline.service import cases, signal_log, table_rows
from sightline.service.roles import require
from sightline.service.signal_log import DISMISSED, NEW, TAKEN, Record, Step, Version
from sightline.service.workbench import Workbench

SIGNAL = (
    Legal(NEW, DISMISSED, "looked at and explained"),
    Legal(NEW, TAKEN, "a lead in a case"),
    Legal(DISMISSED, NEW, "to be looked at again"),
    Legal(TAKEN, TAKEN, "a lead in another case too"),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; an empty field asks for anything. `text` is sought in captions and places."""

    detector: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None
    score: float = 0.0
    text: str = ""


@dataclass(frozen=True, slots=True)
class SignalLine:
    """A signal in one line."""

    signal: Signal
    state: str
    versions: int
    marking: Marking

    def as_json(self) -> dict[str, Any]:
        """The published line, with its state and how many versions there are for the reader."""
        more = {"state": self.state, "versions": self.versions, "marking": str(self.marking)}
        return self.signal.as_json() | more


@dataclass(frozen=True, slots=True)
class SignalPage:
    """A signal with its history."""

    line: SignalLine
    seen: bool
    versions: tuple[Version, ...]
    steps: tuple[Step, ...]
    basis: tuple[str, ...]
    """`fact`, `reconstruction`: what the rows it cites say of themselves; empty where they say nothing"""
    waters: Waters | None = None
    """what the DPRK claims of its place, where that lies off its coast"""


def signals(view: View, bench: Workbench, filters: Filters = Filters()) -> tuple[SignalLine, ...]:
    """Signals as they stand for the View, by start; those no longer found are left out."""
    found = (_line(one) for one in signal_log.newest(view, bench) if one.seen)
    return tuple(line for line in found if _passes(line, filters))


def _line(one: Record) -> SignalLine:
    return SignalLine(one.signal, one.state, len(one.versions), one.marking)


def _passes(line: SignalLine, filters: Filters) -> bool:
    signal = line.signal
    words = "\n".join([signal.id, signal.place, *(actor.caption for actor in signal.actors)]).casefold()
    return (
        filters.detector in ("", signal.detector)
        and filters.state in ("", line.state)
        and (filters.since is None or signal.end.date() >= filters.since)
        and (filters.until is None or signal.start.date() <= filters.until)
        and signal.score >= filters.score
        and filters.text.casefold() in words
    )


def signal(view: View, bench: Workbench, id: str) -> SignalPage:
    """A signal as it stands for the View, with all that happened to it."""
    one = _named(view, bench, id)
    basis = table_rows.bases(view, bench, one.signal)
    lat, lon = one.signal.lat, one.signal.lon
    waters = claimed_waters(lat, lon) if lat is not None and lon is not None else None
    return SignalPage(_line(one), one.seen, one.versions, one.steps, basis, waters)


def dismiss(view: View, bench: Workbench, id: str, why: str) -> None:
    """Set a signal aside, with the reason; `Conflict` when its state does not allow it."""
    _move(view, bench, id, DISMISSED, why)


def reopen(view: View, bench: Workbench, id: str, why: str) -> None:
    """Look at a dismissed signal again."""
    _move(view, bench, id, NEW, why)


def take(view: View, bench: Workbench, id: str, case_id: str, why: str) -> str:
    """Make a signal a lead of a case, with what it cites; the lead's id.

    `NotAllowed` when the case is less restricted than the signal.
    """
    require(view, bench, "investigate")
    _require_reason(why)
    one = _named(view, bench, id)
    legal(SIGNAL, one.state, TAKEN)
    with bench.office.read(view) as session:
        own = current(session, "case", case_id)
    if own is None:
        raise NotFound(f"no such case: {case_id}", remedy="see `sightline case list`")
    if not own.covers(one.marking):
        raise NotAllowed(
            f"the case is marked {own}, the signal {one.marking}",
            remedy=f"mark the case at least {own.joined(one.marking)} first",
        )
    text = f"Signal {one.signal.id} of {one.signal.detector}: {one.signal.reasons[0].text} {why}".strip()
    lead = cases.add_lead(view, bench, case_id, text, one.signal.cites, Told("signal"))
    _add_move(view, bench, one, TAKEN, why, case_id)
    return lead


def _move(view: View, bench: Workbench, id: str, target: str, why: str) -> None:
    require(view, bench, "investigate")
    _require_reason(why)
    one = _named(view, bench, id)
    legal(SIGNAL, one.state, target)
    _add_move(view, bench, one, target, why)


def _require_reason(why: str) -> None:
    if not why.strip():
        raise UsageError("a move has a reason", remedy="say why in a few words")


def _add_move(view: View, bench: Workbench, one: Record, target: str, why: str, case_id: str = "") -> None:
    with bench.office.write(view, why) as session:
        session.add(
            SignalMoveRow(
                id=bench.entropy(16).hex(),
                signal_key=one.key,
                at=bench.clock(),
                by=view.user,
                origin=one.state,
                target=target,
                why=why,
                case_id=case_id,
            )
        )


def _named(view: View, bench: Workbench, id: str) -> Record:
    found = signal_log.newest(view, bench, [id])
    if not found:
        raise NotFound(f"no such signal: {id}", remedy="see `sightline signal list`")
    return found[0]
