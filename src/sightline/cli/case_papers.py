"""`case paper`: the papers of a case, listed, shown, opened, changed and moved on."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cases.filing import Change
from sightline.cli.bench import As, KnownAt, call
from sightline.cli.pairs import Fields, pairs
from sightline.reports.shortened import shortened
from sightline.service import papers as service

app = typer.Typer(no_args_is_help=True)

Id = Annotated[str, typer.Argument(help="The paper, as 'case paper list' prints it.")]
Why = Annotated[str, typer.Option(help="The reason, which stays on record.")]


@app.callback()
def paper() -> None:
    """The papers of a case: task, request, visit, correspondence, hypothesis, exhibit, objection, naming."""


@app.command(name="list")
def everything(
    ctx: typer.Context,
    case: Annotated[str, typer.Argument(help="The case; of all when left out.")] = "",
    kind: Annotated[str, typer.Option(help="Only of this kind.")] = "",
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """The papers of a case."""
    with call(ctx, None, known_at, user) as it:
        for one in service.papers(it.view, it.bench, case, kind):
            title = next(
                (one.text(field.name) for field in service.fields(one.kind) if one.text(field.name)), ""
            )
            it.output.line(
                service.as_json(one), f"{one.id:12} {one.kind:14} {one.state:14} {shortened(title, 70)}"
            )


@app.command()
def show(ctx: typer.Context, id: Id, known_at: KnownAt = None, user: As = None) -> None:
    """A paper with its fields and its history."""
    with call(ctx, None, known_at, user) as it:
        page = service.paper(it.view, it.bench, id)
        held = page.paper
        lines = [f"{held.id} {held.kind}: {held.state}; from here: {', '.join(page.targets) or 'nothing'}"]
        lines += [f"  {one.label}: {held.text(one.name)}" for one in page.kind.fields if held.text(one.name)]
        lines += [
            f"  {one.number}  {one.at:%Y-%m-%d %H:%M} {one.by}: {one.state}, {one.why}"
            for one in held.versions
        ]
        it.output.line(service.as_json(held), "\n".join(lines))


@app.command()
def add(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(help="What kind of paper.")],
    case: Annotated[str, typer.Argument(help="The case.")],
    field: Fields,
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    state: Annotated[str, typer.Option(help="The state it is opened in; else its first.")] = "",
    user: As = None,
) -> None:
    """Open a paper in a case."""
    with call(ctx, user=user) as it:
        id = service.open_paper(it.view, it.bench, case, kind, pairs(field), why, state)
        it.output.line({"id": id}, id)


@app.command()
def change(
    ctx: typer.Context,
    id: Id,
    why: Why,
    field: Annotated[list[str] | None, typer.Option("--field", "-f", help="A field as NAME=VALUE.")] = None,
    to: Annotated[str, typer.Option(help="The state to move it to; else it stays where it is.")] = "",
    seen: Annotated[int, typer.Option(help="The version you looked at.")] = 0,
    user: As = None,
) -> None:
    """Change a paper or move it on; what others changed since the version you saw is kept or told."""
    with call(ctx, user=user) as it:
        number = service.change(it.view, it.bench, id, Change(pairs(field), to, seen), why)
        it.output.line({"id": id, "version": number}, f"{id}: version {number}")
