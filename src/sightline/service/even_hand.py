"""Even hand over an office: what was found, asked, heard, dissented and proven, beside the signals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.cases import even_hand as counting
from sightline.cases.even_hand import POPULATION, Bloc, Dimension, Kept, Row, Share, apart
from sightline.clean import country_words, mmsi
from sightline.errors import NotFound
from sightline.model.casework import Case, Finding, Hearing, Party, PartyKind, Position, Standard
from sightline.model.view import View
from sightline.reports import letter_docx, letter_pdf
from sightline.reports.layout import Drawn
from sightline.reports.letter import Letter, grid, heading, para
from sightline.service import cases, entities, papers, signal_log, sources, stances
from sightline.service.workbench import Workbench

COUNTRY = ("country", "jurisdiction", "nationality", "flag", "mainCountry")
LISTS_KNOW = ("imo-", "account-", "wallet-", "address-")
"""actors named by a number alone: lists are not asked for them one by one"""
METHOD = (
    "A state counts where a finding names it, where a party is a state, or where the lists give it as the "
    "country of a party; of a signal also the flag that a ship's MMSI claims. What concerns several states "
    "counts once for each, so rows do not add up. Shares "
    "are of all things counted in the table; intervals are Wilson score intervals at 95 %. Groups of states "
    "are for counting alone and have their source beside them. Signals are what detectors saw, by rules and "
    "thresholds that know no state; they depend on which data the office holds."
)


@dataclass(frozen=True, slots=True)
class EvenHand:
    """Every dimension, the signals first; `blocs` with their sources."""

    day: date
    dimensions: tuple[Dimension, ...]
    blocs: tuple[Bloc, ...]

    def of_signals(self, who: str) -> Share:
        """The share of the signals that concern a state or group; none of them where no signal does."""
        seen = {one.who: one.share for one in self.dimensions[0].rows}
        return seen.get(who) or counting.wilson(0, self.dimensions[0].total)

    def as_json(self) -> dict[str, Any]:
        """The published shape; `apart` says that two intervals do not touch, and no more."""
        return {
            "as_of": self.day.isoformat(),
            "method": METHOD,
            "blocs": [
                {"id": one.id, "title": one.title, "members": sorted(one.members), "source": one.source,
                 "mark": one.mark}
                for one in self.blocs
            ],
            "dimensions": [
                {"id": one.id, "title": one.title, "what": one.what, "total": one.total,
                 "rows": [self._row(row, one.id) for row in one.rows]}
                for one in self.dimensions
            ],
        }  # fmt: skip

    def _row(self, row: Row, id: str) -> dict[str, Any]:
        base = None if id == POPULATION else self.of_signals(row.who)
        return {
            "who": row.who, "title": row.title, "group": row.bloc, **row.share.as_json(),
            "median_days": row.days,
            "signals": base.as_json() if base else None,
            "apart": apart(row.share, base) if base else None,
        }  # fmt: skip


@dataclass(slots=True)
class _States:
    """The states of parties and actors, each asked of the lists once."""

    view: View
    bench: Workbench
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    def of_entity(self, id: str) -> frozenset[str]:
        """The countries the lists give for an id; for a ship known by her MMSI, the flag that claims."""
        if id.startswith("mmsi-"):
            return frozenset({mmsi.flag(id.removeprefix("mmsi-"))} - {""})
        if not id or id.startswith(LISTS_KNOW):
            return frozenset()
        if id not in self.known:
            try:
                found = entities.entity(self.view, self.bench, id).entity.values(*COUNTRY)
                self.known[id] = frozenset(one for one in found if len(one) == 2)
            except NotFound:
                self.known[id] = frozenset()
        return self.known[id]

    def of_party(self, party: Party) -> frozenset[str]:
        """A party that is a state is its own; else what the lists say."""
        if party.kind is PartyKind.STATE and (code := country_words.read(party.name).code):
            return frozenset({code})
        return self.of_entity(party.entity)

    def of_finding(self, one: Finding) -> frozenset[str]:
        """The states it names, and those of its parties."""
        parties = [state for party in one.parties for state in self.of_party(party)]
        return frozenset(state.casefold() for state in one.states) | frozenset(parties)


def even_hand(view: View, bench: Workbench) -> EvenHand:
    """All of it as of the View's time, from what the View may see and nothing else."""
    held = tuple(cases.case(view, bench, one.id) for one in cases.cases(view, bench))
    states = _States(view, bench)
    findings = [one for case in held for one in case.findings]
    made = [
        counting.dimension(id, title, what, kept, _names(kept))
        for id, title, what, kept in _counted(view, bench, held, findings, states)
    ]
    return EvenHand(view.as_of, tuple(made), counting.blocs())


Counted = tuple[str, str, str, list[Kept]]


def _counted(
    view: View, bench: Workbench, held: tuple[Case, ...], findings: list[Finding], states: _States
) -> Iterator[Counted]:
    hearings = [one for case in held for one in case.heard]
    named = {id: one.name for id, one in sources.known(view, bench).items()}
    yield POPULATION, "Signals", "signals of detectors", [
        Kept(frozenset().union(*(states.of_entity(actor.id) for actor in one.signal.actors)))
        for one in signal_log.newest(view, bench)
    ]  # fmt: skip
    yield "subjects", "Subjects", "findings", [Kept(states.of_finding(one)) for one in findings]
    yield "sources", "Sources", "pieces of evidence", [
        Kept(_of_source(named.get(piece.source, ""))) for one in findings for piece in one.evidence
    ]  # fmt: skip
    yield "requests", "Requests", "requests for information", [
        Kept(frozenset({one.text("country").casefold()} - {""}))
        for one in papers.papers(view, bench, kind="request")
    ]  # fmt: skip
    yield "hearings", "Hearings", "opportunities to reply, days from letter to deadline", [
        Kept(states.of_party(one.party), _given(one)) for one in hearings
    ]  # fmt: skip
    yield "replies", "Replies", "replies, days from letter to first reply", [
        Kept(states.of_party(one.party), _taken(one)) for one in hearings if one.replies
    ]  # fmt: skip
    dissents = [
        (one, stance)
        for one in findings
        for stance in one.stances
        if stance.position in (Position.DISSENT, Position.RESERVE)
    ]
    yield "dissent", "Dissent, by the state a finding concerns", "dissents and reservations", [
        Kept(states.of_finding(one)) for one, _ in dissents
    ]  # fmt: skip
    experts = {one.name: one for one in stances.experts(view, bench)}
    yield "dissenters", "Dissent, by the expert's nationality", "dissents and reservations", [
        Kept(frozenset({experts[stance.expert].nationality.casefold()} - {""}))
        if stance.expert in experts
        else Kept(frozenset())
        for _, stance in dissents
    ]  # fmt: skip
    for standard in Standard:
        yield f"standard-{standard.rank}", f"Standard met: {standard.value}", "findings", [
            Kept(states.of_finding(one)) for one in findings if one.met is standard
        ]  # fmt: skip


def _of_source(name: str) -> frozenset[str]:
    """The state a source's name begins with, where it begins with one."""
    code = country_words.read(name.partition(",")[0]).code if name else ""
    return frozenset({code} - {""})


def _given(one: Hearing) -> int | None:
    return (one.deadline - one.sent_on).days if one.deadline and one.sent_on else None


def _taken(one: Hearing) -> int | None:
    return (min(reply.received_on for reply in one.replies) - one.sent_on).days if one.sent_on else None


def _names(kept: list[Kept]) -> Mapping[str, str]:
    return {state: country_words.united_nations_name(state) for one in kept for state in one.states}


# --- the annex ---------------------------------------------------------------------------------------


def annex(view: View, bench: Workbench, format: str) -> bytes:
    """The tables as a document to lay beside a report, PDF or DOCX; only what is public is counted."""
    found = even_hand(view.for_public(), bench)
    letter = Letter(
        sender=bench.settings.name,
        sender_lines=("An independent office; not a document of the United Nations",),
        reference="Annex: even hand",
        dated=view.as_of,
        to=(),
        through="",
        subject="Even hand: subjects, sources, hearings, dissent and standards of proof by state",
        opening=(METHOD,),
        body=tuple(_drawn(found)),
        closing="",
        signed_by=(),
        annexes=(),
    )
    return letter_docx.render(letter) if format == "docx" else letter_pdf.render(letter).data


def _drawn(found: EvenHand) -> Iterator[Drawn]:
    for number, one in enumerate(found.dimensions, 1):
        yield heading(str(number), f"{one.title} ({one.total} {one.what})")
        if not one.total:
            yield para("", "None.")
            continue
        compared = one.id != POPULATION
        columns = ("State or group", "Count", "Share, 95 % interval", "Median days")
        beside = ("Share of signals", "Intervals") if compared else ()
        rows = [
            (row.title, f"{row.share.count}", _percent(row.share),
             f"{row.days:g}" if row.days is not None else "–",
             *(_beside(row.share, found.of_signals(row.who)) if compared else ()))
            for row in one.rows if row.share.count or row.bloc
        ]  # fmt: skip
        yield grid(number, one.title, (*columns, *beside), rows)
    groups = [
        (one.title, ", ".join(sorted(code.upper() for code in one.members)), one.source, one.mark)
        for one in found.blocs
    ]
    yield heading(str(len(found.dimensions) + 1), "Groups of states")
    yield grid(len(found.dimensions) + 1, "Groups", ("Group", "Members", "Source", "Mark"), groups)


def _beside(share: Share, signals: Share) -> tuple[str, str]:
    touch = "–" if not (share.total and signals.total) else "apart" if apart(share, signals) else "touch"
    return _percent(signals), touch


def _percent(share: Share) -> str:
    if not share.total:
        return "–"
    return f"{share.share * 100:.1f} % ({share.low * 100:.1f} to {share.high * 100:.1f})"
