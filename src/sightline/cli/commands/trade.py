"""Trade statistics with the DPRK: what stopped when, what goes on under a ban, what does not fit."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.service import trade as service
from sightline.service.shape import shape

app = typer.Typer(no_args_is_help=True)


@app.callback()
def trade() -> None:
    """Trade statistics with the DPRK: what stopped when, what goes on under a ban, what does not fit."""


@app.command()
def stopped(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """What stopped when: each heading, its ban, its last trade, and what became of it."""
    with call(ctx, as_of, known_at, user) as it:
        rows = [_plain(service.stopped_json(one)) for one in service.trade(it.view, it.bench).series]
        it.output.table(rows, ["reporter", "flow", "hs", "banned_from", "paragraph", "last_trade", "text"])


@app.command()
def flows(
    ctx: typer.Context,
    hs: Annotated[str, typer.Option(help="Only codes that begin so.")] = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Every flow with the DPRK by heading and period."""
    with call(ctx, as_of, known_at, user) as it:
        rows = [
            _plain(row)
            for one in service.trade(it.view, it.bench).series
            if one.hs.startswith(hs)
            for row in one.rows
        ]
        it.output.table(
            rows, ["first", "last", "reporter", "partner", "flow", "hs", "value", "quantity", "unit"]
        )


@app.command()
def mirror(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """Flows that both sides state, and how far they agree."""
    with call(ctx, as_of, known_at, user) as it:
        rows = [_plain(one) for one in service.trade(it.view, it.bench).mirrors]
        if rows or it.output.as_json:
            it.output.table(rows, ["text", "ratio", "agrees"])
        else:
            it.output.note("no flow is held that both sides state")


@app.command()
def odd(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """Banned headings after their date, odd unit values, KP that may be KR, quantities not to rely on."""
    with call(ctx, as_of, known_at, user) as it:
        found = service.trade(it.view, it.bench)
        rows = [_plain(one) for one in found.oddities]
        rows += [
            {
                "kind": "quantity not reliable",
                "hs": hs.partition(",")[0],
                "period": "",
                "text": f"{hs}: {why}",
            }
            for hs, reasons in found.unreliable
            for why in reasons
        ]
        it.output.table(rows, ["kind", "hs", "period", "text"])
        for text in (*found.questions, *found.cautions):
            it.output.note(text)


def _plain(value: object) -> dict[str, object]:
    found = shape(value)
    assert isinstance(found, dict)
    return dict(found)
