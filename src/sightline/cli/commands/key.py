"""The office's signing key: its fingerprint, rotation, revocation."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli import passphrase
from sightline.cli.bench import As, call
from sightline.service import keys

app = typer.Typer(no_args_is_help=True)

Why = Annotated[str, typer.Option(help="The reason, which is published with the key.")]


@app.callback()
def key() -> None:
    """The office's signing key: its fingerprint, rotation, revocation."""


@app.command()
def fingerprint(ctx: typer.Context) -> None:
    """The fingerprint to publish where bundles are not."""
    with call(ctx) as it:
        it.output.line({"fingerprint": it.bench.keyring.fingerprint}, it.bench.keyring.fingerprint)


@app.command()
def history(ctx: typer.Context) -> None:
    """Every statement about the office's keys, oldest first."""
    with call(ctx) as it:
        for statement in it.bench.keyring.statements():
            it.output.line(statement, "  ".join(f"{name}={value}" for name, value in statement.items()))


@app.command()
def rotate(ctx: typer.Context, why: Why, user: As = None) -> None:
    """Replace the signing key; the old one signs for the new."""
    with call(ctx, user=user) as it:
        fresh = keys.rotate(it.view, it.bench, why)
        it.output.line({"fingerprint": fresh}, fresh)


@app.command()
def revoke(
    ctx: typer.Context,
    fingerprint: Annotated[str, typer.Argument(help="An earlier key.")],
    why: Why,
    since: Annotated[
        str | None, typer.Option(help="From when its signatures do not count.", metavar="TIME")
    ] = None,
    user: As = None,
) -> None:
    """Say that an earlier key's signatures do not count from a time on."""
    with call(ctx, user=user) as it:
        keys.revoke(it.view, it.bench, fingerprint, why, since)
        it.output.line({"revoked": fingerprint}, f"{fingerprint} revoked")


@app.command()
def lost(ctx: typer.Context, why: Why, sealed: passphrase.Sealing = False) -> None:
    """Begin a new line of keys after the signing key was lost; nothing vouches that it continues the old."""
    fresh = keys.begin_anew(ctx.obj.office, why, passphrase.chosen(sealed))
    ctx.obj.line({"fingerprint": fresh}, f"publish the new fingerprint: {fresh}")
