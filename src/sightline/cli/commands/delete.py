"""Delete an item lawfully: its bytes are destroyed, its hash and a signed tombstone stay."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, call
from sightline.service import deleting, items
from sightline.service.shape import shape

app = typer.Typer(add_completion=False)


@app.command()
def delete(
    ctx: typer.Context,
    item: Annotated[str, typer.Argument(help="The item: its SHA-256, the beginning of it, or its name.")],
    why: Annotated[str, typer.Option(help="The order, law or request it follows; stays on the tombstone.")],
    keep_rows: Annotated[
        bool, typer.Option("--keep-rows", help="Go on where rows were read from it: these stay in the lake.")
    ] = False,
    user: As = None,
) -> None:
    """Delete an item lawfully: its bytes are destroyed, its hash and a signed tombstone stay."""
    with call(ctx, user=user) as it:
        sha256 = items.named(it.view, it.bench, item)
        done = deleting.delete(it.view, it.bench, sha256, why, keep_rows=keep_rows)
        it.output.line({"deleted": shape(done)}, done.text())
