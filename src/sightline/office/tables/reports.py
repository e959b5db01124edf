"""Reports, their outlines by version, and the editions built from them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sightline.office.tables.base import KEY, Table, belongs_to


class ReportRow(Table):
    """A report's identity; `symbol` is what it is cited by."""

    __tablename__ = "reports"
    __marked__ = "report"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    title: Mapped[str]
    symbol: Mapped[str]
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]

    versions: Mapped[list[ReportVersionRow]] = relationship(
        viewonly=True, order_by=lambda: ReportVersionRow.version
    )
    edits: Mapped[list[ReportEditRow]] = relationship(viewonly=True, order_by=lambda: ReportEditRow.number)
    editions: Mapped[list[EditionRow]] = relationship(
        viewonly=True, order_by=lambda: (EditionRow.built_at, EditionRow.id)
    )


class ReportVersionRow(Table):
    """The outline as it stood; the highest version holds."""

    __tablename__ = "report_versions"
    __parent__ = ("ReportRow", "report_id")

    report_id: Mapped[str] = mapped_column(belongs_to("reports.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    outline: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    """may be large: fetched when it is asked for"""
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]


class ReportEditRow(Table):
    """One step of an editor since a version was saved: never changed, so that nothing typed is lost.

    `kind` is `put`, `insert`, `remove`, `section`, `comment`, `suggestion`, `resolved`, `lock` or `unlock`;
    `block` the block or section it is about; `body` what was written.
    """

    __tablename__ = "report_edits"
    __parent__ = ("ReportRow", "report_id")

    report_id: Mapped[str] = mapped_column(belongs_to("reports.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    """the version that held when it was made"""
    kind: Mapped[str]
    block: Mapped[str]
    body: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by: Mapped[str]


class EditionRow(Table):
    """A report built for one audience: names of files and their SHA-256; `language` if translated."""

    __tablename__ = "editions"
    __table_args__ = (Index(None, "report_id"),)
    __parent__ = ("ReportRow", "report_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    report_id: Mapped[str] = mapped_column(belongs_to("reports.id"))
    edition: Mapped[str]
    language: Mapped[str] = mapped_column(default="")
    built_at: Mapped[datetime]
    by: Mapped[str]
    files: Mapped[dict[str, Any]]
