"""Jobs: list, show, wait for and cancel work that was ordered."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from sightline import errors
from sightline.cli.bench import As, Call, call
from sightline.errors import SightlineError
from sightline.service import jobs as service
from sightline.service.jobs import Job
from sightline.service.progress import Step
from sightline.service.shape import shape

app = typer.Typer(no_args_is_help=True)

CANCELLED = 1
EVERY = 0.5
"""seconds between two looks"""

Id = Annotated[str, typer.Argument(help="The job, as 'job list' prints it.")]


@app.callback()
def job() -> None:
    """Jobs: list, show, wait for and cancel work that was ordered."""


@app.command(name="list")
def everything(ctx: typer.Context, user: As = None) -> None:
    """The jobs you may see, the newest first."""
    with call(ctx, user=user) as it:
        rows = [_line(one) for one in service.jobs(it.view, it.bench)]
        it.output.table(rows, ["id", "kind", "state", "fraction", "time_left", "by", "note"])


@app.command()
def show(ctx: typer.Context, id: Id, user: As = None) -> None:
    """A job with its arguments, and its result or what went wrong."""
    with call(ctx, user=user) as it:
        _print(it, service.job(it.view, it.bench, id))


@app.command()
def cancel(ctx: typer.Context, id: Id, user: As = None) -> None:
    """Stop a job at its next step; nothing for one that ended."""
    with call(ctx, user=user) as it:
        service.cancel(it.view, it.bench, id)
        _print(it, service.job(it.view, it.bench, id))


@app.command()
def wait(ctx: typer.Context, id: Id, user: As = None) -> None:
    """Wait until a job has ended; leaves with 1 when it was cancelled, with the problem's code when it
    failed."""
    with call(ctx, user=user) as it:
        with it.output.progress() as progress:
            while not (found := service.job(it.view, it.bench, id)).ended:
                progress(Step(", ".join(filter(None, (found.note or found.state, found.time_left)))))
                time.sleep(EVERY)
        _print(it, found)
    raise typer.Exit(_code(found))


def _code(found: Job) -> int:
    if found.state == "failed" and found.problem:
        kind = getattr(errors, found.problem["kind"] or "", SightlineError)
        return int(kind.exit_code)
    return CANCELLED if found.state == "cancelled" else 0


def _line(found: Job) -> dict[str, object]:
    fields = shape(found)
    assert isinstance(fields, dict)
    return {**fields, "fraction": round(found.fraction, 3), "time_left": found.time_left}


def _print(it: Call, found: Job) -> None:
    lines = [f"{found.id}  {found.title}: {found.state}", f"  {found.note} {found.time_left}".rstrip()]
    if found.problem:
        lines += [f"  {part}: {found.problem[part]}" for part in ("message", "place", "remedy")
                  if found.problem[part]]  # fmt: skip
    if found.result:
        lines += [f"  {name}: {value}" for name, value in found.result.items() if isinstance(value, int)]
    it.output.line(_line(found), "\n".join(line for line in lines if line.strip()))
