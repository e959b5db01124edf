"""Opportunities to reply: letter, reply, outcome, or why none was given; and who may be named."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sightline.cases.hearings import Letter
from sightline.cli.bench import As, AsOf, call
from sightline.cli.cites import one
from sightline.cli.output import day
from sightline.errors import UsageError
from sightline.evidence.files import write_whole
from sightline.model.casework import Outcome, Party, PartyKind, Reply
from sightline.service import cases as service
from sightline.service import hearing_letters, namings
from sightline.service.hearing_letters import Order

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
    """Opportunities to reply: letter, reply, outcome, or why none was given; and who may be named."""


@app.command()
def draft(
    ctx: typer.Context,
    case: Case,
    party: Annotated[str, typer.Argument(help="The party, as the findings of the case name it.")],
    deadline: Annotated[str, typer.Option(help="By when an answer is asked for.", metavar="DATE")],
    contact: Annotated[str, typer.Option(help="Where a reply goes.")],
    signatory: Annotated[str, typer.Option(help="Who signs, and in which function.")],
    reference: Annotated[str, typer.Option(help="The office's reference; else case and party.")] = "",
    out: Annotated[Path, typer.Option(help="The folder for the letter.")] = Path(),
    format: Annotated[str, typer.Option(help="docx, pdf or both, by commas.")] = "docx,pdf",
    as_of: AsOf = None,
    user: As = None,
) -> None:
    """Make the letter to a party ready from the findings that name it; nothing marked is in it."""
    with call(ctx, as_of, None, user) as it:
        order = Order(day(deadline), contact, signatory, reference)
        made = hearing_letters.draft(it.view, it.bench, case, party, order, format.split(","))
        out.mkdir(parents=True, exist_ok=True)
        for kind, data in made.files.items():
            path = out / f"opportunity-to-reply-{party}.{kind}"
            write_whole(path, data)
            row = {"path": str(path), "findings": list(made.findings), "shown": made.shown}
            it.output.line(row | {"held_back": made.held_back, "hints": list(made.hints)}, str(path))
        for text in made.hints:
            it.output.note(text)


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
def remind(
    ctx: typer.Context,
    id: Id,
    sent: Annotated[str, typer.Option(help="The day the reminder was sent.", metavar="DATE")],
    deadline: Annotated[str, typer.Option(help="The new deadline.", metavar="DATE")],
    cite: Cite,
    channel: Annotated[str, typer.Option(help="How it was sent.")] = "letter",
    user: As = None,
) -> None:
    """Record a reminder, or a letter with a new deadline."""
    with call(ctx, user=user) as it:
        service.remind(it.view, it.bench, id, Letter(day(sent), channel, day(deadline), one(cite)))
        it.output.line({"id": id, "deadline": deadline}, f"{id}: reminder of {sent} recorded")


@app.command(name="name")
def naming(
    ctx: typer.Context,
    case: Case,
    party: PartyId,
    name: Name,
    kind: Kind,
    why: Why,
    entity: Entity = "",
    no: Annotated[bool, typer.Option("--no", help="Decide that it is not to be named.")] = False,
    user: As = None,
) -> None:
    """Decide whether a party may be named, and as what: state, state-owned, private, person, unwitting."""
    with call(ctx, user=user) as it:
        id = namings.decide(it.view, it.bench, case, Party(party, name, kind, entity), not no, why)
        it.output.line({"id": id, "party": party, "named": not no}, id)


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


@app.command(name="correct-letter")
def correct_letter(
    ctx: typer.Context,
    id: Id,
    sent: Annotated[str, typer.Option(help="The day it was sent.", metavar="DATE")],
    deadline: Annotated[str, typer.Option(help="By when an answer was asked for.", metavar="DATE")],
    cite: Cite,
    why: Annotated[str, typer.Option(help="What was wrong; it stays on record.")],
    channel: Annotated[str, typer.Option(help="How it was sent.")] = "letter",
    user: As = None,
) -> None:
    """Put the newest letter right, also after an outcome; the wrong entry stays on record."""
    with call(ctx, user=user) as it:
        service.correct_letter(
            it.view, it.bench, id, Letter(day(sent), channel, day(deadline), one(cite)), why
        )
        it.output.line({"id": id, "corrected": "letter"}, f"{id}: letter corrected")


@app.command(name="correct-reply")
def correct_reply(
    ctx: typer.Context,
    id: Id,
    which: Annotated[int, typer.Argument(help="Which reply, the first being 1.")],
    why: Annotated[str, typer.Option(help="What was wrong; it stays on record.")],
    received: Annotated[str, typer.Option(help="The day it came.", metavar="DATE")] = "",
    summary: Annotated[str, typer.Option(help="What it says, in one sentence.")] = "",
    cite: Annotated[str, typer.Option(help="Where it stands: SHA256@PLACE.", metavar="SHA256@PLACE")] = "",
    strike: Annotated[
        bool, typer.Option("--strike", help="It is no reply of this party: leave it out of account.")
    ] = False,
    user: As = None,
) -> None:
    """Put a reply right, or strike it; the wrong entry stays on record."""
    if strike == bool(received or summary or cite):
        raise UsageError("give the day, the sentence and the place of the reply, or --strike alone")
    with call(ctx, user=user) as it:
        answer = None if strike else Reply(day(received), one(cite), summary)
        service.correct_reply(it.view, it.bench, id, which, answer, why)
        told = "struck" if strike else "corrected"
        it.output.line({"id": id, "reply": which, "done": told}, f"{id}: reply {which} {told}")


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
