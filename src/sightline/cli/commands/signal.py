"""Signals: list and show them, dismiss one, look at it again, or take it into a case."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.cli.commands.detect import text
from sightline.cli.output import day
from sightline.service import signals as service
from sightline.service.shape import shape

app = typer.Typer(no_args_is_help=True)

Id = Annotated[str, typer.Argument(help="The signal, as 'signal list' prints it.")]
Why = Annotated[str, typer.Option(help="The reason, which stays on record.")]


@app.callback()
def signal() -> None:
    """Signals: list and show them, dismiss one, look at it again, or take it into a case."""


@app.command(name="list")
def everything(
    ctx: typer.Context,
    detector: Annotated[str, typer.Option(help="Only of this detector.", metavar="NAME")] = "",
    state: Annotated[str, typer.Option(help="new, dismissed or taken.")] = "",
    since: Annotated[str | None, typer.Option(help="Ending on this day or later.", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="Starting on this day or before.", metavar="DATE")] = None,
    score: Annotated[float, typer.Option(help="From this score.", min=0.0, max=1.0)] = 0.0,
    words: Annotated[str, typer.Option("--text", help="In a name, an id or a place.")] = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """The signals you may see."""
    first, last = day(since) if since else None, day(until) if until else None
    filters = service.Filters(detector, state, first, last, score, words)
    with call(ctx, as_of, known_at, user) as it:
        for line in service.signals(it.view, it.bench, filters):
            it.output.line(line.as_json(), f"{line.state:9} {text(line.signal)}")


@app.command()
def show(ctx: typer.Context, id: Id, known_at: KnownAt = None, user: As = None) -> None:
    """A signal with its versions, its moves and the rows it stands on."""
    with call(ctx, None, known_at, user) as it:
        page = service.signal(it.view, it.bench, id)
        lines = [f"{page.line.state:9} {text(page.line.signal)}"]
        lines += [f"  version  {one.at:%Y-%m-%d %H:%M} {one.by}: {one.why}" for one in page.versions]
        lines += [
            f"  move     {one.at:%Y-%m-%d %H:%M} {one.by}: {one.target}, {one.why}" for one in page.steps
        ]
        it.output.line(
            page.line.as_json() | {"history": shape([*page.versions, *page.steps])}, "\n".join(lines)
        )


@app.command()
def dismiss(ctx: typer.Context, id: Id, why: Why, user: As = None) -> None:
    """Set a signal aside, with the reason."""
    with call(ctx, user=user) as it:
        service.dismiss(it.view, it.bench, id, why)
        it.output.line({"id": id, "state": "dismissed"}, f"{id}: dismissed")


@app.command()
def reopen(ctx: typer.Context, id: Id, why: Why, user: As = None) -> None:
    """Look at a dismissed signal again."""
    with call(ctx, user=user) as it:
        service.reopen(it.view, it.bench, id, why)
        it.output.line({"id": id, "state": "new"}, f"{id}: new")


@app.command()
def take(
    ctx: typer.Context,
    id: Id,
    case: Annotated[str, typer.Argument(help="The case, as 'case list' prints it.")],
    why: Why,
    user: As = None,
) -> None:
    """Make a signal a lead of a case, with what it cites."""
    with call(ctx, user=user) as it:
        lead = service.take(it.view, it.bench, id, case, why)
        it.output.line({"id": id, "state": "taken", "lead": lead}, f"{id}: taken, {lead}")
