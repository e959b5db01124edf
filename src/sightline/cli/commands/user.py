"""Accounts: add, list, change, disable, let back in; tokens for scripts."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, call
from sightline.cli.output import marking_of
from sightline.errors import UsageError
from sightline.service import access

app = typer.Typer(no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The user's name.")]


@app.callback()
def user() -> None:
    """Accounts: add, list, change, disable, let back in; tokens for scripts."""


@app.command(name="list")
def everyone(ctx: typer.Context, acting: As = None) -> None:
    """All accounts."""
    with call(ctx, user=acting) as it:
        rows = [
            {"name": one.name, "role": one.role, "clearance": str(one.clearance), "disabled": one.disabled}
            for one in access.everyone(it.view, it.bench)
        ]
        it.output.table(rows, ["name", "role", "clearance", "disabled"])


@app.command()
def add(
    ctx: typer.Context,
    name: Name,
    role: Annotated[str, typer.Option(help="reader, expert, editor or admin.")] = "reader",
    clearance: Annotated[str, typer.Option(help="For instance TLP:AMBER//FINANCE.")] = "TLP:CLEAR",
    acting: As = None,
) -> None:
    """Make an account; its owner comes in by the one-time link that is printed."""
    with call(ctx, user=acting) as it:
        made, link = access.add_user(it.view, it.bench, name, role, marking_of(clearance))
        it.output.line({"name": made.name, "link": f"/welcome/{link}"}, f"{made.name}: /welcome/{link}")


@app.command()
def link(ctx: typer.Context, name: Name) -> None:
    """A fresh one-time link for someone locked out; password and second factor are reset."""
    with call(ctx) as it:
        fresh = access.readmit(it.view, it.bench, name)
        it.output.line({"name": name, "link": f"/welcome/{fresh}"}, f"/welcome/{fresh}")


@app.command()
def change(
    ctx: typer.Context,
    name: Name,
    role: Annotated[str | None, typer.Option(help="The new role.")] = None,
    clearance: Annotated[str | None, typer.Option(help="The new clearance.")] = None,
    acting: As = None,
) -> None:
    """Give a user another role or clearance."""
    if role is None and clearance is None:
        raise UsageError("nothing to change", remedy="give --role or --clearance")
    with call(ctx, user=acting) as it:
        held = access.account(it.view, it.bench, name)
        if role is not None:
            access.set_role(it.view, it.bench, name, role)
        if clearance is not None:
            access.set_clearance(it.view, it.bench, name, marking_of(clearance))
        now = {
            "role": role or held.role,
            "clearance": str(marking_of(clearance) if clearance else held.clearance),
        }
        it.output.line({"name": name} | now, f"{name} changed: {now['role']}, {now['clearance']}")


@app.command()
def disable(ctx: typer.Context, name: Name, acting: As = None) -> None:
    """Keep a user out: sessions, tokens and links end."""
    with call(ctx, user=acting) as it:
        access.disable(it.view, it.bench, name)
        it.output.line({"name": name, "disabled": True}, f"{name} disabled")


@app.command()
def token(
    ctx: typer.Context,
    name: Name,
    label: Annotated[str, typer.Option(help="What it is for.")],
    scope: Annotated[list[str], typer.Option(help="read, screen, ingest …; may be repeated.")],
    days: Annotated[int, typer.Option(min=1, max=366, help="How long it lives.")] = 90,
) -> None:
    """A token for a script that acts as this user, printed once."""
    with call(ctx, user=name) as it:
        secret = access.issue_token(it.view, it.bench, label, tuple(scope), days)
        it.output.line({"name": name, "label": label, "token": secret}, secret)
