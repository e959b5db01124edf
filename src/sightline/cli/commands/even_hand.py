"""Even hand: subjects, sources, requests, hearings, dissent and standards by state, beside the signals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.errors import UsageError
from sightline.evidence.files import write_whole
from sightline.service import even_hand as service

app = typer.Typer(add_completion=False)


@app.command()
def even_hand(
    ctx: typer.Context,
    annex: Annotated[
        Path | None, typer.Option(help="Write the public tables as .pdf or .docx.", metavar="FILE")
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Even hand: subjects, sources, requests, hearings, dissent and standards by state, beside the signals.

    Counts with 95 % intervals, and no word about them. `apart`: the interval does not touch that of the
    signals.
    """
    with call(ctx, as_of, known_at, user) as it:
        if annex is not None:
            if annex.suffix not in (".pdf", ".docx"):
                raise UsageError(f"not known: {annex.suffix!r}", remedy="name the annex .pdf or .docx")
            write_whole(annex, service.annex(it.view, it.bench, annex.suffix[1:]))
            it.output.line({"path": str(annex)}, str(annex))
            return
        found = service.even_hand(it.view, it.bench)
        for one, shape in zip(found.dimensions, found.as_json()["dimensions"], strict=True):
            lines = [f"{one.title}: {one.total} {one.what}"]
            lines += [
                f"  {row.title:45} {row.share.count:>6} {row.share.share:>7.1%} "
                f"({row.share.low:.1%} to {row.share.high:.1%})"
                for row in one.rows
            ]
            it.output.line(shape, "\n".join(lines))
