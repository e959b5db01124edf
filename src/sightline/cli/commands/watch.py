"""Watch parties: register them from a file, list them, end it; a change of the lists makes a notification."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, BinaryIO, cast

import typer

from sightline.cli.bench import As, KnownAt, call
from sightline.cli.output import marking_of
from sightline.errors import UsageError
from sightline.model.watching import Book
from sightline.office.watching import query_json
from sightline.service import rescreening
from sightline.service import watching as service
from sightline.service.watching import Ask

app = typer.Typer(no_args_is_help=True)

SOME_REFUSED = 3

Why = Annotated[str, typer.Option(help="The reason, which stays on record.")]


@app.callback()
def watch() -> None:
    """Watch parties: register them from a file, list them, end it; a change of the lists makes a
    notification."""


@app.command()
def add(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="Parties in a form 'screen' takes; - is standard input.")],
    why: Why,
    name: Annotated[str, typer.Option(help="Name of a new book.")] = "",
    book: Annotated[str, typer.Option(help="A book there is, as 'watch list' prints it.", metavar="ID")] = "",
    kind: Annotated[str, typer.Option(help="party or customer.")] = "party",
    marking: Annotated[
        str | None, typer.Option(help="Of a new book; TLP:AMBER unless said.", metavar="M")
    ] = None,
    audience: Annotated[
        str, typer.Option(help="Who is told beside you: whoever may investigate, or decide.")
    ] = "",
    user: As = None,
) -> None:
    """Register the parties of a file, and hold them against the lists at once."""
    if bool(name) == bool(book):
        raise UsageError("name a new book or one there is", remedy="give --name or --book")
    if str(file) != "-" and not file.is_file():
        raise UsageError(f"no such file: {file}", place=str(file), remedy="check the path")
    ask = Ask(name, kind, marking_of(marking) if marking else None, audience)
    source = nullcontext(cast(BinaryIO, sys.stdin.buffer)) if str(file) == "-" else file.open("rb")
    with call(ctx, user=user) as it, it.output.progress() as progress, source as stream:
        into = book or service.open_book(it.view, it.bench, ask, why)
        added = service.add(it.view, it.bench, into, stream, file.name, why, progress)
        text = f"{added.book}: {added.added} watched, {added.refused} refused, {added.notified} notifications"
        it.output.line(added.as_json(), "\n    ".join([text, *added.problems]))
    raise typer.Exit(SOME_REFUSED if added.refused else 0)


@app.command(name="list")
def everything(ctx: typer.Context, known_at: KnownAt = None, user: As = None) -> None:
    """The books you may see."""
    with call(ctx, None, known_at, user) as it:
        rows = [_line(one) for one in service.books(it.view, it.bench)]
        it.output.table(rows, ["book", "name", "kind", "owner", "parties", "marking"])


@app.command()
def show(
    ctx: typer.Context,
    book: Annotated[str, typer.Argument(help="The book, as 'watch list' prints it.")],
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """The parties of a book."""
    with call(ctx, None, known_at, user) as it:
        found = service.book(it.view, it.bench, book)
        for one in found.parties:
            shape = {"party": one.id, "query": query_json(one.query), "since": one.since.isoformat()}
            it.output.line(shape | {"by": one.by, "why": one.why}, f"{one.id}  {one.name}  {one.why}")


@app.command()
def end(
    ctx: typer.Context,
    party: Annotated[str, typer.Argument(help="The party, as 'watch show' prints it.")],
    why: Why,
    user: As = None,
) -> None:
    """Watch a party no longer."""
    with call(ctx, user=user) as it:
        service.end(it.view, it.bench, party, why)
        it.output.line({"party": party, "state": "ended"}, f"{party}: no longer watched")


@app.command()
def check(ctx: typer.Context, user: As = None) -> None:
    """Hold whoever is watched against what changed: ingest and update do it by themselves."""
    with call(ctx, user=user) as it, it.output.progress() as progress:
        told = rescreening.catch_up(it.bench, progress)
        it.output.line({"notified": told}, f"{told} notifications")


def _line(one: Book) -> dict[str, object]:
    return {
        "book": one.id,
        "name": one.name,
        "kind": one.kind,
        "owner": one.owner,
        "audience": one.audience,
        "parties": len(one.parties),
        "marking": str(one.marking),
        "why": one.why,
    }
