"""Put a whole customs manifest to the measures: a CSV, a CUSCAR message or a WCO declaration."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import pyarrow.csv as pa_csv
import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.errors import UsageError
from sightline.service import manifest as service

app = typer.Typer()

FOUND, SOME_REFUSED = 1, 3


@app.command()
def manifest(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The manifest.", exists=True, dir_okay=False)],
    out: Annotated[
        Path | None, typer.Option(help="Where the answered lines go, as .csv or .jsonl.", metavar="FILE")
    ] = None,
    fail_on_hit: Annotated[
        bool, typer.Option("--fail-on-hit", help="Leave with 1 unless no line is covered.")
    ] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Put a whole customs manifest to the measures: a CSV, a CUSCAR message or a WCO declaration.

    Every line gets one answer, every party is screened once, and the summary carries a certificate over
    the bytes of the manifest. Without `--out` only the summary is printed.
    """
    if out is not None and out.suffix not in {".csv", ".jsonl"}:
        raise UsageError(f"not known: {out.suffix!r}", remedy="name the answers .csv or .jsonl")
    with call(ctx, as_of, known_at, user) as it, it.output.progress() as progress, file.open("rb") as stream:
        with closing(service.manifest(it.view, it.bench, stream, file.name, progress)) as answered:
            if out is not None:
                _write(answered, out)
            summary = answered.summary
        it.output.line(summary.as_json(), summary.text())
    if summary.refused.count:
        raise typer.Exit(SOME_REFUSED)
    raise typer.Exit(FOUND if fail_on_hit and summary.found else 0)


def _write(answered: service.Answered, out: Path) -> None:
    partial = out.with_name(out.name + ".part")
    writers: dict[str, Callable[[service.Answered, Path], None]] = {".csv": _csv, ".jsonl": _jsonl}
    try:
        writers[out.suffix](answered, partial)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    partial.replace(out)


def _csv(answered: service.Answered, path: Path) -> None:
    writer: pa_csv.CSVWriter | None = None
    for batch in answered.lines():
        if writer is None:
            writer = pa_csv.CSVWriter(str(path), batch.schema)
        writer.write(batch)
    if writer is not None:
        writer.close()
    else:
        path.write_bytes(b"")


def _jsonl(answered: service.Answered, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for batch in answered.lines():
            for row in pa.Table.from_batches([batch]).to_pylist():
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
