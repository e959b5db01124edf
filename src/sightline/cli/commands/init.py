"""Make a new, empty office."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli import passphrase
from sightline.cli.output import Output
from sightline.service.workbench import DEFAULT_NAME, Settings, create

app = typer.Typer(add_completion=False)


@app.command()
def init(
    ctx: typer.Context,
    name: Annotated[str, typer.Option(help="The office's name, as reports print it.")] = DEFAULT_NAME,
    database: Annotated[
        str, typer.Option(help="PostgreSQL address for a team; else SQLite in the folder.")
    ] = "",
    sealed: passphrase.Sealing = False,
) -> None:
    """Make a new, empty office."""
    output: Output = ctx.obj
    bench = create(output.office, Settings(name, database), passphrase=passphrase.chosen(sealed))
    row = {"office": str(output.office), "name": name, "fingerprint": bench.keyring.fingerprint}
    output.line(row, f"office {output.office} made; publish its key fingerprint: {bench.keyring.fingerprint}")
    bench.close()
