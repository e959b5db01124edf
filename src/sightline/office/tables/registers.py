"""What the office keeps beyond its cases: transmissions, copies, what came of a report, recommendations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from sightline.office.tables.base import KEY, Table, belongs_to


class EntryRow(Table):
    """An entry's identity; what it says stands in its versions. `kind` is a file of `cases.registers`."""

    __tablename__ = "register_entries"
    __table_args__ = (Index(None, "kind"),)
    __marked__ = "entry"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[str] = mapped_column(KEY)
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]


class EntryVersionRow(Table):
    """An entry as it stood at a time; the highest number holds. Two that write the same number collide."""

    __tablename__ = "register_entry_versions"
    __parent__ = ("EntryRow", "entry_id")

    entry_id: Mapped[str] = mapped_column(belongs_to("register_entries.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str]
    body: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]
