"""People and how they come in: users, their changes, sessions, tokens, links, attempts.

No secret stands here in the clear but the seed of a second factor; tokens are stored as SHA-256.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sightline.office.tables.base import KEY, Table, belongs_to


class UserRow(Table):
    """Someone who works here. `name` is what they sign in with, lower case."""

    __tablename__ = "users"
    __edited__ = True

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    clearance: Mapped[str]
    """as a marking is written"""
    password_hash: Mapped[str] = mapped_column(default="")
    totp_secret: Mapped[str] = mapped_column(default="")
    totp_confirmed: Mapped[bool] = mapped_column(default=False)
    totp_last_step: Mapped[int] = mapped_column(default=0)
    """the newest 30-second step a code was accepted for: none is accepted twice"""
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class UserChangeRow(Table):
    """What was changed about a user, by whom and why. Never a secret."""

    __tablename__ = "user_changes"
    __table_args__ = (UniqueConstraint("user_id", "number"),)

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    user_id: Mapped[str] = mapped_column(belongs_to("users.id"))
    number: Mapped[int]
    """counts the changes of one user from 1"""
    at: Mapped[datetime]
    by: Mapped[str]
    what: Mapped[str]
    detail: Mapped[dict[str, Any]]
    why: Mapped[str]


class SessionRow(Table):
    """A browser that is signed in."""

    __tablename__ = "sessions"
    __table_args__ = (Index(None, "user_id"),)
    __edited__ = True

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    token_hash: Mapped[str] = mapped_column(KEY, unique=True)
    user_id: Mapped[str] = mapped_column(belongs_to("users.id"))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(default="")
    agent: Mapped[str] = mapped_column(default="")


class ApiTokenRow(Table):
    """A token for scripts: what it may do and until when."""

    __tablename__ = "api_tokens"
    __table_args__ = (Index(None, "user_id"),)
    __edited__ = True

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    token_hash: Mapped[str] = mapped_column(KEY, unique=True)
    user_id: Mapped[str] = mapped_column(belongs_to("users.id"))
    label: Mapped[str]
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class OneTimeLinkRow(Table):
    """A link that signs in once."""

    __tablename__ = "one_time_links"
    __table_args__ = (Index(None, "user_id"),)
    __edited__ = True

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    token_hash: Mapped[str] = mapped_column(KEY, unique=True)
    user_id: Mapped[str] = mapped_column(belongs_to("users.id"))
    issued_by: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class SignInAttemptRow(Table):
    """A try to sign in. `name_hash` because people type passwords into the wrong field."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index(None, "name_hash", "at"), Index(None, "address", "at"))
    __edited__ = True

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    name_hash: Mapped[str] = mapped_column(KEY)
    address: Mapped[str]
    at: Mapped[datetime]
    outcome: Mapped[str]
    """`open` while it is being checked, then `refused`, `admitted` or `forgiven`"""
