"""Writing papers: opened, changed, moved on; every version a row, none written over another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sightline.cases import papers, reading
from sightline.cases.kind import Kind, read
from sightline.cases.paper_reading import paper
from sightline.cases.workflow import NEW, legal
from sightline.errors import ChangedMeanwhile, UsageError
from sightline.model.papers import Paper, PaperVersion
from sightline.model.view import View
from sightline.office.act import Act
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, random_id
from sightline.office.tables import PaperRow, PaperVersionRow

TOGETHER = "look at what it says now, bring the two together, and save again; what you wrote is kept here"


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a paper: fields as typed, the state to move to (the same when empty).

    `seen` is the number of the version the writer looked at; 0 where none was looked at.
    """

    given: Mapping[str, str]
    target: str = ""
    seen: int = 0


def open_paper(
    view: View,
    session: GuardedSession,
    case_id: str,
    kind: Kind,
    change: Change,
    act: Act,
    entropy: Entropy,
) -> str:
    """Open a paper in a case; its id."""
    reading.case_row(reading.by_then(view, act.at), session, case_id)
    target = change.target or kind.first
    legal(kind.moves, NEW, target)
    body = read(kind, change.given)
    kind.require(target, body)
    id = random_id(kind.prefix, entropy)
    session.add(PaperRow(id=id, case_id=case_id, kind=kind.name, opened_by=act.by, opened_at=act.at))
    _add(session, id, 1, target, body, act)
    return id


def change_paper(view: View, session: GuardedSession, id: str, change: Change, act: Act) -> int:
    """Change a paper's fields or move it on, with a reason; its new version.

    `ChangedMeanwhile` when somebody else saved a newer version of a field the writer changes, naming who
    and what. What others changed elsewhere in it is kept. `Conflict` for a move that is not legal.
    """
    held = paper(reading.by_then(view, act.at), session, id)
    kind = papers.kind(held.kind)
    if not act.why.strip():
        raise UsageError("a change has a reason", place="why", remedy="say why in a few words")
    target = change.target or held.state
    legal(kind.moves, held.state, target)
    changed = _changed(held, read(kind, change.given), change.seen)
    body = {**held.body, **changed}
    if body == dict(held.body) and target == held.state:
        raise UsageError("nothing was changed")
    kind.require(target, body)
    _add(session, id, held.newest.number + 1, target, body, act)
    return held.newest.number + 1


def _changed(held: Paper, given: Mapping[str, Any], seen: int) -> dict[str, Any]:
    """The fields the writer changed against what they looked at; `ChangedMeanwhile` where others did too."""
    base = next((one for one in held.versions if one.number == seen), held.newest)
    mine = {name: value for name, value in given.items() if value != base.body.get(name, _empty(value))}
    later = [one for one in held.versions if one.number > base.number]
    theirs = {name for one in later for name in one.body if one.body[name] != base.body.get(name)}
    both = sorted(name for name in theirs & set(mine) if mine[name] != held.body.get(name))
    if both:
        raise _meanwhile(later[-1], both)
    return mine


def _empty(value: Any) -> Any:
    return [] if isinstance(value, list) else ""


def _meanwhile(newest: PaperVersion, names: list[str]) -> ChangedMeanwhile:
    return ChangedMeanwhile(
        f"{newest.by} changed {', '.join(names)} on {newest.at:%Y-%m-%d at %H:%M} UTC, while you wrote",
        place=f"version {newest.number}",
        remedy=TOGETHER,
    )


def _add(
    session: GuardedSession, id: str, number: int, state: str, body: Mapping[str, Any], act: Act
) -> None:
    session.add(
        PaperVersionRow(
            paper_id=id, number=number, state=state, body=dict(body), at=act.at, by=act.by, why=act.why
        )
    )
    session.flush()
