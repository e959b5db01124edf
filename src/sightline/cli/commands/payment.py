"""Payments that files tell differently: list them, settle which row holds, take that back."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.model.marking import Marking
from sightline.model.settlement import Told, Word
from sightline.service import payment_settlements as service
from sightline.service.payment_settlements import Named, Said

app = typer.Typer(no_args_is_help=True)

Why = Annotated[str, typer.Option(help="The reason, which stays on record.")]
Row = Annotated[str, typer.Argument(help="A row, as 'disputed' prints it.", metavar="ITEM:ROW[:PAYMENT]")]


@app.callback()
def payment() -> None:
    """Payments that files tell differently: list them, settle which row holds, take that back."""


@app.command()
def disputed(
    ctx: typer.Context,
    payment: Annotated[str, typer.Option(help="Of this id alone.", metavar="ID")] = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Rows of two files that tell one payment differently: which counts, and what was decided."""
    with call(ctx, as_of, known_at, user) as it:
        for one in service.disputed(it.view, it.bench, payment):
            text = f"{row_text(one.counts)}\n{row_text(one.other)}\n  {one.told.text}"
            it.output.line(one.as_json(), text)


def row_text(row: Told) -> str:
    """A row on one line, as it is named."""
    return f"{row.item}:{row.row}:{row.payment_id}  {row.amount.normalize():f} {row.currency}"


@app.command()
def settle(
    ctx: typer.Context,
    first: Row,
    second: Row,
    word: Annotated[
        Word,
        typer.Option(
            help="The first holds (holds), both are payments (both), or it cannot be told (unknown)."
        ),
    ],
    why: Why,
    marking: Annotated[
        str, typer.Option("--marking", help="Restrict it further than its files do.", metavar="M")
    ] = "TLP:CLEAR",
    user: As = None,
) -> None:
    """Say which of two rows holds. Run the detectors again: what rests on it counts accordingly."""
    with call(ctx, user=user) as it:
        said = Said(word, why, Marking.parse(marking))
        made = service.settle(it.view, it.bench, Named.parse(first), Named.parse(second), said)
        it.output.line(made.as_json(), f"{made.id}: {made.word.value}, {row_text(made.first)}")


@app.command()
def settled(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """Every word on payments, as they were said, those taken back and superseded included."""
    with call(ctx, as_of, known_at, user) as it:
        for one in service.settlements(it.view, it.bench):
            text = (
                f"{one.id}  {one.word.value:9}  {row_text(one.first)}  {one.by} {one.at:%Y-%m-%d}: {one.why}"
            )
            it.output.line(one.as_json(), text)


@app.command()
def withdraw(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="A word, as 'settled' prints it.")],
    why: Why,
    user: As = None,
) -> None:
    """Take the last word on two rows back; it stays on record, and the rule counts again."""
    with call(ctx, user=user) as it:
        made = service.withdraw(it.view, it.bench, id, why)
        it.output.line(made.as_json(), f"{id} withdrawn")
