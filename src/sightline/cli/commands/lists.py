"""Show the list versions held, compare two, accept or refuse one, fetch them from their publishers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.record.versions import HeldVersion
from sightline.service import list_decisions, list_export, list_update, publishers
from sightline.service import lists as service
from sightline.service.fetching import Limits, Network
from sightline.service.shape import shape

app = typer.Typer(add_completion=False, invoke_without_command=True, no_args_is_help=False)

DIFFERENT = 1
SOME_REFUSED, NOTHING_DONE, ENVIRONMENT = 3, 4, 7
COLUMNS = ["version", "list", "dated", "known_at", "entries", "current", "decision", "marking", "why"]

Version = Annotated[str, typer.Argument(help="A version, or a refusal, as 'lists' prints it.")]
Why = Annotated[str, typer.Option(help="The reason, which stays on record.")]


@app.callback()
def lists(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """Show the list versions held, compare two, accept or refuse one, fetch them from their publishers."""
    if ctx.invoked_subcommand:
        return
    with call(ctx, as_of, known_at, user) as it:
        it.output.table(service.shelf(it.view, it.bench).lines(), COLUMNS)


@app.command()
def diff(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(help="A version, as 'lists' prints it.")],
    new: Annotated[str, typer.Argument(help="Another version of the same list.")],
    check: Annotated[bool, typer.Option("--check", help="Leave with 1 when they differ.")] = False,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Entries added, removed and changed between two versions, by the publisher's reference number."""
    with call(ctx, None, known_at, user) as it:
        changes = service.diff(it.view, it.bench, old, new)
        for change in changes:
            it.output.line(change.as_json(), change.text())
    raise typer.Exit(DIFFERENT if check and changes else 0)


@app.command()
def export(
    ctx: typer.Context,
    version: Annotated[str, typer.Argument(help="A version, as 'lists' prints it.")],
    form: Annotated[
        str, typer.Option("--format", help="'statements' (all, places too) or 'ftm' (FollowTheMoney).")
    ] = list_export.STATEMENTS,
    out: Annotated[
        str | None,
        typer.Option(
            help="A file, or a folder (ends with /), to write to; else standard output.", metavar="PATH"
        ),
    ] = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Write a version as JSON lines that another office, or FollowTheMoney's tools, can read."""
    with call(ctx, None, known_at, user) as it, it.output.progress() as progress:
        made = list_export.export(it.view, it.bench, version, form, progress)
        if out:
            target = Path(out)
            if out.endswith("/"):
                target.mkdir(parents=True, exist_ok=True)
            written = list_export.write(made, target)
            it.output.line(
                written.as_json(), f"{written.path}: {written.lines} lines, SHA-256 {written.sha256}"
            )
            told = written.told
        else:
            for line in made.lines:
                sys.stdout.buffer.write(line)
            told = made.told
        for what, count in sorted(told.items()):
            it.output.note(f"{what}: {count}")


@app.command()
def accept(ctx: typer.Context, version: Version, why: Why, user: As = None) -> None:
    """Let a version that was refused for its counts hold from now on."""
    with call(ctx, user=user) as it, it.output.progress() as progress:
        held = list_decisions.accept(it.view, it.bench, version, why, progress)
        it.output.line(held.as_json(), _text(held))


@app.command()
def refuse(ctx: typer.Context, version: Version, why: Why, user: As = None) -> None:
    """Let a version that was accepted hold no more; the one before it is current again."""
    with call(ctx, user=user) as it, it.output.progress() as progress:
        held = list_decisions.refuse(it.view, it.bench, version, why, progress)
        it.output.line(held.as_json(), _text(held))


def _text(held: HeldVersion) -> str:
    return f"{held.version.id}: {held.decision}{', in use' if held.current else ''}"


@app.command()
def addresses(ctx: typer.Context, user: As = None) -> None:
    """Where each list is fetched from, and whether anyone has checked the address."""
    with call(ctx, user=user) as it:
        for one in publishers.publishers(it.bench.folder).values():
            parts = "\n".join(f"    {part.role:5} {part.address}" for part in one.parts)
            told = shape(one)
            assert isinstance(told, dict)
            it.output.line(told, f"{one.list:14} {one.title} ({one.checked})\n{parts}")


@app.command()
def update(
    ctx: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(help="Lists, all with an address unless named.", metavar="[ID]...")
    ] = None,
    seconds: Annotated[
        float, typer.Option(help="The most one file may take, with every attempt.", min=1.0)
    ] = Limits().total,
    user: As = None,
) -> None:
    """Fetch lists from their publishers: each is taken whole or refused, and none delays another.

    Leaves with 0 when every list was brought up to date, 3 when some were not, 7 when none could be
    reached, 4 when none was taken for what came.
    """
    network = Network(Limits(total=seconds))
    with call(ctx, user=user) as it, it.output.progress() as progress:
        told = []
        for one in list_update.update(it.view, it.bench, ids or (), network, progress):
            told.append(one)
            it.output.line(one.as_json(), one.text())
    raise typer.Exit(left_with(told))


def left_with(told: list[list_update.Updated]) -> int:
    """The exit code for what came of every list."""
    bad = [one for one in told if one.bad]
    if not bad:
        return 0
    if len(bad) < len(told):
        return SOME_REFUSED
    return ENVIRONMENT if any(one.status == list_update.BROKE for one in bad) else NOTHING_DONE
