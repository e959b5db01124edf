"""What people say of two entities: put on record, taken back, read again as of any time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sightline.errors import Conflict, NotFound, UsageError
from sightline.lake.entries import Listed
from sightline.model.citation import Citation
from sightline.model.lists import ListVersion
from sightline.model.marking import PUBLIC, Marking
from sightline.model.resolution import Judgement, Verdict
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import mark
from sightline.office.tables import JudgementRow
from sightline.record import judgements as record
from sightline.record import versions
from sightline.record.resolution import Pair, Resolution, latest, ordered, pair_id, resolved
from sightline.service.items import acquired
from sightline.service.roles import require
from sightline.service.workbench import Workbench

INVESTIGATE = "investigate"
NOTHING = Resolution()
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Said:
    """What someone says of a pair. `marking` restricts it further than the lists and the evidence do."""

    verdict: Verdict
    why: str
    evidence: tuple[Citation, ...] = ()
    marking: Marking = PUBLIC


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry of a list in one line, and the version it stands in."""

    version: ListVersion
    listed: Listed


def judge(view: View, bench: Workbench, left: str, right: str, said: Said) -> Judgement:
    """Say whether two entries of lists are the same; the judgement as it stands on record.

    It is marked at least like the list versions it was made by and the items it cites. `NotFound` for an
    entry or an item that is not there for the View.
    """
    require(view, bench, INVESTIGATE)
    pair = _pair(left, right)
    why = _reason(said.why)
    with bench.office.read(view) as session:
        found = entered(view, bench, versions.current(view, session), pair)
        marking = _marking(view, session, (found[one].version for one in pair), said)
    manifests = sorted({found[one].version.manifest for one in pair})
    with bench.office.write(view, why) as session:
        own = _own(view, session, pair)
        made = Judgement(
            id=bench.entropy(16).hex(),
            left=pair[0],
            right=pair[1],
            verdict=said.verdict,
            by=view.user,
            at=_after(bench.clock(), own),
            why=why,
            marking=marking,
            evidence=said.evidence,
        )
        _add(session, made, manifests)
    return made


def withdraw(view: View, bench: Workbench, left: str, right: str, why: str) -> Judgement:
    """Take one's own word on a pair back; it stays on record and counts for neither side.

    `Conflict` when one has said nothing of it, or has taken it back already.
    """
    require(view, bench, INVESTIGATE)
    pair, why = _pair(left, right), _reason(why)
    with bench.office.write(view, why) as session:
        own = _own(view, session, pair)
        if not own or own[-1].withdrawn:
            raise Conflict(
                f"you have said nothing of {pair[0]} and {pair[1]} that stands",
                remedy="see `sightline judge history`",
            )
        last = own[-1]
        row = session.get(JudgementRow, last.id)
        assert row is not None, "read in this very session"
        taken = Judgement(
            id=bench.entropy(16).hex(),
            left=last.left,
            right=last.right,
            verdict=last.verdict,
            by=view.user,
            at=_after(bench.clock(), own),
            why=why,
            marking=last.marking,
            withdrawn=True,
        )
        _add(session, taken, list(row.manifests))
    return taken


def judgements(view: View, bench: Workbench) -> tuple[Judgement, ...]:
    """Every judgement the View may know of, as they were made."""
    with bench.office.read(view) as session:
        return record.judgements(view, session)


def of_pair(view: View, bench: Workbench, pair: Pair) -> tuple[Judgement, ...]:
    """Every judgement of one pair, those superseded and withdrawn included."""
    with bench.office.read(view) as session:
        return record.judgements(view, session, [pair_id(pair)])


def history(view: View, bench: Workbench, id: str) -> tuple[Judgement, ...]:
    """Every judgement of a pair by its address, about an entity, or about the members of a canonical id.

    `NotFound` for what is none of these.
    """
    made = judgements(view, bench)
    if found := tuple(one for one in made if pair_id((one.left, one.right)) == id):
        return found
    outcome = resolved(made)
    about = set(outcome.parted.get(id) or outcome.members(id))
    found = tuple(one for one in made if about & {one.left, one.right})
    if not found and not outcome.knows(id):
        with bench.office.read(view) as session:
            held = versions.current(view, session)
        entered(view, bench, held, [id])
    return found


def resolution(view: View, bench: Workbench) -> Resolution:
    """Who is one with whom for the View: as resolved by `view.known_at`, by what it may know of."""
    made = judgements(view, bench)
    return resolved(made) if made else NOTHING


def standing(view: View, bench: Workbench, pair: Pair) -> tuple[Judgement, ...]:
    """Each person's latest word on a pair."""
    return latest(of_pair(view, bench, pair))


def entered(
    view: View, bench: Workbench, held: Iterable[ListVersion], ids: Iterable[str]
) -> dict[str, Entered]:
    """The entries with these ids, from the first of the versions that has it; `NotFound` for one missing."""
    tables = [(version, bench.lake.entries(view, version)) for version in held]
    found: dict[str, Entered] = {}
    for id in ids:
        for version, table in tables:
            if (listed := table.find(id)) and listed.id == id:
                found[id] = Entered(version, listed)
                break
        else:
            raise NotFound(f"no such entity: {id}", remedy="look its name up with `sightline screen`")
    return found


def as_json(one: Judgement) -> dict[str, Any]:
    """The published line of a judgement."""
    return {
        "id": one.id,
        "pair": pair_id((one.left, one.right)),
        "left": one.left,
        "right": one.right,
        "verdict": one.verdict.value,
        "withdrawn": one.withdrawn,
        "by": one.by,
        "at": one.at.isoformat(),
        "why": one.why,
        "evidence": [cite.as_json() for cite in one.evidence],
        "marking": str(one.marking),
    }


def _pair(left: str, right: str) -> Pair:
    if left == right:
        raise UsageError(f"one thing twice: {left}", remedy="name two entries")
    return ordered(left, right)


def _reason(why: str) -> str:
    if not why.strip():
        raise UsageError("a judgement has a reason", remedy="say why in a few words")
    return why.strip()


def _own(view: View, session: GuardedSession, pair: Pair) -> list[Judgement]:
    """What the View's user has said of a pair so far, whatever day the View looks back to."""
    whole = replace(view, known_at=datetime.max.replace(tzinfo=UTC))
    return [one for one in record.judgements(whole, session, [pair_id(pair)]) if one.by == view.user]


def _marking(view: View, session: GuardedSession, held: Iterable[ListVersion], said: Said) -> Marking:
    """At least as restricted as everything it rests on."""
    marking = said.marking
    for version in held:
        marking = marking.joined(version.marking)
    wanted = [cite.item for cite in said.evidence]
    found = acquired(view, session, wanted)
    for item in wanted:
        if item not in found:
            raise NotFound(f"no such item: {item}", remedy="cite an item you can open")
        marking = marking.joined(found[item][0].marking)
    return marking


def _after(at: datetime, own: list[Judgement]) -> datetime:
    """A time later than a person's last word on the pair, so that it is clear which is the latest."""
    return max(at, own[-1].at + _TICK) if own else at


def _add(session: GuardedSession, made: Judgement, manifests: list[str]) -> None:
    session.add(
        JudgementRow(
            id=made.id,
            pair=pair_id((made.left, made.right)),
            left=made.left,
            right=made.right,
            verdict=made.verdict.value,
            withdrawn=made.withdrawn,
            by=made.by,
            at=made.at,
            why=made.why,
            evidence=[cite.as_json() for cite in made.evidence],
            manifests=manifests,
        )
    )
    why = "as the lists it was made by and the items it cites"
    mark(session, JudgementRow.__marked__, made.id, made.marking, made.by, made.at, why)


def standing_of(view: View, bench: Workbench, id: str) -> dict[str, Any]:
    """The id an entry or an id given before has for the View, and the entries that are one under it.

    `was` names the members an id had whose founders are no longer together. `NotFound` for what is neither.
    """
    outcome = resolution(view, bench)
    if not outcome.knows(id) and id not in outcome.names:
        with bench.office.read(view) as session:
            held = versions.current(view, session)
        entered(view, bench, held, [id])
    was = outcome.parted.get(id, ())
    return {
        "id": id,
        "canonical": outcome.canonical(id),
        "members": list(outcome.members(id)),
        "was": list(was),
        "now": {one: outcome.canonical(one) for one in was},
    }
