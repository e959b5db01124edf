"""One block of a table while it is checked: columns become values, bad rows are refused one by one.

A row is refused for the first thing wrong with it, with its place and what to do; the rest is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sightline.formats import cells
from sightline.formats.cells import Mask, Values
from sightline.formats.csv_blocks import Block
from sightline.formats.description import Doubt
from sightline.formats.seen import Seen
from sightline.formats.table_schemas import BATCH_ROWS
from sightline.model.item import Basis
from sightline.model.telemetry import Refusal

BASES = frozenset({Basis.FACT.value, Basis.RECONSTRUCTION.value})
FIRST_MS = int(datetime(1990, 1, 1, tzinfo=UTC).timestamp() * 1000)
END_MS = int(datetime(2101, 1, 1, tzinfo=UTC).timestamp() * 1000)
"""Times before 1990 or from 2101 on come from a clock that was not set."""
SHOWN = 40
"""letters of a cell shown in a message"""


class Sheet:
    """A block's columns by canonical name. `good` tells which rows nothing is wrong with so far."""

    def __init__(self, item: str, block: Block, columns: Mapping[str, str] | None = None) -> None:
        self.item = item
        self.block = block
        self.good: Mask = np.ones(len(block), dtype=bool)
        self._names = columns or {}
        self._problems: dict[int, tuple[str, str]] = {}

    def __contains__(self, name: str) -> bool:
        return self._source(name) in self.block.columns

    def raw(self, name: str) -> Any:
        """A column's text as it stands; all null where the file lacks the column."""
        if name not in self:
            return pa.nulls(len(self.block), pa.string())
        return self.block.columns[self._source(name)]

    def refuse(self, wrong: Mask, say: Callable[[int], str], remedy: str, about: str = "") -> None:
        """Refuse the rows of the mask that are still good; `say` gives the message for a row's index.

        `about` is the column that is wrong, where one alone is.
        """
        if wrong.any():
            for index in np.flatnonzero(wrong & self.good):
                self._problems[int(index)] = (say(int(index)), self.mend(about, int(index), remedy))
            self.good &= ~wrong

    def called(self, name: str, index: int) -> str:
        """What whoever wrote the row calls a column of it."""
        return self._source(name)

    def empty(self, name: str, index: int) -> str:
        """What is said of a required cell without text."""
        return f"{name} is empty"

    def mend(self, about: str, index: int, remedy: str) -> str:
        """What to do about a row that is refused for a column, or for several (`about` is empty)."""
        return remedy

    def again(self, column: Any, seen: Seen) -> Mask:
        """Good rows whose text an earlier good row has; to be asked last, so that no refused row counts."""
        if self.good.all():
            return seen.again(column)
        found: Mask = np.zeros(len(self.good), dtype=bool)
        found[self.good] = seen.again(column.filter(pa.array(self.good)))  # behind a null bytes may stand
        return found

    def text(self, name: str, *, required: bool = False) -> Any:
        """A column of clean text; a required cell that is empty refuses its row."""
        found = cells.texts(self.raw(name))
        if required:
            self._require(name, cells.filled(found))
        return found

    def number(
        self, name: str, low: float, high: float, *, required: bool = False, silent: float | None = None
    ) -> Any:
        """A column of numbers from `low` to `high`, both taken; `silent` is a number for `not available`."""
        values = self._read(name, cells.numbers, "a number", required)
        if values.null_count == len(values):
            return values
        if silent is not None:
            values = pc.if_else(pc.equal(values, silent), None, values)
        outside = pc.or_(pc.less(values, low), pc.greater(values, high))
        if pc.any(outside).as_py():
            self.refuse(
                pc.fill_null(outside, False).to_numpy(zero_copy_only=False),
                lambda index: f"{name} {self.shown(name, index)} is not from {low:g} to {high:g}",
                f"correct {name}, or leave the cell empty" if not required else f"correct {name}",
            )
        return values

    def amount(self, name: str, *, required: bool = False) -> Any:
        """A column of exact amounts, none negative."""
        values = self._read(
            name, cells.decimals, "an amount of at most 28 digits before and 10 behind the point", required
        )
        if values.null_count < len(values) and pc.min(values).as_py() < 0:
            negative = pc.fill_null(pc.less(values, pa.scalar(0, values.type)), False)
            self.refuse(
                negative.to_numpy(zero_copy_only=False),
                lambda index: f"{self.called(name, index)} {self.shown(name, index)} is negative",
                "give a payment back as a payment of its own, with debtor and creditor exchanged"
                if name == "amount"
                else f"correct {name}",
                name,
            )
        return values

    def whole(self, name: str, low: int, high: int, *, required: bool = False) -> Any:
        """A column of whole numbers from `low` to `high`, both taken, as int64."""
        values = self._read(name, cells.integers, "a whole number", required)
        outside = pc.fill_null(pc.or_(pc.less(values, low), pc.greater(values, high)), False)
        self.refuse(
            outside.to_numpy(zero_copy_only=False),
            lambda index: f"{name} {self.shown(name, index)} is not from {low} to {high}",
            f"correct {name}",
        )
        return values

    def units(self, name: str, *, required: bool = False) -> Any:
        """A column of whole base units of a crypto asset, of at most 38 digits, none negative."""
        what = "a whole number of base units, without sign or point, of at most 38 digits"
        return self._read(name, cells.units, what, required)

    def time(self, name: str) -> Any:
        """A required column of times, as milliseconds in UTC from 1990 to 2100."""
        values = self._read(name, cells.times, "an ISO 8601 time", required=True)
        outside = pc.or_(pc.less(values, FIRST_MS), pc.greater_equal(values, END_MS))
        if pc.any(outside).as_py():
            self.refuse(
                pc.fill_null(outside, False).to_numpy(zero_copy_only=False),
                lambda index: (
                    f"{self.called(name, index)} {self.shown(name, index)} is not of the years 1990 to 2100"
                ),
                "the clock of whoever wrote it was not set: leave the row out, or correct the time",
                name,
            )
        return values

    def day(self, name: str, *, required: bool = False) -> Any:
        """A column of days."""
        return self._read(name, cells.dates, "a day YYYY-MM-DD of the calendar", required)

    def mapped(
        self, name: str, read: Callable[[str], object], kind: Any, what: str, *, required: bool = False
    ) -> Any:
        """A column whose different texts each go once through `read`; None refuses the row."""
        return self._read(name, lambda column: cells.mapped(column, read, kind), what, required)

    def origin(self) -> dict[str, Any]:
        """The columns `basis` and `document` every table may have."""
        basis = self.mapped("basis", _basis, pa.string(), "fact or reconstruction")
        return {"basis": basis, "document": self.text("document")}

    def shown(self, name: str, index: int) -> str:
        """A cell as it stands, shortened, in quotation marks."""
        text = self.raw(name)[index].as_py() or ""
        return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")

    def refusals(self) -> Iterator[Refusal]:
        """The rows refused so far, in the order of the file."""
        for index in sorted(self._problems):
            message, remedy = self._problems[index]
            yield Refusal(self.item, self.block.span(index).place, message, remedy)

    def doubts(self, wrong: Mask, message: str) -> Iterator[Doubt]:
        """A doubt for each good row of the mask."""
        for index in np.flatnonzero(wrong & self.good):
            yield Doubt(self.item, self.block.span(int(index)).place, message)

    def batches(self, schema: Any, columns: Mapping[str, Any]) -> Iterator[Any]:
        """The good rows in the canonical schema, with their places, in batches of at most `BATCH_ROWS`."""
        places = {"row": self.block.row, "place_start": self.block.start, "place_end": self.block.end}
        yield from batches(schema, self.item, {**columns, **places}, self.good)

    def _source(self, name: str) -> str:
        return self._names.get(name, name)

    def _require(self, name: str, present: Mask) -> None:
        self.refuse(
            ~present,
            lambda index: self.empty(name, index),
            f"fill in {name}, or leave the row out",
            name,
        )

    def _read(self, name: str, read: Callable[[Any], Values], what: str, required: bool) -> Any:
        if name not in self:
            return read(pa.nulls(len(self.block), pa.string())).values
        column = self.raw(name)
        if required:
            self._require(name, cells.filled(column))
        values, bad = read(column)
        self.refuse(
            bad,
            lambda index: f"{self.called(name, index)} {self.shown(name, index)} is not {what}",
            f"correct {self._source(name)}",
            name,
        )
        return values


def batches(schema: Any, item: str, columns: Mapping[str, Any], good: Mask) -> Iterator[Any]:
    """Columns (Arrow or numpy) as record batches of a canonical schema; only rows of the mask."""
    count = int(good.sum())
    if not count:
        return
    arrays = []
    for field in schema:
        if field.name == "item":
            continue
        column = columns.get(field.name)
        array = pa.nulls(len(good), field.type) if column is None else pa.array(column)
        if array.type != field.type:
            array = pc.cast(array, field.type, safe=False)
        arrays.append(array)
    names = [field.name for field in schema if field.name != "item"]
    whole = pa.RecordBatch.from_arrays(arrays, names=names)
    if count < len(good):
        whole = whole.filter(pa.array(good))
    zeros = pa.array(np.zeros(count, np.int32))
    items = pa.DictionaryArray.from_arrays(zeros, pa.array([item]))
    full = [items if field.name == "item" else whole.column(field.name) for field in schema]
    batch = pa.RecordBatch.from_arrays(full, schema=schema)
    for first in range(0, count, BATCH_ROWS):
        yield batch.slice(first, BATCH_ROWS)


def _basis(text: str) -> str | None:
    return text if text in BASES else None
