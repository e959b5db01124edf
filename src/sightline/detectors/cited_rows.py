"""From a ship and a time to the row that says so, with its place, many at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ibis
import pyarrow as pa
from ibis import _

from sightline.detectors.citing import COLUMNS

Row = dict[str, Any]


def rows_at(positions: Any, wanted: Iterable[tuple[int, int]], *more: str) -> dict[tuple[int, int], Row]:
    """Of each ship and time (MMSI, ms) asked the row of that very time: `t_ms,lat7,lon7` and its place.

    Of several rows the first by position; `more` names further columns. What is not there is left out.
    """
    asked = sorted(set(wanted))
    if not asked:
        return {}
    targets = ibis.memtable(
        pa.table({
            "ship": pa.array([mmsi for mmsi, _t in asked], pa.int64()),
            "at": pa.array([t for _mmsi, t in asked], pa.int64()),
        })
    )  # fmt: skip
    fields = ("t_ms", "lat7", "lon7", *COLUMNS, *more)
    few = positions.filter(_.t_ms.between(min(t for _mmsi, t in asked), max(t for _mmsi, t in asked))).select(
        "mmsi", *fields
    )
    joined = targets.join(few.mutate(mmsi=_.mmsi.cast("int64")), [("ship", "mmsi"), ("at", "t_ms")])
    order = ("lat7", "lon7", *COLUMNS)
    best = joined.group_by("ship", "at").agg(
        row=ibis.struct({name: _[name] for name in (*order, *more)}).min()
    )
    return {
        (line["ship"], line["at"]): {"t_ms": line["at"], **line["row"]}
        for line in best.to_pyarrow().to_pylist()
    }


def witnesses(
    positions: Any, asked: Iterable[tuple[int, int, int, float, float, float]], most: int = 3
) -> dict[int, list[Row]]:
    """Rows of other ships heard near a place during a time, a few for each number asked.

    Asked: number, MMSI left out, time (ms), degrees, metres; rows of the hour from that time on count, one
    a ship, the ships with the lowest MMSI first.
    """
    lines = list(asked)
    if not lines:
        return {}
    hour = 3_600_000
    both = [(line, line[2] // hour + more) for line in lines for more in (0, 1)]
    targets = ibis.memtable(
        pa.table({
            "number": pa.array([line[0] for line, _hour in both], pa.int64()),
            "own": pa.array([line[1] for line, _hour in both], pa.int64()),
            "since": pa.array([line[2] for line, _hour in both], pa.int64()),
            "lat": pa.array([round(line[3] * 1e7) for line, _hour in both], pa.int64()),
            "lon": pa.array([round(line[4] * 1e7) for line, _hour in both], pa.int64()),
            "reach": pa.array([round(line[5] / 111_195 * 1e7) for line, _hour in both], pa.int64()),
            "hour": pa.array([hour_ for _line, hour_ in both], pa.int64()),
        })
    )  # fmt: skip
    rows = positions.mutate(hour=_.t_ms // hour).select("mmsi", "hour", "t_ms", "lat7", "lon7", *COLUMNS)
    near = targets.join(rows, "hour").filter(
        _.mmsi != _.own,
        _.t_ms >= _.since,
        _.t_ms < _.since + hour,
        (_.lat7.cast("int64") - _.lat).abs() <= _.reach,
        (_.lon7.cast("int64") - _.lon).abs() <= _.reach,
    )
    order = ("t_ms", "lat7", "lon7", *COLUMNS)
    best = near.group_by("number", "mmsi").agg(row=ibis.struct({name: _[name] for name in order}).min())
    found: dict[int, list[Row]] = {}
    for line in sorted(best.to_pyarrow().to_pylist(), key=lambda one: (one["number"], one["mmsi"])):
        several = found.setdefault(line["number"], [])
        if len(several) < most:
            several.append({"mmsi": line["mmsi"], **line["row"]})
    return found
