"""What a command prints: JSON lines for programs, tables for people; progress on standard error."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import (
    Progress as Bar,
)
from rich.table import Table

from sightline.errors import BadInput, UsageError
from sightline.model.marking import Marking
from sightline.service.progress import Pace, Progress, Step, spoken


@dataclass(frozen=True, slots=True)
class Output:
    """The global options of a call."""

    office: Path
    as_json: bool

    def line(self, row: Mapping[str, object], text: str) -> None:
        """One result: a JSON line, or the text for a person."""
        typer.echo(json.dumps(row, ensure_ascii=False, default=str) if self.as_json else text)

    def written(self, line: Callable[[], str], text: Callable[[], str]) -> None:
        """One of very many results: its JSON line, or its text; not flushed one by one."""
        sys.stdout.write((line if self.as_json else text)() + "\n")

    def table(self, rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> None:
        """Results as JSON lines or as a table of these columns."""
        if self.as_json:
            for row in rows:
                typer.echo(json.dumps(row, ensure_ascii=False, default=str))
            return
        names = [column.replace("_", " ") for column in columns]
        cells = [[_shown(row.get(column)) for column in columns] for row in rows]
        console = Console()
        if _narrowest(names, cells) > console.width:
            for one in cells:
                typer.echo(_stacked(names, one))
            return
        drawn = Table(box=None, header_style="bold", pad_edge=False)
        for at, name in enumerate(names):
            whole = not any(" " in one[at] for one in cells)
            drawn.add_column(name, no_wrap=whole and " " not in name)
        for one in cells:
            drawn.add_row(*one)
        console.print(drawn)

    def note(self, text: str) -> None:
        """A word to the person, on standard error."""
        typer.echo(text, err=True)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A bar on a terminal's standard error, plain lines elsewhere."""
        if not sys.stderr.isatty():
            yield _plain()
            return
        columns = (
            TextColumn("{task.fields[counted]}"),
            BarColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[left]}"),
        )
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=None, counted="", left="")
            pace = Pace()
            yield lambda step: _move(bar, task, step, pace.left(step))


def _move(bar: Bar, task: TaskID, step: Step, left: float | None) -> None:
    bar.update(
        task,
        completed=step.done,
        total=step.total or None,
        counted=step.counted(),
        left="" if left is None else f"{spoken(left)} left",
    )


def _plain(clock: Callable[[], float] = time.monotonic) -> Progress:
    """Lines, at most one a second: what is done, how much of how much, and how long it still takes."""
    pace = Pace(clock)
    last, said_at = "", float("-inf")

    def tell(step: Step) -> None:
        nonlocal last, said_at
        left, now = pace.left(step), clock()
        line = step.counted() + ("" if left is None else f", {spoken(left)} left")
        if line != last and now - said_at >= 1:
            typer.echo(line, err=True)
            last, said_at = line, now

    return tell


def _narrowest(names: Sequence[str], cells: Sequence[Sequence[str]]) -> int:
    """Columns of a terminal a table needs so that no word of it is cut: ids and days are typed again."""
    words = [
        max((len(word) for text in (name, *column) for word in text.split()), default=0)
        for name, column in zip(names, zip(*cells, strict=True) if cells else [()] * len(names), strict=True)
    ]
    return sum(words) + 2 * max(0, len(words) - 1)


def _stacked(names: Sequence[str], cells: Sequence[str]) -> str:
    """A row where the table is too wide: its first cell on a line, the others under it with their names."""
    first, *others = cells
    wide = max((len(name) for name in names[1:]), default=0)
    told = (f"  {name:{wide}}  {text}" for name, text in zip(names[1:], others, strict=True) if text)
    return "\n".join([first, *told])


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(str(one) for one in value)
    return str(value)


def day(text: str) -> date:
    """An ISO date; `UsageError` otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"not a date: {text!r}", remedy="write it as 2017-08-05") from error


def marking_of(text: str) -> Marking:
    """A marking as an option gives it; `UsageError` otherwise."""
    try:
        return Marking.parse(text)
    except BadInput as error:
        raise UsageError(error.message, remedy=error.remedy) from error


def moment(text: str) -> datetime:
    """An ISO time, UTC where it names no zone, the end of the day where it is only a date."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"not a time: {text!r}", remedy="write it as 2017-08-05T12:00:00Z") from error
    if len(text) == 10:
        at = at.replace(hour=23, minute=59, second=59, microsecond=999999)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
