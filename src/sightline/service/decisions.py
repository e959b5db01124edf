"""Decisions on hits: made with a reason, kept as scoped entries that end, early when the entry changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import select

from sightline.errors import Conflict, NotFound, UsageError
from sightline.lake.statements import Lake
from sightline.model.decision import Decision, Scope, Standing, Verdict
from sightline.model.lists import ListVersion
from sightline.model.marking import PUBLIC, Marking
from sightline.model.screening import Query
from sightline.model.statement import Entity
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import current_of, mark
from sightline.office.tables import CertificateRow, ScreeningDecisionRow
from sightline.record import entities as record
from sightline.record import versions
from sightline.record.judgements import visible_manifests
from sightline.screening import white_list
from sightline.service import certificate_batch
from sightline.service.answering import Answer
from sightline.service.roles import require
from sightline.service.workbench import Workbench

INVESTIGATE = "investigate"
MOST_KEPT = 10_000
"""parties that are kept at hand"""
AT_ONCE = 500
LONGEST_WHY = 2000


@dataclass(frozen=True, slots=True)
class Said:
    """What someone decides. `marking` restricts it further than the lists do."""

    verdict: Verdict
    why: str
    scope: Scope = Scope.PARTY
    until: date | None = None
    marking: Marking = PUBLIC


@dataclass(frozen=True, slots=True)
class Held:
    """A decision and whether it holds today."""

    standing: Standing
    last: bool
    """whether it is the last word of its scope"""

    def as_json(self) -> dict[str, object]:
        """One line of `sightline decision list`."""
        said = self.standing.decision.as_json()
        return said | {
            "stands": self.standing.stands and self.last,
            "reopened": self.standing.reopened or None,
            "superseded": not self.last,
        }


def decide(view: View, bench: Workbench, certificate: str, entity: str, said: Said) -> Decision:
    """Decide on a hit of a screening; the decision as it stands on record.

    It rests on the entry as the screening saw it. `NotFound` for a screening or a hit that is not there
    for the View, `UsageError` without a reason or with an end beyond what its scope allows.
    """
    require(view, bench, INVESTIGATE)
    if said.verdict is Verdict.WITHDRAWN:
        raise UsageError("a decision is withdrawn by its id", remedy="see `sightline decision withdraw`")
    why = _reason(said.why)
    body, marking = _certificate(view, bench, certificate)
    hit = _hit(body, entity)
    version = _version(view, bench, _manifest(body, hit))
    if version is None:
        raise NotFound("the list version of this screening is not held any more")
    query = query_of(body)
    at = bench.clock()
    clears = said.verdict is Verdict.FALSE_POSITIVE
    scope = said.scope if clears else Scope.PARTY
    if scope is Scope.NAME and not query.name.strip():
        raise UsageError("this party was asked without a name", remedy="decide for the party")
    made = Decision(
        id=bench.entropy(16).hex(),
        at=at,
        by=view.user,
        verdict=said.verdict,
        why=why,
        scope=scope,
        party=white_list.party_key(query, scope),
        query=body["query"],
        list=version.list,
        entity=entity,
        reference=hit["reference"],
        caption=hit["caption"],
        until=white_list.last_day(query, scope, said.until, at.date()) if clears else None,
        certificate=certificate,
        manifest=version.manifest,
        entry_hash=white_list.entry_hash(_entry(view, bench, version, entity)),
        marking=marking.joined(version.marking).joined(said.marking),
    )
    _put(view, bench, made)
    return made


def withdraw(view: View, bench: Workbench, id: str, why: str) -> Decision:
    """Take a decision back, whoever made it, with a reason; `Conflict` when it is not the last word."""
    require(view, bench, INVESTIGATE)
    why = _reason(why)
    with bench.office.read(view) as session:
        known = _decisions(view, session, select(ScreeningDecisionRow))
    found = next((one for one in known if one.id == id), None)
    if found is None:
        raise NotFound(f"no such decision: {id}", remedy="see `sightline decision list`")
    same = [one for one in known if (one.party, one.entity) == (found.party, found.entity)]
    if max(same, key=white_list.when).id != id or found.verdict is Verdict.WITHDRAWN:
        raise Conflict("it is not the last word on this hit", remedy="see `sightline decision list`")
    taken = replace(
        found, id=bench.entropy(16).hex(), at=bench.clock(), by=view.user, verdict=Verdict.WITHDRAWN, why=why,
        until=None,
    )  # fmt: skip
    _put(view, bench, taken)
    return taken


def decisions(view: View, bench: Workbench, certificate: str = "") -> tuple[Held, ...]:
    """Every decision the View may know of, the newest first, with whether it holds today.

    With `certificate` those on the hits of one screening: made on it, or on the same party elsewhere.
    """
    chosen = select(ScreeningDecisionRow)
    if certificate:
        query = query_of(_certificate(view, bench, certificate)[0])
        chosen = chosen.where(ScreeningDecisionRow.party.in_([*_keys(query)]))
    with bench.office.read(view) as session:
        known = _decisions(view, session, chosen)
        current = {one.list: one for one in versions.current(view, session)}
    last = {(one.party, one.entity): one.id for one in sorted(known, key=white_list.when)}
    held = [
        Held(_standing(view, bench, current.get(one.list), one), last[one.party, one.entity] == one.id)
        for one in sorted(known, key=white_list.when, reverse=True)
    ]
    return tuple(held)


def applied(
    view: View, bench: Workbench, asked: Sequence[ListVersion], answers: list[Answer]
) -> list[Answer]:
    """The answers with what was decided of their hits before; a hit that stands cleared alerts no more."""
    put = [(one.query, tuple((hit.entity, hit.list) for hit in one.hits)) for one in answers]
    said = standing_of(view, bench, asked, put)
    return [_applied(one, found) if found else one for one, found in zip(answers, said, strict=True)]


def _applied(answer: Answer, found: dict[str, Standing]) -> Answer:
    hits = tuple(
        msgspec.structs.replace(hit, alert=False) if hit.entity in found and found[hit.entity].clears else hit
        for hit in answer.hits
    )
    return msgspec.structs.replace(answer, hits=hits, decisions=found, raw=answer.hits, written="")


def standing_of(
    view: View,
    bench: Workbench,
    current: Sequence[ListVersion],
    asked: Sequence[tuple[Query, tuple[tuple[str, str], ...]]],
) -> list[dict[str, Standing]]:
    """For each query and its hits (entity, list): by entity, the decision that speaks, as it holds today."""
    decided = _decided(view, bench)
    if decided is not None and not decided:
        return [{} for _ in asked]
    keys = [_keys(query) if hits else () for query, hits in asked]
    wanted = sorted({key for each in keys for key in each if decided is None or key in decided})
    known: dict[tuple[str, str, str], list[Decision]] = defaultdict(list)
    if wanted:
        with bench.office.read(view) as session:
            for start in range(0, len(wanted), AT_ONCE):
                part = wanted[start : start + AT_ONCE]
                chosen = select(ScreeningDecisionRow).where(ScreeningDecisionRow.party.in_(part))
                for one in _decisions(view, session, chosen):
                    known[one.party, one.entity, one.list].append(one)
    if not known:
        return [{} for _ in asked]
    by_list = {version.list: version for version in current}
    found: list[dict[str, Standing]] = []
    for (_, hits), each in zip(asked, keys, strict=True):
        speaking: dict[str, Standing] = {}
        for entity, name in hits:
            said = [one for key in each for one in known.get((key, entity, name), ())]
            if speaks := white_list.holding(said):
                speaking[entity] = _standing(view, bench, by_list.get(name), speaks)
        found.append(speaking)
    return found


def _decided(view: View, bench: Workbench) -> frozenset[str] | None:
    """The keys of all parties that something was decided of; None where they are many, or cannot be kept.

    Most hits are of parties nobody decided of yet, who need not be looked for one by one.
    """

    def ask() -> frozenset[str] | None:
        with bench.office.read(view) as session:
            found = session.scalars(select(ScreeningDecisionRow.party).distinct().limit(MOST_KEPT + 1)).all()
        return frozenset(found) if len(found) <= MOST_KEPT else None

    if bench.office.state() is None:
        return None
    return bench.office.remembered(("decided", view.clearance), view.known_at, ask)


def on_record(said: Standing) -> dict[str, object]:
    """A decision as a certificate carries it."""
    return said.decision.as_json() | {"stands": said.stands, "reopened": said.reopened or None}


def query_of(body: Mapping[str, Any]) -> Query:
    """The query of a certificate."""
    return Query(**{**body["query"], "aliases": tuple(body["query"].get("aliases", ()))})


def _keys(query: Query) -> tuple[str, ...]:
    """Under which keys something may have been decided of the party, or of its name."""
    scopes = (Scope.PARTY, Scope.NAME) if query.name.strip() else (Scope.PARTY,)
    return tuple(
        {make(query, one) for make in (white_list.party_key, white_list.former_key) for one in scopes}
    )


def _standing(view: View, bench: Workbench, version: ListVersion | None, said: Decision) -> Standing:
    """Whether a decision holds on the View's day, from the entry as it stands in the version current then.

    On a day before it was made it holds as long as it does by what is known.
    """
    on = view.as_of if view.as_of >= said.at.date() else view.known_at.date()
    if version is None or version.manifest == said.manifest:
        return white_list.standing(said, on, True)
    if view.may_see(version.marking) and _hash_of(bench.lake, version, said.entity) == said.entry_hash:
        return white_list.standing(said, on, True)
    return white_list.standing(said, on, False, _differs(view, bench, version, said))


@lru_cache(maxsize=4096)
def _hash_of(lake: Lake, version: ListVersion, entity: str) -> str:
    """Versions never change; whoever asks was let through before."""
    view = View("reader of one list", version.marking, version.dated, version.known_at)
    try:
        return white_list.entry_hash(record.entity(view, lake, [version], entity))
    except NotFound:
        return ""


def _differs(view: View, bench: Workbench, version: ListVersion, said: Decision) -> tuple[str, ...]:
    """The properties in which the entry differs, where the version it was looked at in is still held."""
    then = _version(view, bench, said.manifest)
    try:
        if then is None:
            return ()
        return white_list.changed(
            _entry(view, bench, then, said.entity), _entry(view, bench, version, said.entity)
        )
    except NotFound:
        return ()


def _entry(view: View, bench: Workbench, version: ListVersion, entity: str) -> Entity:
    return record.entity(view, bench.lake, [version], entity)


def _version(view: View, bench: Workbench, manifest: str) -> ListVersion | None:
    with bench.office.read(view) as session:
        held = versions.held(view, session)
    return next((one.version for one in held if one.version.manifest == manifest), None)


def _manifest(body: Mapping[str, Any], hit: Mapping[str, Any]) -> str:
    return next((str(one["manifest"]) for one in body["lists"] if one["list"] == hit["list"]), "")


def _hit(body: Mapping[str, Any], entity: str) -> Mapping[str, Any]:
    for hit in body["hits"]:
        if hit["entity"] == entity:
            found: Mapping[str, Any] = hit
            return found
    raise NotFound(f"no such hit: {entity}", remedy="name the entity of a hit of this screening")


def _certificate(view: View, bench: Workbench, id: str) -> tuple[dict[str, Any], Marking]:
    batch = id.rpartition("-")[0]
    with bench.office.read(view) as session:
        row = session.scalars(
            select(CertificateRow).where(CertificateRow.id == batch, CertificateRow.at <= view.known_at)
        ).first()
        marking = current_of(session, CertificateRow.__marked__, [batch]).get(batch) if row else None
    body = certificate_batch.unpack(row.body).get(id) if row else None
    if body is None or marking is None or "hits" not in body:
        raise NotFound(f"no such certificate: {id}")
    return body, marking


def _decisions(view: View, session: GuardedSession, chosen: Any) -> list[Decision]:
    rows = list(session.scalars(chosen.where(ScreeningDecisionRow.at <= view.known_at)))
    if not rows:
        return []
    markings: dict[str, Marking] = {}
    ids = [row.id for row in rows]
    for start in range(0, len(ids), AT_ONCE):
        markings |= current_of(session, ScreeningDecisionRow.__marked__, ids[start : start + AT_ONCE])
    manifests = visible_manifests(session)
    return [_noun(row, markings[row.id]) for row in rows if row.id in markings and row.manifest in manifests]


def _noun(row: ScreeningDecisionRow, marking: Marking) -> Decision:
    return Decision(
        id=row.id, at=row.at, by=row.by, verdict=Verdict(row.verdict), why=row.why, scope=Scope(row.scope),
        party=row.party, query=row.query, list=row.list, entity=row.entity, reference=row.reference,
        caption=row.caption, until=row.until, certificate=row.certificate, manifest=row.manifest,
        entry_hash=row.entry_hash, marking=marking,
    )  # fmt: skip


def _put(view: View, bench: Workbench, made: Decision) -> None:
    with bench.office.write(view, made.why) as session:
        session.add(
            ScreeningDecisionRow(
                id=made.id, at=made.at, by=made.by, verdict=made.verdict.value, why=made.why,
                scope=made.scope.value, party=made.party, query=dict(made.query), list=made.list,
                entity=made.entity, reference=made.reference, caption=made.caption, until=made.until,
                certificate=made.certificate, manifest=made.manifest, entry_hash=made.entry_hash,
            )
        )  # fmt: skip
        mark(session, ScreeningDecisionRow.__marked__, made.id, made.marking, made.by, made.at, made.why)


def _reason(why: str) -> str:
    plain = " ".join(why.split())
    if not plain:
        raise UsageError("a decision has a reason", place="why", remedy="say why")
    if len(plain) > LONGEST_WHY:
        said = f"a reason has at most {LONGEST_WHY} letters"
        raise UsageError(said, place="why", remedy="say it shorter")
    return plain
