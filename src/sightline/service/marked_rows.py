"""Rows of positions that are marked: refused when read, or kept and left out by detectors; each with why.

Nothing is deleted: what was refused stands in its file in the vault, at its place; what was kept stands in
the lake. A mark is worked out anew whenever it is asked for, from what the View sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.detectors.detector import moment
from sightline.detectors.sea.stillness import FIRST_MS, is_ship
from sightline.errors import UsageError
from sightline.model.citation import Citation
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import parts
from sightline.service import table_rows
from sightline.service.filing_tables import table_lake
from sightline.service.workbench import Workbench

TABLE = "positions"
REFUSED = "refused"
MARKS = {
    REFUSED: "could not be read as a position; it stands in its file alone",
    "repeated": "the same ship, time and place stood in a row before",
    "no ship": "the number is a shore station's, a beacon's, a buoy's or nobody's",
    "no time": "the file gives its sentence no time",
    "before 2000": "its clock was not set",
    "in the future": "its time is after the office knew of it",
}
"""every mark, and why a row carries it"""
MOST = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows: of one item, of one mark; so many of them, after so many."""

    item: str = ""
    mark: str = ""
    limit: int = 100
    after: int = 0


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row with its mark, why, what to do where something can be done, and what was read of it."""

    mark: str
    why: str
    remedy: str
    cite: Citation
    mmsi: int | None = None
    at: datetime | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class MarkedRows:
    """How many rows carry each mark, and some of them."""

    rows: int
    """positions taken, whatever their mark"""
    counts: Mapping[str, int]
    shown: tuple[MarkedRow, ...]


def marked(view: View, bench: Workbench, asked: Asked = Asked()) -> MarkedRows:
    """Marked rows of positions the View may see, by item and row; `UsageError` for a mark there is not."""
    if asked.mark and asked.mark not in MARKS:
        raise UsageError(f"no such mark: {asked.mark!r}", remedy="use one of " + ", ".join(MARKS))
    with bench.office.read(view) as session:
        seen = [one for one in parts(view, session, (TABLE,)) if not asked.item or asked.item in one.items]
    counts: Counter[str] = Counter()
    counts[REFUSED] = sum(part.refused for part in seen)
    found = list(_refused(view, bench, seen, asked)) if asked.mark in ("", REFUSED) else []
    with table_rows.opened(view, bench, seen, [TABLE]) as tables:
        known = max((round(part.known_at.timestamp() * 1000) for part in seen), default=0)
        kept = _kept(tables[TABLE], known)
        if asked.item:
            kept = kept.filter(_["item"] == asked.item)
        tally = kept.group_by("mark").agg(rows=_.count()).to_pyarrow().to_pylist()
        counts.update({line["mark"]: line["rows"] for line in tally})
        if asked.mark:
            kept = kept.filter(_["mark"] == asked.mark)
        wanted = asked.after + min(asked.limit, MOST) - len(found)
        if wanted > 0:
            rows = kept.order_by("item", "row", "mark").limit(wanted).to_pyarrow().to_pylist()
            found += [_row(line) for line in rows]
    shown = found[asked.after : asked.after + min(asked.limit, MOST)]
    return MarkedRows(sum(part.rows for part in seen), {name: counts[name] for name in MARKS}, tuple(shown))


def _refused(view: View, bench: Workbench, seen: list[TablePart], asked: Asked) -> Iterator[MarkedRow]:
    left = asked.after + min(asked.limit, MOST)
    for part in seen:
        if left <= 0:
            return
        for one in table_lake(bench).refusals(view, part, left):
            left -= 1
            yield MarkedRow(REFUSED, one.message, one.remedy, Citation(one.item, one.place))


def _kept(positions: ir.Table, known_ms: int) -> ir.Table:
    """Rows taken that carry a mark, once for each mark."""
    columns = ("mmsi", "t_ms", "lat7", "lon7", *table_rows.PLACE)
    rows = positions.select(*columns)
    same = ibis.window(group_by=["mmsi", "t_ms", "lat7", "lon7"], order_by=["item", "row"])
    numbered = rows.filter(_.t_ms.notnull()).mutate(before=ibis.row_number().over(same))
    kinds = {
        "repeated": numbered.filter(_.before > 0).drop("before"),
        "no ship": rows.filter(~is_ship(_.mmsi)),
        "no time": rows.filter(_.t_ms.isnull()),
        "before 2000": rows.filter(_.t_ms < FIRST_MS),
        "in the future": rows.filter(_.t_ms > known_ms),
    }
    marked_ = [table.mutate(mark=ibis.literal(name)) for name, table in kinds.items()]
    return ibis.union(*marked_, distinct=False)


def _row(line: Mapping[str, Any]) -> MarkedRow:
    at = moment(line["t_ms"]) if line["t_ms"] is not None else None
    return MarkedRow(
        line["mark"], MARKS[line["mark"]], "", table_rows.citation(line), line["mmsi"], at,
        line["lat7"] / 1e7, line["lon7"] / 1e7,
    )  # fmt: skip
