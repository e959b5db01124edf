"""Who may know of what: append-only, the row with the highest number per subject holds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sightline.office.tables.base import KEY, Table, belongs_to


class MarkingRow(Table):
    """A marking given to a subject. `compartments` is sorted text, `,A,B,`, empty for none."""

    __tablename__ = "markings"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject", "number"),
        CheckConstraint("level BETWEEN 0 AND 4", name="level"),
    )

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    subject_kind: Mapped[str]
    subject: Mapped[str] = mapped_column(KEY)
    number: Mapped[int]
    """counts the markings of one subject from 1; never shown, a hole would tell of a hidden one"""
    level: Mapped[int]
    compartments: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]


class MarkingCompartmentRow(Table):
    """One compartment of a marking, so that SQL can ask whether all are cleared."""

    __tablename__ = "marking_compartments"
    __parent__ = ("MarkingRow", "marking_id")

    marking_id: Mapped[str] = mapped_column(belongs_to("markings.id"), primary_key=True)
    compartment: Mapped[str] = mapped_column(primary_key=True)
