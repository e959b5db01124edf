"""Who is watched for whom, when they were last held against the lists, and who was told what came of it."""

from __future__ import annotations

import builtins
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sightline.office.tables.base import KEY, Table, belongs_to


class WatchBookRow(Table):
    """A book of watched parties under one marking. `audience` is an action: whoever may do it is told too."""

    __tablename__ = "watch_books"
    __table_args__ = (
        Index(None, "owner"),
        CheckConstraint("kind IN ('party', 'customer')", name="kind"),
    )
    __marked__ = "watch_book"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    owner: Mapped[str]
    audience: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]

    watched: Mapped[list[WatchedRow]] = relationship(
        viewonly=True, order_by=lambda: (WatchedRow.at, WatchedRow.id)
    )


class WatchedRow(Table):
    """A party in a book, as a query to the lists; watched until it has an end."""

    __tablename__ = "watched"
    __table_args__ = (Index(None, "book_id"),)
    __parent__ = ("WatchBookRow", "book_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    book_id: Mapped[str] = mapped_column(belongs_to("watch_books.id"))
    at: Mapped[datetime]
    by: Mapped[str]
    query: Mapped[dict[str, Any]]
    why: Mapped[str]

    ends: Mapped[list[WatchEndRow]] = relationship(
        viewonly=True, order_by=lambda: (WatchEndRow.at, WatchEndRow.id)
    )


class WatchEndRow(Table):
    """A party is no longer watched: since when, by whose decision, and why."""

    __tablename__ = "watch_ends"
    __table_args__ = (Index(None, "watched_id"),)
    __parent__ = ("WatchedRow", "watched_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    watched_id: Mapped[str] = mapped_column(belongs_to("watched.id"))
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]


class RescreeningRow(Table):
    """A book or a case held against what changed between two versions of a list, for one clearance.

    `viewpoint` is that clearance as a marking; either version may be empty: there was none, or is none.
    `number` counts from 1 for one subject, list and viewpoint, so that nothing is screened twice at once.
    """

    __tablename__ = "rescreenings"
    __table_args__ = (UniqueConstraint("subject", "list", "viewpoint", "number"), Index(None, "at"))
    __marked__ = "rescreening"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    at: Mapped[datetime]
    subject_kind: Mapped[str]
    subject: Mapped[str] = mapped_column(KEY)
    list: Mapped[str]
    viewpoint: Mapped[str]
    number: Mapped[int]
    old_version: Mapped[str] = mapped_column(KEY, default="")
    new_version: Mapped[str] = mapped_column(KEY, default="")
    changed: Mapped[int]
    """entries that differ between the two versions"""
    watched: Mapped[int]
    comparisons: Mapped[int]
    """pairs of a watched party and a changed entry"""
    notified: Mapped[int]


class NotificationRow(Table):
    """Someone is told that a list changed about a party they watch. `audience` is an action, or empty."""

    __tablename__ = "notifications"
    __table_args__ = (
        Index(None, "at"),
        Index(None, "recipient"),
        CheckConstraint("kind IN ('hit', 'changed', 'gone')", name="kind"),
    )
    __marked__ = "notification"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    at: Mapped[datetime]
    recipient: Mapped[str]
    audience: Mapped[str] = mapped_column(default="")
    kind: Mapped[str]
    subject_kind: Mapped[str]
    subject: Mapped[str] = mapped_column(KEY)
    party: Mapped[str] = mapped_column(KEY)
    list: Mapped[str]
    entity: Mapped[str]
    text: Mapped[str]
    body: Mapped[dict[str, Any]]

    moves: Mapped[builtins.list[NotificationMoveRow]] = relationship(
        viewonly=True, order_by=lambda: (NotificationMoveRow.at, NotificationMoveRow.id)
    )


class NotificationMoveRow(Table):
    """A notification was read, or dealt with for the reason given; the newest row holds."""

    __tablename__ = "notification_moves"
    __table_args__ = (
        Index(None, "notification_id"),
        CheckConstraint("state IN ('read', 'done')", name="state"),
    )
    __parent__ = ("NotificationRow", "notification_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    notification_id: Mapped[str] = mapped_column(belongs_to("notifications.id"))
    at: Mapped[datetime]
    by: Mapped[str]
    state: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
