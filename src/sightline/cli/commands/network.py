"""Networks of payments and transfers: around a party, and the rows of one of their edges."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.errors import UsageError
from sightline.service import network as service
from sightline.service import network_rows, network_words
from sightline.service.network_shape import Asked
from sightline.service.shape import shape

app = typer.Typer(no_args_is_help=True)
Side = Literal["both", "in", "out"]


@app.callback()
def network() -> None:
    """Networks of payments and transfers: around a party, and the rows of one of their edges."""


@app.command()
def show(
    ctx: typer.Context,
    of: Annotated[list[str], typer.Argument(help="Accounts, addresses, ids, or names of holders.")],
    to: Annotated[str, typer.Option(help="Tell the ways to this one too.")] = "",
    hops: Annotated[int, typer.Option(min=1, max=service.MOST_HOPS, help="Steps outwards.")] = 2,
    side: Annotated[Side, typer.Option(help="Whom they paid, who paid them, or both.")] = "both",
    since: Annotated[str, typer.Option(metavar="DATE", help="From this day on.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="To this day.")] = "",
    least: Annotated[str, typer.Option(metavar="SUM", help="Smallest sum of an edge.")] = "",
    any_order: Annotated[
        bool, typer.Option("--any-order", help="Follow what was paid on earlier too.")
    ] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Whom a party paid and whom they paid after that, who paid it, and the ways to another."""
    asked = Asked(
        tuple(dict.fromkeys(of))[: network_words.MOST_NAMED], to, hops, side, _day(since), _day(until),
        network_words.least_sum(least), not any_order,
    )  # fmt: skip
    with call(ctx, as_of, known_at, user) as it:
        found = service.network(it.view, it.bench, asked)
        names = {one.id: f"{one.name} ({one.number})" if one.name else one.number for one in found.parties}
        lines = [
            f"{names.get(one.payer, one.payer)} paid {names.get(one.payee, one.payee)} "
            f"{one.amount:,f} {one.currency} in {one.counted}, {one.first.date()} to {one.last.date()}"
            for one in found.edges
        ]
        lines += [f"way: {one.words}" for one in found.ways]
        lines += [
            f"labels{' contradict one another' if one.disputed else ''} about {one.number}: "
            + "; ".join(
                f"“{said.name}”, {said.kind} ({said.source or 'no source given'})" for said in one.labels
            )
            for one in found.parties
            if len(one.labels) > 1
        ]
        lines += [f"meant: {one.name} {one.id}" for one in found.matches]
        it.output.line({"network": shape(found)}, "\n".join(lines) or "nothing is known of it here")


@app.command()
def rows(
    ctx: typer.Context,
    payer: Annotated[str, typer.Argument(help="Who paid: an id of the network, an account or an address.")],
    payee: Annotated[str, typer.Argument(help="Who was paid.")],
    currency: Annotated[str, typer.Option(help="In this currency alone.")] = "",
    since: Annotated[str, typer.Option(metavar="TIME", help="From this time on.")] = "",
    until: Annotated[str, typer.Option(metavar="TIME", help="To this time.")] = "",
    after: Annotated[int, typer.Option(min=0, help="Leave out so many rows.")] = 0,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """What one paid another, row by row with its place, two hundred at a time."""
    with call(ctx, as_of, known_at, user) as it:
        times = (network_words.moment(since), network_words.moment(until))
        found = network_rows.rows(it.view, it.bench, network_rows.Paid(payer, payee, currency, *times, after))
        for one in found.rows:
            it.output.line(
                {"row": shape(one)},
                f"{one.when}  {one.amount:,f} {one.currency}  {one.id}  {one.cite.place.label}"
                + (f"\n    {one.disputed.text}" if one.disputed else ""),
            )
        if not found.rows:
            it.output.note(f"{found.payer.id} paid {found.payee.id} nothing that is known here")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as problem:
        raise UsageError(f"a day is YYYY-MM-DD, not {text[:20]!r}") from problem
