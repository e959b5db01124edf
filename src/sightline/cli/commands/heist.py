"""Thefts of coins: what was taken, where it is by three rules, and what is unknown."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.detectors.coins.theft_ledger import Line
from sightline.service import heist_annex
from sightline.service import heists as service
from sightline.service.heists_kept import Heist
from sightline.service.shape import shape

app = typer.Typer(no_args_is_help=True)


@app.callback()
def heist() -> None:
    """Thefts of coins: what was taken, where it is by three rules, and what is unknown."""


@app.command(name="list")
def everything(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, user: As = None) -> None:
    """Every theft that labels and transfers tell of, with what is known and unknown of it."""
    with call(ctx, as_of, known_at, user) as it, it.output.progress() as progress:
        rows = [
            {
                "id": one.id,
                "actor": one.actor,
                "chain": one.chain,
                "asset": one.asset,
                "taken": one.taken.said,
                "stolen": one.stolen.said,
                "at_least": one.at_least.said,
                "perhaps_before": one.perhaps.said,
                "contested": one.contested.said,
                "known": one.known.said,
                "held": one.held.said,
                "unknown": one.unknown.said,
                "fees": one.fees.said,
                "before": one.before.said,
                "again": one.again.said,
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
                "balanced": one.balanced,
            }
            for one in service.heists(it.view, it.bench, progress)
        ]
        it.output.table(
            rows,
            [
                "id",
                "actor",
                "chain",
                "taken",
                "stolen",
                "at_least",
                "perhaps_before",
                "contested",
                "known",
                "held",
                "unknown",
                "fees",
                "before",
                "again",
                "balanced",
            ],
        )


@app.command()
def show(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="The theft, as 'heist list' prints it.")],
    report: Annotated[str, typer.Option(metavar="REPORT", help="Put it into this report as a section.")] = "",
    after: Annotated[str, typer.Option(metavar="SECTION", help="After this section; else last.")] = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """The ledger of a theft: in order of arrival, by share and by touch side by side, to the last unit."""
    with call(ctx, as_of, known_at, user) as it, it.output.progress() as progress:
        if report:
            service.followed(it.view, it.bench, progress)
            section = heist_annex.add(it.view, it.bench, id, report, after)
            it.output.line({"report": report, "section": section}, f"section {section} of report {report}")
            return
        found = service.heist(it.view, it.bench, id, progress)
        told = shape(service.as_json(found))
        assert isinstance(told, dict)
        it.output.line(told, "\n".join(said(found)))


def said(found: Heist) -> list[str]:
    """For a person."""
    book = found.ledger
    before = [f"{book.before.said} of it taken before"] if book.before.units else []
    before += [f"{book.perhaps.said} of it perhaps taken before"] if book.perhaps.units else []
    before += [f"{book.contested.said} of it contested"] if book.contested.units else []
    once = f" ({', '.join(before)}: {book.stolen_said} stolen)" if before else ""
    lines = [
        f"{book.actor}: {book.taken.said} on {book.chain} in {len(book.takings)} "
        f"transfer{'' if len(book.takings) == 1 else 's'}{once}, {book.first:%Y-%m-%d %H:%M} UTC",
        f"  {'':44} {'in order of arrival':>34} {'by share':>34} {'came, by touch':>34}",
        *(_line(line) for line in book.lines),
        *(
            [f"  {'fees of transactions':44} {book.fees.said:>34} {book.share_fees.said:>34}"]
            if book.fees.units or book.share_fees.units
            else []
        ),
        f"  {'taken again, counted there':44} {book.again.said:>34} {book.share_again.said:>34}",
        f"  {'sum' if book.balanced else 'DOES NOT ADD UP':44} {book.taken.said:>34} {book.taken.said:>34}",
        f"at services with a name {book.known.said}, with others that labels name {book.held.said}, "
        f"unknown {book.unknown.said}",
        *(
            f"{one.amount.said} hang on {one.address}, which labels give to {', '.join(one.others)} as well: "
            + "; ".join(f"“{x.name}”, {x.kind} ({x.source or 'no source given'})" for x in one.labels)
            for one in book.contests
        ),
        *(f"{one.amount.said} of it had been taken by {one.actor} before" for one in book.taken_from),
        *(
            f"{one.amount.said} of it came by way of {one.service}, into which loot of "
            f"{'; '.join(one.thefts)} had gone: perhaps taken before, by time and amount"
            for one in book.through
        ),
        *(f"{one.amount.said} of it were taken on by {one.actor}" for one in book.taken_by),
    ]
    if book.gaps:
        lines.append(
            f"address{'' if len(book.gaps) == 1 else 'es'} on the ways that paid more than was seen to come: "
            f"{len(book.gaps)}"
        )
        lines += [f"  {gap.address} at least {gap.missing.said}" for gap in book.gaps[:10]]
    for one in found.disputed:
        told = "; ".join(f"{x.amount.said} ({x.cite.item[:12]} {x.cite.place})" for x in one.versions)
        lines.append(f"files disagree about {one.tx} {one.index}: {told}")
    return lines


def _line(line: Line) -> str:
    name = f"{line.name} ({line.kind})"
    sums = " ".join(f"{one.said:>34}" for one in (line.in_order, line.by_share, line.by_touch))
    return f"  {name:44} {sums}{'  labels contradict one another' if line.contradicted else ''}"
