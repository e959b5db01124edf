"""Trade with the DPRK as the statistics at hand tell it, as far as a View may see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sightline.errors import UsageError
from sightline.model.trade import Series, Trade, TradeRow
from sightline.model.view import View
from sightline.record.table_parts import parts
from sightline.regime.trade import trade as made
from sightline.service import table_rows
from sightline.service.workbench import Workbench

TABLE = "trade"
MOST_ROWS = 500_000


def trade(view: View, bench: Workbench, hs: str = "") -> Trade:
    """Series, mirrors and oddities from rows that end by the View's day; of `hs` and below where given."""
    return made(_rows(view, bench, hs), view.as_of)


def stopped_json(one: Series) -> dict[str, Any]:
    """One line of the table "what stopped when"."""
    return {
        "reporter": one.reporter,
        "partner": one.partner,
        "flow": one.flow,
        "hs": one.hs,
        "hs_version": one.hs_version,
        "banned_from": one.ban.since if one.ban else None,
        "measure": one.ban.measure if one.ban else None,
        "paragraph": one.ban.paragraph if one.ban else None,
        "verified": one.ban.verified if one.ban else None,
        "last_trade": one.last_trade or None,
        "became": one.became,
        "text": one.text,
        "values": {
            row.period: None if row.value is None else f"{row.value.normalize():f}" for row in one.rows
        },
    }


def as_json(found: Trade, hs: str = "") -> dict[str, Any]:
    """The published shape of all of it; only codes that begin with `hs` where one is given."""
    return {
        "stopped": [stopped_json(one) for one in found.series if one.hs.startswith(hs)],
        "mirrors": [one for one in found.mirrors if one.importer.hs.startswith(hs)],
        "oddities": [one for one in found.oddities if one.hs.startswith(hs)],
        "unreliable": {name: why for name, why in found.unreliable if name.startswith(hs)},
        "questions": found.questions,
        "cautions": found.cautions,
    }


def _rows(view: View, bench: Workbench, hs: str) -> Iterator[TradeRow]:
    with bench.office.read(view) as session:
        seen = parts(view, session, (TABLE,))
    if not seen:
        return
    with table_rows.opened(view, bench, seen, [TABLE]) as tables:
        found = tables[TABLE].filter(tables[TABLE]["period_to"] <= view.as_of)
        found = found.filter(found["hs"].startswith(hs)) if hs else found
        taken = found.order_by("item", "row").limit(MOST_ROWS + 1).to_pyarrow()
    if len(taken) > MOST_ROWS:
        raise UsageError(f"more than {MOST_ROWS:,} rows of trade", remedy="take in fewer headings or years")
    for row in taken.to_pylist():
        yield _row(row)


def _row(row: Mapping[str, Any]) -> TradeRow:
    return TradeRow(
        row["reporter"],
        row["partner"],
        row["flow"],
        row["hs"],
        row["hs_version"],
        row["period_from"],
        row["period_to"],
        row["quantity"],
        row["unit"] or "",
        row["value_usd"],
        row["document"] or "",
        row["basis"] or "",
        table_rows.citation(row),
    )
