"""Do the jobs people order, in a process of its own."""

from __future__ import annotations

import signal
import threading
from typing import Annotated

import typer

from sightline.cli.bench import call
from sightline.service.worker import work

app = typer.Typer(add_completion=False)

INTERRUPTED = 130


@app.command()
def worker(
    ctx: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Stop when no job waits.")] = False,
) -> None:
    """Do the jobs people order, in a process of its own.

    Start as many as there are cores to spare. Ctrl-C and a plain kill let the job at hand reach its
    next step; it then waits for the next worker, as does the job of a worker that dies.
    """
    stop = threading.Event()
    received: list[int] = []

    def leave(number: int, _frame: object) -> None:
        received.append(number)
        stop.set()
        signal.signal(number, signal.SIG_DFL)  # who asks twice does not want to wait

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, leave)
    with call(ctx) as it:
        it.output.note("waiting for jobs" if not once else "doing what waits")
        done = work(it.bench, stop, once)
        it.output.line({"done": done}, f"{done} jobs ended")
    raise typer.Exit(INTERRUPTED if signal.SIGINT in received else 0)
