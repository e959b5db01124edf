"""What the office holds: sources, and every time bytes were obtained from one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from sightline.office.tables.base import KEY, Table


class SourceRow(Table):
    """A source as graded at a time; the newest visible row of one `id` holds.

    `key` is the random id of the row and the subject of its marking. `id` is not unique: a unique
    id would tell whoever tries it that a hidden source exists.
    """

    __tablename__ = "sources"
    __table_args__ = (Index(None, "id", "at"),)
    __marked__ = "source"

    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    id: Mapped[str]
    name: Mapped[str]
    reliability: Mapped[str]
    origin_group: Mapped[str]
    kind: Mapped[str] = mapped_column(default="other")
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]


class AcquisitionRow(Table):
    """One time the bytes of an item were obtained. An item is there for whoever sees one of these.

    `outcome` is what reading them gave (`parsed`, `partial`, `refused`, `stored`), `problem` why not
    all; `size` counts bytes.
    """

    __tablename__ = "acquisitions"
    __table_args__ = (Index(None, "sha256"), Index(None, "collected_at"))
    __marked__ = "acquisition"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    sha256: Mapped[str] = mapped_column(KEY)
    size: Mapped[int]
    name: Mapped[str]
    media_type: Mapped[str] = mapped_column(default="")
    source_id: Mapped[str] = mapped_column(default="")
    """`id` of a source, not its key"""
    origin: Mapped[str] = mapped_column(default="")
    collector: Mapped[str]
    collected_at: Mapped[datetime]
    tool: Mapped[str] = mapped_column(default="")
    originator: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="original")
    document: Mapped[str] = mapped_column(default="")
    format: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="stored")
    problem: Mapped[str] = mapped_column(default="")
