"""The office a command works in, and the View it reads through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from sightline.cli import passphrase
from sightline.cli.output import Output, day, moment
from sightline.model.view import View
from sightline.service.access import view_of_user
from sightline.service.workbench import Workbench, open_workbench

AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="What was true on that day.")]
KnownAt = Annotated[str | None, typer.Option("--known-at", metavar="TIME", help="What the office knew then.")]
As = Annotated[
    str | None,
    typer.Option(
        "--user", envvar="SIGHTLINE_USER", metavar="NAME", help="Act as this user; else as the operator."
    ),
]


@dataclass(frozen=True, slots=True)
class Call:
    """An open office, the View of this call, and where its results go."""

    bench: Workbench
    view: View
    output: Output


@contextmanager
def call(
    ctx: typer.Context, as_of: str | None = None, known_at: str | None = None, user: str | None = None
) -> Iterator[Call]:
    """Open the office for one call and close it after."""
    output: Output = ctx.obj
    bench = open_workbench(output.office, passphrase=passphrase.held(output.office / "keys"))
    try:
        view = view_of_user(bench, user) if user else bench.operator_view()
        if as_of is not None:
            view = replace(view, as_of=day(as_of))
        if known_at is not None:
            view = replace(view, known_at=moment(known_at))
        yield Call(bench, view, output)
    finally:
        bench.close()
