"""What experts say of findings, what they declare, and whether their stances carry a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sightline.cases import deciding, paper_reading, reading
from sightline.cases.deciding import RECORDED, Decision, Rule
from sightline.clean import countries
from sightline.errors import Conflict, NotAllowed, UsageError
from sightline.model.casework import Finding, Stance
from sightline.model.marking import Marking
from sightline.model.papers import Expert, Interest, Paper
from sightline.model.view import View
from sightline.names.company_forms import company_forms
from sightline.office import settings
from sightline.office.act import Act
from sightline.office.guard import GuardedSession
from sightline.office.ids import long_id
from sightline.office.markings import mark
from sightline.office.tables import ExpertRow
from sightline.reports.problem import folded
from sightline.service.access import may
from sightline.service.roles import require
from sightline.service.workbench import Workbench

DECIDE = "decide"
RULE = "decision rule"
EMPLOYMENT = ("independent", "seconded", "on leave from a government", "other")
DECLARED = Marking()
"""How what experts declare is marked. Everyone's decisions must count the same experts, so the rows are there
for all; what they say is shown by role: all to the coordinator, to each expert their own."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said of a finding: the stances that hold, every one there was, and the objections.

    `experts` holds what those who spoke declare, for whoever may see it: the coordinator, and each their own.
    """

    finding: Finding
    stances: tuple[Stance, ...]
    history: tuple[Stance, ...]
    objections: tuple[Paper, ...]
    decision: Decision
    experts: Mapping[str, Expert]


def spoken(view: View, bench: Workbench, finding_id: str) -> Spoken:
    """All that was said of one finding; `NotFound` when it is not there for this View."""
    with bench.office.read(view) as session:
        held = reading.finding(view, session, finding_id)
        history = reading.stance_history(view, session, finding_id)
        objections = _objections(view, session, held)
        decision = deciding.decide(_rule(session), held.stances, _roster(view, session))
    declared = _shown(view, bench)
    return Spoken(held, held.stances, history, objections, decision, declared)


def objections(view: View, bench: Workbench, findings: Iterable[Finding]) -> dict[str, tuple[Paper, ...]]:
    """The objections to several findings, by the finding's id; for annexes that print them."""
    with bench.office.read(view) as session:
        return {one.id: _objections(view, session, one) for one in findings}


def decided(view: View, session: GuardedSession, finding_id: str) -> Decision:
    """What the office's rule says of a finding; `Conflict` while an objection waits for an answer."""
    held = reading.finding(view, session, finding_id)
    waiting = [one for one in _objections(view, session, held) if one.state == "unanswered"]
    if waiting:
        raise Conflict(
            f"an objection of {waiting[0].text('by')} waits for an answer: {waiting[0].id}",
            remedy="answer it; the answer stays on record beside it",
        )
    return deciding.decide(_rule(session), held.stances, _roster(view, session))


def rule(view: View, bench: Workbench) -> Rule:
    """The rule the office decides by, as of the View's time."""
    with bench.office.read(view) as session:
        return _rule(session)


def choose_rule(view: View, bench: Workbench, id: str, why: str) -> None:
    """Decide by another rule from now on, with a reason; what was decided before stays as it was."""
    require(view, bench, DECIDE)
    if not why.strip():
        raise UsageError("another rule has a reason", remedy="say why in a few words")
    chosen = deciding.rule(id)
    with bench.office.write(view, why) as session:
        settings.put(session, RULE, {"rule": chosen.id}, Act(view.user, bench.clock(), why))


def declare(view: View, bench: Workbench, expert: Expert, why: str) -> None:
    """Put on record what an expert declares; the newest declaration holds, the earlier ones stay.

    Experts declare for themselves; whoever may decide enters what another declared.
    """
    require(view, bench, "investigate" if expert.name == view.user else DECIDE)
    if expert.employment not in EMPLOYMENT:
        raise UsageError(
            f"not known: {expert.employment!r}", place="employment", remedy="use " + ", ".join(EMPLOYMENT)
        )
    if expert.nationality and countries.of_code(expert.nationality) is None:
        raise UsageError(
            f"not a state: {expert.nationality!r}", place="nationality", remedy="give two letters, as nl"
        )
    if expert.since and expert.until and expert.until < expert.since:
        raise UsageError("the seat ends before it begins", place="until", remedy="exchange the two days")
    with bench.office.write(view, why or "declared") as session:
        at, id = bench.clock(), long_id(bench.entropy)
        session.add(ExpertRow(id=id, name=expert.name, body=_body(expert), at=at, by=view.user, why=why))
        mark(session, ExpertRow.__marked__, id, DECLARED, view.user, at, why or "declared", new=True)


def experts(view: View, bench: Workbench) -> tuple[Expert, ...]:
    """What the experts declare, by name: for the coordinator. Others see what they declared themselves."""
    return tuple(one for _, one in sorted(_shown(view, bench).items()))


def conflicts(expert: Expert, finding: Finding) -> tuple[Interest, ...]:
    """The declared interests that concern a finding: a party, its entity, or a country it concerns."""
    touched = {finding.case, *finding.states}
    for party in finding.parties:
        touched |= {party.id, party.name, party.entity} - {""}
    known = {_bare(one) for one in touched}
    return tuple(one for one in expert.interests if _bare(one.about) in known)


def _bare(name: str) -> str:
    """A name in small letters without the forms of company in it."""
    words = folded(name).split()
    return " ".join([word for word in words if not company_forms(word)] or words)


def require_free(view: View, session: GuardedSession, finding_id: str, expert: str) -> None:
    """`Conflict` where the expert declared an interest in what the finding is about."""
    declared = paper_reading.experts(view, session).get(expert)
    held = reading.finding(view, session, finding_id)
    found = conflicts(declared, held) if declared else ()
    if found:
        raise Conflict(
            f"{expert} declared an interest in {found[0].about}: {found[0].what}",
            remedy="record that they are recused, naming the interest",
        )


def require_seat(view: View, session: GuardedSession, expert: str) -> None:
    """`UsageError` for whoever declared nothing, where others did: a vote is of those who sit."""
    declared = paper_reading.experts(view, session)
    if declared and expert not in declared:
        raise UsageError(
            f"no expert here is called {expert!r}",
            place="expert",
            remedy="correct the name, or enter what they declare first (`sightline case declare`)",
        )


def _shown(view: View, bench: Workbench) -> dict[str, Expert]:
    with bench.office.read(view) as session:
        declared = paper_reading.experts(view, session)
    if may(view, bench, DECIDE):
        return declared
    return {name: one for name, one in declared.items() if name == view.user}


def require_coordinator(view: View, bench: Workbench) -> None:
    """`NotAllowed` for whoever may not see what all experts declare."""
    if not may(view, bench, DECIDE):
        raise NotAllowed("what experts declare is shown to the coordinator")


def _objections(view: View, session: GuardedSession, held: Finding) -> tuple[Paper, ...]:
    found = paper_reading.papers_of(view, session, held.case, "objection")
    return tuple(one for one in found if one.text("finding") == held.id)


def _rule(session: GuardedSession) -> Rule:
    chosen = settings.get(session, RULE)
    return deciding.rule(chosen["rule"] if chosen else RECORDED)


def _roster(view: View, session: GuardedSession) -> frozenset[str]:
    return frozenset(
        name for name, one in paper_reading.experts(view, session).items() if one.sits(view.as_of)
    )


def _body(expert: Expert) -> dict[str, Any]:
    return {
        "nationality": expert.nationality,
        "employment": expert.employment,
        "employer": expert.employer,
        "portfolio": expert.portfolio,
        "since": expert.since.isoformat() if expert.since else "",
        "until": expert.until.isoformat() if expert.until else "",
        "interests": [asdict(one) for one in expert.interests],
    }
