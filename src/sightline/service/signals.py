"""Signals for people: listed, filtered, drawn with the rows they stand on, dismissed or taken into a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import ibis.expr.types as ir
from ibis import _

from sightline.cases.workflow import Legal, legal
from sightline.errors import NotAllowed, NotFound, UsageError
from sightline.lake import engines
from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.place import Place
from sightline.model.signal import Signal
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.office.markings import current
from sightline.office.tables import SignalMoveRow
from sightline.record.table_parts import parts
from sightline.service import cases, signal_log
from sightline.service.filing_tables import table_lake
from sightline.service.roles import require
from sightline.service.signal_log import DISMISSED, NEW, TAKEN, Record, Step, Version
from sightline.service.workbench import Workbench

SIGNAL = (
    Legal(NEW, DISMISSED, "looked at and explained"),
    Legal(NEW, TAKEN, "a lead in a case"),
    Legal(DISMISSED, NEW, "to be looked at again"),
    Legal(TAKEN, TAKEN, "a lead in another case too"),
)
AROUND_MS = 6 * 3_600_000
"""how long before and after a meeting tracks are drawn"""
MOST_POINTS, MOST_PAYMENTS = 1500, 1000
"""of each ship; of an account"""


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
class Point:
    """Where a ship was: milliseconds since 1970 (UTC), degrees WGS 84, knots where sent."""

    t_ms: int
    lat: float
    lon: float
    sog: float | None


@dataclass(frozen=True, slots=True)
class Track:
    """The positions of an actor around a signal, in the order of time; thinned where there are too many."""

    actor: str
    caption: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment of an account of a signal, and where it stands."""

    payment_id: str
    booked_ms: int
    amount: str
    currency: str
    debtor_account: str
    creditor_account: str
    debtor_name: str
    creditor_name: str
    basis: str
    cite: Citation


@dataclass(frozen=True, slots=True)
class SignalPage:
    """A signal with its history and the rows it stands on."""

    line: SignalLine
    seen: bool
    versions: tuple[Version, ...]
    steps: tuple[Step, ...]
    tracks: tuple[Track, ...]
    payments: tuple[Paid, ...]
    basis: tuple[str, ...]
    """`fact`, `reconstruction`: what the rows say of themselves; empty where they say nothing"""


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
    """A signal with the tracks of its ships some hours around, or the payments of its accounts."""
    one = _named(view, bench, id)
    with bench.office.read(view) as session:
        known = [part for part in parts(view, session) if part.manifest in set(one.signal.manifests)]
    tracks, payments, basis = _rows(view, bench, one.signal, known)
    return SignalPage(_line(one), one.seen, one.versions, one.steps, tracks, payments, basis)


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
    lead = cases.add_lead(view, bench, case_id, text, one.signal.cites)
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


def _rows(
    view: View, bench: Workbench, one: Signal, known: list[TablePart]
) -> tuple[tuple[Track, ...], tuple[Paid, ...], tuple[str, ...]]:
    ships = [actor for actor in one.actors if actor.id.startswith("mmsi-")]
    accounts = [actor for actor in one.actors if actor.id.startswith("account-")]
    if not known or not (ships or accounts):
        return (), (), ()
    with engines.open_engine() as engine:
        tables = engines.tables(view, table_lake(bench), known, engine, ("positions", "payments"))
        tracks = tuple(_tracks(tables["positions"], one, ships)) if ships else ()
        numbers = [actor.id.removeprefix("account-") for actor in accounts]
        near = _payments_of(tables["payments"], one, numbers) if accounts else None
        payments = tuple(_paid(near)) if near is not None else ()
        rows = near if near is not None else _positions_of(tables["positions"], one, ships)
        said = rows.select("basis").distinct().to_pyarrow().column("basis").to_pylist()
    return tracks, payments, tuple(sorted({text for text in said if text}))


def _positions_of(positions: ir.Table, one: Signal, ships: Iterable[Any]) -> ir.Table:
    numbers = [int(ship.id.removeprefix("mmsi-")) for ship in ships]
    since, until = _ms(one.start) - AROUND_MS, _ms(one.end) + AROUND_MS
    return positions.filter(_.mmsi.isin(numbers), _.t_ms.between(since, until))


def _tracks(positions: ir.Table, one: Signal, ships: list[Any]) -> Iterable[Track]:
    rows = _positions_of(positions, one, ships).select("mmsi", "t_ms", "lat7", "lon7", "sog").distinct()
    found: dict[int, list[Point]] = {}
    for line in rows.order_by("mmsi", "t_ms", "lat7", "lon7", "sog").to_pyarrow().to_pylist():
        point = Point(line["t_ms"], line["lat7"] / 1e7, line["lon7"] / 1e7, line["sog"])
        found.setdefault(line["mmsi"], []).append(point)
    for ship in ships:
        points = found.get(int(ship.id.removeprefix("mmsi-")), [])
        yield Track(ship.id, ship.caption, tuple(points[:: len(points) // MOST_POINTS + 1]))


def _payments_of(payments: ir.Table, one: Signal, accounts: list[str]) -> ir.Table:
    chosen = payments.filter(_.debtor_account.isin(accounts) | _.creditor_account.isin(accounts))
    return chosen.filter(_.booked_ms.between(_ms(one.start), _ms(one.end)))


def _paid(rows: ir.Table) -> Iterable[Paid]:
    ordered = rows.order_by("booked_ms", "payment_id", "item", "row").limit(MOST_PAYMENTS)
    for line in ordered.to_pyarrow().to_pylist():
        place = Place(f"row {line['row']}", line["place_start"], line["place_end"])
        yield Paid(
            line["payment_id"],
            line["booked_ms"],
            f"{line['amount'].normalize():f}",
            line["currency"],
            line["debtor_account"],
            line["creditor_account"],
            line["debtor_name"] or "",
            line["creditor_name"] or "",
            line["basis"] or "",
            Citation(line["item"], place),
        )


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
