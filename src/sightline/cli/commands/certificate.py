"""A screening, an answer or a manifest on paper: show it, issue it signed, ask again what it asked."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.evidence import canonical
from sightline.evidence.files import write_whole
from sightline.service import certificates, screening
from sightline.service import manifest as manifests

app = typer.Typer(no_args_is_help=True)

DIFFERS, BROKEN = 1, 5
Id = Annotated[str, typer.Argument(help="The `certificate` that screen, check or manifest printed.")]


@app.callback()
def certificate() -> None:
    """A screening, an answer or a manifest on paper: show it, issue it signed, ask again what it asked."""


@app.command()
def show(ctx: typer.Context, id: Id, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """What was asked, of which list versions, by which engine, what came back, what was decided before."""
    with call(ctx, as_of, known_at, user) as it:
        body = screening.certificate(it.view, it.bench, id)
        if "kind" in body:
            it.output.line(body, json.dumps(body, ensure_ascii=False, indent=1))
            return
        hits = [f"  {hit['score']:.2f}  {hit['caption']}  {hit['list']}" for hit in body["hits"]]
        lists = ", ".join(one["list"] for one in body["lists"])
        text = [f"{id}: {body['query'].get('name', '')}, asked of {lists}", *(hits or ["  nobody"])]
        it.output.line(body, "\n".join(text))


@app.command()
def issue(
    ctx: typer.Context,
    id: Id,
    out: Annotated[
        Path | None, typer.Option(help="The file to write; otherwise it is printed.", dir_okay=False)
    ] = None,
    user: As = None,
) -> None:
    """The signed record, with the decisions on its hits; `sightline verify` checks it anywhere."""
    with call(ctx, user=user) as it:
        record = certificates.issue(it.view, it.bench, id)
        if out is None:
            typer.echo(canonical.encode(record).decode(), nl=False)
            return
        write_whole(out, canonical.encode(record))
        it.output.line({"path": str(out), "certificate": id, "key": record["key"]}, f"{out}, {record['key']}")


@app.command()
def replay(
    ctx: typer.Context,
    certificate: Annotated[str, typer.Argument(help="An id, or a file that was issued.", metavar="ID|FILE")],
    manifest: Annotated[
        Path | None, typer.Option(help="The manifest a manifest's certificate is about.", dir_okay=False)
    ] = None,
    user: As = None,
) -> None:
    """Ask again what it asked, of the very lists: 0 the same, 1 another by a newer engine, 5 another.

    A file that is not as it was signed ends with 5, whatever it answers.
    """
    with call(ctx, user=user) as it:
        path = Path(certificate)
        of_file = bool(path.suffix) or path.exists()
        body = (
            certificates.read_file(path) if of_file else screening.certificate(it.view, it.bench, certificate)
        )
        if manifest is None:
            found = certificates.replay(it.view, it.bench, body)
        else:
            with it.output.progress() as progress, manifest.open("rb") as stream:
                found = manifests.replay(it.view, it.bench, body, stream, manifest.name, progress)
        if of_file:
            found = replace(found, unsigned=certificates.unsigned(path))
        it.output.line(found.as_json(), found.text())
    raise typer.Exit(0 if found.same else DIFFERS if found.other_engine else BROKEN)
