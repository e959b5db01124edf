"""Write vault, custody, keys and office into one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.bench import As, call
from sightline.service.backup import backup as write

app = typer.Typer(add_completion=False)


@app.command()
def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to write.", dir_okay=False)],
    user: As = None,
) -> None:
    """Write vault, custody, keys and office into one file. It holds the keys: keep it as safe as them."""
    with call(ctx, user=user) as it, it.output.progress() as progress:
        done = write(it.view, it.bench, file, progress)
        it.output.line(
            done.as_json(), f"{done.path}: {done.files} files, {done.size} bytes, key {done.fingerprint}"
        )
