"""What stands around the text of a report, and in which order: cover, headings, recommendations, moves."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from sightline.cli.bench import As, call
from sightline.cli.output import day, marking_of
from sightline.errors import NotFound
from sightline.model.report import STATUSES, Recommendation
from sightline.service import editing, report_history, report_moves
from sightline.service import report_front as service

Report = Annotated[str, typer.Argument(help="The report.")]


def cover(
    ctx: typer.Context,
    id: Report,
    title: Annotated[str | None, typer.Option(help="Its title; of a letter the subject.")] = None,
    notice: Annotated[str | None, typer.Option(help="What is fact and what is reconstruction.")] = None,
    dated: Annotated[str | None, typer.Option(help="The day it bears.", metavar="DATE")] = None,
    record_of: Annotated[
        str | None, typer.Option(help="The day whose state of the record it tells.", metavar="DATE")
    ] = None,
    to: Annotated[
        list[str] | None, typer.Option(help="A line of a letter's address; may be repeated.")
    ] = None,
    salutation: Annotated[str | None, typer.Option(help="How a letter begins.")] = None,
    closing: Annotated[str | None, typer.Option(help="How a letter ends.")] = None,
    signed: Annotated[
        list[str] | None, typer.Option(help="A line of the signature; may be repeated.")
    ] = None,
    user: As = None,
) -> None:
    """Change the cover of a report: what is not named stays."""
    with call(ctx, user=user) as it:
        front = service.front(it.view, it.bench, id)
        held = front.cover
        envelope = replace(
            held.envelope,
            to=held.envelope.to if to is None else tuple(to),
            salutation=held.envelope.salutation if salutation is None else salutation,
            closing=held.envelope.closing if closing is None else closing,
            signed_by=held.envelope.signed_by if signed is None else tuple(signed),
        )
        new = service.Cover(
            held.title if title is None else title,
            held.notice if notice is None else notice,
            envelope,
            day(dated) if dated else held.dated,
            day(record_of) if record_of else held.as_of,
        )
        step = service.write_cover(it.view, it.bench, id, new, front.seen["cover"])
        it.output.line({"report": id, "step": step}, f"{id}: cover saved, step {step}")


def heading(
    ctx: typer.Context,
    id: Report,
    section: Annotated[str, typer.Argument(help="The section or annex, by its id.")],
    title: Annotated[str, typer.Argument(help="Its new heading.")],
    user: As = None,
) -> None:
    """Give a section or an annex another heading."""
    with call(ctx, user=user) as it:
        step = service.retitle(it.view, it.bench, id, section, title)
        it.output.line({"report": id, "section": section, "step": step}, f"{section}: “{title}”, step {step}")


def move(
    ctx: typer.Context,
    id: Report,
    what: Annotated[str, typer.Argument(help="A paragraph, table, figure or section, by its id.")],
    after: Annotated[
        str, typer.Option(help="The one it comes after; a paragraph after a section's id stands first in it.")
    ] = "",
    inside: Annotated[str, typer.Option(help="The section it stands in, as its first.")] = "",
    user: As = None,
) -> None:
    """Move a paragraph, table, figure or section; a section without a place goes first of all."""
    with call(ctx, user=user) as it:
        step = report_moves.shift(it.view, it.bench, id, what, after, inside)
        it.output.line({"report": id, "moved": what, "step": step}, f"{what}: moved, step {step}")


def mark(
    ctx: typer.Context,
    id: Report,
    paragraph: Annotated[str, typer.Argument(help="The paragraph, by its id.")],
    marking: Annotated[str, typer.Argument(help="Who may see it, as TLP:AMBER.")],
    user: As = None,
) -> None:
    """Mark a paragraph: editions for others leave it out and tell those cleared that they do."""
    wanted = marking_of(marking)
    with call(ctx, user=user) as it:
        step = editing.mark(it.view, it.bench, id, paragraph, wanted)
        it.output.line(
            {"report": id, "paragraph": paragraph, "marking": str(wanted), "step": step},
            f"{paragraph}: {wanted}, step {step}",
        )


def put_back(
    ctx: typer.Context,
    id: Report,
    paragraph: Annotated[str, typer.Argument(help="The paragraph, by its id.")],
    state: Annotated[str, typer.Argument(help="The state whose words are put back, as `2` or `2.7`.")],
    user: As = None,
) -> None:
    """Put what a paragraph said in an earlier state in place of what it says; both stay in the history."""
    with call(ctx, user=user) as it:
        step = report_history.put_back(it.view, it.bench, id, paragraph, state)
        it.output.line(
            {"report": id, "paragraph": paragraph, "state": state, "step": step},
            f"{paragraph}: as in {state}, step {step}",
        )


def recommend(
    ctx: typer.Context,
    id: Report,
    addressee: Annotated[str, typer.Argument(help="To whom, as `Member States`.")],
    text: Annotated[str, typer.Argument(help="What is recommended.")],
    basis: Annotated[list[str] | None, typer.Option(help="Its legal basis; may be repeated.")] = None,
    finding: Annotated[
        list[str] | None, typer.Option(help="A finding it flows from; may be repeated.")
    ] = None,
    kind: Annotated[str, typer.Option(help="tighten or relieve.")] = "tighten",
    status: Annotated[str, typer.Option(help="One of: " + ", ".join(STATUSES) + ".")] = STATUSES[0],
    repeats: Annotated[
        str, typer.Option(help="The earlier one it repeats: rc-…, or report symbol and number.")
    ] = "",
    recommendation: Annotated[str, typer.Option(help="The one to put it in place of.")] = "",
    user: As = None,
) -> None:
    """Add a recommendation to a report, or put one in place of another."""
    with call(ctx, user=user) as it:
        seen = service.front(it.view, it.bench, id).seen.get(recommendation, 0)
        new = Recommendation(
            recommendation,
            addressee,
            text,
            tuple(basis or ()),
            tuple(finding or ()),
            kind,
            status=status,
            repeats=repeats,
        )
        made = service.recommend(it.view, it.bench, id, new, seen)
        it.output.line({"report": id, "recommendation": made}, f"{made} {addressee}")


def withdraw(
    ctx: typer.Context,
    id: Report,
    recommendation: Annotated[str, typer.Argument(help="The recommendation, by its id.")],
    why: Annotated[str, typer.Option(help="The reason, which stays in the history.")],
    user: As = None,
) -> None:
    """Take a recommendation out of a report."""
    with call(ctx, user=user) as it:
        seen = service.front(it.view, it.bench, id).seen
        if recommendation not in seen:
            raise NotFound("no such recommendation", remedy="see `sightline report recommendations`")
        step = service.withdraw(it.view, it.bench, id, recommendation, why, seen[recommendation])
        it.output.line(
            {"report": id, "recommendation": recommendation, "step": step}, f"{recommendation} out"
        )


def recommendations(ctx: typer.Context, id: Report, user: As = None) -> None:
    """The recommendations of a report as they stand, with their ids."""
    with call(ctx, user=user) as it:
        for one in service.front(it.view, it.bench, id).recommendations:
            shape = {
                name: getattr(one, name)
                for name in ("id", "number", "addressee", "text", "kind", "status", "repeats")
            }
            shape |= {"basis": list(one.basis), "findings": list(one.findings)}
            it.output.line(shape, f"{one.id}  {one.addressee}: {one.text} [{one.kind}, {one.status}]")
