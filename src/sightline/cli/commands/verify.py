"""Check a bundle or a certificate: signatures, hashes, citations, custody, replay, without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.output import Output, day
from sightline.service.verify import explained, shown_with
from sightline.service.verify import verify as check

app = typer.Typer(add_completion=False)

BROKEN = 5
NOT_ON_THAT_DAY = 1


@app.command()
def verify(
    ctx: typer.Context,
    bundle: Annotated[Path, typer.Argument(help="The bundle, or a signed statement or certificate.")],
    key: Annotated[
        str | None, typer.Option(help="The office's published key fingerprint.", metavar="FINGERPRINT")
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="The day a signed statement is to hold on.", metavar="DATE")
    ] = None,
    shown: Annotated[
        Path | None,
        typer.Option(help="A file said to be an item the bundle withholds; needs --proof.", metavar="FILE"),
    ] = None,
    proof: Annotated[
        str | None, typer.Option(help="The office's signature over that item.", metavar="HEX")
    ] = None,
    page: Annotated[
        Path | None, typer.Option(help="Also write the verdict as a page for a lay reader.", dir_okay=False)
    ] = None,
) -> None:
    """Check a bundle or a certificate: signatures, hashes, citations, custody, replay, without a network."""
    output: Output = ctx.obj
    claimed = shown_with(shown, proof)
    verdict = check(bundle, key, day(on) if on else None, claimed)
    if page is not None:
        page.write_text(explained(bundle, key, claimed), "utf-8")
    output.line(verdict.as_json(), verdict.text())
    if verdict.ok and on and verdict.holds is False:
        raise typer.Exit(NOT_ON_THAT_DAY)
    raise typer.Exit(0 if verdict.ok else BROKEN)
