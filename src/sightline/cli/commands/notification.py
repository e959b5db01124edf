"""Notifications: what a change of the lists means for those you watch; acknowledge one with a reason."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, KnownAt, call
from sightline.model.watching import Notification
from sightline.service import watching as service

app = typer.Typer(no_args_is_help=True)

Id = Annotated[str, typer.Argument(help="The notification, as 'notification list' prints it.")]


@app.callback()
def notification() -> None:
    """Notifications: what a change of the lists means for those you watch; acknowledge one with a
    reason."""


@app.command(name="list")
def everything(
    ctx: typer.Context,
    done: Annotated[bool, typer.Option("--all", help="Also those that were dealt with.")] = False,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 200,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """What you are told, the newest first."""
    with call(ctx, None, known_at, user) as it:
        for one in service.notifications(it.view, it.bench, done, limit):
            it.output.line(one.as_json(), _text(one))


@app.command()
def show(ctx: typer.Context, id: Id, known_at: KnownAt = None, user: As = None) -> None:
    """One of them, with the change by field and both hits."""
    with call(ctx, None, known_at, user) as it:
        one = service.notification(it.view, it.bench, id)
        lines = [_text(one)]
        for field in (one.body.get("change") or {}).get("fields", ()):
            lines += [f"    {field['field']}: - {value}" for value in field["removed"]]
            lines += [f"    {field['field']}: + {value}" for value in field["added"]]
        it.output.line(one.as_json(), "\n".join(lines))


@app.command()
def done(
    ctx: typer.Context,
    id: Id,
    why: Annotated[str, typer.Option(help="What was done about it; it stays on record.")],
    user: As = None,
) -> None:
    """Say that it was dealt with, and how."""
    with call(ctx, user=user) as it:
        one = service.acknowledge(it.view, it.bench, id, why)
        it.output.line(one.as_json(), _text(one))


def _text(one: Notification) -> str:
    line = f"{one.state:5} {one.at:%Y-%m-%d %H:%M} {one.id}  {one.text}"
    return f"{line}\n      {one.state_by}: {one.why}" if one.why else line
