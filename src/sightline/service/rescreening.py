"""Hold whoever is watched against what changed on the lists, and tell those concerned.

Watched are the parties of every book and of every open case. When another version of a list holds than the
one they were last held against, only the entries that differ are screened, as they were and as they are; a
party that alerts on one of them makes a notification which names the change. Two things follow from that:
an entry that did not change makes no news, though the weight of its words may have shifted a little with the
rest of the list; and a list is looked at once for each clearance from which it looks different, so that
nobody is told more than they may see.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from sightline.cases import reading
from sightline.evidence.files import locked
from sightline.model.casework import Case, Party, PartyKind
from sightline.model.lists import ListVersion
from sightline.model.marking import Marking
from sightline.model.screening import Hit, Query
from sightline.model.view import View
from sightline.model.watching import Watched
from sightline.office import rescreenings, watching
from sightline.office.act import OPERATOR
from sightline.office.guard import GuardedSession
from sightline.office.ids import long_id, random_id
from sightline.office.markings import current_of, mark
from sightline.office.rescreenings import Chain
from sightline.office.roles import Action
from sightline.office.tables import CaseRow, NotificationRow, RescreeningRow, WatchBookRow
from sightline.record import delta, entities
from sightline.record.delta import Affected, Timeline
from sightline.record.diff import Change
from sightline.screening import engine, index
from sightline.screening.certificate import hit_json
from sightline.screening.index import Index
from sightline.service import screening
from sightline.service.progress import Progress, Step, silent
from sightline.service.workbench import Workbench

HIT, CHANGED, GONE = "hit", "changed", "gone"
BOOK, CASE = "book", "case"
OPEN = ("opened", "investigating", "hearing")
"""states of a case in which its parties are watched"""
MOST_HITS = 200
"""hits of one party on the entries that changed"""
MOST_FIELDS = 6
"""changed fields that a notification names; all of them stand in its body"""
FEW = 500
"""changed entries that are read one by one; more are read in one pass over the list"""


@dataclass(frozen=True, slots=True)
class Subject:
    """Parties that came to be watched together. `quiet`: what they alert on already is no news."""

    kind: str
    id: str
    key: str
    name: str
    marking: Marking
    recipient: str
    audience: str
    parties: tuple[Watched, ...]
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """One subject to be held against what one list became, for one clearance."""

    subject: Subject
    list: str
    viewpoint: Marking
    number: int
    old: ListVersion | None
    new: ListVersion | None
    told: bool
    """whether anyone is to be told: not at a quiet beginning, nor where a lower clearance shows the same"""

    @property
    def marking(self) -> Marking:
        """At least as restricted as all that it is derived from."""
        whole = self.viewpoint
        for version in (self.old, self.new):
            whole = whole.joined(version.marking) if version else whole
        return whole


@dataclass(frozen=True, slots=True)
class News:
    """What a change means for one party: `before` and `after` as far as it alerted."""

    party: Watched
    change: Change | None
    caption: str
    reference: str
    entity: str
    before: Hit | None
    after: Hit | None
    kind: str


def catch_up(bench: Workbench, progress: Progress = silent) -> int:
    """Screen again what the changes of the lists affect; how many notifications came of it.

    Nothing is done twice, and what was interrupted is done by the next call.
    """
    if not _anyone(bench):
        return 0
    with locked(bench.folder / ".rescreening.lock"):
        view = bench.operator_view()
        with bench.office.read(view) as session:
            watched = subjects(view, session)
            line = delta.timeline(view, session)
            done = rescreenings.newest(session)
        waiting = list(_due(view, watched, line, done))
        cache = _Cache(bench)
        return sum(_do(view, bench, cache, one, progress) for one in waiting)


def _anyone(bench: Workbench) -> bool:
    """Whether there is a book or a case at all."""
    with bench.office.read(bench.operator_view()) as session:
        found = (session.scalar(select(kind.id).limit(1)) for kind in (WatchBookRow, CaseRow))
        return any(found)


# --- Who is watched --------------------------------------------------------------------------------


def subjects(view: View, session: GuardedSession) -> tuple[Subject, ...]:
    """The parties of every book, by the act that brought them, and those of every open case."""
    return (*_of_books(session), *_of_cases(view, session))


def _of_books(session: GuardedSession) -> Iterator[Subject]:
    for book in watching.books(session):
        by_act: dict[str, list[Watched]] = {}
        for party in book.parties:
            by_act.setdefault(f"{book.id}@{party.since:%Y%m%dT%H%M%S.%f}", []).append(party)
        for key, parties in by_act.items():
            yield Subject(
                BOOK, book.id, key, book.name, book.marking, book.owner, book.audience, tuple(parties)
            )


def _of_cases(view: View, session: GuardedSession) -> Iterator[Subject]:
    found = [case for case in reading.cases(view, session) if case.state in OPEN]
    markings = current_of(session, CaseRow.__marked__, [case.id for case in found])
    for case in found:
        opened = case.moves[0]
        for party in _parties(case):
            key = f"{case.id}@{party.id.rpartition('@')[2]}"
            yield Subject(
                CASE,
                case.id,
                key,
                case.title,
                markings[case.id],
                opened.by,
                Action.INVESTIGATE,
                (party,),
                True,
            )


def _parties(case: Case) -> Iterator[Watched]:
    """Whom a case is about: the entities it names, and the parties of its hearings and findings."""
    opened = case.moves[0]
    named = {(party.name, party.entity): party for party in _named(case)}
    asked = [(_query(party), party.entity) for party in named.values()]
    known = {party.entity for party in named.values()}
    asked += [(Query(), entity) for entity in case.entities if entity not in known]
    for query, entity in asked:
        said = json.dumps([watching.query_json(query), entity], sort_keys=True)
        id = f"{case.id}@{hashlib.sha256(said.encode()).hexdigest()[:16]}"
        yield Watched(id, query, opened.at, opened.by, "named by the case", entity)


def _named(case: Case) -> Iterator[Party]:
    yield from (hearing.party for hearing in case.hearings)
    yield from (party for finding in case.findings for party in finding.parties)


def _query(party: Party) -> Query:
    return Query(name=party.name, schema="Person" if party.kind is PartyKind.PERSON else "")


# --- What is due -----------------------------------------------------------------------------------


def _due(
    view: View, watched: Iterable[Subject], line: Timeline, done: Mapping[Chain, RescreeningRow]
) -> Iterator[Work]:
    """Every subject, list and clearance for which another version holds than at the last look."""
    begun = {subject for subject, _, _ in done}
    for subject in watched:
        quiet = subject.quiet and subject.key not in begun
        if subject.key not in begun:
            yield Work(subject, "", subject.marking, 1, None, None, False)
        for list in line.lists():
            yield from _due_on(view, subject, list, line, done, quiet)


def _due_on(
    view: View,
    subject: Subject,
    list: str,
    line: Timeline,
    done: Mapping[Chain, RescreeningRow],
    quiet: bool,
) -> Iterator[Work]:
    last: dict[Marking, RescreeningRow] = {}
    seen: list_[tuple[Marking, str, str]] = []
    for viewpoint in delta.viewpoints(line.markings(list), subject.marking):
        row = done.get((subject.key, list, str(viewpoint)))
        known = row or _below(last, viewpoint)
        if known:
            last[viewpoint] = known
        old = line.named(known.new_version) if known else None
        new = line.current(list, viewpoint, view.as_of, view.known_at)
        change = (old.id if old else "", new.id if new else "")
        if change[0] == change[1]:
            continue
        lower = any(viewpoint.covers(one) and (was, now) == change for one, was, now in seen)
        seen.append((viewpoint, *change))
        number = row.number + 1 if row else 1
        yield Work(subject, list, viewpoint, number, old, new, not quiet and not lower)


list_ = list
"""the type, where `list` is the name of a list"""


def _below(last: Mapping[Marking, RescreeningRow], viewpoint: Marking) -> RescreeningRow | None:
    """The last look from the highest clearance that this one covers: it saw what this one would have."""
    covered = [row for one, row in last.items() if viewpoint.covers(one)]
    return covered[-1] if covered else None


# --- Doing it --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Cache:
    """What several subjects need of one change: the entries that differ, and an index of them."""

    bench: Workbench
    key: tuple[str, ...] = ()
    affected: Affected | None = None
    before: Index | None = None
    after: Index | None = None
    size: int = 0

    def load(self, view: View, work: Work) -> None:
        """Prepare for a change, unless it is the one at hand."""
        old, new = work.old, work.new
        key = (old.id if old else "", new.id if new else "", str(view.clearance))
        if key == self.key:
            return
        lake = self.bench.lake
        if old and new:
            found = delta.affected(view, lake, old, new)
            self.affected, self.size = found, len(found)
            self.before = self._some(view, old, found.before)
            self.after = self._some(view, new, found.after)
        else:
            whole = old or new
            assert whole is not None, "a change has a version on one side"
            self.affected, self.size = None, whole.entries
            opened = screening.open_index(view, self.bench, whole)
            self.before, self.after = (opened, None) if old else (None, opened)
        self.key = key

    def _some(self, view: View, version: ListVersion, ids: Mapping[str, str]) -> Index | None:
        if not ids:
            return None
        whole = screening.open_index(view, self.bench, version)
        chosen = _entities(view, self.bench, version, ids)
        return index.of_some(view, whole, chosen, self.bench.index_folder)


def _entities(view: View, bench: Workbench, version: ListVersion, ids: Mapping[str, str]) -> Iterator[Any]:
    if len(ids) > FEW:
        return (one for one in entities.entities(view, bench.lake, version) if one.id in ids)
    return (entities.entity(view, bench.lake, [version], id) for id in sorted(ids))


@dataclass(slots=True)
class _Found:
    """What one piece of work came to."""

    news: list[News] = field(default_factory=list)
    comparisons: int = 0
    changed: int = 0


def _do(view: View, bench: Workbench, cache: _Cache, work: Work, progress: Progress) -> int:
    """Screen, then put the look and what it found on record together."""
    found = _screened(view, bench, cache, work, progress) if work.told else _Found()
    with bench.office.write(view, "screened again") as session:
        at = bench.clock()
        row = RescreeningRow(
            id=long_id(bench.entropy),
            at=at,
            subject_kind=work.subject.kind,
            subject=work.subject.key,
            list=work.list,
            viewpoint=str(work.viewpoint),
            number=work.number,
            old_version=work.old.id if work.old else "",
            new_version=work.new.id if work.new else "",
            changed=found.changed,
            watched=len(work.subject.parties),
            comparisons=found.comparisons,
            notified=len(found.news),
        )
        session.add(row)
        mark(session, RescreeningRow.__marked__, row.id, work.marking, OPERATOR, at, "as what it compared")
        for one in found.news:
            _notify(session, bench, work, one)
    return len(found.news)


def _screened(view: View, bench: Workbench, cache: _Cache, work: Work, progress: Progress) -> _Found:
    lower = View(OPERATOR, work.marking, view.as_of, view.known_at)
    cache.load(lower, work)
    found = _Found(changed=cache.size)
    parties = work.subject.parties
    for number, party in enumerate(parties):
        if number % 100 == 0:
            progress(Step(f"screening {work.subject.name} against {work.list}", number, len(parties)))
        found.news += _news(lower, cache, party)
        found.comparisons += cache.size
    return found


def _news(view: View, cache: _Cache, party: Watched) -> Iterator[News]:
    """One piece of news for every changed entry on which the party alerted or alerts."""
    known = cache.affected
    was = _alerts(view, cache, cache.before, party, known.before if known else None)
    now = _alerts(view, cache, cache.after, party, known.after if known else None)
    before = _by_reference(was, known.before if known else {})
    after = _by_reference(now, known.after if known else {})
    for reference in sorted(before.keys() | after.keys()):
        old, new = before.get(reference), after.get(reference)
        some = new or old
        assert some is not None, "the reference comes from one of the two"
        kind = CHANGED if old and new else HIT if new else GONE
        change = known.changes.get(reference) if known else None
        yield News(party, change, some.caption, some.reference, some.entity, old, new, kind)


def _alerts(
    view: View, cache: _Cache, asked: Index | None, party: Watched, among: Mapping[str, str] | None
) -> list[Hit]:
    """Where a party alerts on these entries: by screening, and by the entry it is known to be."""
    if asked is None:
        return []
    hits = engine.answer(view, [asked], party.query, limit=MOST_HITS).hits
    alerts = [hit for hit in hits if hit.alert]
    itself = party.entity and all(hit.entity != party.entity for hit in alerts)
    if itself and (among is None or party.entity in among):
        alerts += _itself(view, cache.bench, asked.version, party.entity)
    return alerts


def _itself(view: View, bench: Workbench, version: ListVersion, entity: str) -> list[Hit]:
    """The entry of this id as a hit that compares nothing: it is the very one that is watched."""
    one = bench.lake.entries(view, version).find(entity)
    if one is None or one.id != entity:
        return []
    return [Hit(one.id, one.caption, version.list, one.reference, 1.0, True, True, ())]


def _by_reference(hits: Iterable[Hit], named: Mapping[str, str]) -> dict[str, Hit]:
    """The best hit of each reference."""
    found: dict[str, Hit] = {}
    for hit in hits:
        found.setdefault(named.get(hit.entity, hit.reference or hit.entity), hit)
    return found


# --- Telling ---------------------------------------------------------------------------------------


def _notify(session: GuardedSession, bench: Workbench, work: Work, news: News) -> None:
    at = bench.clock()
    row = NotificationRow(
        id=random_id("n", lambda size: bench.entropy(2 * size)),
        at=at,
        recipient=work.subject.recipient,
        audience=work.subject.audience,
        kind=news.kind,
        subject_kind=work.subject.kind,
        subject=work.subject.id,
        party=news.party.id,
        list=work.list,
        entity=news.entity,
        text=told(work, news),
        body={
            "party_name": news.party.name,
            "subject_name": work.subject.name,
            "caption": news.caption,
            "reference": news.reference,
            "old_version": work.old.id if work.old else None,
            "new_version": work.new.id if work.new else None,
            "query": watching.query_json(news.party.query),
            "change": news.change.as_json() if news.change else None,
            "before": hit_json(news.before) if news.before else None,
            "after": hit_json(news.after) if news.after else None,
        },
    )
    session.add(row)
    mark(session, NotificationRow.__marked__, row.id, work.marking, OPERATOR, at, "as what it compared")


def told(work: Work, news: News) -> str:
    """The news in one sentence."""
    entry = f"{news.caption} ({news.reference})" if news.reference else news.caption
    what = _what(news.change)
    if news.kind == HIT:
        beginning = f"{news.party.name} alerts on {work.list}: {entry}"
        return f"{beginning}, {what}." if what else f"{beginning}."
    if news.kind == GONE:
        return f"{news.party.name} no longer alerts on {work.list}: {entry}, {what or 'no longer held'}."
    return f"{news.party.name} still alerts on {work.list}: {entry}, {what}."


def _what(change: Change | None) -> str:
    if change is None:
        return ""
    if change.kind != "changed":
        return f"which was {change.kind}"
    fields = [one.field for one in change.fields]
    named = ", ".join(fields[:MOST_FIELDS])
    return f"which changed in {named}" + (" and more" if len(fields) > MOST_FIELDS else "")


def waiting(view: View, session: GuardedSession) -> Sequence[Work]:
    """What `catch_up` would do now."""
    done = rescreenings.newest(session)
    return list_(_due(view, subjects(view, session), delta.timeline(view, session), done))
