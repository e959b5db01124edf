"""Opportunities to reply: record the letter, the reply, the outcome, or why none was given."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cases.hearings import Letter
from sightline.cli.bench import As, call
from sightline.cli.cites import one
from sightline.cli.output import day
from sightline.model.casework import Outcome, Party, PartyKind, Reply
from sightline.service import cases as service

app = typer.Typer(no_args_is_help=True)

Case = Annotated[str, typer.Argument(help="The case.")]
Id = Annotated[str, typer.Argument(help="The hearing.")]
PartyId = Annotated[str, typer.Option("--party", help="A short id for the party, as reports use it.")]
Name = Annotated[str, typer.Option(help="The party's name, as reports print it.")]
Kind = Annotated[PartyKind, typer.Option(help="What the party is.")]
Entity = Annotated[str, typer.Option(help="Its entity id, where it has one.")]
Why = Annotated[str, typer.Option(help="The reason, which stays on record.")]
Cite = Annotated[str, typer.Option(help="Where it stands: SHA256@PLACE.", metavar="SHA256@PLACE")]


@app.callback()
def hearing() -> None:
    """Opportunities to reply: record the letter, the reply, the outcome, or why none was given."""


@app.command()
def letter(
    ctx: typer.Context,
    case: Case,
    party: PartyId,
    name: Name,
    kind: Kind,
    sent: Annotated[str, typer.Option(help="The day it was sent.", metavar="DATE")],
    deadline: Annotated[str, typer.Option(help="By when an answer is asked for.", metavar="DATE")],
    cite: Cite,
    channel: Annotated[str, typer.Option(help="How it was sent.")] = "letter",
    entity: Entity = "",
    user: As = None,
) -> None:
    """Record that a letter asking for a reply was sent."""
    with call(ctx, user=user) as it:
        sent_letter = Letter(day(sent), channel, day(deadline), one(cite))
        id = service.hear(it.view, it.bench, case, Party(party, name, kind, entity), sent_letter)
        it.output.line({"id": id}, id)


@app.command()
def waive(
    ctx: typer.Context,
    case: Case,
    party: PartyId,
    name: Name,
    kind: Kind,
    why: Why,
    entity: Entity = "",
    user: As = None,
) -> None:
    """Record why a party was given no opportunity to reply."""
    with call(ctx, user=user) as it:
        id = service.not_heard(it.view, it.bench, case, Party(party, name, kind, entity), why)
        it.output.line({"id": id}, id)


@app.command()
def reply(
    ctx: typer.Context,
    id: Id,
    received: Annotated[str, typer.Option(help="The day it came.", metavar="DATE")],
    summary: Annotated[str, typer.Option(help="What it says, in one sentence.")],
    cite: Cite,
    user: As = None,
) -> None:
    """Record a reply."""
    with call(ctx, user=user) as it:
        service.reply(it.view, it.bench, id, Reply(day(received), one(cite), summary))
        it.output.line({"id": id, "replied": received}, f"{id}: reply of {received} recorded")


@app.command()
def outcome(
    ctx: typer.Context,
    id: Id,
    ended: Annotated[Outcome, typer.Argument(help="How it ended.")],
    why: Why,
    user: As = None,
) -> None:
    """Record how a hearing ended, and what that rests on."""
    with call(ctx, user=user) as it:
        service.outcome(it.view, it.bench, id, ended, why)
        it.output.line({"id": id, "outcome": ended.value}, f"{id}: {ended.value}")
