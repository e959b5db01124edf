"""Files of positions of invented ships, for tests of detection from file to case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from tests.detectors.sea.tracks import Row


def positions_file(path: Path, rows: Iterable[Row], *more: str) -> Path:
    """A canonical CSV of these positions, then lines as they are given."""
    lines = ["mmsi,timestamp,lat,lon,sog,ship_type"]
    for row in rows:
        at = datetime.fromtimestamp(row["t_ms"] / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        sog = "" if row["sog"] is None else row["sog"]
        kind = row.get("ship_type") or ""
        lines.append(f"{row['mmsi']:09d},{at},{row['lat7'] / 1e7:.7f},{row['lon7'] / 1e7:.7f},{sog},{kind}")
    path.write_text("\n".join([*lines, *more]) + "\n", "utf-8")
    return path
