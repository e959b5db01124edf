"""Put a whole customs manifest to the measures: a CSV, a CUSCAR message or a WCO declaration."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.service import manifest as service
from sightline.service import manifest_answers

app = typer.Typer(add_completion=False)

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
    if out is not None:
        manifest_answers.check_name(out)
    with call(ctx, as_of, known_at, user) as it, it.output.progress() as progress, file.open("rb") as stream:
        with closing(service.manifest(it.view, it.bench, stream, file.name, progress)) as answered:
            if out is not None:
                manifest_answers.write(answered.lines(), out)
            summary = answered.summary
        it.output.line(summary.as_json(), summary.text())
    if summary.refused.count:
        raise typer.Exit(SOME_REFUSED)
    raise typer.Exit(FOUND if fail_on_hit and summary.found else 0)
