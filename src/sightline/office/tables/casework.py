"""Cases and all that is seen with them: moves, leads, findings, hearings, stances."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sightline.office.tables.base import KEY, Table, belongs_to


class CaseRow(Table):
    """An investigation. Its state is the target of its last move."""

    __tablename__ = "cases"
    __marked__ = "case"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    entities: Mapped[list[str]] = mapped_column(default=list)
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]

    moves: Mapped[list[CaseMoveRow]] = relationship(
        viewonly=True, order_by=lambda: (CaseMoveRow.at, CaseMoveRow.number)
    )
    leads: Mapped[list[LeadRow]] = relationship(
        viewonly=True, order_by=lambda: (LeadRow.added_at, LeadRow.id)
    )
    findings: Mapped[list[FindingRow]] = relationship(
        viewonly=True, order_by=lambda: (FindingRow.at, FindingRow.id)
    )
    hearings: Mapped[list[HearingRow]] = relationship(
        viewonly=True, order_by=lambda: (HearingRow.opened_at, HearingRow.id)
    )


class CaseMoveRow(Table):
    """A step of the workflow; `number` counts the moves of one case from 1."""

    __tablename__ = "case_moves"
    __table_args__ = (UniqueConstraint("case_id", "number"),)
    __parent__ = ("CaseRow", "case_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    case_id: Mapped[str] = mapped_column(belongs_to("cases.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str]
    origin: Mapped[str]
    target: Mapped[str]
    why: Mapped[str]


class LeadRow(Table):
    """What made someone look. `cites` holds citations as JSON.

    `source` is who told it, `relies_on` the source that source has it from, `reference` what its author
    calls it: the same reference of one source is taken once.
    """

    __tablename__ = "leads"
    __table_args__ = (Index(None, "case_id"),)
    __parent__ = ("CaseRow", "case_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    case_id: Mapped[str] = mapped_column(belongs_to("cases.id"))
    text: Mapped[str]
    cites: Mapped[list[Any]]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(default="lead")
    source: Mapped[str] = mapped_column(default="")
    relies_on: Mapped[str] = mapped_column(default="")
    reference: Mapped[str] = mapped_column(default="")
    told_on: Mapped[date | None]


class FindingRow(Table):
    """A finding's identity; what it asserts stands in its versions."""

    __tablename__ = "findings"
    __table_args__ = (Index(None, "case_id"),)
    __parent__ = ("CaseRow", "case_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    case_id: Mapped[str] = mapped_column(belongs_to("cases.id"))
    author: Mapped[str]
    at: Mapped[datetime]

    case: Mapped[CaseRow] = relationship(viewonly=True)
    versions: Mapped[list[FindingVersionRow]] = relationship(
        viewonly=True, order_by=lambda: FindingVersionRow.version
    )
    stances: Mapped[list[StanceRow]] = relationship(
        viewonly=True, order_by=lambda: (StanceRow.at, StanceRow.id)
    )


class FindingVersionRow(Table):
    """A finding as worded at a time; the highest version holds."""

    __tablename__ = "finding_versions"
    __parent__ = ("FindingRow", "finding_id")

    finding_id: Mapped[str] = mapped_column(belongs_to("findings.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]


class HearingRow(Table):
    """An opportunity to reply, for one party of one case."""

    __tablename__ = "hearings"
    __table_args__ = (Index(None, "case_id"),)
    __parent__ = ("CaseRow", "case_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    case_id: Mapped[str] = mapped_column(belongs_to("cases.id"))
    party: Mapped[dict[str, Any]]
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]

    events: Mapped[list[HearingEventRow]] = relationship(
        viewonly=True, order_by=lambda: (HearingEventRow.at, HearingEventRow.id)
    )


class HearingEventRow(Table):
    """A letter, a reply, the outcome, or the reason why no opportunity was given."""

    __tablename__ = "hearing_events"
    __table_args__ = (
        Index(None, "hearing_id"),
        CheckConstraint("kind IN ('letter', 'reply', 'outcome', 'not_given')", name="kind"),
    )
    __parent__ = ("HearingRow", "hearing_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    hearing_id: Mapped[str] = mapped_column(belongs_to("hearings.id"))
    kind: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    body: Mapped[dict[str, Any]]


class StanceRow(Table):
    """What one expert says of a finding; the newest row of an expert holds."""

    __tablename__ = "stances"
    __table_args__ = (Index(None, "finding_id"),)
    __parent__ = ("FindingRow", "finding_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    finding_id: Mapped[str] = mapped_column(belongs_to("findings.id"))
    expert: Mapped[str]
    position: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]
