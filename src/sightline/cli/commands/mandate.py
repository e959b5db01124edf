"""The mandate the office works under: those there are as data, the one it chose, what is due."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from sightline.cases import mandates
from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.cli.output import day
from sightline.cli.pairs import shaped
from sightline.service import mandate_choice as service

app = typer.Typer(no_args_is_help=True)


@app.callback()
def mandate() -> None:
    """The mandate the office works under: those there are as data, the one it chose, what is due."""


@app.command(name="list")
def everything(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """Every mandate: who approves, by which rule, which editions leave, who hands reports on."""
    with call(ctx, as_of, known_at, user) as it:
        held = service.chosen(it.view, it.bench)
        for one in mandates.mandates():
            mark = "*" if held is one else " "
            told = f"{mark} {one.id:10} {one.title}: {one.decision_rule}; editions {', '.join(one.editions)}"
            it.output.line(shaped(service.as_json(one)) | {"chosen": held is one}, told)


@app.command()
def choose(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="The mandate, as 'mandate list' prints it.")],
    why: Annotated[str, typer.Option(help="Who gave it, and where it stands.")],
    since: Annotated[str, typer.Option(help="The day its calendar counts from; today if absent.")] = "",
    user: As = None,
) -> None:
    """Work under a mandate; its decision rule becomes the office's."""
    with call(ctx, user=user) as it:
        start: date = day(since) if since else it.view.as_of
        service.choose(it.view, it.bench, id, start, why)
        it.output.line({"mandate": id, "since": start.isoformat()}, f"{id}, since {start}")


@app.command()
def calendar(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """What is due next under the chosen mandate."""
    with call(ctx, as_of, known_at, user) as it:
        rows = [shaped(one) for one in service.calendar(it.view, it.bench)]
        it.output.table(rows, ["on", "what", "mark"])
