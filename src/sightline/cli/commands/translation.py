"""Translate a report sentence by sentence, and review what others translated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.bench import As, call
from sightline.errors import BadInput
from sightline.service import translator as service

app = typer.Typer(no_args_is_help=True)
Report = Annotated[str, typer.Argument(help="The report.")]
Language = Annotated[str, typer.Option(metavar="CODE", help="One of en, fr, es, ru, zh, ar, ko, ja.")]


@app.callback()
def translation() -> None:
    """Translate a report sentence by sentence, and review what others translated."""


@app.command()
def sheet(ctx: typer.Context, report: Report, language: Language, user: As = None) -> None:
    """Every sentence and heading with its translation and state, as JSON lines that `load` takes back."""
    with call(ctx, user=user) as it:
        for line in service.sheet(it.view, it.bench, report, language).lines:
            it.output.line(line.as_json(), f"{line.label}  {line.state}\n    {line.source}\n    {line.text}")


@app.command()
def load(
    ctx: typer.Context,
    report: Report,
    file: Annotated[Path, typer.Argument(help="JSON lines with where, source and text.", dir_okay=False)],
    language: Language,
    user: As = None,
) -> None:
    """Put the translations of a sheet on record, as drafts; lines without a text are left as they are."""
    given = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        try:
            one = json.loads(line)
            if one["text"].strip():
                at = f"{file.name} line {number}"
                given.append(service.Given(one["where"], one["source"], one["text"], at))
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise BadInput(
                "not a line of a sheet",
                place=f"{file.name} line {number}",
                remedy="as `translation sheet` prints it",
            ) from problem
    with call(ctx, user=user) as it:
        new = service.put(it.view, it.bench, report, language, given)
        it.output.line({"report": report, "language": language, "new": new}, f"{new} new translations")


@app.command()
def review(ctx: typer.Context, report: Report, language: Language, user: As = None) -> None:
    """Say that the drafts of others were read and hold, all of them."""
    with call(ctx, user=user) as it:
        lines = service.sheet(it.view, it.bench, report, language).lines
        drafts = [one for one in lines if one.waiting[1] not in ("", it.view.user)]
        for one in drafts:
            service.review(it.view, it.bench, report, language, one.where, one.source)
        it.output.line(
            {"report": report, "language": language, "reviewed": len(drafts)}, f"{len(drafts)} reviewed"
        )
