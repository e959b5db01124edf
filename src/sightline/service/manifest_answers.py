"""The answered lines of a manifest as a file: CSV or JSON lines, whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from sightline.errors import UsageError

Lines = Iterator[pa.RecordBatch]


def check_name(path: Path) -> None:
    """`UsageError` for a name whose ending says no form we write."""
    if path.suffix not in _WRITERS:
        raise UsageError(f"not known: {path.suffix!r}", remedy="name the answers .csv or .jsonl")


def write(lines: Lines, path: Path) -> str:
    """Write the lines, and give the file's SHA-256; a file that was begun and not finished is removed."""
    check_name(path)
    partial = path.with_name(path.name + ".part")
    try:
        _WRITERS[path.suffix](lines, partial)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    partial.replace(path)
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _csv(lines: Lines, path: Path) -> None:
    writer: pa_csv.CSVWriter | None = None
    for batch in lines:
        if writer is None:
            writer = pa_csv.CSVWriter(str(path), batch.schema)
        writer.write(batch)
    if writer is None:
        path.write_bytes(b"")
    else:
        writer.close()


def _jsonl(lines: Lines, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for batch in lines:
            for row in pa.Table.from_batches([batch]).to_pylist():
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


_WRITERS: dict[str, Callable[[Lines, Path], None]] = {".csv": _csv, ".jsonl": _jsonl}
