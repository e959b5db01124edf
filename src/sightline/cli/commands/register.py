"""The registers of the office: transmissions, copies, recommendations, and what came of a report."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cases.filing import Change
from sightline.cli.bench import As, KnownAt, call
from sightline.cli.output import marking_of
from sightline.cli.pairs import Fields, pairs
from sightline.reports.shortened import shortened
from sightline.service import consequences
from sightline.service import registers as service

app = typer.Typer(no_args_is_help=True)

Id = Annotated[str, typer.Argument(help="The entry, as 'register list' prints it.")]
Why = Annotated[str, typer.Option(help="The reason, which stays on record.")]


@app.callback()
def register() -> None:
    """The registers of the office: transmissions, copies, recommendations, and what came of a report."""


@app.command(name="list")
def everything(
    ctx: typer.Context,
    kind: Annotated[
        str, typer.Argument(help="transmission, copy, recommendation, aftermath; else all.")
    ] = "",
    report: Annotated[str, typer.Option(help="Only what is about this report: its symbol or id.")] = "",
    year: Annotated[str, typer.Option(help="Only what is of this year, as 2026.")] = "",
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """The entries of a register, in the order they were opened."""
    with call(ctx, None, known_at, user) as it:
        about = consequences.report_named(it.view, it.bench, report)
        for one in service.chosen_of(service.entries(it.view, it.bench, kind), about, year):
            title = one.text(service.of(one.kind).kind.title)
            it.output.line(
                service.as_json(one), f"{one.id:12} {one.kind:14} {one.state:12} {shortened(title, 70)}"
            )


@app.command()
def show(ctx: typer.Context, id: Id, known_at: KnownAt = None, user: As = None) -> None:
    """An entry with its fields, its history, and the entries that name it."""
    with call(ctx, None, known_at, user) as it:
        page = service.entry(it.view, it.bench, id)
        held = page.entry
        lines = [f"{held.id} {held.kind}: {held.state}; from here: {', '.join(page.targets) or 'nothing'}"]
        fields = page.register.kind.fields
        lines += [f"  {one.label}: {held.text(one.name)}" for one in fields if held.text(one.name)]
        lines += [f"  {one.number}  {one.at:%Y-%m-%d %H:%M} {one.by}: {one.state}, {one.why}"
                  for one in held.versions]  # fmt: skip
        lines += [f"  {one.kind} {one.id}: {one.state}" for one in page.related]
        related = [{"id": one.id, "kind": one.kind, "state": one.state} for one in page.related]
        it.output.line(service.as_json(held) | {"related": related}, "\n".join(lines))


@app.command()
def add(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(help="transmission, copy, recommendation or aftermath.")],
    field: Fields,
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    state: Annotated[str, typer.Option(help="The state it is opened in; else its first.")] = "",
    marking: Annotated[str, typer.Option(help="Else TLP:AMBER, TLP:CLEAR for a recommendation.")] = "",
    user: As = None,
) -> None:
    """Open an entry."""
    with call(ctx, user=user) as it:
        own = marking_of(marking) if marking else None
        id = service.enter(it.view, it.bench, kind, pairs(field), why, state, own)
        it.output.line({"id": id}, id)


@app.command()
def change(
    ctx: typer.Context,
    id: Id,
    why: Why,
    field: Fields = [],  # noqa: B006  typer reads it once
    to: Annotated[str, typer.Option(help="The state to move it to.")] = "",
    user: As = None,
) -> None:
    """Change an entry or move it on, with a reason; an illegal move names the legal ones."""
    with call(ctx, user=user) as it:
        number = service.change(it.view, it.bench, id, Change(pairs(field), to), why)
        it.output.line({"id": id, "version": number}, f"{id}: version {number}")


@app.command()
def recommend(
    ctx: typer.Context,
    report: Annotated[str, typer.Argument(help="The report whose recommendations are to be followed.")],
    why: Why,
    user: As = None,
) -> None:
    """Enter every recommendation of a report that is not in the register yet."""
    with call(ctx, user=user) as it:
        for id in service.recommend(it.view, it.bench, report, why):
            it.output.line({"id": id}, id)
