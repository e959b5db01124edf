"""Show an entity as of a day, every value with the place it stands at; or find one by its name."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.errors import NotFound
from sightline.service import entities as service
from sightline.service.shape import shape

app = typer.Typer(add_completion=False)


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
        text += [
            f"  {said.prop:18} {said.value}  [{one.version.list} {said.item[:12]} {said.place}]"
            for one in page.merged.same
            for holder in (one.entity, *one.entity.adjacent)
            for said in holder.statements
        ]
        day = page.on_the_day
        known = day.known.id if day.known else None
        text.append(f"  on {day.day}   the list said {day.said.id}; the office knew {known or 'none'}")
        text += [
            f"  {step.version.dated}      {step.change.kind}: {fields_of(step)}"
            for step in page.history
            if step.change
        ]
        told = {
            "entity": shape(page.entity),
            "version": page.version.id,
            "canonical": page.merged.canonical,
            "same": [{"entity": shape(one.entity), "version": one.version.id} for one in page.merged.same],
            "absent": list(page.merged.absent),
            "on_the_day": {
                "day": day.day.isoformat(),
                "said": day.said.id,
                "known": known,
                "differs": day.differs.as_json() if day.differs else None,
            },
            "history": [
                {
                    "version": step.version.id,
                    "dated": step.version.dated.isoformat(),
                    "known_at": step.version.known_at.isoformat(),
                    "listed": step.listed,
                    "change": step.change.as_json() if step.change else None,
                }
                for step in page.history
            ],
        }
        it.output.line(told, "\n".join(text))


def fields_of(step: service.Step) -> str:
    """The fields that changed in a version, for a person."""
    return ", ".join(field.field for field in step.change.fields) if step.change else ""
