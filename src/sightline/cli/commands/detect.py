"""Run detectors over telemetry and payments: one line a signal, kept on the office's log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.cli.output import day
from sightline.model.signal import Signal
from sightline.service import detect as service
from sightline.service import params_file

app = typer.Typer(add_completion=False)


@app.command()
def detect(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(help="Detectors; all without one.", metavar="NAME")
    ] = None,
    since: Annotated[str | None, typer.Option(help="First day looked at.", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="Last day looked at.", metavar="DATE")] = None,
    engine: Annotated[str, typer.Option(help="duckdb, or spark where the extra is installed.")] = "duckdb",
    params: Annotated[
        Path | None, typer.Option(help="Parameters as YAML or JSON, by detector.", metavar="FILE")
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Run detectors over telemetry and payments: one line a signal, kept on the office's log.

    A signal is a lead, never a verdict. The same run twice adds nothing; late data add a version.
    """
    chosen = list(names or [])
    period = service.Period(day(since) if since else None, day(until) if until else None)
    given = params_file.read(params, chosen) if params else {}
    asked = service.Asked(period, engine, given)
    with call(ctx, as_of, known_at, user) as it, it.output.progress() as progress:
        count = 0
        for signal in service.detect(it.view, it.bench, chosen, asked, progress):
            count += 1
            it.output.line(signal.as_json(), text(signal))
        it.output.note(f"{count} signal{'s' if count != 1 else ''}")


def text(signal: Signal) -> str:
    """A signal for a person: who, when, where, and its first reason."""
    actors = " and ".join(actor.caption for actor in signal.actors)
    head = f"{signal.id}  {signal.score:.2f}  {signal.detector}  {signal.start:%Y-%m-%d %H:%M}  {actors}"
    return "\n    ".join([head, signal.place, *(reason.text for reason in signal.reasons)])
