"""What came of screening: decisions on hits, and runs whose answers are worked through."""

from __future__ import annotations

import datetime as clock
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from sightline.office.tables.base import KEY, Table


class ScreeningDecisionRow(Table):
    """What someone decided of a listed entry for a party or a name; the newest row of both holds."""

    __tablename__ = "screening_decisions"
    __table_args__ = (
        Index(None, "party"),
        Index(None, "at"),
        CheckConstraint("verdict IN ('true match', 'false positive', 'unsure', 'withdrawn')", name="verdict"),
        CheckConstraint("scope IN ('party', 'name')", name="scope"),
    )
    __marked__ = "screening_decision"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    at: Mapped[clock.datetime]
    by: Mapped[str]
    verdict: Mapped[str]
    why: Mapped[str]
    scope: Mapped[str]
    party: Mapped[str] = mapped_column(KEY)
    query: Mapped[dict[str, Any]]
    list: Mapped[str]
    entity: Mapped[str]
    reference: Mapped[str] = mapped_column(default="")
    caption: Mapped[str] = mapped_column(default="")
    until: Mapped[clock.date | None]
    certificate: Mapped[str] = mapped_column(KEY, default="")
    manifest: Mapped[str] = mapped_column(KEY, default="")
    """of the list version the entry was looked at in; the decision is hidden with it"""
    entry_hash: Mapped[str] = mapped_column(KEY, default="")


class ScreeningRunRow(Table):
    """One screening as it was asked, its answers in pages; all of its certificates stand in `batches`."""

    __tablename__ = "screening_runs"
    __table_args__ = (Index(None, "at"),)
    __marked__ = "screening_run"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    at: Mapped[clock.datetime]
    by: Mapped[str]
    name: Mapped[str]
    """what was screened: the name of a file, or the first names"""
    body: Mapped[dict[str, Any]]
    """how it was asked, counts, and the answers to look at, packed"""
