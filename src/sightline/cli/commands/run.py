"""Make an office from a dossier, run the whole line to a verified report, then serve it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli import passphrase
from sightline.cli.output import Output
from sightline.service.access import welcome_link
from sightline.service.dossier import run as whole_line
from sightline.web.serve import require_free, serve

app = typer.Typer(add_completion=False)


@app.command()
def run(
    ctx: typer.Context,
    dossier: Annotated[Path, typer.Argument(help="A folder with a dossier.yaml.", file_okay=False)],
    serving: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Serve the workbench afterwards.")
    ] = True,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    database: Annotated[
        str, typer.Option(help="PostgreSQL address for a new office; else SQLite in the folder.")
    ] = "",
) -> None:
    """Make an office from a dossier, run the whole line to a verified report, then serve it."""
    output: Output = ctx.obj
    if serving:
        require_free(host, port)
    with output.progress() as progress:
        bench = whole_line(
            output.office,
            dossier,
            output.line,
            progress,
            database=database,
            passphrase=passphrase.held(output.office / "keys"),
        )
    try:
        if serving:
            link = welcome_link(bench, "administrator")
            output.note(
                f"\nOpen the workbench (the link is good once):\n  http://{host}:{port}/welcome/{link}\n"
            )
            serve(bench, host, port, 1)
    finally:
        bench.close()
