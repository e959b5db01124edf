"""Check ledger, items, tombstones and list versions against what pins them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.bench import As, call
from sightline.service.audit import Elsewhere
from sightline.service.audit import audit as check

app = typer.Typer(add_completion=False)

BROKEN = 5


@app.command()
def audit(
    ctx: typer.Context,
    key: Annotated[
        str | None, typer.Option(help="The office's fingerprint as it was published.", metavar="FINGERPRINT")
    ] = None,
    head: Annotated[
        Path | None, typer.Option(help="A custody/head.json that was kept elsewhere.", dir_okay=False)
    ] = None,
    user: As = None,
) -> None:
    """Check ledger, items, tombstones and list versions against what pins them; nothing is repaired."""
    checked: Counter[str] = Counter()
    broken = 0
    with call(ctx, user=user) as it, it.output.progress() as progress:
        for one in check(it.view, it.bench, Elsewhere(key, head), progress):
            checked[one.kind] += 1
            if one.problem:
                broken += 1
                it.output.line(one.as_json(), f"BROKEN  {one.kind} {one.subject}: {one.problem}")
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(checked.items()))
        it.output.line(
            {"checked": dict(sorted(checked.items())), "broken": broken}, f"checked: {told}; {broken} broken"
        )
    raise typer.Exit(BROKEN if broken else 0)
