"""Make the lake and the indexes again from the vault, and report any difference."""

from __future__ import annotations

import typer

from sightline.cli.bench import call
from sightline.service.rebuild import rebuild as again

app = typer.Typer(add_completion=False)


@app.command()
def rebuild(ctx: typer.Context) -> None:
    """Make the lake and the indexes again from the vault, and report any difference."""
    broken = False
    with call(ctx) as it, it.output.progress() as progress:
        for rebuilt in again(it.view, it.bench, progress):
            broken = broken or rebuilt.status == "broken"
            it.output.line(rebuilt.as_json(), f"{rebuilt.status:9} {rebuilt.version}  {rebuilt.note}")
    raise typer.Exit(5 if broken else 0)
