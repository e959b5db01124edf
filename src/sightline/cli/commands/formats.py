"""List every format recognised, what it knows, and whether it has met a real file."""

from __future__ import annotations

import typer

from sightline.cli.output import Output
from sightline.service.formats import formats as known

app = typer.Typer(add_completion=False)


@app.command()
def formats(ctx: typer.Context) -> None:
    """List every format recognised, what it knows, and whether it has met a real file."""
    output: Output = ctx.obj
    output.table(known(), ["name", "version", "kind", "title", "publisher", "met_real_file", "columns"])
