"""A ship's dossier: who she was when, on which lists, where she sailed, whom she met, what changed."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.cli.output import moment
from sightline.service import ship_annex, ships
from sightline.service.shape import shape
from sightline.service.ships import ShipDossier

app = typer.Typer(add_completion=False)


@app.command()
def ship(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="imo-9635987, mmsi-412345678, or the id of a list's entry.")],
    since: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="What changed since then; else since what came last."),
    ] = None,
    report: Annotated[str, typer.Option(metavar="REPORT", help="Put it into this report as a section.")] = "",
    after: Annotated[str, typer.Option(metavar="SECTION", help="After this section; else last.")] = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Show a ship's dossier, every line with the place it stands at; or put it into a report."""
    with call(ctx, as_of, known_at, user) as it:
        if report:
            section = ship_annex.add(it.view, it.bench, id, report, after)
            it.output.line({"report": report, "section": section}, f"section {section} of report {report}")
            return
        found = ships.ship(it.view, it.bench, id, moment(since) if since else None)
        told = shape(ships.as_json(found))
        assert isinstance(told, dict)
        it.output.line(told, "\n".join(_lines(found)))


def _lines(found: ShipDossier) -> list[str]:
    text = [f"{found.caption} ({found.id}), {found.positions} positions"]
    text += [
        f"  {one.title:14} {one.value}  {one.since[:10]}–{one.until[:10]}  [{one.by}] {one.note}".rstrip()
        for one in found.traits
    ]
    text += ["designations:"] + [
        f"  {one.list} {one.reference}: {one.caption}, since {one.listed_on}"
        + (f", gone from {one.gone}" if one.gone else "")
        + (f" (no version of this day is held: so says that of {one.first})" if one.later else "")
        for one in found.designations
    ]
    text += ["voyages:"] + [
        f"  {one.origin or 'sea'} {one.left:%Y-%m-%d} → {one.target or 'sea'} {one.reached:%Y-%m-%d}"
        for one in found.voyages
    ]
    text += ["silences:"] + [
        f"  {one.start:%Y-%m-%d %H:%M}, {one.hours} h, {one.km} km" for one in found.silences
    ]
    text += ["signals:"] + [
        f"  {line.signal.id} {line.signal.detector} {line.signal.start:%Y-%m-%d %H:%M} {line.signal.place}"
        for line in found.signals
    ]
    text += ["deliveries:"] + [
        f"  {one.entry.delivery.last} {one.entry.delivery.quantity.normalize():f} {one.entry.delivery.unit}"
        for one in found.deliveries
    ]
    text += [f"  not counted: {one.text}; {one.remedy}" for one in found.asked]
    if found.since:
        text += [f"since {found.since:%Y-%m-%d %H:%M} UTC:"]
        text += [f"  {one.what}: {one.text}" for one in found.changes] or ["  nothing changed"]
    return text
