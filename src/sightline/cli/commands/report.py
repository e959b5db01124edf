"""Build an edition of a report, or check it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli import report_front
from sightline.cli.bench import As, AsOf, call
from sightline.errors import UsageError
from sightline.model.marking import Marking
from sightline.model.report import Edition, Template
from sightline.service import new_report, report_history
from sightline.service import reports as service
from sightline.service.new_report import Wanted

app = typer.Typer(no_args_is_help=True)
for change in (
    report_front.cover,
    report_front.heading,
    report_front.mark,
    report_front.move,
    report_front.put_back,
    report_front.recommend,
    report_front.recommendations,
    report_front.withdraw,
):
    app.command()(change)

FOUND = 1
Language = Annotated[
    str, typer.Option(metavar="CODE", help="Its translation: en, fr, es, ru, zh, ar, ko, ja.")
]


@app.callback()
def report() -> None:
    """Build an edition of a report, or check it."""


@app.command(name="list")
def held(ctx: typer.Context, user: As = None) -> None:
    """The reports of the office."""
    with call(ctx, user=user) as it:
        it.output.table(
            [line.as_json() for line in service.reports(it.view, it.bench)],
            ["id", "symbol", "title", "dated"],
        )


@app.command()
def new(
    ctx: typer.Context,
    symbol: Annotated[str, typer.Argument(help="What it is cited by, as SL/2026/2.")],
    title: Annotated[str, typer.Argument(help="Its title.")],
    template: Annotated[Template, typer.Option(help="Its kind.")] = Template.FINAL,
    marking: Annotated[str, typer.Option(help="Who may see it while it is written.")] = "TLP:AMBER",
    language: Annotated[str, typer.Option(metavar="CODE", help="What it is written in.")] = "en",
    user: As = None,
) -> None:
    """A new report from a template, to be written at the desk."""
    wanted = Wanted(template, symbol, title, Marking.parse(marking), language)
    with call(ctx, user=user) as it:
        id = new_report.new(it.view, it.bench, wanted)
        it.output.line({"report": id, "symbol": symbol, "template": template.value}, f"{id} {symbol}")


@app.command()
def build(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="The report.")],
    edition: Annotated[Edition, typer.Option(help="For whom.")] = Edition.PUBLIC,
    formats: Annotated[
        str, typer.Option("--format", help="Any of pdf,docx,html,json,bundle.")
    ] = "pdf,docx,html,json,bundle",
    out: Annotated[Path, typer.Option(help="Where the files go.", file_okay=False)] = Path(),
    language: Language = "",
    as_of: AsOf = None,
    user: As = None,
) -> None:
    """Build an edition of a report in the formats asked for."""
    wanted = tuple(part.strip() for part in formats.split(",") if part.strip())
    if unknown := sorted(set(wanted) - set(service.FORMATS)):
        raise UsageError(f"unknown format {unknown[0]!r}", remedy="use " + ",".join(service.FORMATS))
    with call(ctx, as_of, None, user) as it, it.output.progress() as progress:
        for built in service.build(
            it.view, it.bench, id, service.Order(edition, wanted, out, language), progress
        ):
            it.output.line(built.as_json(), f"{built.format:7} {built.path}")


@app.command()
def lint(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="The report.")],
    edition: Annotated[Edition, typer.Option(help="For whom.")] = Edition.PUBLIC,
    language: Language = "",
    user: As = None,
) -> None:
    """Problems of a report, with their paragraph numbers; leaves with 1 when there are any."""
    with call(ctx, user=user) as it:
        problems = service.lint(it.view, it.bench, id, edition, language)
        for problem in problems:
            it.output.line(problem.as_json(), problem.line())
    raise typer.Exit(FOUND if problems else 0)


@app.command()
def withheld(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="The report.")],
    edition: Annotated[Edition, typer.Option(help="For whom.")] = Edition.PUBLIC,
    user: As = None,
) -> None:
    """What an edition leaves out, for those cleared to see it; items with the proof that they were meant."""
    with call(ctx, user=user) as it:
        for one in service.withheld(it.view, it.bench, id, edition):
            it.output.line(one.as_json(), f"{one.kind:14} {one.where}  {one.why}\n               {one.text}")


@app.command()
def cuts(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="The report.")],
    old: Annotated[str, typer.Argument(help="A state: 2, 2.7, or the name of an edition.")],
    new: Annotated[str, typer.Argument(help="The state to hold it against.")],
    user: As = None,
) -> None:
    """Sections that one state has and another has not; leaves with 1 where one is gone without an annex."""
    with call(ctx, user=user) as it:
        found = report_history.dropped(it.view, it.bench, id, old, new)
        for one in found:
            told = f"moved to annex {one.annex}" if one.annex else f"gone with {one.gone} blocks"
            it.output.line(asdict(one), f"{one.section}  {one.title}: {told}")
    raise typer.Exit(FOUND if any(one.gone for one in found) else 0)
