"""Make an office again from a backup, in a new folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli import passphrase
from sightline.cli.output import Output
from sightline.service.backup import BackedUp, Target
from sightline.service.backup import restore as again

app = typer.Typer(add_completion=False)

BROKEN = 5


@app.command()
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The backup.", dir_okay=False)],
    database: Annotated[
        str, typer.Option(help="An empty PostgreSQL database; else SQLite in the folder.")
    ] = "",
    key: Annotated[
        str | None, typer.Option(help="The office's fingerprint as it was published.", metavar="FINGERPRINT")
    ] = None,
) -> None:
    """Make an office again from a backup, in the folder of --office, which must be new."""
    output: Output = ctx.obj
    broken = False
    with output.progress() as progress:
        for one in again(file, Target(output.office, database, key), progress, passphrase.held):
            if isinstance(one, BackedUp):
                output.line(one.as_json(), f"{one.path}: {one.files} files checked, key {one.fingerprint}")
            else:
                broken = broken or one.status == "broken"
                output.line(one.as_json(), f"{one.status:9} {one.version}  {one.note}")
    raise typer.Exit(BROKEN if broken else 0)
