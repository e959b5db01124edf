"""Show an item and what stands at a place of it; or list the items."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, KnownAt, call
from sightline.model.place import Place
from sightline.service import filing_tables
from sightline.service import items as service
from sightline.service.shape import shape

MOST_REFUSED = 1_000_000
app = typer.Typer(add_completion=False)


@app.command()
def item(
    ctx: typer.Context,
    sha256: Annotated[str | None, typer.Argument(help="The item; all items when left out.")] = None,
    place: Annotated[str | None, typer.Option(help="A place in it, as 'bytes 10-20'.")] = None,
    refused: Annotated[
        bool, typer.Option("--refused", help="List the rows of it that were refused.")
    ] = False,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Show an item and what stands at a place of it; or list the items."""
    with call(ctx, None, known_at, user) as it:
        if sha256 is None:
            rows = [
                {"sha256": one.sha256, "name": one.name, "size": one.size, "basis": one.basis.value}
                | {"source": one.source, "document": one.document, "marking": str(one.marking)}
                for one in service.items(it.view, it.bench)
            ]
            it.output.table(rows, ["sha256", "name", "size", "basis", "source", "marking"])
            return
        if refused:
            held = service.item(it.view, it.bench, sha256)
            for one in filing_tables.refusals(it.view, it.bench, held.item.sha256, limit=MOST_REFUSED):
                it.output.line(one.as_json(), f"{one.place}\n    {one.message}\n    {one.remedy}")
            return
        if place is not None:
            found = service.excerpt(it.view, it.bench, sha256, Place.parse(place))
            it.output.line({"item": sha256, "place": place, "text": found.marked}, found.marked)
            return
        page = service.item(it.view, it.bench, sha256)
        it.output.line(
            {"item": shape(page.item), "format": page.format}, f"{page.item.name}  {page.item.sha256}"
        )
