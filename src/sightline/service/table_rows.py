"""Rows of telemetry tables a View may see: those a signal stands on, and the one at a cited place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import ibis.expr.types as ir

from sightline.formats.table_schemas import SCHEMAS
from sightline.lake.engines import open_engine
from sightline.lake.engines import tables as attached
from sightline.lake.payments_disputed import DAY_MS
from sightline.model.citation import Citation
from sightline.model.place import Place
from sightline.model.signal import Signal
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import parts
from sightline.service.filing_tables import table_lake
from sightline.service.workbench import Workbench

MOST_ALIKE = 100
"""rows of a packed file share one place: so many are looked through for each cited one"""
UNITS = {"sog": "kn", "cog": "°", "heading": "°", "length": "m", "width": "m", "draught": "m"}
PLACE = ("item", "row", "place_start", "place_end")


def pinned(view: View, bench: Workbench, manifests: Iterable[str], table: str) -> tuple[TablePart, ...]:
    """The partitions of a table that these manifests describe and the View knows of."""
    wanted = frozenset(manifests)
    with bench.office.read(view) as session:
        return tuple(part for part in parts(view, session, (table,)) if part.manifest in wanted)


@contextmanager
def opened(
    view: View, bench: Workbench, seen: Iterable[TablePart], names: Iterable[str]
) -> Iterator[Mapping[str, ir.Table]]:
    """These partitions as Ibis tables for the block; a name without a partition is an empty table."""
    with open_engine(threads=1) as engine:
        yield attached(view, table_lake(bench), list(seen), engine, tuple(names))


def citation(row: Mapping[str, Any]) -> Citation:
    """The place a row stands at, from its place columns."""
    return Citation(row["item"], Place(f"row {row['row']}", row["place_start"], row["place_end"]))


def read_as(view: View, bench: Workbench, sha256: str, row: int) -> tuple[tuple[str, str], ...]:
    """What was read from a row of an item, column by column where it says something; else empty."""
    with bench.office.read(view) as session:
        holding = [part for part in parts(view, session) if sha256 in part.items]
    if not holding:
        return ()
    names = {part.table for part in holding}
    with opened(view, bench, holding, names) as tables:
        for name in sorted(names):
            table = tables[name]
            found = (
                table.filter(table["item"] == sha256, table["row"] == row).limit(1).to_pyarrow().to_pylist()
            )
            for line in found:
                return _cells(line)
    return ()


@dataclass(frozen=True, slots=True)
class StandsOn:
    """A row a signal cites: where it stands, and what was read from it."""

    cite: Citation
    cells: tuple[tuple[str, str], ...]


def stands_on(view: View, bench: Workbench, signal: Signal, limit: int) -> tuple[StandsOn, ...]:
    """The first rows a signal cites, in its order, with what was read from each the View may see."""
    cites = signal.cites[:limit]
    found: dict[Citation, tuple[tuple[str, str], ...]] = {}
    with _cited(view, bench, signal, cites) as tables:
        for near in tables:
            for line in near.limit(limit * MOST_ALIKE).to_pyarrow().to_pylist():
                found.setdefault(citation(line), _cells(line))
    return tuple(StandsOn(cite, found[cite]) for cite in cites if cite in found)


def bases(view: View, bench: Workbench, signal: Signal) -> tuple[str, ...]:
    """What the rows a signal cites say of themselves, `fact` or `reconstruction`, as far as the View sees."""
    said: set[str] = set()
    with _cited(view, bench, signal, signal.cites) as tables:
        for near in tables:
            said |= set(near.select("basis").distinct().to_pyarrow().column("basis").to_pylist())
    return tuple(sorted(text for text in said if text))


@contextmanager
def _cited(
    view: View, bench: Workbench, signal: Signal, cites: Sequence[Citation]
) -> Iterator[list[ir.Table]]:
    """Of each table a signal was computed from, the rows at these places, told by place and number."""
    seen = [part for name in SCHEMAS for part in pinned(view, bench, signal.manifests, name)]
    items, starts = sorted({cite.item for cite in cites}), list({cite.place.start for cite in cites})
    labels = (cite.place.label.partition(" ") for cite in cites)
    rows = sorted({int(number) for kind, _, number in labels if kind == "row" and number.isdigit()})
    with opened(view, bench, seen, {part.table for part in seen}) as tables:
        yield [
            table.filter(
                table["item"].isin(items), table["place_start"].isin(starts), table["row"].isin(rows)
            )
            for _, table in sorted(tables.items())
        ]


def _cells(line: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(said(key, value) for key, value in line.items() if value is not None and key not in PLACE)


def said(name: str, value: Any) -> tuple[str, str]:
    """A column of the house and its value as a reader says them, with its unit."""
    if name.endswith("_ms"):
        at = datetime.fromtimestamp(value / 1000, UTC)
        if name == "booked_ms" and not value % DAY_MS:
            return "booked on", f"{at:%Y-%m-%d}"
        return {"t_ms": "time", "booked_ms": "booked at"}.get(name, name), f"{at:%Y-%m-%d %H:%M:%S} UTC"
    if name in ("lat7", "lon7"):
        return {"lat7": "latitude", "lon7": "longitude"}[name], f"{value / 1e7:.7f}°"
    if isinstance(value, Decimal):
        return name, format(value.normalize(), "f")
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return name.replace("_", " "), f"{text} {UNITS[name]}" if name in UNITS else text
