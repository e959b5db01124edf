"""Versions of lists held, and whether someone accepted them."""

from __future__ import annotations

import builtins
import datetime as clock

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sightline.office.tables.base import KEY, Table, belongs_to


class ListVersionRow(Table):
    """A list as it stood: the lake partition, the day it states, when we knew it."""

    __tablename__ = "list_versions"
    __table_args__ = (Index(None, "list", "dated"), Index(None, "partition"))
    __marked__ = "list_version"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    list: Mapped[str]
    partition: Mapped[str] = mapped_column(KEY)
    format: Mapped[str]
    dated: Mapped[clock.date]
    known_at: Mapped[clock.datetime]
    entries: Mapped[int]
    statements: Mapped[int]
    manifest: Mapped[str] = mapped_column(KEY)
    items: Mapped[builtins.list[str]]
    """SHA-256 of the items it was read from"""
    acquisitions: Mapped[builtins.list[str]]

    decisions: Mapped[builtins.list[ListDecisionRow]] = relationship(
        viewonly=True, order_by=lambda: (ListDecisionRow.at, ListDecisionRow.id)
    )


class ListDecisionRow(Table):
    """Accepted or refused, by whom and why; the newest row of a version holds."""

    __tablename__ = "list_decisions"
    __table_args__ = (
        Index(None, "version_id", "at"),
        CheckConstraint("decision IN ('accepted', 'refused')", name="decision"),
    )
    __parent__ = ("ListVersionRow", "version_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    version_id: Mapped[str] = mapped_column(belongs_to("list_versions.id"))
    at: Mapped[clock.datetime]
    by: Mapped[str]
    decision: Mapped[str]
    why: Mapped[str]
