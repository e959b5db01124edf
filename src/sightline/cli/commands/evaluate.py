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
) -> None:
    """Evaluate detectors on generated worlds: precision and recall with intervals."""
    output: Output = ctx.obj
    with output.progress() as progress:
        for one in service.evaluate(service.Ask(tuple(names or ()), seed, scale, days), progress):
            output.line(one.as_json(), one.text())
