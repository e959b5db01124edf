"""Carry a report out of the office: packages with a covering letter, each copy told from the others."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.bench import As, call
from sightline.errors import UsageError
from sightline.evidence.files import write_whole
from sightline.service import registers
from sightline.service import transmissions as service

app = typer.Typer(no_args_is_help=True)
NOBODY = 1


@app.callback()
def transmit() -> None:
    """Carry a report out of the office: packages with a covering letter, each copy told from the others."""


@app.command()
def package(
    ctx: typer.Context,
    transmission: Annotated[str, typer.Argument(help="The transmission, approved.")],
    recipient: Annotated[str, typer.Option("--for", help="Who gets this copy.")],
    out: Annotated[Path, typer.Option(help="The zip to write.", metavar="FILE")],
    format: Annotated[str, typer.Option(help="Of pdf, docx, html, json, bundle.")] = "pdf,docx,bundle",
    user: As = None,
) -> None:
    """The copy of one recipient with its covering letter, and its entry in the register."""
    if not out.resolve().parent.is_dir() or out.is_dir():  # before the register says that there is a copy
        raise UsageError(
            f"cannot write {out}", place=str(out), remedy="name a file in a folder that is there"
        )
    with call(ctx, user=user) as it, it.output.progress() as progress:
        made = service.package(it.view, it.bench, transmission, recipient, format.split(","), progress)
        write_whole(out, made.data)
        it.output.line(
            {"copy": made.id, "number": made.number, "path": str(out), "files": dict(made.files)},
            f"{out}: copy {made.number} for {recipient}",
        )
        if made.told:
            it.output.note(made.told)


@app.command()
def whose(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file that turned up.", dir_okay=False)],
    user: As = None,
) -> None:
    """Whose copy a file is; leaves with 1 where the register knows none."""
    if not file.is_file():
        raise UsageError(f"no such file: {file}", place=str(file))
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    with call(ctx, user=user) as it:
        found = service.whose(it.view, it.bench, digest)
        for one in found:
            told = f"copy {one.text('number')} for {one.text('recipient')} ({one.state})"
            it.output.line(registers.as_json(one), told)
        if not found:
            it.output.note(f"{digest}: no copy of the register; a changed file has another hash")
    raise typer.Exit(0 if found else NOBODY)
