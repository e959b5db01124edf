"""Trajectories in Tracktable's text format (`*T*` and `*P*` lines): ship, time, longitude, latitude alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.detectors.sea.tracks import Row, row


def positions(path: Path) -> Iterator[Row]:
    """Every point of every trajectory as a position without a speed.

    A line is `*T*,<id>,<domain>,<points>,<properties>,*P*,<domain>,<coordinates>,<id>,<time>,<more>` and
    then, a point after the other, id, time, coordinates.
    """
    with path.open(encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split(",")
            if cells[0] != "*T*":
                continue
            begin = cells.index("*P*") + 6
            for at in range(begin, len(cells), 4):
                mmsi, when, lon, lat = cells[at : at + 4]
                t = datetime.strptime(when, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
                yield row(int(mmsi), round(t.timestamp() * 1000), float(lat), float(lon))
