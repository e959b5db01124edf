"""Columns of text to columns of values: whole columns at a time, and single cells only where those fail.

Every function gives the values and a mask of cells that hold something but not a value of this kind; such
cells and empty ones are null. Shapes are those of the column given.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Context, Decimal
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sightline.clean import text as clean_text
from sightline.formats.table_schemas import AMOUNT, UNITS

Mask = npt.NDArray[np.bool_]

LONGEST_TIME = 40
"""letters of a cell that is read as a time"""
LONGEST_NUMBER = 100
"""letters of a cell that is read as an amount"""
_DIGITS = r"^-?[0-9]+$"
_UNITS = r"^0*[0-9]{1,38}$"
_NUMBER = r"^-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?$"
_SPACE, _TILDE = 0x20, 0x7E
_SCALE = 10
_SHORT = 28
"""letters of an amount that surely fits"""
_EXACT = Context(prec=LONGEST_NUMBER)
_ZONE = r"(?:[Zz]|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_DAY = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_ZONE}?")
"""a day of xs:date, which may say in which time zone it is that day"""
_TIME = re.compile(
    r"[0-9]{4}-?(?:[0-9]{2}-?[0-9]{2}|W[0-9]{2}-?[1-7])[Tt ][0-9]{2}[0-9:.,]*"
    r"(?:[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)


class Values(NamedTuple):
    """Values, null where there is none, and which cells were filled but are no value."""

    values: Any
    bad: Mask


def filled(column: Any) -> Mask:
    """Which cells hold something."""
    if not column.null_count:
        return np.ones(len(column), dtype=bool)
    found: Mask = column.is_valid().to_numpy(zero_copy_only=False)
    return found


def texts(column: Any) -> Any:
    """NFC, trimmed, white space folded, without invisible characters; null where nothing is left."""
    if not len(column) or column.null_count == len(column) or _is_plain(column):
        return column
    encoded = column.dictionary_encode()
    values = encoded.dictionary.to_pylist()
    cleaned = [clean_text.clean(value) or None for value in values]
    if cleaned == values:
        return column
    return pa.array(cleaned, pa.string()).take(encoded.indices)


def _is_plain(column: Any) -> bool:
    """Whether all text is printable ASCII with single spaces inside: there is nothing to clean."""
    octets, at = _octets(column)
    if not len(octets):
        return True
    if octets.min() < _SPACE or octets.max() > _TILDE:
        return False
    space = octets == _SPACE
    if not space.any():
        return True
    full = at[1:] > at[:-1]
    return not ((space[1:] & space[:-1]).any() or space[at[:-1][full]].any() or space[at[1:][full] - 1].any())


def _octets(column: Any) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32]]:
    """The bytes of all cells one behind the other, and where in them each cell begins and the last ends."""
    _, offsets, data = column.buffers()
    at = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
    octets = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    return octets[at[0] : at[-1]], at - at[0]


def lengths(column: Any) -> npt.NDArray[np.int64]:
    """Bytes of each cell, 0 where it is empty."""
    found: npt.NDArray[np.int64] = pc.fill_null(pc.binary_length(column), 0).to_numpy().astype(np.int64)
    return found


def mapped(column: Any, read: Callable[[str], object], kind: Any) -> Values:
    """Each different text once through `read`, which gives None for what is no value of this kind."""
    encoded = column.dictionary_encode()
    values = [read(value) for value in encoded.dictionary.to_pylist()]
    found = pa.array(values, kind).take(encoded.indices)
    wrong = any(value is None for value in values)
    return Values(found, filled(column) & ~filled(found) if wrong else np.zeros(len(column), dtype=bool))


def numbers(column: Any) -> Values:
    """Decimal numbers as float64; infinities and NaN are no numbers."""
    found = _cast(column, pa.float64(), _NUMBER)
    finite = pc.is_finite(found.values)
    if pc.all(finite).as_py() in (True, None):
        return found
    kept = pc.if_else(finite, found.values, None)
    return Values(kept, found.bad | (filled(found.values) & ~filled(kept)))


def integers(column: Any) -> Values:
    """Whole numbers as int64. Arrow reads hexadecimal ones too, so a column with letters goes slowly."""
    octets, _ = _octets(column)
    return _cast(column, pa.int64(), _DIGITS, fast=not len(octets) or octets.max() <= ord("9"))


def _cast(column: Any, kind: Any, shape: str, *, fast: bool = True) -> Values:
    try:
        if fast:
            return Values(pc.cast(column, kind), np.zeros(len(column), dtype=bool))
    except pa.ArrowInvalid:
        pass
    trimmed = pc.utf8_trim_whitespace(column)
    fits = pc.match_substring_regex(trimmed, shape)
    try:
        values = pc.cast(pc.if_else(fits, trimmed, None), kind)
    except pa.ArrowInvalid:  # digits beyond the type
        return mapped(column, lambda text: _single(text, kind), kind)
    return Values(values, filled(column) & ~filled(values))


def _single(text: str, kind: Any) -> object:
    try:
        return pa.array([text.strip()]).cast(kind)[0].as_py()
    except pa.ArrowInvalid:
        return None


def decimals(column: Any) -> Values:
    """Amounts as decimal128(38, 10); one of more digits is no value, it is never rounded.

    Arrow's cast wraps round silently beyond 38 digits, so it only sees short cells without an exponent.
    """
    octets, at = _octets(column)
    if len(octets) and (np.diff(at).max() > _SHORT or octets.max() > ord("9")):
        return mapped(column, decimal, AMOUNT)
    try:
        return Values(pc.cast(column, AMOUNT), np.zeros(len(column), dtype=bool))
    except pa.ArrowInvalid:
        return mapped(column, decimal, AMOUNT)


def units(column: Any) -> Values:
    """Whole base units as decimal128(38, 0): digits alone, at most 38 of them after leading zeros."""
    trimmed = pc.utf8_trim_whitespace(column)
    fits = pc.match_substring_regex(trimmed, _UNITS)
    kept = pc.if_else(fits, pc.utf8_ltrim(trimmed, "0"), None)
    kept = pc.if_else(pc.equal(kept, ""), "0", kept)
    return Values(pc.cast(kept, UNITS), filled(column) & ~filled(kept))


def decimal(text: str) -> Decimal | None:
    """One amount; None when it is no number or has more than 28 digits before or 10 behind the point."""
    text = text.strip().removeprefix("+")
    if len(text) > LONGEST_NUMBER or not re.fullmatch(_NUMBER, text):
        return None
    value = Decimal(text)
    if value and value.adjusted() >= 38 - _SCALE:
        return None
    fitted = _EXACT.quantize(value, Decimal(1).scaleb(-_SCALE))
    return fitted if fitted == value else None


def times(column: Any) -> Values:
    """ISO 8601 times as milliseconds since 1970 in UTC (int64); without an offset they are in UTC."""
    for kind in (pa.timestamp("us", "UTC"), pa.timestamp("us")):
        try:
            instants = pc.cast(column, kind)
        except pa.ArrowInvalid:
            continue
        micros = pc.cast(instants, pa.int64())
        return Values(_milliseconds(micros), _none(column))
    return mapped(column, time, pa.int64())


def _milliseconds(micros: Any) -> Any:
    valid = filled(micros)
    whole = pc.fill_null(micros, 0).to_numpy() // 1000
    return pa.array(whole, mask=~valid) if micros.null_count else pa.array(whole)


def _none(column: Any) -> Mask:
    return np.zeros(len(column), dtype=bool)


def time(text: str) -> int | None:
    """One ISO 8601 time, of a day alone its midnight, as milliseconds; None when it is none or never was.

    A day that says its time zone (`2024-02-29+09:00`, xs:date) is that day all the same: its midnight in UTC.
    """
    text = text.strip()
    if len(text) > LONGEST_TIME:
        return None
    if alone := _DAY.fullmatch(text):
        text = alone[1]
    elif not _TIME.fullmatch(text):
        return None
    try:
        instant = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    try:
        since = instant - datetime(1970, 1, 1, tzinfo=UTC)
    except OverflowError:
        return None
    return since.days * 86_400_000 + since.seconds * 1000 + since.microseconds // 1000


def dates(column: Any) -> Values:
    """Days `YYYY-MM-DD` as date32, of which a time zone behind it does not make another."""
    return mapped(column, day, pa.date32())


def day(text: str) -> date | None:
    """One day `YYYY-MM-DD`, a time zone behind it left out; None when it is none or never was."""
    found = _DAY.fullmatch(text.strip())
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
