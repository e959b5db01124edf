"""Say what listed parties own and control of an entity through layers, on a day, and by which way."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.model.ownership import Rollup
from sightline.service import ownership as service

app = typer.Typer(add_completion=False)


@app.command()
def ownership(
    ctx: typer.Context,
    entity: Annotated[str, typer.Argument(help="An entry, or an id of entries that are one.")],
    rule: Annotated[
        list[str] | None,
        typer.Option(help="us-50-percent, eu-uk-ownership-or-control, un-dprk-wording; all."),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Say what listed parties own and control of an entity through layers, on a day, and by which way."""
    with call(ctx, as_of, known_at, user) as it:
        found = service.ownership(it.view, it.bench, entity, tuple(rule or ()))
        text = [f"{found.named(found.entity)} ({found.entity}) on {it.view.as_of}"]
        for one in found.rollups:
            text += _lines(found, one)
        if found.below:
            text.append(f"reached below it by {found.rollups[0].rule.title}:")
            text += [
                f"  {found.named(step.entity)}: {step.verdict.value}, {step.share.text}"
                for step in found.below
            ]
        it.output.line(service.as_json(found), "\n".join(text))


def _lines(found: service.Answers, one: Rollup) -> list[str]:
    lines = [f"{one.rule.title} ({one.rule.confidence.value}): {one.verdict.value}, {one.share.text} counted"]
    lines += [f"  {service.way(found, path)}  [{path.carries.value}]" for path in one.paths]
    lines += [f"  {', '.join(service.tie(found, edge) for edge in chain.edges)}" for chain in one.control]
    lines += [f"  read as: {text}" for text in one.assumptions]
    return lines
