"""A case seen whole: its days in order, who is tied to whom, its ships and accounts, what it may cite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sightline.cases import paper_reading, reading
from sightline.model.casework import Case, Stance
from sightline.model.citation import Citation
from sightline.model.lists import ListVersion
from sightline.model.papers import Paper
from sightline.model.place import Place
from sightline.model.view import View
from sightline.record import ownership_edges as ties
from sightline.record import versions
from sightline.service import items, signal_log
from sightline.service.signal_log import Record
from sightline.service.workbench import Workbench

TAKEN = re.compile(r"Signal (s-[0-9a-f]{12}) of ")
"""how a lead begins that a signal was made into"""
RECENT = 30
"""items offered to cite whole"""
SHIPS, ACCOUNTS = ("mmsi-", "imo-"), ("account-", "iban-", "wallet-")
OF_SHIPS, OF_ACCOUNTS = ("Vessel",), ("BankAccount", "CryptoWallet")


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day: in the world, or in the office's work on it."""

    on: date
    world: bool
    what: str
    text: str
    by: str
    address: str
    cite: Citation | None = None
    at: datetime | None = None
    """the moment, where the office recorded it on that day"""

    @property
    def order(self) -> tuple[date, bool, str, str]:
        """By day; of one day the world first, then by the moment."""
        return self.on, not self.world, self.at.isoformat() if self.at else "", self.what


@dataclass(frozen=True, slots=True)
class Node:
    """Someone or something of the case. `sort` is party, entity, ship, account or other."""

    id: str
    caption: str
    sort: str
    address: str


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties two of them, in words, and where that stands."""

    one: str
    other: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Network:
    """Who is tied to whom, and the ships and accounts among them."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]

    def of(self, sort: str) -> tuple[Node, ...]:
        """The nodes of one sort."""
        return tuple(one for one in self.nodes if one.sort == sort)


@dataclass(frozen=True, slots=True)
class Citable:
    """Something that may be cited in the case: as it is typed, and what it is."""

    typed: str
    label: str


def signals_of(case: Case) -> dict[str, str]:
    """The signals leads were made of, by the lead's id: such a lead begins by naming its signal."""
    named = ((lead.id, TAKEN.match(lead.text)) for lead in case.leads)
    return {lead: found[1] for lead, found in named if found}


def timeline(view: View, bench: Workbench, case_id: str) -> tuple[Event, ...]:
    """Everything of a case by day: what happened in the world, and what the office did about it."""
    with bench.office.read(view) as session:
        case = reading.case(view, session, case_id)
        papers = paper_reading.papers_of(view, session, case_id)
        history = [one for f in case.findings for one in reading.stance_history(view, session, f.id)]
    here = f"/cases/{case_id}"
    found = [
        *_of_moves(case, here),
        *_of_leads(case, here),
        *_of_signals(_signals(view, bench, case)),
        *_of_findings(case),
        *_of_hearings(case, here),
        *_of_stances(history),
        *_of_papers(papers),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.order))


def _signals(view: View, bench: Workbench, case: Case) -> tuple[Record, ...]:
    ids = sorted(set(signals_of(case).values()))
    return signal_log.newest(view, bench, ids) if ids else ()


def _of_moves(case: Case, here: str) -> Iterator[Event]:
    for one in case.moves:
        text = f"{one.target}: {one.why}"
        yield Event(one.at.date(), False, "case", text, one.by, here, at=one.at)


def _of_stances(history: Iterable[Stance]) -> Iterator[Event]:
    for one in history:
        text = f"{one.position.value}: {one.text}" if one.text else one.position.value
        yield Event(one.at.date(), False, "stance", text, one.expert, f"/findings/{one.finding}", at=one.at)


def _of_leads(case: Case, here: str) -> Iterator[Event]:
    for one in case.leads:
        cite = one.cites[0] if one.cites else None
        what = "lead" if one.kind == "signal" else one.kind
        at = None if one.told_on else one.added_at
        day = one.told_on or one.added_at.date()
        yield Event(day, False, what, one.text, one.added_by, f"{here}/leads", cite, at)


def _of_signals(records: Iterable[Record]) -> Iterator[Event]:
    for one in records:
        who = " and ".join(actor.caption for actor in one.signal.actors[:3])
        text = f"{one.signal.detector.replace('_', ' ')}: {who}"
        yield Event(
            one.signal.start.date(),
            True,
            "signal",
            text,
            "",
            f"/signals/{one.signal.id}",
            one.signal.cites[0],
        )


def _of_findings(case: Case) -> Iterator[Event]:
    for one in case.findings:
        text = f"{one.assertion} ({one.met.value})"
        yield Event(one.day, True, "finding", text, "", f"/findings/{one.id}")


def _of_hearings(case: Case, here: str) -> Iterator[Event]:
    for one in case.hearings:
        name, at = one.party.name, f"{here}/hearings"
        if one.sent_on:
            yield Event(
                one.sent_on, False, "hearing", f"{name} was asked, by {one.channel}", "", at, one.letter
            )
        for again in one.reminders:
            text = f"{name} was reminded, by {again.channel}"
            yield Event(again.sent_on, False, "hearing", text, "", at, again.letter)
        if one.deadline:
            yield Event(one.deadline, False, "deadline", f"reply of {name} asked for", "", at)
        for said in one.replies:
            yield Event(said.received_on, False, "reply", f"{name}: {said.summary}", "", at, said.citation)
        for put in one.corrections:
            text = f"{name}, {put.what}: {put.why}"
            yield Event(put.at.date(), False, "correction", text, put.by, at, at=put.at)


_DAYS = {
    "task": (("due", "task due", "title", False),),
    "request": (
        ("sent_on", "request", "subject", False),
        ("due", "answer due", "subject", False),
        ("reminded_on", "reminder", "subject", False),
        ("answered_on", "answer", "says", False),
    ),
    "visit": (("from", "visit", "place", True),),
    "correspondence": (("on", "letter", "subject", False),),
}
"""the days of a kind of paper: field, what happened, which field says what, whether it is of the world"""


def _of_papers(papers: Iterable[Paper]) -> Iterator[Event]:
    for one in papers:
        address = f"/papers/{one.id}"
        for field, what, text, world in _DAYS.get(one.kind, ()):
            day = one.day(field)
            if day is not None:
                yield Event(day, world, what, one.text(text) or one.text("subject"), one.newest.by, address)
        if one.kind in ("naming", "objection"):
            title = one.text("name") or one.text("text")
            yield Event(
                one.newest.at.date(), False, one.kind, f"{title}: {one.state}", one.newest.by, address
            )


def network(view: View, bench: Workbench, case_id: str) -> Network:
    """Parties, entities and actors of a case, tied by findings, signals, and what lists say of owners."""
    with bench.office.read(view) as session:
        case = reading.case(view, session, case_id)
        held = versions.current(view, session)
    records = _signals(view, bench, case)
    nodes: dict[str, Node] = {}
    found = [*_tied_by_findings(case, nodes), *_tied_by_signals(records, nodes)]
    listed = {node.id for node in nodes.values()} | set(case.entities)
    found += _tied_by_lists(view, bench, held, listed, nodes)
    return Network(tuple(nodes.values()), tuple(dict.fromkeys(found)))


def _tied_by_findings(case: Case, nodes: dict[str, Node]) -> Iterator[Tie]:
    """Ties of parties to one finding; who is only heard stands alone."""
    for heard in case.heard:
        id, address = heard.party.entity or heard.party.id, f"/cases/{case.id}/hearings"
        nodes.setdefault(id, Node(id, heard.party.name, "party", address))
    for finding in case.findings:
        ids = []
        for party in finding.parties:
            id = party.entity or party.id
            address = f"/entities/{party.entity}" if party.entity else ""
            nodes.setdefault(id, Node(id, party.name, "party", address))
            ids.append(id)
        for one, other in _pairs(ids):
            yield Tie(one, other, "parties to one finding", f"/findings/{finding.id}")


def _tied_by_signals(records: Iterable[Record], nodes: dict[str, Node]) -> Iterator[Tie]:
    for record in records:
        signal = record.signal
        for actor in signal.actors:
            sort = (
                "ship"
                if actor.id.startswith(SHIPS)
                else "account"
                if actor.id.startswith(ACCOUNTS)
                else "other"
            )
            nodes.setdefault(actor.id, Node(actor.id, actor.caption, sort, f"/signals/{signal.id}"))
        words = f"{signal.detector.replace('_', ' ')}, {signal.start:%Y-%m-%d}"
        for one, other in _pairs([actor.id for actor in signal.actors]):
            yield Tie(one, other, words, f"/signals/{signal.id}")


def _pairs(ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for position, one in enumerate(ids):
        yield from ((one, other) for other in ids[position + 1 :])


def _tied_by_lists(
    view: View, bench: Workbench, held: Sequence[ListVersion], ids: set[str], nodes: dict[str, Node]
) -> list[Tie]:
    found: list[Tie] = []
    named: set[str] = set(ids)
    for version in held:
        said = bench.lake.said_of(view, version, ties.LINKS, ties.PROPS)
        for edge in ties.edges(version.list, (ties.Said(*one) for one in said)):
            if edge.holder in ids or edge.subject in ids:
                words = f"{edge.role or edge.bond.value} ({edge.list})"
                found.append(Tie(edge.holder, edge.subject, words, f"/entities/{edge.subject}"))
                named |= {edge.holder, edge.subject}
    for version in held:
        for id, entry in bench.lake.entries(view, version).several(sorted(named)).items():
            sort = (
                "ship" if entry.schema in OF_SHIPS else "account" if entry.schema in OF_ACCOUNTS else "entity"
            )
            before = nodes.get(id)
            if before is None or (before.sort == "party" and sort != "entity"):
                nodes[id] = Node(id, entry.caption, sort, f"/entities/{id}")
    for id in named - set(nodes):
        if any(id in (one.one, one.other) for one in found):
            nodes[id] = Node(id, id, "other", "")
    return found


def citable(view: View, bench: Workbench, case_id: str) -> tuple[Citable, ...]:
    """What the case cites already, place by place, then the newest items as a whole."""
    with bench.office.read(view) as session:
        case = reading.case(view, session, case_id)
        papers = paper_reading.papers_of(view, session, case_id)
    cites = [cite for lead in case.leads for cite in lead.cites]
    cites += [piece.citation for finding in case.findings for piece in finding.evidence]
    cites += [cite for paper in papers for cite in paper.cites("cites")]
    recent = items.items(view, bench, limit=RECENT)
    names = {one.sha256: one.name for one in items.items(view, bench)}
    found = [
        Citable(one.typed, f"{names[one.item]}, {one.quote[:60] or one.place}")
        for one in dict.fromkeys(cites)
        if one.item in names
    ]
    found += [
        Citable(
            Citation(one.sha256, Place.of_bytes(0, one.size)).typed,
            f"{one.name}, whole ({one.collected_at:%Y-%m-%d})",
        )
        for one in recent
    ]
    return tuple(dict.fromkeys(found))


def known_since(case: Case) -> datetime:
    """When the case was opened."""
    return case.moves[0].at
