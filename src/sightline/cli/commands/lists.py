"""Show the list versions held; compare two of them."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.service import lists as service

app = typer.Typer(invoke_without_command=True, no_args_is_help=False)

DIFFERENT = 1


@app.callback()
def lists(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """Show the list versions held; compare two of them."""
    if ctx.invoked_subcommand:
        return
    with call(ctx, as_of, known_at, user) as it:
        rows = [held.as_json() for held in service.held(it.view, it.bench)]
        it.output.table(rows, ["version", "list", "dated", "known_at", "entries", "current", "marking"])


@app.command()
def diff(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(help="A version, as 'lists' prints it.")],
    new: Annotated[str, typer.Argument(help="Another version of the same list.")],
    check: Annotated[bool, typer.Option("--check", help="Leave with 1 when they differ.")] = False,
    user: As = None,
) -> None:
    """Entries added, removed and changed between two versions, by the publisher's reference number."""
    with call(ctx, user=user) as it:
        changes = service.diff(it.view, it.bench, old, new)
        for change in changes:
            it.output.line(change.as_json(), change.text())
    raise typer.Exit(DIFFERENT if check and changes else 0)
