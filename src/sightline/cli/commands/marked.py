"""Rows of positions that are marked with a reason: refused, repeated, no ship's, of a clock not set."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, KnownAt, call
from sightline.service import marked_rows
from sightline.service.marked_rows import Asked
from sightline.service.shape import shape

app = typer.Typer(add_completion=False)


@app.command()
def marked(
    ctx: typer.Context,
    item: Annotated[str, typer.Option(help="Only rows of this item (SHA-256).")] = "",
    mark: Annotated[
        str, typer.Option(help="refused, repeated, no ship, no time, before 2000, in the future.")
    ] = "",
    limit: Annotated[int, typer.Option(help="So many rows, at most 500.")] = 100,
    after: Annotated[int, typer.Option(help="After so many.")] = 0,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """List rows of positions that are marked, each with the reason and its place; none is deleted."""
    with call(ctx, None, known_at, user) as it:
        found = marked_rows.marked(it.view, it.bench, Asked(item, mark, limit, after))
        rows = []
        for one in found.shown:
            told = shape(one)
            assert isinstance(told, dict)
            rows.append(dict(told) | {"cite": one.cite.as_json(), "where": str(one.cite.place)})
        it.output.table(rows, ["mark", "where", "mmsi", "at", "why"])
        counted = ", ".join(f"{count} {name}" for name, count in found.counts.items() if count)
        it.output.note(f"{found.rows} positions; {counted or 'none marked'}")
