"""Humanitarian aid: what needs an exemption, item lists, requests made ready, exemptions on record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.errors import UsageError
from sightline.evidence import canonical
from sightline.evidence.files import write_whole
from sightline.model.aid import ExemptionState, ItemSays
from sightline.service import aid as service
from sightline.service import aid_items, exemptions
from sightline.service.shape import shape

app = typer.Typer(no_args_is_help=True)
FOUND = 1

Id = Annotated[str, typer.Argument(help="The exemption, as 'aid list' prints it.")]
Items = Annotated[Path, typer.Argument(help="The itemised list, CSV or XLSX.")]
Why = Annotated[str, typer.Option(help="The reason, which stays on record.")]


@app.callback()
def aid() -> None:
    """Humanitarian aid: what needs an exemption, item lists, requests made ready, exemptions on record."""


@app.command()
def guide(ctx: typer.Context, as_of: AsOf = None, user: As = None) -> None:
    """What resolution 2664 covers, what still needs an exemption, who may ask, what a request contains."""
    with call(ctx, as_of, None, user) as it:
        found = service.guide(it.view, it.bench)
        lines = [
            f"{found.notice} ({found.verified_against or 'compared with no document yet'})",
            f"No breach: {found.covered.text} ({found.covered.mark}) For: {', '.join(found.covered_who)}.",
            f"Still needed: {found.still_needed.text} ({found.still_needed.mark})",
            "Who may ask: " + "; ".join(f"{one.text} ({one.mark})" for one in found.who),
            "Channels: " + "; ".join(f"{one.title} ({one.mark})" for one in found.channels),
            "Directly: " + "; ".join(f"{one.text} ({one.mark})" for one in found.direct),
            "The request contains:",
            *(f"  {one.id:12} {one.title}: {one.ask} ({one.mark})" for one in found.contents),
        ]
        it.output.line({"guide": shape(found)}, "\n".join(lines))


@app.command()
def check(ctx: typer.Context, items: Items, as_of: AsOf = None, user: As = None) -> None:
    """Each line of an item list against the goods measures of the day."""
    with call(ctx, as_of, None, user) as it:
        found = service.check_items(it.view, it.bench, aid_items.read(_bytes(items), items.name))
        for one in found:
            told = "; ".join(m.paragraph for m in one.measures) or "-"
            text = f"{one.item.row:>4}  {one.says.value:24} {one.item.item}  [{told}]"
            more = [f"{one.exemption}"] if one.exemption else list(one.needs)
            it.output.line(_plain(service.item_json(one)), "\n".join([text, *(f"        {m}" for m in more)]))
        if any(one.says is ItemSays.CANNOT_SAY for one in found):
            it.output.note("what cannot be said is no permission: answer what is asked, line by line")


@app.command()
def request(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The request's fields as YAML.")],
    items: Annotated[Path, typer.Option(help="The itemised list, CSV or XLSX.")],
    out: Annotated[Path, typer.Option(help="The folder for the documents.")] = Path(),
    format: Annotated[str, typer.Option(help="docx, pdf or both, by commas.")] = "docx,pdf",
    draft: Annotated[bool, typer.Option("--draft", help="Make it although parts are missing.")] = False,
    as_of: AsOf = None,
    user: As = None,
) -> None:
    """A request for an exemption with its annexes, as DOCX and PDF; what is missing is named."""
    with call(ctx, as_of, None, user) as it:
        asked = service.request_from_yaml(_bytes(file).decode("utf-8", "replace"), file.name)
        listed = aid_items.read(_bytes(items), items.name)
        made = service.make_request(it.view, it.bench, asked, listed, format.split(","), draft)
        out.mkdir(parents=True, exist_ok=True)
        for kind, data in made.files.items():
            path = out / f"{file.stem}.{kind}"
            write_whole(path, data)
            it.output.line(
                {"format": kind, "path": str(path), "size": len(data), "missing": list(made.missing)},
                str(path),
            )
        for text in (*(f"missing: {one}" for one in made.missing), *made.warnings):
            it.output.note(text)


@app.command()
def record(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The exemption as YAML: docs/reference/aid.md.")],
    why: Why,
    state: Annotated[ExemptionState, typer.Option(help="requested or approved.")] = ExemptionState.APPROVED,
    user: As = None,
) -> None:
    """Put an exemption, or a request for one, on record."""
    with call(ctx, user=user) as it:
        given = exemptions.from_yaml(_bytes(file).decode("utf-8", "replace"), file.name)
        id = exemptions.record(it.view, it.bench, given, state, why)
        it.output.line({"id": id, "state": state.value}, id)


@app.command()
def move(
    ctx: typer.Context,
    id: Id,
    to: Annotated[ExemptionState, typer.Argument(help="The new state.")],
    why: Why,
    terms: Annotated[Path | None, typer.Option(help="New terms as YAML, to extend or amend.")] = None,
    user: As = None,
) -> None:
    """Move an exemption on; an illegal move names the legal ones."""
    with call(ctx, user=user) as it:
        given = exemptions.from_yaml(_bytes(terms).decode("utf-8", "replace"), terms.name) if terms else None
        exemptions.move(it.view, it.bench, id, to, why, given)
        it.output.line({"id": id, "state": to.value}, f"{id}: {to.value}")


@app.command(name="list")
def everything(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """The exemptions you may see, and whether each holds on the day."""
    with call(ctx, as_of, known_at, user) as it:
        rows = [
            exemptions.exemption_json(one, it.view.as_of) for one in exemptions.exemptions(it.view, it.bench)
        ]
        it.output.table(rows, ["id", "reference", "organisation", "state", "valid_on_day"])


@app.command()
def show(ctx: typer.Context, id: Id, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """An exemption with its terms and every move."""
    with call(ctx, as_of, known_at, user) as it:
        found = exemptions.exemption_json(exemptions.exemption(it.view, it.bench, id), it.view.as_of)
        it.output.line(found, json.dumps(found, ensure_ascii=False, indent=1))


@app.command()
def certificate(
    ctx: typer.Context,
    id: Id,
    out: Annotated[Path, typer.Option(help="The file to write.")],
    user: As = None,
) -> None:
    """A signed certificate of an approved exemption, for 'sightline verify' or the one-file verifier."""
    with call(ctx, user=user) as it:
        body = exemptions.certificate(it.view, it.bench, id)
        write_whole(out, canonical.encode(body))
        it.output.line({"id": id, "path": str(out), "key": body["key"]}, f"{out}  {body['key']}")


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise UsageError(f"no such file: {path}", place=str(path))
    return path.read_bytes()


def _plain(value: object) -> dict[str, object]:
    found = shape(value)
    assert isinstance(found, dict)
    return dict(found)
