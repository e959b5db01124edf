"""What people decided of rows that tell one payment differently."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from sightline.office.tables.base import KEY, Table


class SettlementRow(Table):
    """One person's word on two rows; a later one supersedes it, `withdrawn` takes it back."""

    __tablename__ = "payment_settlements"
    __table_args__ = (
        Index(None, "at"),
        CheckConstraint("word IN ('holds', 'both', 'unknown', 'withdrawn')", name="word"),
    )
    __marked__ = "payment_settlement"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    word: Mapped[str]
    first: Mapped[dict[str, Any]]
    """where a row stands and what it says: the one that holds, if one does"""
    second: Mapped[dict[str, Any]]
    by: Mapped[str]
    at: Mapped[datetime]
    why: Mapped[str]
