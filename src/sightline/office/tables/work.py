"""What the machine does for people: certificates of screening, notices, jobs; and settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from sightline.office.tables.base import KEY, Table


class CertificateRow(Table):
    """A screening on record: question, lists, engine and hits, so that it can be computed again."""

    __tablename__ = "certificates"
    __marked__ = "certificate"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str]
    body: Mapped[dict[str, Any]]


class NoticeRow(Table):
    """Something people should know and do something about. `subject` says of what."""

    __tablename__ = "notices"
    __table_args__ = (Index(None, "at"),)
    __marked__ = "notice"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    remedy: Mapped[str] = mapped_column(default="")


class JobRow(Table):
    """Work for a worker. `claim` is the secret of whoever holds the lease; `progress` runs 0 to 1."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index(None, "state", "queued_at"),
        CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name="state"),
    )
    __marked__ = "job"
    __edited__ = True

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[str]
    args: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default="queued")
    progress: Mapped[float] = mapped_column(default=0.0)
    note: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    attempts_limit: Mapped[int] = mapped_column(default=3)
    claim: Mapped[str] = mapped_column(default="")
    worker: Mapped[str] = mapped_column(default="")
    lease_until: Mapped[datetime | None]
    heartbeat: Mapped[datetime | None]
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    error: Mapped[str] = mapped_column(default="")
    result: Mapped[dict[str, Any] | None]
    by: Mapped[str]
    view: Mapped[dict[str, Any]]
    """the View the work is done through"""
    queued_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    """when the present attempt began"""
    seconds_left: Mapped[float | None]
    """the worker's estimate, as of its last heartbeat"""
    ended_at: Mapped[datetime | None]


class SettingRow(Table):
    """A setting's value; the highest version of a key holds."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]
