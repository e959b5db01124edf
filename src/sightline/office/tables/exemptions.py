"""Exemptions of the Committee as the office has them on record: never edited, moved on by rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sightline.office.tables.base import KEY, Table, belongs_to


class ExemptionRow(Table):
    """An exemption, or a request for one. Its state is the target of its last move."""

    __tablename__ = "exemptions"
    __table_args__ = (Index(None, "reference"),)
    __marked__ = "exemption"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    reference: Mapped[str] = mapped_column(KEY)
    organisation: Mapped[str]
    title: Mapped[str]
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]

    moves: Mapped[list[ExemptionMoveRow]] = relationship(
        viewonly=True, order_by=lambda: (ExemptionMoveRow.at, ExemptionMoveRow.number)
    )


class ExemptionMoveRow(Table):
    """A step; `number` counts the moves of one exemption from 1. `terms` is empty where none were set."""

    __tablename__ = "exemption_moves"
    __table_args__ = (UniqueConstraint("exemption_id", "number"),)
    __parent__ = ("ExemptionRow", "exemption_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    exemption_id: Mapped[str] = mapped_column(belongs_to("exemptions.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str]
    origin: Mapped[str]
    target: Mapped[str]
    why: Mapped[str]
    terms: Mapped[dict[str, Any]]
