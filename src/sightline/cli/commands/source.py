"""Sources: who items come from, and how far they are trusted (Admiralty grades A to F)."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, KnownAt, call
from sightline.model.item import Reliability, Source, SourceKind
from sightline.service import sources
from sightline.service.shape import shape

app = typer.Typer(no_args_is_help=True)


@app.callback()
def source() -> None:
    """Who items come from, and how far they are trusted."""


@app.command(name="list")
def every(ctx: typer.Context, known_at: KnownAt = None, user: As = None) -> None:
    """Every grade of every source, the newest of a source last; and sources that nobody graded."""
    with call(ctx, None, known_at, user) as it:
        for one in sources.grades(it.view, it.bench):
            held = one.source
            said = f"{held.id:24} {held.reliability.value}  {one.at:%Y-%m-%d} {one.by}: {one.why}"
            it.output.line({"grade": shape(one)}, said)
        for id in sources.ungraded(it.view, it.bench):
            it.output.line({"source": {"id": id, "reliability": "F"}}, f"{id:24} F  nobody graded it")


@app.command()
def grade(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="The source, as `ingest --source` names it.")],
    reliability: Annotated[Reliability, typer.Argument(help="From A, reliable, to F, cannot be judged.")],
    why: Annotated[str, typer.Option(help="What the grade rests on; it stays on record.")],
    name: Annotated[str | None, typer.Option(help="What reports call it; its name until now.")] = None,
    origin: Annotated[
        str | None, typer.Option(help="The group it belongs to: sources of one group count once.")
    ] = None,
    kind: Annotated[SourceKind | None, typer.Option(help="What kind of body it is.")] = None,
    user: As = None,
) -> None:
    """Grade a source anew; what is not given stays as it was, and earlier grades stay on record."""
    with call(ctx, user=user) as it:
        held = sources.known(it.view, it.bench).get(id, Source(id, id))
        new = Source(
            id,
            held.name if name is None else name,
            reliability,
            held.origin_group if origin is None else origin,
            kind or held.kind,
        )
        sources.regrade(it.view, it.bench, new, why)
        it.output.line({"source": shape(new)}, f"{id}: {reliability.value}, {reliability.meaning}")
