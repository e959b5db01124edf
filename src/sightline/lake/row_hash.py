"""A hash of Arrow rows in the order they stand, whatever batches they come in and however they are stored."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


class RowHash:
    """Takes record batches of one schema; `hexdigest` is SHA-256 over a digest of every column.

    A column's digest is taken over a byte a row that says whether there is a value, over the values
    (fixed width, little endian, zero where there is none) or over the lengths and the bytes of texts.
    Of a dictionary column each run of equal values counts once, with its length.
    """

    def __init__(self, schema: pa.Schema) -> None:
        self._columns = [_column(field) for field in schema]

    def update(self, batch: pa.RecordBatch) -> None:
        """Take the rows of a batch."""
        for column, taken in zip(self._columns, batch.columns, strict=True):
            column.update(taken)

    def hexdigest(self) -> str:
        """Lower-case hex over all rows taken so far."""
        whole = hashlib.sha256()
        for column in self._columns:
            whole.update(column.digest())
        return whole.hexdigest()


class _Column:
    """Any column: name and type, then which rows have a value."""

    def __init__(self, field: pa.Field, type_name: str) -> None:
        self._valid = hashlib.sha256(f"{field.name}:{type_name}\n".encode())
        self._values = hashlib.sha256()
        self._last = hashlib.sha256()

    def update(self, taken: pa.Array) -> None:
        self._valid.update(np.asarray(pc.is_valid(taken)).astype(np.uint8).tobytes())
        self._take(taken)

    def _take(self, taken: pa.Array) -> None:
        raise NotImplementedError

    def digest(self) -> bytes:
        """All of it."""
        return self._valid.digest() + self._values.digest() + self._last.digest()


class _Fixed(_Column):
    """Numbers, dates and decimals: the bytes of the values."""

    def __init__(self, field: pa.Field) -> None:
        super().__init__(field, str(field.type))
        self._width = field.type.bit_width // 8
        self._zero = pa.scalar(0, pa.int32()).cast(field.type)  # only 32 bits become a date

    def _take(self, taken: pa.Array) -> None:
        filled = pc.fill_null(taken, self._zero)
        start = filled.offset * self._width
        held = memoryview(filled.buffers()[1])
        self._values.update(held[start : start + len(filled) * self._width])


class _Text(_Column):
    """Texts: their lengths, and their bytes one after another."""

    def __init__(self, field: pa.Field) -> None:
        super().__init__(field, "string")

    def _take(self, taken: pa.Array) -> None:
        filled = pc.fill_null(taken, "")
        self._values.update(np.asarray(pc.binary_length(filled)).astype("<i4").tobytes())
        if not len(filled):
            return
        _, ends, held = filled.buffers()
        bounds = np.frombuffer(ends, dtype="<i4")[filled.offset : filled.offset + len(filled) + 1]
        if held is not None:
            self._last.update(memoryview(held)[int(bounds[0]) : int(bounds[-1])])


class _Repeated(_Column):
    """A dictionary: runs of one value."""

    def __init__(self, field: pa.Field) -> None:
        super().__init__(field, "runs")
        self._run: tuple[Any, int] = (None, 0)

    def _take(self, taken: pa.Array) -> None:
        runs = pc.run_end_encode(taken.indices)
        known = taken.dictionary.to_pylist()
        before = 0
        for index, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
            value = None if index is None else known[index]
            if value != self._run[0]:
                self._say()
                self._run = (value, 0)
            self._run = (value, self._run[1] + end - before)
            before = end

    def _say(self) -> None:
        if self._run[1]:
            self._values.update(f"{self._run[0]}:{self._run[1]}\n".encode())

    def digest(self) -> bytes:
        """All of it, the open run included, without closing it."""
        closed = self._values.copy()
        if self._run[1]:
            closed.update(f"{self._run[0]}:{self._run[1]}\n".encode())
        return self._valid.digest() + closed.digest()


def _column(field: pa.Field) -> _Column:
    if pa.types.is_dictionary(field.type):
        return _Repeated(field)
    if pa.types.is_string(field.type):
        return _Text(field)
    return _Fixed(field)
