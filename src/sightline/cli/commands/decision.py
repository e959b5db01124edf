"""What is decided of hits: true match, false positive or unsure, with a reason, a scope and an end."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.cli.output import day
from sightline.model.decision import Scope, Verdict
from sightline.service import decisions
from sightline.service.decisions import Said

app = typer.Typer(no_args_is_help=True)

Why = Annotated[str, typer.Option(help="The reason, which stays on record.")]


@app.callback()
def decision() -> None:
    """What is decided of hits: true match, false positive or unsure, with a reason, a scope and an end."""


@app.command()
def add(
    ctx: typer.Context,
    certificate: Annotated[str, typer.Argument(help="The `certificate` of a line of `sightline screen`.")],
    entity: Annotated[str, typer.Argument(help="The `entity` of the hit.")],
    verdict: Annotated[Verdict, typer.Option(help="A false positive clears the hit; others only tell.")],
    why: Why,
    scope: Annotated[
        Scope, typer.Option(help="This party with just these particulars, or anyone of this name.")
    ] = Scope.PARTY,
    until: Annotated[str | None, typer.Option(help="Its last day.", metavar="DATE")] = None,
    user: As = None,
) -> None:
    """Decide on a hit. A false positive holds until its last day, or until the entry changes."""
    with call(ctx, user=user) as it:
        said = Said(verdict, why, scope, day(until) if until else None)
        made = decisions.decide(it.view, it.bench, certificate, entity, said)
        end = f" until {made.until}" if made.until else ""
        it.output.line(made.as_json(), f"{made.id}: {made.caption}, {made.verdict.value}{end}")


@app.command("list")
def every(
    ctx: typer.Context,
    certificate: Annotated[str, typer.Option(help="Those on the hits of this screening.")] = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Every decision, the newest first, with whether it holds."""
    with call(ctx, as_of, known_at, user) as it:
        found = [one.as_json() for one in decisions.decisions(it.view, it.bench, certificate)]
        it.output.table(found, ["id", "verdict", "caption", "list", "scope", "until", "stands", "by", "why"])


@app.command()
def withdraw(ctx: typer.Context, id: Annotated[str, typer.Argument()], why: Why, user: As = None) -> None:
    """Take a decision back; it stays on record."""
    with call(ctx, user=user) as it:
        made = decisions.withdraw(it.view, it.bench, id, why)
        it.output.line(made.as_json(), f"{id} withdrawn")
