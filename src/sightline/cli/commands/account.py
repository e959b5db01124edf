"""Accounts of payments: in which order to look at them, and their figures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.service import account_ranking as service
from sightline.service.shape import shape

app = typer.Typer(no_args_is_help=True)


@app.callback()
def account() -> None:
    """Accounts of payments: in which order to look at them, and their figures."""


@app.command()
def rank(
    ctx: typer.Context,
    top: Annotated[int, typer.Option(min=1, max=service.MOST, help="So many accounts.")] = 50,
    out: Annotated[
        Path | None, typer.Option(help="Write every account's figures into this CSV.", dir_okay=False)
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Accounts by the shapes of payments they stand in, those that weigh most first."""
    with call(ctx, as_of, known_at, user) as it:
        with it.output.progress() as progress:
            found = service.ranking(it.view, it.bench, top, out, progress)
        for line in found.as_json():
            seen = "; ".join(f"{one['detector']}: {one['text']}" for one in line["shapes"][:2])
            it.output.line(
                {name: shape(value) for name, value in line.items()},
                f"{line['score']:.2f}  {line['account']}  {seen}",
            )
