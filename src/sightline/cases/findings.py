"""Recording a finding and its later wordings, evidence and stances: each a new row."""

from __future__ import annotations

from dataclasses import replace

from sightline.cases import reading
from sightline.cases.deciding import Decision
from sightline.cases.filing import TOGETHER
from sightline.cases.shapes import Wording, read_wording, wording
from sightline.cases.workflow import FINDING, NEW, Needs, legal, require
from sightline.clean import countries
from sightline.errors import ChangedMeanwhile, Conflict, UsageError
from sightline.model.casework import Evidence, Position
from sightline.model.view import View
from sightline.office.act import Act
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, long_id, random_id
from sightline.office.tables import FindingRow, FindingVersionRow, StanceRow


def record(
    view: View, session: GuardedSession, case_id: str, worded: Wording, act: Act, entropy: Entropy
) -> str:
    """Record a finding as a draft of a case; its id."""
    reading.case_row(reading.by_then(view, act.at), session, case_id)
    _check(worded)
    finding_id = random_id("f", entropy)
    session.add(FindingRow(id=finding_id, case_id=case_id, author=act.by, at=act.at))
    session.flush()
    _add(session, finding_id, 1, wording(worded, legal(FINDING, NEW, "draft").target), act)
    return finding_id


def revise(
    view: View, session: GuardedSession, finding_id: str, worded: Wording, act: Act, seen: int = 0
) -> int:
    """Word a draft anew, with a reason; its new version. `Conflict` when it is agreed or withdrawn.

    `seen` is the version the writer looked at, 0 for none: `ChangedMeanwhile` where there is a newer one.
    """
    _check(worded)
    newest = _newest(reading.by_then(view, act.at), session, finding_id)
    if seen and newest.version != seen:
        raise ChangedMeanwhile(
            f"{newest.by} saved version {newest.version} on {newest.at:%Y-%m-%d at %H:%M} UTC, "
            f"while you wrote on version {seen}",
            place=f"finding {finding_id}",
            remedy=TOGETHER,
        )
    return _move(view, session, finding_id, "draft", worded, act, from_draft_alone=True)


def attach(view: View, session: GuardedSession, finding_id: str, evidence: Evidence, act: Act) -> int:
    """Add a piece of evidence, for or against, to a draft; its new version.

    The standard met stays what it was: whoever attaches judges it anew and revises.
    """
    held = read_wording(_newest(reading.by_then(view, act.at), session, finding_id).body)
    if evidence in held.evidence:
        raise UsageError("this evidence is attached already")
    return revise(view, session, finding_id, replace(held, evidence=(*held.evidence, evidence)), act)


def move(
    view: View,
    session: GuardedSession,
    finding_id: str,
    target: str,
    act: Act,
    decision: Decision | None = None,
) -> int:
    """Agree to a finding, withdraw it, or open it again, with a reason; its new version.

    A decision stands in the version it led to; `Conflict` where its rule is not met.
    """
    worded = read_wording(_newest(reading.by_then(view, act.at), session, finding_id).body)
    if decision is not None and not decision.met:
        raise Conflict(
            f"under the rule {decision.rule.id!r}: " + "; ".join(decision.lacking),
            remedy="take the experts' stances first, or have the office choose another rule",
        )
    return _move(view, session, finding_id, target, worded, act, decision=decision)


def take_stance(
    view: View,
    session: GuardedSession,
    finding_id: str,
    position: Position,
    text: str,
    act: Act,
    entropy: Entropy,
) -> None:
    """Record what an expert (`act.by`) says of a finding; a reservation or dissent carries its words."""
    reading.finding_row(reading.by_then(view, act.at), session, finding_id)
    if position in (Position.RESERVE, Position.DISSENT) and not text.strip():
        raise UsageError(f"a {position.value} says why")
    if position is Position.RECUSED and not text.strip():
        raise UsageError("a recusal says which interest it rests on")
    session.add(
        StanceRow(
            id=long_id(entropy),
            finding_id=finding_id,
            expert=act.by,
            position=position.value,
            text=text,
            at=act.at,
        )
    )
    session.flush()


def _check(worded: Wording) -> None:
    if not worded.assertion.strip():
        raise UsageError("a finding asserts something")
    if not worded.measures:
        raise UsageError("a finding names the measures it is held against")
    if wrong := [e.weight for e in worded.evidence if e.weight not in ("for", "against")]:
        raise UsageError(f"evidence is for or against, not {wrong[0]!r}")
    if wrong_grade := [e for e in worded.evidence if not 1 <= e.credibility <= 6]:
        raise UsageError(f"credibility runs from 1 to 6, not {wrong_grade[0].credibility}")
    _check_ranges(worded)


def _check_ranges(worded: Wording) -> None:
    for one in worded.ranges:
        if not one.what.strip():
            raise UsageError("a range says what it is a range of")
        if one.high < one.low:
            raise UsageError(f"{one.what}: from {one.low} to {one.high} runs backward")
        if one.low == one.high and not one.basis.strip():
            raise UsageError(
                f"{one.what}: {one.low} is a point",
                remedy="give a range, or say which document states the number",
            )
    if wrong := [code for code in worded.states if countries.of_code(code) != code]:
        raise UsageError(f"not a country: {wrong[0]!r}", remedy="use two small letters, as in kp")


def _decided(decision: Decision) -> dict[str, object]:
    names = ("entitled", "spoke", "concur", "reserve", "dissent", "recused")
    return {"rule": decision.rule.id} | {name: getattr(decision, name) for name in names}


def _newest(view: View, session: GuardedSession, finding_id: str) -> FindingVersionRow:
    return reading.versions(view, session, reading.finding_row(view, session, finding_id).id)[-1]


def _move(
    view: View,
    session: GuardedSession,
    finding_id: str,
    target: str,
    worded: Wording,
    act: Act,
    from_draft_alone: bool = False,
    decision: Decision | None = None,
) -> int:
    if not act.why.strip():
        raise UsageError("a new version of a finding has a reason")
    newest = _newest(reading.by_then(view, act.at), session, finding_id)
    origin = str(newest.body["state"])
    if from_draft_alone and origin != "draft":
        raise Conflict(
            f"a finding that is {origin} is not worded anew",
            remedy=f"open it again first: `sightline case move-finding {finding_id} draft`, with the reason",
        )
    step = legal([m for m in FINDING if not from_draft_alone or m.origin == "draft"], origin, target)
    if step.needs is Needs.PROOF:
        proved = any(e.weight == "for" for e in worded.evidence)
        require(step, proved and worded.claimed.rank <= worded.met.rank)
    decided = {"decided": _decided(decision)} if decision is not None else {}
    _add(session, finding_id, newest.version + 1, wording(worded, target) | decided, act)
    return newest.version + 1


def _add(session: GuardedSession, finding_id: str, version: int, body: dict[str, object], act: Act) -> None:
    session.add(
        FindingVersionRow(
            finding_id=finding_id, version=version, body=body, at=act.at, by=act.by, why=act.why
        )
    )
    session.flush()
