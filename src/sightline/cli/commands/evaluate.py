"""Evaluate detectors on generated worlds: precision and recall with intervals."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.output import Output
from sightline.service import evaluate as service

app = typer.Typer(add_completion=False)


@app.command()
def evaluate(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(help="Detectors; all that have a world.", metavar="NAME")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the generated worlds.")] = 1,
    scale: Annotated[
        float, typer.Option(min=0.05, max=10.0, help="Size of the worlds; 1 is a month of some 360 ships.")
    ] = 1.0,
    days: Annotated[float, typer.Option(min=1.0, max=400.0, help="Length of the worlds of ships.")] = 30.0,
    full: Annotated[
        bool, typer.Option("--full", help="500 ships and 60 days, in place of --scale and --days.")
    ] = False,
    as_written: Annotated[
        bool, typer.Option("--as-written", help="Only the worlds as written, none of the shifted ones.")
    ] = False,
) -> None:
    """Evaluate detectors on generated worlds: precision and recall with intervals."""
    output: Output = ctx.obj
    with output.progress() as progress:
        size = service.FULL if full else service.Size(scale, days)
        ask = service.Ask(tuple(names or ()), seed, size.scale, size.days, as_written)
        for one in service.evaluate(ask, progress):
            output.line(one.as_json(), one.text())
