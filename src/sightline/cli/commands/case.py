"""Cases: open one, add a lead, move it on, agree to a finding; list and show them."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cases.casefile import NewCase
from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.cli.cites import Cites, parsed
from sightline.cli.output import marking_of
from sightline.model.casework import Position
from sightline.service import cases as service
from sightline.service.shape import shape

app = typer.Typer(no_args_is_help=True)

Id = Annotated[str, typer.Argument(help="The case, as 'case list' prints it.")]
Why = Annotated[str, typer.Option(help="The reason, which stays on record.")]


@app.callback()
def case() -> None:
    """Cases: open one, add a lead, move it on, agree to a finding; list and show them."""


@app.command(name="list")
def everything(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """The cases you may see."""
    with call(ctx, as_of, known_at, user) as it:
        rows = [line.as_json() for line in service.cases(it.view, it.bench)]
        it.output.table(rows, ["id", "title", "state", "findings", "opened_on"])


@app.command()
def show(ctx: typer.Context, id: Id, known_at: KnownAt = None, user: As = None) -> None:
    """A case with its leads, findings, hearings and moves."""
    with call(ctx, None, known_at, user) as it:
        found = service.case(it.view, it.bench, id)
        lines = [f"{found.title} ({found.state})", found.summary]
        lines += [f"  lead     {lead.text}" for lead in found.leads]
        lines += [f"  finding  {one.id}  {one.met.value}: {one.assertion}" for one in found.findings]
        lines += [
            f"  hearing  {one.id}  {one.party.name}: {one.outcome.value if one.outcome else 'open'}"
            for one in found.hearings
        ]
        it.output.line({"case": shape(found)}, "\n".join(lines))


@app.command(name="open")
def start(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(help="What it is about.")],
    why: Why,
    summary: Annotated[str, typer.Option(help="In a sentence or two.")] = "",
    marking: Annotated[str, typer.Option(help="Who may know of it.")] = "TLP:AMBER",
    entity: Annotated[list[str] | None, typer.Option(help="An entity it concerns; may be repeated.")] = None,
    user: As = None,
) -> None:
    """Open a case."""
    with call(ctx, user=user) as it:
        new = NewCase(title, summary, marking_of(marking), tuple(entity or ()))
        id = service.open_case(it.view, it.bench, new, why)
        it.output.line({"id": id}, id)


@app.command()
def lead(
    ctx: typer.Context,
    id: Id,
    text: Annotated[str, typer.Argument(help="What made someone look.")],
    cite: Cites = None,
    user: As = None,
) -> None:
    """Add a lead."""
    with call(ctx, user=user) as it:
        added = service.add_lead(it.view, it.bench, id, text, parsed(cite))
        it.output.line({"id": added}, added)


@app.command()
def move(
    ctx: typer.Context,
    id: Id,
    to: Annotated[str, typer.Argument(help="The new state.")],
    why: Why,
    user: As = None,
) -> None:
    """Move a case on; an illegal move names the legal ones."""
    with call(ctx, user=user) as it:
        service.move(it.view, it.bench, id, to, why)
        it.output.line({"id": id, "state": to}, f"{id}: {to}")


@app.command()
def agree(
    ctx: typer.Context,
    finding: Annotated[str, typer.Argument(help="The finding.")],
    why: Why,
    user: As = None,
) -> None:
    """Agree to a finding, where its evidence meets the standard it claims."""
    with call(ctx, user=user) as it:
        service.agree(it.view, it.bench, finding, why)
        it.output.line({"id": finding, "state": "agreed"}, f"{finding}: agreed")


@app.command()
def stance(
    ctx: typer.Context,
    finding: Annotated[str, typer.Argument(help="The finding.")],
    position: Annotated[Position, typer.Argument(help="What you say of it.")],
    text: Annotated[str, typer.Option(help="The words of a reservation or dissent.")] = "",
    user: As = None,
) -> None:
    """Say what you, an expert, say of a finding."""
    with call(ctx, user=user) as it:
        service.stance(it.view, it.bench, finding, it.view.user, position, text)
        it.output.line({"id": finding, "position": position.value}, f"{finding}: {position.value}")
