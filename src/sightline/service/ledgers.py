"""The caps' ledgers: what was reported, what was observed, what it comes to, as far as a View may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from sightline.errors import NotFound, UsageError
from sightline.model.cap import Cap, CapPeriod
from sightline.model.ledger import Compared, Delivery, Entry, Estimate, Ledger, Side, Track
from sightline.model.measure import Measure
from sightline.model.view import View
from sightline.record.table_parts import parts
from sightline.regime import caps, get
from sightline.regime.ledger import ledger as made
from sightline.service import table_rows
from sightline.service.workbench import Workbench

TABLE = "deliveries"
MOST_ROWS = 200_000
FIGURES = "public_figures.csv"


@dataclass(frozen=True, slots=True)
class Shown:
    """A ledger, the measure it hangs on, and the periods one can look at."""

    ledger: Ledger
    measure: Measure
    periods: tuple[CapPeriod, ...]
    rows: int
    """rows of deliveries the View sees, of whatever goods and period"""

    def as_json(self) -> dict[str, Any]:
        """The published shape, amounts in the unit of the limit."""
        return {
            "cap": self.ledger.period.cap.id,
            "title": self.ledger.period.cap.title,
            "measure": {"id": self.measure.id, "paragraph": self.measure.paragraph,
                        "verified": self.measure.confidence.value,
                        "verified_against": self.measure.verified_against},
            "period": {"name": self.ledger.period.name, "first": self.ledger.period.first,
                       "last": self.ledger.period.last},
            "until": self.ledger.until,
            "marks": dict(self.ledger.period.cap.marks),
            "doubts": self.ledger.period.cap.doubts,
            "assumptions": {one.value: one.meaning for one in Estimate},
            "limits": [track_json(track) for track in self.ledger.tracks],
            "compared": [compared_json(one) for one in self.ledger.compared],
            "questions": self.ledger.questions,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """One cap and period in a line: totals as stated, in per cent of each limit."""

    cap: str
    title: str
    period: CapPeriod
    measure: str
    limits: tuple[str, ...]
    shares: Mapping[str, str]
    """side → per cent of the limit as stated; of two limits the higher"""
    rows: int
    questions: int


def ledger(view: View, bench: Workbench, cap: str, period: str = "") -> Shown:
    """The ledger of a cap, in the period that holds the View's day or in the one named.

    A period is named by a day in it, or by its year where it is a calendar year. Rows that end after the
    View's day are not there yet. `NotFound` for an unknown cap, or a day in no period of it.
    """
    asked = caps.cap(cap)
    chosen = _period(asked, period, view.as_of)
    rows = tuple(deliveries(view, bench))
    return Shown(
        made(rows, chosen, view.as_of), get(asked.measure), caps.periods(asked, view.as_of), len(rows)
    )


def ledgers(view: View, bench: Workbench) -> tuple[Summary, ...]:
    """Every cap and period that began by the View's day, newest first within a cap."""
    rows = tuple(deliveries(view, bench))
    return tuple(
        _summary(made(rows, period, view.as_of))
        for cap in caps.caps()
        for period in reversed(caps.periods(cap, view.as_of))
    )


def public_figures() -> str:
    """Figures from public sources as canonical CSV, ready to be taken in like any other file."""
    return files("sightline.regime").joinpath(FIGURES).read_text("utf-8")


def _summary(found: Ledger) -> Summary:
    period = found.period
    shares = {
        side.value: f"{max(track.line(side, Estimate.STATED).share for track in found.tracks)} %"
        for side in Side
        if any(entry.delivery.side is side for track in found.tracks for entry in track.entries)
    }
    limits = tuple(f"{one.amount:,f} {one.unit}" for one in period.cap.limits)
    rows = max(len(track.entries) for track in found.tracks)
    return Summary(period.cap.id, period.cap.title, period, period.cap.measure, limits, shares, rows,
                   len(found.questions))  # fmt: skip


def _period(cap: Cap, text: str, today: date) -> CapPeriod:
    day = _day(text) if text else today
    found = caps.period_of(cap, day)
    if found is None and not text:
        held = caps.periods(cap, today)
        found = held[-1] if held else None
    if found is None:
        raise NotFound(
            f"{cap.id} has no period on {day}",
            remedy=f"it runs from {cap.since} to {cap.until or 'today'}: name a day in it",
        )
    return found


def _day(text: str) -> date:
    try:
        return date(int(text), 1, 1) if len(text) == 4 and text.isdigit() else date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"not a period: {text!r}", remedy="give a year 2018 or a day 2018-12-22") from error


def deliveries(view: View, bench: Workbench) -> Iterator[Delivery]:
    """Every row of deliveries the View may see, by day."""
    with bench.office.read(view) as session:
        seen = parts(view, session, (TABLE,))
    with table_rows.opened(view, bench, seen, [TABLE]) as tables:
        found = tables[TABLE].order_by("delivered_on", "item", "row").limit(MOST_ROWS + 1).to_pyarrow()
    if len(found) > MOST_ROWS:
        raise UsageError(f"more than {MOST_ROWS:,} deliveries", remedy="take fewer files into this office")
    for row in found.to_pylist():
        yield _delivery(row)


def _delivery(row: Mapping[str, Any]) -> Delivery:
    return Delivery(
        side=Side(row["kind"]),
        product=row["product"],
        quantity=row["quantity"],
        unit=row["unit"],
        first=row["period_from"] or row["delivered_on"],
        last=row["delivered_on"],
        period_stated=row["period_from"] is not None,
        supplier=row["supplier"] or "",
        vessel_imo=row["vessel_imo"],
        port=row["port"] or "",
        low=row["low"],
        high=row["high"],
        laden=row["laden"],
        shipments=row["shipments"],
        value_usd=row["value_usd"],
        mark=row["mark"] or "",
        note=row["note"] or "",
        basis=row["basis"] or "",
        document=row["document"] or "",
        cite=table_rows.citation(row),
    )


def track_json(track: Track) -> dict[str, Any]:
    """One limit: its running totals, and the rows with every amount and how it was worked out."""
    return {
        "limit": track.limit,
        "totals": [
            {"side": line.side, "estimate": line.estimate, "total": line.total, "share": line.share,
             "exceeded": line.exceeded, "crossings": line.crossings, "steps": line.steps}
            for line in track.lines if line.steps
        ],
        "rows": [entry_json(entry) for entry in track.entries],
    }  # fmt: skip


def entry_json(entry: Entry) -> dict[str, Any]:
    """A row as it was given, and beside it what it comes to."""
    row = entry.delivery
    return {
        "side": row.side, "product": row.product, "quantity": row.quantity, "unit": row.unit,
        "first": row.first, "last": row.last, "supplier": row.supplier, "vessel_imo": row.vessel_imo,
        "port": row.port, "low": row.low, "high": row.high, "laden": row.laden, "shipments": row.shipments,
        "mark": row.mark, "note": row.note, "basis": row.basis, "document": row.document, "cite": row.cite,
        "amounts": {one.estimate.value: {"amount": one.amount, "how": one.how} for one in entry.amounts},
        "counted": entry.counted, "aside": entry.aside,
    }  # fmt: skip


def compared_json(one: Compared) -> dict[str, Any]:
    """A figure of others beside what was reported for the same days."""
    row = one.entry.delivery
    return {
        "side": row.side, "first": row.first, "last": row.last, "stated": one.entry.of(Estimate.STATED),
        "assumption": next(a.how for a in one.entry.amounts if a.estimate is Estimate.STATED),
        "shipments": row.shipments, "note": row.note, "mark": row.mark, "reported": one.reported,
        "ratio": one.ratio, "reported_share": one.reported_share, "why_not": one.why_not, "cite": row.cite,
    }  # fmt: skip
