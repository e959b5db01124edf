"""The measures in force on a day, with their paragraphs and how far each was verified."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, call
from sightline.cli.output import day
from sightline.service import measures as service

app = typer.Typer(add_completion=False, invoke_without_command=True, no_args_is_help=False)

DIFFERENT = 1


@app.callback()
def measures(ctx: typer.Context, as_of: AsOf = None, user: As = None) -> None:
    """The measures in force on a day, with their paragraphs and how far each was verified."""
    if ctx.invoked_subcommand:
        return
    with call(ctx, as_of, None, user) as it:
        rows = [
            {
                "id": one.id,
                "paragraph": one.paragraph,
                "title": one.title,
                "from": one.in_force_from.isoformat(),
                "to": one.in_force_to.isoformat() if one.in_force_to else None,
                "effect": one.effect_on(it.view.as_of).value,
                "verified": one.confidence.value,
                "verified_against": one.verified_against,
            }
            for one in service.in_force(it.view, it.bench)
        ]
        it.output.table(rows, ["id", "paragraph", "title", "from", "effect", "verified"])


@app.command()
def diff(
    ctx: typer.Context,
    since: Annotated[str, typer.Argument(help="A day, as 2017-08-04.", metavar="DAY")],
    until: Annotated[str, typer.Argument(help="Another day.", metavar="DAY")],
    check: Annotated[bool, typer.Option("--check", help="Leave with 1 when something changed.")] = False,
    user: As = None,
) -> None:
    """What changed in the measures between two days, a sentence each."""
    with call(ctx, user=user) as it:
        changes = service.diff(it.view, it.bench, day(since), day(until))
        for change in changes:
            it.output.line(change.as_json(), f"{change.text}  [{change.verified}]")
        if not changes and not it.output.as_json:
            it.output.note(service.diff_sentence(it.view, it.bench, day(since), day(until)))
    raise typer.Exit(DIFFERENT if check and changes else 0)
