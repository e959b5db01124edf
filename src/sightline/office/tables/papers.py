"""The papers of a case (tasks, requests, visits, letters …), weighings, and what experts declare."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sightline.office.tables.base import KEY, Table, belongs_to


class PaperRow(Table):
    """A paper's identity; what it says stands in its versions. `kind` is a file of `cases.papers`."""

    __tablename__ = "papers"
    __table_args__ = (Index(None, "case_id", "kind"),)
    __parent__ = ("CaseRow", "case_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    case_id: Mapped[str] = mapped_column(belongs_to("cases.id"))
    kind: Mapped[str] = mapped_column(KEY)
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]


class PaperVersionRow(Table):
    """A paper as it stood at a time; the highest number holds. Two that write the same number collide."""

    __tablename__ = "paper_versions"
    __parent__ = ("PaperRow", "paper_id")

    paper_id: Mapped[str] = mapped_column(belongs_to("papers.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str]
    body: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]


class WeighingRow(Table):
    """How one piece of evidence stands to one hypothesis; the highest number of the pair holds."""

    __tablename__ = "weighings"
    __table_args__ = (
        UniqueConstraint("exhibit_id", "hypothesis_id", "number"),
        CheckConstraint("mark IN ('++', '+', '0', '-', '--', '')", name="mark"),
    )
    __parent__ = ("PaperRow", "exhibit_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    exhibit_id: Mapped[str] = mapped_column(belongs_to("papers.id"))
    hypothesis_id: Mapped[str] = mapped_column(belongs_to("papers.id"))
    number: Mapped[int]
    mark: Mapped[str] = mapped_column(KEY)
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]


class ExpertRow(Table):
    """What an expert declares: nationality, employment, interests. The newest row of a name holds."""

    __tablename__ = "experts"
    __table_args__ = (Index(None, "name"),)
    __marked__ = "expert"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    name: Mapped[str] = mapped_column(KEY)
    body: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]
