"""Ask the lists about parties: CSV or XLSX with a header, names one a line, FollowTheMoney JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.errors import BadInput, UsageError
from sightline.service import screening as service

app = typer.Typer(add_completion=False)

HIT, SOME_REFUSED, NOTHING_DONE = 1, 3, 4


@app.command()
def screen(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file, or - for standard input.", metavar="FILE|-")],
    lists: Annotated[
        list[str] | None, typer.Option("--list", help="Only this list; may be repeated.", metavar="ID")
    ] = None,
    threshold: Annotated[float | None, typer.Option(min=0.0, max=1.0, help="Alert from this score.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Hits a query at most.")] = 10,
    sheet: Annotated[
        str,
        typer.Option(help="Of a workbook this sheet; else the first with a column 'name'.", metavar="NAME"),
    ] = "",
    fail_on_hit: Annotated[
        bool, typer.Option("--fail-on-hit", help="Leave with 1 when anything alerts.")
    ] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Ask the lists about parties: CSV or XLSX with a header, names one a line, FollowTheMoney JSON."""
    choice = service.Choice(tuple(lists or ()), threshold, limit, sheet=sheet)
    alerts = problems = answers = 0
    with (
        call(ctx, as_of, known_at, user) as it,
        it.output.progress() as progress,
        _opened(file) as stream,
    ):
        try:
            for answer in service.screen_file(it.view, it.bench, stream, str(file), choice, progress):
                answers += 1
                alerts += bool(answer.alerts)
                problems += bool(answer.problem)
                it.output.written(answer.line, answer.text)
        except BadInput as error:
            if not answers:
                raise
            it.output.note(f"sightline: {error.message}; the rest was not asked\n  place: {error.place}")
            raise typer.Exit(SOME_REFUSED) from error
    if problems:
        raise typer.Exit(NOTHING_DONE if problems == answers else SOME_REFUSED)
    raise typer.Exit(HIT if fail_on_hit and alerts else 0)


def _opened(file: Path) -> BinaryIO:
    if str(file) == "-":
        return sys.stdin.buffer
    if not file.exists() or file.is_dir():
        raise UsageError(f"no such file: {file}", place=str(file), remedy="check the path")
    return file.open("rb")
