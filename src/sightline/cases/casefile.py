"""Opening a case, adding what made someone look, and moving it on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.cases import reading
from sightline.cases.workflow import CASE, NEW, Needs, legal, require
from sightline.errors import Conflict, UsageError
from sightline.model.casework import Case
from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office.act import Act
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, long_id, random_id
from sightline.office.markings import mark
from sightline.office.tables import CaseMoveRow, CaseRow, LeadRow


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a case starts with."""

    title: str
    summary: str
    marking: Marking
    entities: tuple[str, ...] = ()


def open_case(view: View, session: GuardedSession, new: NewCase, act: Act, entropy: Entropy) -> str:
    """Open a case, marked as given; its id."""
    if not new.title.strip():
        raise UsageError("a case has a title")
    case_id = random_id("c", entropy)
    session.add(
        CaseRow(
            id=case_id,
            title=new.title,
            summary=new.summary,
            entities=list(new.entities),
            opened_by=act.by,
            opened_at=act.at,
        )
    )
    mark(session, CaseRow.__marked__, case_id, new.marking, act.by, act.at, act.why or "case opened")
    _add_move(session, case_id, 1, NEW, "opened", act, entropy)
    return case_id


LEADS = ("lead", "signal", "tip", "report")
"""what a lead can be; `report` is what a third party published"""


@dataclass(frozen=True, slots=True)
class Told:
    """Who told a lead: the source, the source it has it from, its reference and day."""

    kind: str = "lead"
    source: str = ""
    relies_on: str = ""
    reference: str = ""
    on: date | None = None


UNTOLD = Told()


def add_lead(
    view: View,
    session: GuardedSession,
    case_id: str,
    text: str,
    cites: tuple[Citation, ...],
    act: Act,
    entropy: Entropy,
    told: Told = UNTOLD,
) -> str:
    """Put on record what made someone look; the lead's id. A lead may stand without a citation.

    `Conflict` where the case holds a lead of the same source under the same reference.
    """
    held = reading.case(reading.by_then(view, act.at), session, case_id)
    if not text.strip():
        raise UsageError("a lead says what made someone look")
    if told.kind not in LEADS:
        raise UsageError(f"not a kind of lead: {told.kind!r}", remedy="use one of " + ", ".join(LEADS))
    same = [one for one in held.leads if (one.source, one.reference) == (told.source, told.reference)]
    if told.reference and same:
        raise Conflict(f"{told.reference} of {told.source or 'nobody'} is a lead of this case: {same[0].id}")
    lead_id = random_id("l", entropy)
    shapes = [citation.as_json() for citation in cites]
    session.add(
        LeadRow(
            id=lead_id, case_id=case_id, text=text, cites=shapes, added_by=act.by, added_at=act.at,
            kind=told.kind, source=told.source, relies_on=told.relies_on, reference=told.reference,
            told_on=told.on,
        )
    )  # fmt: skip
    session.flush()
    return lead_id


def move_case(
    view: View, session: GuardedSession, case_id: str, target: str, act: Act, entropy: Entropy
) -> None:
    """Move a case on, with a reason; `Conflict` when the move is not legal or something is missing."""
    if not act.why.strip():
        raise UsageError("a move has a reason")
    held = reading.case(reading.by_then(view, act.at), session, case_id)
    step = legal(CASE, held.state, target)
    require(step, _met(step.needs, held, act))
    number = len(held.moves) + 1
    _add_move(session, case_id, number, held.state, target, act, entropy)


def _met(needs: Needs, held: Case, act: Act) -> bool:
    if needs is Needs.A_FINDING:
        return bool(held.findings)
    if needs is Needs.ALL_HEARD:
        return not unheard(held, act)
    return True


def unheard(held: Case, act: Act) -> tuple[str, ...]:
    """Names of the parties to findings of breach whose hearing is not on record on the day of `act`."""
    heard = {hearing.party.id for hearing in held.heard if hearing.on_record(act.at.date())}
    parties = {party.id: party.name for one in held.findings if one.breach for party in one.parties}
    return tuple(sorted(name for party, name in parties.items() if party not in heard))


def _add_move(
    session: GuardedSession,
    case_id: str,
    number: int,
    origin: str,
    target: str,
    act: Act,
    entropy: Entropy,
) -> None:
    session.add(
        CaseMoveRow(
            id=long_id(entropy),
            case_id=case_id,
            number=number,
            at=act.at,
            by=act.by,
            origin=origin,
            target=target,
            why=act.why,
        )
    )
    session.flush()
