"""Exemptions of the Committee: put on record, moved on by legal moves, read again as of any time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from sightline.cases.workflow import NEW, Legal, legal
from sightline.errors import NotFound, UsageError
from sightline.model.aid import Exemption, ExemptionMove, ExemptionState, ExemptItem, Terms
from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office.act import Act
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, long_id, random_id
from sightline.office.markings import mark
from sightline.office.tables import ExemptionMoveRow, ExemptionRow

EXEMPTION = (
    Legal(NEW, "requested", "a request went to the Committee"),
    Legal(NEW, "approved", "a letter of approval was found, whoever asked for it"),
    Legal("requested", "on hold", "a member asked for time or information"),
    Legal("requested", "approved", "the Committee approved it"),
    Legal("requested", "refused", "the Committee did not approve it"),
    Legal("requested", "withdrawn", "whoever asked took it back"),
    Legal("on hold", "requested", "the hold was lifted"),
    Legal("on hold", "approved", "the hold was lifted and the Committee approved it"),
    Legal("on hold", "refused", "the hold became an objection"),
    Legal("on hold", "withdrawn", "whoever asked took it back"),
    Legal("approved", "approved", "extended or amended"),
    Legal("approved", "ended", "ended before its time"),
    Legal("refused", "requested", "asked for again"),
    Legal("withdrawn", "requested", "asked for again"),
)


@dataclass(frozen=True, slots=True)
class NewExemption:
    """What an exemption starts with."""

    reference: str
    organisation: str
    title: str
    marking: Marking


def record(
    view: View,
    session: GuardedSession,
    new: NewExemption,
    state: ExemptionState,
    terms: Terms | None,
    act: Act,
    entropy: Entropy,
) -> str:
    """Put an exemption or a request on record in its first state; its id."""
    for name in ("reference", "organisation", "title"):
        if not getattr(new, name).strip():
            raise UsageError(f"an exemption has its {name}", remedy=f"give {name}")
    id = random_id("x", entropy)
    session.add(
        ExemptionRow(
            id=id,
            reference=new.reference.strip(),
            organisation=new.organisation.strip(),
            title=new.title.strip(),
            opened_by=act.by,
            opened_at=act.at,
        )
    )
    _add(session, id, 1, NEW, state, terms, act, entropy)
    mark(session, ExemptionRow.__marked__, id, new.marking, act.by, act.at, act.why or "exemption recorded")
    return id


def move(
    view: View,
    session: GuardedSession,
    id: str,
    target: ExemptionState,
    terms: Terms | None,
    act: Act,
    entropy: Entropy,
) -> None:
    """Move an exemption on; `Conflict` when the move is not legal, `NotFound` when it is not there."""
    held = exemption(replace(view, known_at=max(view.known_at, act.at)), session, id)
    _add(session, id, len(held.moves) + 1, held.state.value, target, terms or held.terms, act, entropy)


def exemptions(view: View, session: GuardedSession) -> tuple[Exemption, ...]:
    """Every exemption the View knew of by its time, in the order they came on record."""
    rows = session.scalars(
        select(ExemptionRow)
        .where(ExemptionRow.opened_at <= view.known_at)
        .order_by(ExemptionRow.opened_at, ExemptionRow.id)
    )
    return tuple(found for row in rows if (found := _noun(view, row)).moves)


def exemption(view: View, session: GuardedSession, id: str) -> Exemption:
    """One exemption; `NotFound` when it is not there for the View."""
    row = session.scalars(select(ExemptionRow).where(ExemptionRow.id == id)).first()
    found = _noun(view, row) if row is not None else None
    if found is None or not found.moves:
        raise NotFound(f"no such exemption: {id}", remedy="see `sightline aid list`")
    return found


def _add(
    session: GuardedSession,
    id: str,
    number: int,
    origin: str,
    target: ExemptionState,
    terms: Terms | None,
    act: Act,
    entropy: Entropy,
) -> None:
    if not act.why.strip():
        raise UsageError("a move has a reason")
    legal(EXEMPTION, origin, target.value)
    if target is ExemptionState.APPROVED:
        _check(terms)
    session.add(
        ExemptionMoveRow(
            id=long_id(entropy),
            exemption_id=id,
            number=number,
            at=act.at,
            by=act.by,
            origin=origin,
            target=target.value,
            why=act.why,
            terms=terms_shape(terms) if terms else {},
        )
    )
    session.flush()


def _check(terms: Terms | None) -> None:
    if terms is None:
        raise UsageError("an approval says what was approved", remedy="give valid_from, valid_to and items")
    if terms.valid_to < terms.valid_from:
        raise UsageError(
            f"it ends on {terms.valid_to}, before it begins on {terms.valid_from}",
            remedy="exchange the two days",
        )
    if not terms.items:
        raise UsageError("an approval names at least one item", remedy="list the items of the letter")


def terms_shape(terms: Terms) -> dict[str, Any]:
    """Terms as they are stored and published."""
    return {
        "valid_from": terms.valid_from.isoformat(),
        "valid_to": terms.valid_to.isoformat(),
        "items": [
            {
                "item": one.item,
                "hs": one.hs,
                "quantity": None if one.quantity is None else f"{one.quantity:f}",
                "unit": one.unit,
            }
            for one in terms.items
        ],
        "parties": list(terms.parties),
        "routes": terms.routes,
        "cite": terms.cite.as_json() if terms.cite else None,
    }


def terms_from(shape: dict[str, Any]) -> Terms:
    """The inverse of `terms_shape`."""
    return Terms(
        date.fromisoformat(shape["valid_from"]),
        date.fromisoformat(shape["valid_to"]),
        tuple(
            ExemptItem(
                one["item"],
                one["hs"],
                None if one["quantity"] is None else Decimal(one["quantity"]),
                one["unit"],
            )
            for one in shape["items"]
        ),
        tuple(shape["parties"]),
        shape["routes"],
        Citation.from_json(shape["cite"]) if shape["cite"] else None,
    )


def _noun(view: View, row: ExemptionRow) -> Exemption:
    moves = tuple(
        ExemptionMove(
            one.number,
            one.at,
            one.by,
            one.origin,
            one.target,
            one.why,
            terms_from(one.terms) if one.terms else None,
        )
        for one in row.moves
        if one.at <= view.known_at
    )
    return Exemption(row.id, row.reference, row.organisation, row.title, moves)
