"""Cases: opened, led, found, heard and moved; every step a row with its author and reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sightline.cases import casefile, findings, hearings, reading
from sightline.cases.casefile import UNTOLD, NewCase, Told
from sightline.cases.hearings import Letter
from sightline.cases.shapes import Wording
from sightline.cases.standards import Judged, Lookups, standard_met
from sightline.errors import NotAllowed, UsageError
from sightline.model.casework import Case, Evidence, Finding, Outcome, Party, Position, Regraded, Reply
from sightline.model.citation import Citation
from sightline.model.item import Basis, SourceKind
from sightline.model.view import View
from sightline.office import sources
from sightline.office.act import Act
from sightline.office.guard import GuardedSession
from sightline.office.markings import current
from sightline.service import stances
from sightline.service.items import acquired
from sightline.service.roles import require
from sightline.service.workbench import Workbench

INVESTIGATE = "investigate"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in one line."""

    id: str
    title: str
    state: str
    findings: int
    opened_on: datetime

    def as_json(self) -> dict[str, object]:
        """One line of `sightline case list`."""
        return {name: getattr(self, name) for name in self.__slots__} | {
            "opened_on": self.opened_on.isoformat()
        }


def cases(view: View, bench: Workbench) -> tuple[CaseLine, ...]:
    """The cases the View may see, oldest first."""
    with bench.office.read(view) as session:
        found = reading.cases(view, session)
    return tuple(CaseLine(one.id, one.title, one.state, len(one.findings), one.moves[0].at) for one in found)


def case(view: View, bench: Workbench, id: str) -> Case:
    """A case with everything under it; `NotFound` when it is not there for this View."""
    with bench.office.read(view) as session:
        return reading.case(view, session, id)


def open_case(view: View, bench: Workbench, new: NewCase, why: str) -> str:
    """Open a case; its id."""
    require(view, bench, INVESTIGATE)
    with bench.office.write(view, why) as session:
        return casefile.open_case(view, session, new, _act(view, bench, why), bench.entropy)


def add_lead(
    view: View, bench: Workbench, case_id: str, text: str, cites: Iterable[Citation], told: Told = UNTOLD
) -> str:
    """Put a lead on record, with who told it; its id."""
    require(view, bench, INVESTIGATE)
    cites = tuple(cites)
    with bench.office.write(view, "lead") as session:
        guard_cites(view, session, case_id, cites)
        return casefile.add_lead(
            view, session, case_id, text, cites, _act(view, bench, "lead"), bench.entropy, told
        )


def guard_cites(view: View, session: GuardedSession, case_id: str, cites: Iterable[Citation]) -> None:
    """What a case rests on is there, and the case at least as restricted.

    `UsageError` for an item that is not there for the View or a place beyond its end, `NotAllowed` naming
    the marking the case needs.
    """
    cited = tuple(cites)
    own = current(session, "case", case_id)
    found = acquired(view, session, [cite.item for cite in cited])
    for cite in cited:
        if cite.item not in found:
            raise UsageError(
                f"no such item: {cite.item[:12]}",
                place=str(cite.place),
                remedy="bring it in first, then cite it",
            )
        size = found[cite.item][0].row.size
        if cite.place.end is not None and cite.place.end >= size:
            raise UsageError(
                f"the item {cite.item[:12]} ends at byte {size - 1}",
                place=str(cite.place),
                remedy="mark the place in the item again",
            )
    for several in found.values():
        if own is not None and not own.covers(several[0].marking):
            wanted = own.joined(several[0].marking)
            raise NotAllowed(
                f"the case is marked {own}, what it would cite {several[0].marking}",
                remedy=f"mark the case at least {wanted} first: `sightline case mark`",
            )


def move(view: View, bench: Workbench, case_id: str, target: str, why: str) -> None:
    """Move a case on; `Conflict` when that is not legal or something is missing."""
    require(view, bench, INVESTIGATE)
    with bench.office.write(view, why) as session:
        casefile.move_case(view, session, case_id, target, _act(view, bench, why), bench.entropy)


def judged(view: View, bench: Workbench, evidence: Iterable[Evidence]) -> Judged:
    """The standard of proof this evidence meets, and why."""
    weighed = tuple(evidence)
    with bench.office.read(view) as session:
        bases = {
            sha256: several[0].item.basis
            for sha256, several in acquired(view, session, [one.citation.item for one in weighed]).items()
        }
        known = sources.everything(session)
    lookups = Lookups(
        lambda sha256: bases.get(sha256, Basis.RECONSTRUCTION),
        frozenset(one.id for one in known.values() if one.kind is SourceKind.AUTHORITY),
        frozenset(one.id for one in known.values() if one.kind is SourceKind.STATE),
    )
    return standard_met(weighed, lookups)


def regraded(view: View, bench: Workbench, found: Iterable[Finding]) -> dict[str, Regraded]:
    """The findings whose sources were graded anew since they were worded, by id."""
    with bench.office.read(view) as session:
        grades = {id: one.reliability.value for id, one in sources.everything(session).items()}
    anew: dict[str, Regraded] = {}
    for finding in found:
        changed = {
            (piece.source, piece.reliability, grades[piece.source])
            for piece in finding.evidence
            if grades.get(piece.source, piece.reliability) != piece.reliability
        }
        if changed:
            evidence = [
                replace(piece, reliability=grades.get(piece.source, piece.reliability))
                for piece in finding.evidence
            ]
            met = judged(view, bench, evidence).standard
            anew[finding.id] = Regraded(met, tuple(sorted(changed)))
    return anew


def record_finding(view: View, bench: Workbench, case_id: str, worded: Wording, why: str) -> str:
    """Record a finding as a draft; its id."""
    require(view, bench, INVESTIGATE)
    with bench.office.write(view, why) as session:
        guard_cites(view, session, case_id, (piece.citation for piece in worded.evidence))
        return findings.record(view, session, case_id, worded, _act(view, bench, why), bench.entropy)


def agree(view: View, bench: Workbench, finding_id: str, why: str) -> None:
    """Agree to a finding; what the rule counted stands in its new version.

    `Conflict` when its evidence does not meet the standard it claims, when an objection waits for an answer,
    or when the experts' stances do not carry it under the office's rule.
    """
    require(view, bench, INVESTIGATE)
    with bench.office.write(view, why) as session:
        act = _act(view, bench, why)
        decision = stances.decided(reading.by_then(view, act.at), session, finding_id)
        findings.move(view, session, finding_id, "agreed", act, decision)


def move_finding(view: View, bench: Workbench, finding_id: str, target: str, why: str) -> None:
    """Withdraw a finding or open it again, with a reason; or agree to it.

    What was agreed to is undone by whoever may decide.
    """
    if target == "agreed":
        return agree(view, bench, finding_id, why)
    agreed = finding_state(reading.by_then(view, bench.clock()), bench, finding_id) == "agreed"
    require(view, bench, "decide" if agreed else INVESTIGATE)
    with bench.office.write(view, why) as session:
        findings.move(view, session, finding_id, target, _act(view, bench, why))


def finding_state(view: View, bench: Workbench, finding_id: str) -> str:
    """`draft`, `agreed` or `withdrawn`; `NotFound` when it is not there for this View."""
    with bench.office.read(view) as session:
        return reading.finding_state(view, session, finding_id)


def hear(view: View, bench: Workbench, case_id: str, party: Party, letter: Letter) -> str:
    """Open a hearing with the letter that was sent; its id."""
    require(view, bench, INVESTIGATE)
    with bench.office.write(view, "opportunity to reply") as session:
        guard_cites(view, session, case_id, [letter.citation])
        act = _act(view, bench, "opportunity to reply")
        return hearings.open_with_letter(view, session, case_id, party, letter, act, bench.entropy)


def not_heard(view: View, bench: Workbench, case_id: str, party: Party, why: str) -> str:
    """Record why a party was given no opportunity; the hearing's id."""
    require(view, bench, "decide")
    with bench.office.write(view, why) as session:
        return hearings.open_not_given(view, session, case_id, party, _act(view, bench, why), bench.entropy)


def reply(view: View, bench: Workbench, hearing_id: str, answer: Reply) -> None:
    """Record an answer."""
    require(view, bench, INVESTIGATE)
    with bench.office.write(view, "reply") as session:
        guard_cites(view, session, reading.hearing_row(view, session, hearing_id).case_id, [answer.citation])
        hearings.record_reply(view, session, hearing_id, answer, _act(view, bench, "reply"), bench.entropy)


def correct_letter(view: View, bench: Workbench, hearing_id: str, letter: Letter, why: str) -> None:
    """Put the newest letter of a hearing right, also after an outcome; the wrong entry stays on record."""
    require(view, bench, INVESTIGATE)
    with bench.office.write(view, why) as session:
        guard_cites(view, session, reading.hearing_row(view, session, hearing_id).case_id, [letter.citation])
        hearings.correct_letter(view, session, hearing_id, letter, _act(view, bench, why), bench.entropy)


def correct_reply(
    view: View, bench: Workbench, hearing_id: str, which: int, answer: Reply | None, why: str
) -> None:
    """Put a reply right, the first being 1, or strike it; the wrong entry stays on record."""
    require(view, bench, INVESTIGATE)
    cites = [answer.citation] if answer else []
    with bench.office.write(view, why) as session:
        guard_cites(view, session, reading.hearing_row(view, session, hearing_id).case_id, cites)
        act = _act(view, bench, why)
        hearings.correct_reply(view, session, hearing_id, which, answer, act, bench.entropy)


def outcome(view: View, bench: Workbench, hearing_id: str, ended: Outcome, why: str) -> None:
    """Record how a hearing ended and what that rests on."""
    require(view, bench, INVESTIGATE)
    with bench.office.write(view, why) as session:
        hearings.record_outcome(view, session, hearing_id, ended, _act(view, bench, why), bench.entropy)


def stance(view: View, bench: Workbench, finding_id: str, expert: str, position: Position, text: str) -> None:
    """Record what an expert says of a finding.

    An expert speaks for themselves; whoever may decide records what another said. `Conflict` where they
    declared an interest in the matter and are not recused. Once experts declared who they are, none but they
    take a stance.
    """
    require(view, bench, INVESTIGATE if expert == view.user else "decide")
    with bench.office.write(view, "stance") as session:
        act = Act(expert, bench.clock(), "stance")
        then = reading.by_then(view, act.at)
        stances.require_seat(then, session, expert)
        if position is not Position.RECUSED:
            stances.require_free(then, session, finding_id, expert)
        findings.take_stance(view, session, finding_id, position, text, act, bench.entropy)


def remind(view: View, bench: Workbench, hearing_id: str, letter: Letter) -> None:
    """Record a further letter of a hearing: a reminder, or one with a new deadline."""
    require(view, bench, INVESTIGATE)
    with bench.office.write(view, "reminder") as session:
        guard_cites(view, session, reading.hearing_row(view, session, hearing_id).case_id, [letter.citation])
        hearings.send_letter(view, session, hearing_id, letter, _act(view, bench, "reminder"), bench.entropy)


def _act(view: View, bench: Workbench, why: str) -> Act:
    return Act(view.user, bench.clock(), why)
