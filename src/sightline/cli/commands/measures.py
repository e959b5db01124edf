"""The measures in force on a day, with their paragraphs and how far each was verified."""

from __future__ import annotations

import typer

from sightline.cli.bench import As, AsOf, call
from sightline.service import measures as service

app = typer.Typer()


@app.command()
def measures(ctx: typer.Context, as_of: AsOf = None, user: As = None) -> None:
    """The measures in force on a day, with their paragraphs and how far each was verified."""
    with call(ctx, as_of, None, user) as it:
        rows = [
            {
                "id": one.id,
                "paragraph": one.paragraph,
                "title": one.title,
                "from": one.in_force_from.isoformat(),
                "to": one.in_force_to.isoformat() if one.in_force_to else None,
                "verified": one.confidence.value,
                "verified_against": one.verified_against,
            }
            for one in service.in_force(it.view, it.bench)
        ]
        it.output.table(rows, ["id", "paragraph", "title", "from", "verified"])
