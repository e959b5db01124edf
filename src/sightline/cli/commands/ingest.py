"""Take in files: the format is recognised by content, the bytes are kept before they are read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.bench import As, call
from sightline.cli.output import day, marking_of
from sightline.model.item import Basis
from sightline.model.marking import PUBLIC
from sightline.service import ingest as service
from sightline.service.outcome import Outcome

app = typer.Typer(add_completion=False)

NOTHING_DONE, SOME_REFUSED = 4, 3


@app.command()
def ingest(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.", metavar="PATH...")],
    source: Annotated[str, typer.Option(help="Who they come from; names a list.", metavar="ID")] = "",
    marking: Annotated[
        str | None, typer.Option(help="TLP:CLEAR unless said, as TLP:AMBER//FINANCE.", metavar="M")
    ] = None,
    dated: Annotated[
        str | None, typer.Option(help="The day a list states, where it does not say.", metavar="DATE")
    ] = None,
    basis: Annotated[Basis, typer.Option(help="What a file is.")] = Basis.ORIGINAL,
    document: Annotated[str, typer.Option(help="The public document a fact or reconstruction follows.")] = "",
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the files as evidence without reading them.")
    ] = False,
    user: As = None,
) -> None:
    """Take in files: the format is recognised by content, the bytes are kept before they are read."""
    options = service.Options(
        source=source,
        kept=keep,
        marking=marking_of(marking) if marking else PUBLIC,
        meant=marking is not None,
        dated=day(dated) if dated else None,
        basis=basis,
        document=document,
    )
    with call(ctx, user=user) as it, it.output.progress() as progress:
        statuses = []
        for outcome in service.ingest(it.view, it.bench, paths, options, progress):
            statuses.append(
                "partial" if outcome.status == "unchanged" and outcome.refused else outcome.status
            )
            it.output.line(outcome.as_json(), _text(outcome))
            for one in outcome.notes:
                it.output.note(f"noted: {one['message']} ({one['place']})")
    refused = sum(status in ("refused", "partial") for status in statuses)
    if refused:
        wholly = all(status == "refused" for status in statuses)
        raise typer.Exit(NOTHING_DONE if wholly else SOME_REFUSED)


def _text(outcome: Outcome) -> str:
    what = f"{outcome.status:9} {outcome.path}"
    counted = f"{outcome.format or 'kept as it is'}, {outcome.rows} rows"
    if passed := sum(outcome.passed.values()):
        why = ", ".join(f"{count} {reason}" for reason, count in outcome.passed.items())
        counted += f" ({outcome.rows - passed} taken; passed over: {why})"
    if len(outcome.refusals) > 1 or (outcome.refusals and outcome.rows):
        lines = [f"{what}  {counted}, {outcome.refused} refused {outcome.version or ''}"]
        for one in outcome.refusals:
            lines += [one["message"], *(f"    {one[part]}" for part in ("place", "remedy") if one[part])]
        if outcome.version and (more := outcome.refused - len(outcome.refusals)):
            lines.append(f"and {more} more: sightline item {outcome.sha256[:12]} --refused")
        return "\n    ".join(lines)
    if outcome.problem:
        told = [outcome.problem[part] for part in ("message", "place", "remedy")]
        return "\n    ".join([what, *(part for part in told if part)])
    return f"{what}  {counted} {outcome.version or ''}"
