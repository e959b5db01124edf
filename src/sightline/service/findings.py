"""Findings for people: drafted from a case's evidence, worded anew, read with all that belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sightline import regime
from sightline.cases import findings as desk
from sightline.cases import paper_reading, reading
from sightline.cases.shapes import Wording
from sightline.errors import BadInput, NotFound, UsageError
from sightline.model.casework import (
    Evidence,
    Finding,
    Hearing,
    Party,
    PartyKind,
    Range,
    Regraded,
    Standard,
)
from sightline.model.citation import Citation
from sightline.model.item import Reliability
from sightline.model.papers import Naming, Paper
from sightline.model.view import View
from sightline.office import sources
from sightline.office.act import Act
from sightline.service import cases, stances
from sightline.service.cases import INVESTIGATE, guard_cites
from sightline.service.deleted import deleted
from sightline.service.items import acquired
from sightline.service.roles import require
from sightline.service.stances import Spoken
from sightline.service.workbench import Workbench

WEIGHTS = ("for", "against")
TYPED = (
    "assertion",
    "breach",
    "day",
    "measures",
    "parties",
    "claimed",
    "limits",
    "would_change",
    "ranges",
    "states",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding as somebody words it. `exhibits`: evidence of the case by id, and which way it speaks."""

    assertion: str
    breach: bool
    day: date
    measures: tuple[str, ...]
    parties: tuple[Party, ...]
    claimed: Standard
    limits: str
    would_change: str
    ranges: tuple[Range, ...] = ()
    states: tuple[str, ...] = ()
    exhibits: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Said:
    """One version of a finding: when, by whom and why, in which state, and what it changed."""

    number: int
    state: str
    at: datetime
    by: str
    why: str
    changed: tuple[str, ...]
    assertion: str
    decided: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class FindingPage:
    """A finding with its case's title, who said what, its versions, and what it rests on."""

    finding: Finding
    case_title: str
    spoken: Spoken
    versions: tuple[Said, ...]
    origins_for: tuple[str, ...]
    origins_against: tuple[str, ...]
    met_because: tuple[str, ...]
    hearings: tuple[Hearing, ...]
    namings: tuple[Naming, ...]
    deleted: Mapping[str, str]
    exhibits: tuple[Paper, ...]
    regraded: Regraded | None = None
    """where sources of its evidence were graded anew since it was worded"""


def read_draft(given: Mapping[str, str], exhibits: Mapping[str, str]) -> Draft:
    """A draft as it is typed; `UsageError` names the field that is wrong.

    Several measures and states stand one a line or behind commas; parties one a line as
    `id | name | kind | entity`; ranges one a line as `what | low | high | unit | basis`.
    """
    if unknown := sorted(set(given) - set(TYPED)):
        raise UsageError(f"a finding has no field {unknown[0]!r}", remedy="use " + ", ".join(TYPED))
    if wrong := [weight for weight in exhibits.values() if weight not in WEIGHTS]:
        raise UsageError(f"evidence is for or against, not {wrong[0]!r}")
    try:
        day = date.fromisoformat(given.get("day", ""))
    except ValueError as error:
        raise UsageError(
            f"not a day: {given.get('day', '')!r}",
            place="day",
            remedy="the day whose measures it is held against",
        ) from error
    claimed = given.get("claimed") or Standard.INVESTIGATING.value
    if claimed not in list(Standard):
        raise UsageError(f"not a standard: {claimed!r}", place="claimed", remedy="use " + ", ".join(Standard))
    return Draft(
        " ".join(given.get("assertion", "").split()),
        given.get("breach", "yes") not in ("no", "false", ""),
        day,
        _words(given.get("measures", "")),
        tuple(_party(line) for line in _lines(given.get("parties", ""))),
        Standard(claimed),
        given.get("limits", "").strip(),
        given.get("would_change", "").strip(),
        tuple(_range(line) for line in _lines(given.get("ranges", ""))),
        tuple(one.lower() for one in _words(given.get("states", ""))),
        exhibits,
    )


def typed(held: Finding) -> dict[str, str]:
    """A finding as it is typed: the inverse of `read_draft`."""
    return {
        "assertion": held.assertion,
        "breach": "yes" if held.breach else "no",
        "day": held.day.isoformat(),
        "measures": ", ".join(held.measures),
        "parties": "\n".join(" | ".join((p.id, p.name, p.kind.value, p.entity)) for p in held.parties),
        "claimed": held.claimed.value,
        "limits": held.limits,
        "would_change": held.would_change,
        "ranges": "\n".join(
            " | ".join((r.what, f"{r.low:f}", f"{r.high:f}", r.unit, r.basis)) for r in held.ranges
        ),
        "states": ", ".join(held.states),
    }


def draft(view: View, bench: Workbench, case_id: str, new: Draft, why: str) -> str:
    """Record a finding as a draft, the standard it meets judged by the office's rule; its id."""
    _require_measures(new.measures)
    worded = _worded(view, bench, case_id, new, ())
    return cases.record_finding(view, bench, case_id, worded, why)


def revise(view: View, bench: Workbench, finding_id: str, new: Draft, why: str, seen: int = 0) -> int:
    """Word a draft anew; its new version. Evidence that is not among the case's exhibits stays.

    `ChangedMeanwhile` where somebody saved a version after `seen`.
    """
    require(view, bench, INVESTIGATE)
    _require_measures(new.measures)
    with bench.office.read(view) as session:
        held = reading.finding(view, session, finding_id)
    worded = _worded(view, bench, held.case, new, held.evidence)
    with bench.office.write(view, why) as session:
        guard_cites(view, session, held.case, (piece.citation for piece in worded.evidence))
        act = Act(view.user, bench.clock(), why)
        return desk.revise(view, session, finding_id, worded, act, seen)


def finding(view: View, bench: Workbench, id: str) -> FindingPage:
    """One finding with all that belongs to it; `NotFound` when it is not there for this View."""
    spoken = stances.spoken(view, bench, id)
    held = spoken.finding
    with bench.office.read(view) as session:
        row = reading.case_row(view, session, held.case)
        rows = reading.versions(view, session, id)
        case = reading.case(view, session, held.case)
        named = paper_reading.namings(view, session, held.case)
        exhibits = paper_reading.papers_of(view, session, held.case, "exhibit")
    parties = {party.id for party in held.parties}
    return FindingPage(
        held,
        row.title,
        spoken,
        _said(rows),
        origins(held.evidence, "for"),
        origins(held.evidence, "against"),
        cases.judged(view, bench, held.evidence).reasons,
        tuple(one for one in case.hearings if one.party.id in parties),
        tuple(one for one in named if one.party in parties),
        deleted(bench, {piece.citation.item for piece in held.evidence}),
        tuple(one for one in exhibits if one.state == "weighed"),
        cases.regraded(view, bench, [held]).get(id),
    )


def weights(page: FindingPage) -> tuple[tuple[Paper, str], ...]:
    """The exhibits of the case that the finding rests on, and which way each speaks."""
    way = {piece.citation: piece.weight for piece in page.finding.evidence}
    found = ((one, [way[cite] for cite in one.cites("cites") if cite in way]) for one in page.exhibits)
    return tuple((one, ways[0]) for one, ways in found if ways)


def origins(evidence: Iterable[Evidence], weight: str) -> tuple[str, ...]:
    """The independent origins of the evidence on one side: origin groups, each once."""
    return tuple(sorted({piece.origin or piece.source for piece in evidence if piece.weight == weight}))


def _said(rows: Iterable[Any]) -> tuple[Said, ...]:
    found: list[Said] = []
    before: Mapping[str, Any] = {}
    for row in rows:
        names = [name for name in row.body if name not in ("state", "decided")]
        changed = tuple(name for name in names if before and row.body[name] != before.get(name))
        found.append(
            Said(
                row.version, row.body["state"], row.at, row.by, row.why, changed, row.body["assertion"],
                row.body.get("decided", {}),
            )
        )  # fmt: skip
        before = row.body
    return tuple(found)


def _worded(view: View, bench: Workbench, case_id: str, new: Draft, kept: Iterable[Evidence]) -> Wording:
    evidence = _evidence(view, bench, case_id, new.exhibits, kept)
    met = cases.judged(view, bench, evidence).standard
    return Wording(
        new.assertion, new.breach, new.day, new.measures, new.parties, new.claimed, met, evidence, new.limits,
        new.would_change, new.ranges, new.states,
    )  # fmt: skip


def _evidence(
    view: View, bench: Workbench, case_id: str, chosen: Mapping[str, str], kept: Iterable[Evidence]
) -> tuple[Evidence, ...]:
    with bench.office.read(view) as session:
        papers = {one.id: one for one in paper_reading.papers_of(view, session, case_id, "exhibit")}
        if missing := sorted(set(chosen) - set(papers)):
            raise NotFound(f"no such evidence in this case: {missing[0]}")
        found = acquired(view, session, {c.item for one in papers.values() for c in one.cites("cites")})
        known = sources.everything(session)
    exhibited = {cite for one in papers.values() for cite in one.cites("cites")}
    made = [piece for piece in kept if piece.citation not in exhibited]
    for id, weight in chosen.items():
        one = papers[id]
        for cite in one.cites("cites"):
            source = found[cite.item][0].row.source_id if cite.item in found else ""
            graded = known.get(source)
            reliability = (graded.reliability if graded else Reliability.F).value
            origin = graded.origin if graded else source
            made.append(
                Evidence(
                    cite, weight, one.text("note"), source, origin, reliability, int(one.text("credibility"))
                )
            )
    return tuple(made)


def _require_measures(ids: Iterable[str]) -> None:
    for id in ids:
        try:
            regime.get(id)
        except NotFound as error:
            raise UsageError(
                f"no such measure: {id}", place="measures", remedy="see `sightline measures`"
            ) from error


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in text.replace("\n", ",").split(",") if one.strip()))


def _party(line: str) -> Party:
    parts = [one.strip() for one in line.split("|")] + ["", "", "", ""]
    if not parts[0] or not parts[1] or parts[2] not in list(PartyKind):
        kinds = ", ".join(PartyKind)
        raise UsageError(
            f"not a party: {line!r}", place="parties", remedy=f"write id | name | kind, kind one of {kinds}"
        )
    return Party(parts[0], parts[1], PartyKind(parts[2]), parts[3])


def _range(line: str) -> Range:
    parts = [one.strip() for one in line.split("|")] + ["", "", "", "", ""]
    try:
        return Range(parts[0], Decimal(parts[1]), Decimal(parts[2] or parts[1]), parts[3], parts[4])
    except InvalidOperation as error:
        raise UsageError(
            f"not a range: {line!r}",
            place="ranges",
            remedy="write what | low | high | unit | what it rests on",
        ) from error


def cited(text: str) -> Citation:
    """A citation as it is typed; `UsageError` where its place is not in the grammar."""
    try:
        return Citation.parse(text)
    except BadInput as error:
        raise UsageError(error.message, remedy=error.remedy) from error
