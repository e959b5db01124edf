"""Rows of payments, accounts and companies as canonical CSV files, for tests that take them in."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.detectors.sea.tracks import Row

CALLED = {"booked_ms": "booked_at", "since": "from", "until": "to"}


def csv_files(
    folder: Path, payments: Sequence[Row], accounts: Sequence[Row], companies: Sequence[Row] = ()
) -> list[Path]:
    """One file for each table that has rows."""
    return [
        _written(folder / f"{name}.csv", rows)
        for name, rows in (("payments", payments), ("accounts", accounts), ("companies", companies))
        if rows
    ]


def _written(path: Path, rows: Sequence[Row]) -> Path:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([CALLED.get(name, name) for name in columns])
        for row in rows:
            writer.writerow([_cell(name, row.get(name)) for name in columns])
    return path


def _cell(name: str, value: Any) -> str:
    if name == "booked_ms":
        return datetime.fromtimestamp(value / 1000, UTC).isoformat()
    return "" if value is None else str(value)
