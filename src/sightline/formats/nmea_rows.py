"""The positions of one block of sentences, put in the order of the file and into the canonical columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sightline.formats.ais_codes import STATUS
from sightline.formats.ais_payload import NO_LAT7, NO_LON7, Reports
from sightline.formats.ais_ships import Ships
from sightline.formats.cells import Mask
from sightline.formats.csv_blocks import Span
from sightline.formats.nmea_messages import Position
from sightline.formats.nmea_times import NO_TIME
from sightline.formats.sheet import batches
from sightline.formats.table_schemas import POSITIONS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_MOST_MMSI = 999_999_999
_SOG10_SILENT, _COG10_SILENT, _HEADINGS = 1023, 3600, 360
_STATUS = pa.array(STATUS, pa.string())


@dataclass(frozen=True, slots=True)
class Ordered:
    """Positions of a block as equally long arrays; NaN, -1 and `NO_TIME` where a message is silent."""

    index: Ints
    row: Ints
    start: Ints
    end: Ints
    t_ms: Ints
    mmsi: Ints
    lat7: Ints
    lon7: Ints
    sog: Floats
    cog: Floats
    heading: Ints
    status: Ints

    @property
    def silent(self) -> int:
        """Messages that say their position is not available."""
        return int((self._numbered & self._absent).sum())

    @property
    def _absent(self) -> Mask:
        found: Mask = (self.lat7 == NO_LAT7) | (self.lon7 == NO_LON7)
        return found

    @property
    def _numbered(self) -> Mask:
        found: Mask = (self.mmsi > 0) & (self.mmsi <= _MOST_MMSI)
        return found

    @property
    def _on_earth(self) -> Mask:
        found: Mask = (np.abs(self.lat7) <= 90 * 10**7) & (np.abs(self.lon7) <= 180 * 10**7)
        return found

    def wrong(self) -> Iterator[tuple[Span, str]]:
        """Where a message cannot be a ship's position, and why."""
        for at in np.flatnonzero(~self._numbered | ~(self._absent | self._on_earth)):
            span = Span(int(self.row[at]), int(self.start[at]), int(self.end[at]))
            if self._numbered[at]:
                lat, lon = self.lat7[at] / 1e7, self.lon7[at] / 1e7
                yield span, f"the position {lat:.6f}, {lon:.6f} is not on Earth"
            else:
                yield span, f"the MMSI {self.mmsi[at]} is not one of nine digits"

    def batches(self, item: str, ships: Ships) -> Iterator[Any]:
        """The rows in the canonical schema, with what was known of each ship at her line."""
        columns: dict[str, Any] = {name: getattr(self, name) for name in ("mmsi", "lat7", "lon7", "row")} | {
            "place_start": self.start,
            "place_end": self.end,
            "t_ms": pa.array(self.t_ms, mask=self.t_ms == NO_TIME),
            "sog": pa.array(self.sog.astype(np.float32), mask=np.isnan(self.sog)),
            "cog": pa.array(self.cog.astype(np.float32), mask=np.isnan(self.cog)),
            "heading": pa.array(self.heading.astype(np.int16), mask=self.heading < 0),
            "status": _STATUS.take(pa.array(self.status)),
        }
        good = self._numbered & self._on_earth & ~self._absent
        yield from batches(POSITIONS, item, columns | ships.columns(self.mmsi, self.index), good)


class Rows:
    """Gathers the positions of a block, from reports as arrays and from single messages."""

    def __init__(self) -> None:
        self._parts: list[tuple[npt.NDArray[Any], ...]] = []
        self._single: list[tuple[float, ...]] = []

    def add_reports(self, said: Reports, index: Ints, t_ms: Ints, places: tuple[Ints, Ints, Ints]) -> None:
        """Position reports, with the indices of their lines and their places."""
        silent = said.sog10 == _SOG10_SILENT
        self._parts.append(
            (
                index,
                *places,
                t_ms,
                said.mmsi,
                said.lat7,
                said.lon7,
                np.where(silent, np.nan, said.sog10 / 10),
                np.where(said.cog10 >= _COG10_SILENT, np.nan, said.cog10 / 10),
                np.where(said.heading < _HEADINGS, said.heading, -1),
                said.status,
            )
        )

    def add(self, index: int, span: Span, t_ms: int, mmsi: int, position: Position) -> None:
        """One message, with the index of its last line."""
        self._single.append(
            (
                index,
                span.row,
                span.start,
                span.end,
                t_ms,
                mmsi,
                round(position.lat * 1e7),
                round(position.lon * 1e7),
                position.sog,
                position.cog,
                position.heading,
                position.status,
            )
        )

    def in_order(self) -> Ordered:
        """All of them, in the order of their lines."""
        parts = list(self._parts)
        if self._single:
            columns = zip(*self._single, strict=True)
            parts.append(tuple(np.array(column) for column in columns))
        whole = [np.concatenate(column) for column in zip(*parts, strict=True)]
        order = np.argsort(whole[0], kind="stable")
        return Ordered(*(column[order] for column in whole))
