"""`case letter`: the letter of a request for information, or a reminder of it, as DOCX and PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, call
from sightline.evidence.files import write_whole
from sightline.service import request_letters
from sightline.service.request_letters import Order


def letter(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="The request, as 'case paper list' prints it.")],
    contact: Annotated[str, typer.Option(help="Where an answer goes.")],
    signatory: Annotated[str, typer.Option(help="Who signs, and in which function.")],
    reminder: Annotated[bool, typer.Option("--reminder", help="Remind of a letter that was sent.")] = False,
    out: Annotated[Path, typer.Option(help="The folder for the letter.")] = Path(),
    format: Annotated[str, typer.Option(help="docx, pdf or both, by commas.")] = "docx,pdf",
    as_of: AsOf = None,
    user: As = None,
) -> None:
    """Make the letter of a request for information ready, or a reminder of it."""
    with call(ctx, as_of, None, user) as it:
        made = request_letters.draft(
            it.view, it.bench, id, Order(contact, signatory, reminder), format.split(",")
        )
        out.mkdir(parents=True, exist_ok=True)
        for kind, data in made.items():
            path = out / f"{'reminder' if reminder else 'request'}-{id}.{kind}"
            write_whole(path, data)
            it.output.line({"path": str(path)}, str(path))
