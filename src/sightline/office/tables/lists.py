"""Versions of lists held, whether someone accepted them, what was refused, and every attempt to fetch one."""

from __future__ import annotations

import builtins
import datetime as clock
from typing import Any

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


class ListRefusalRow(Table):
    """A list that was not taken: why, where, and what to do about it.

    `version_id` names the version where the files were read whole and only their counts were refused;
    it is empty where they were not, and then nothing can be accepted.
    """

    __tablename__ = "list_refusals"
    __table_args__ = (Index(None, "list", "at"), Index(None, "version_id"))
    __marked__ = "list_refusal"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    list: Mapped[str]
    at: Mapped[clock.datetime]
    by: Mapped[str]
    format: Mapped[str] = mapped_column(default="")
    items: Mapped[builtins.list[str]]
    """SHA-256 of the files; none where nothing arrived whole"""
    version_id: Mapped[str] = mapped_column(KEY, default="")
    message: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    remedy: Mapped[str] = mapped_column(default="")


class ListFetchRow(Table):
    """One attempt to fetch a part of a list from its publisher, with what the server said."""

    __tablename__ = "list_fetches"
    __table_args__ = (
        Index(None, "list", "at"),
        CheckConstraint("outcome IN ('fetched', 'not modified', 'failed')", name="outcome"),
    )
    __marked__ = "list_fetch"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    list: Mapped[str]
    part: Mapped[str]
    address: Mapped[str]
    """what was asked for; where redirects led stands in `headers`"""
    at: Mapped[clock.datetime]
    by: Mapped[str]
    outcome: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=1)
    etag: Mapped[str] = mapped_column(default="")
    last_modified: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(KEY, default="")
    size: Mapped[int] = mapped_column(default=0)
    headers: Mapped[dict[str, Any]]
    problem: Mapped[str] = mapped_column(default="")
