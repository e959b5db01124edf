"""The caps on petroleum and coal: what was reported and what was seen, and when a cap was reached."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.model.ledger import Crossing, Estimate, Line
from sightline.service import ledgers as service
from sightline.service.shape import shape

app = typer.Typer(no_args_is_help=True)


@app.callback()
def ledger() -> None:
    """The caps on petroleum and coal: what was reported and what was seen, and when a cap was reached."""


@app.command(name="list")
def everything(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """Every cap and period, with each side's total in per cent of the limit."""
    with call(ctx, as_of, known_at, user) as it:
        rows = [
            {
                "cap": one.cap,
                "period": one.period.name,
                "limits": list(one.limits),
                **{side: one.shares.get(side) for side in ("reported", "observed", "aggregate")},
                "rows": one.rows,
                "questions": one.questions,
            }
            for one in service.ledgers(it.view, it.bench)
        ]
        it.output.table(
            rows, ["cap", "period", "limits", "reported", "observed", "aggregate", "rows", "questions"]
        )


@app.command()
def show(
    ctx: typer.Context,
    cap: Annotated[str, typer.Argument(help="The cap, as 'ledger list' prints it.")],
    period: Annotated[str, typer.Option(help="A year, or a day in the period.", metavar="YEAR|DATE")] = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """One period of a cap: running totals under every assumption, the rows, and what to ask back."""
    with call(ctx, as_of, known_at, user) as it:
        found = service.ledger(it.view, it.bench, cap, period)
        it.output.line(dict(shaped(found)), "\n".join(said(found)))


@app.command()
def figures() -> None:
    """Public figures on deliveries as canonical CSV: write them to a file and ingest it."""
    typer.echo(service.public_figures(), nl=False)


def shaped(found: service.Shown) -> dict[str, object]:
    """The JSON line."""
    plain = shape(found.as_json())
    assert isinstance(plain, dict)
    return dict(plain)


def said(found: service.Shown) -> list[str]:
    """For a person."""
    book = found.ledger
    lines = [f"{book.period.cap.title}, {book.period.name} (rows up to {book.until})"]
    lines.append(f"{found.measure.paragraph}: {found.measure.confidence.value}, "
                 f"{found.measure.verified_against or 'compared with no document yet'}")  # fmt: skip
    for track in book.tracks:
        lines += ["", f"limit {track.limit.amount:,f} {track.limit.unit}"]
        lines += [_line(line) for line in track.told]
        if not track.told:
            lines.append("  no row")
        for entry in track.entries:
            row = entry.delivery
            day = f"{row.first} to {row.last}" if row.period_stated else f"{row.last}"
            low, high = entry.of(Estimate.LOW), entry.of(Estimate.HIGH)
            aside = "" if entry.counted else f"  [not counted: {entry.aside}]"
            given = f"{row.quantity.normalize():f} {row.unit} {row.product}"
            comes = f"{low:,f} to {high:,f} {track.limit.unit}{aside}"
            lines.append(f"    {row.side.value:9} {day:24} {given}  = {comes}")
    for one in book.compared:
        row = one.entry.delivery
        told = one.why_not or f"{one.ratio} times the {one.reported:,f} that was reported"
        lines.append(f"  {row.side.value} {row.first} to {row.last}: {told}")
    lines += [f"  ? {one.text}: {one.remedy}" for one in book.questions]
    return lines


def _line(line: Line) -> str:
    told = ", ".join(_crossing(one) for one in line.crossings) or "no notice"
    more = ", exceeded" if line.exceeded else ""
    return (
        f"  {line.side.value:9} {line.estimate.value:7} {line.total:>16,f}  {line.share:>8} %{more}  {told}"
    )


def _crossing(one: Crossing) -> str:
    rests = " (rests on a figure as stated, not on this load)" if one.stated else ""
    return f"{one.share} % {'on' if one.exact else 'by'} {one.by}{rests}"
