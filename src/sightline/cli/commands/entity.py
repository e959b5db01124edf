"""Show an entity as of a day, every value with the place it stands at; or find one by its name."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.errors import NotFound
from sightline.service import entities as service
from sightline.service.shape import shape

app = typer.Typer()


@app.command()
def entity(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="Its id, or part of its name or reference.")],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Show an entity as of a day, every value with the place it stands at; or find one by its name."""
    with call(ctx, as_of, known_at, user) as it:
        try:
            page = service.entity(it.view, it.bench, id)
        except NotFound:
            lines = service.search(it.view, it.bench, id)
            if not lines:
                raise
            rows = [{name: getattr(line, name) for name in line.__slots__} for line in lines]
            it.output.table(rows, ["id", "caption", "schema", "list", "reference"])
            return
        text = [f"{page.entity.caption} ({page.entity.schema}, {page.version.id})"]
        text += [
            f"  {said.prop:18} {said.value}  [{said.item[:12]} {said.place}]"
            for holder in (page.entity, *page.entity.adjacent)
            for said in holder.statements
        ]
        it.output.line({"entity": shape(page.entity), "version": page.version.id}, "\n".join(text))
