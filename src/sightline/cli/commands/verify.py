"""Check a bundle: signatures, hashes, citations, custody and replay, without an office or a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.output import Output
from sightline.service.verify import verify as check

app = typer.Typer()

BROKEN = 5


@app.command()
def verify(
    ctx: typer.Context,
    bundle: Annotated[Path, typer.Argument(help="The bundle.")],
    key: Annotated[
        str | None, typer.Option(help="The office's published key fingerprint.", metavar="FINGERPRINT")
    ] = None,
) -> None:
    """Check a bundle: signatures, hashes, citations, custody and replay, without an office or a network."""
    output: Output = ctx.obj
    verdict = check(bundle, key)
    output.line(verdict.as_json(), verdict.text())
    raise typer.Exit(0 if verdict.ok else BROKEN)
