"""Files whose name says a part of what they say: the same bytes under another name are another file.

An item is read once, so the same bytes cannot be read under a second name; they are refused with what to do,
never passed over.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sightline.errors import BadInput
from sightline.formats import register
from sightline.model.view import View
from sightline.service.items import Held, acquired
from sightline.service.outcome import Outcome
from sightline.service.uploads import Upload
from sightline.service.workbench import Workbench

READ = ("parsed", "partial")


def held_otherwise(view: View, bench: Workbench, path: Path | Upload, held: Held) -> Outcome | None:
    """Refusal of a file whose bytes the View sees held and read under a name that says something else."""
    with bench.office.read(view) as session:
        earlier = [
            one.row
            for one in acquired(view, session, [held.sha256]).get(held.sha256, [])
            if one.row.outcome in READ and _said(one.row.format, one.row.name)
        ]
    if not earlier or any(_said(row.format, row.name) == _said(row.format, held.name) for row in earlier):
        return None
    return _refused(path, held.sha256, earlier[0].format, earlier[0].name)


def of_this_run(path: Path | Upload, first: Outcome) -> Outcome:
    """The outcome of a file whose bytes this very run has taken in already."""
    other, format = Path(first.path).name, first.format or ""
    if first.status in READ and _said(format, other) not in ("", _said(format, path.name)):
        refused = _refused(path, first.sha256, format, other)
        if refused:
            return refused
    taken_in = first.status in ("parsed", "stored")
    return replace(first, path=str(path), status="unchanged" if taken_in else first.status)


def _said(format: str, name: str) -> str:
    """What the name of a file says in this format; empty where names say nothing."""
    known = register.formats().get(format)
    return known.said_by_name(name) if known and known.said_by_name else ""


def _refused(path: Path | Upload, sha256: str, format: str, other: str) -> Outcome | None:
    own, there = _said(format, path.name), _said(format, other)
    if not own:
        return None
    problem = BadInput(
        f"the same bytes are held and read as {other}, of {there}: the name alone says that these are of "
        f"{own}, and nothing was read of {own}",
        place=str(path),
        remedy=f"add an empty line at the end of {path.name}, so that it is a file of its own, and take it "
        "in again",
    )
    return Outcome(str(path), sha256, format, None, 0, 1, "refused", problem.problem())
