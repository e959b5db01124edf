"""What people say of two entities, and the pairs a run of the resolver put before them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from sightline.office.tables.base import KEY, Table, belongs_to


class JudgementRow(Table):
    """One person's word on a pair; a later one of theirs supersedes it, `withdrawn` takes it back."""

    __tablename__ = "judgements"
    __table_args__ = (
        Index(None, "pair"),
        Index(None, "at"),
        CheckConstraint("verdict IN ('same', 'different', 'unsure')", name="verdict"),
    )
    __marked__ = "judgement"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    pair: Mapped[str] = mapped_column(KEY)
    left: Mapped[str]
    right: Mapped[str]
    verdict: Mapped[str]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    by: Mapped[str]
    at: Mapped[datetime]
    why: Mapped[str]
    evidence: Mapped[list[Any]]
    """citations"""
    manifests: Mapped[list[str]]
    """SHA-256 of the manifests of the list versions it was judged by; hidden with any of them"""


class ResolutionRunRow(Table):
    """A run of the resolver over pinned list versions.

    `covers` names the pairs of manifests whose candidates stand with this run: those that a run over less
    restricted versions alone does not show already.
    """

    __tablename__ = "resolution_runs"
    __table_args__ = (Index(None, "ended"),)
    __marked__ = "resolution_run"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    engine: Mapped[str]
    threshold: Mapped[float]
    manifests: Mapped[list[str]]
    covers: Mapped[list[Any]]
    started: Mapped[datetime]
    ended: Mapped[datetime]
    found: Mapped[int]
    by: Mapped[str]


class CandidateRow(Table):
    """Two entities worth a person's look, as a run saw them; `body` holds the reasons."""

    __tablename__ = "candidates"
    __table_args__ = (Index(None, "run_id"), Index(None, "pair"))
    __parent__ = ("ResolutionRunRow", "run_id")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    run_id: Mapped[str] = mapped_column(belongs_to("resolution_runs.id"))
    pair: Mapped[str] = mapped_column(KEY)
    left: Mapped[str]
    right: Mapped[str]
    left_manifest: Mapped[str] = mapped_column(KEY)
    right_manifest: Mapped[str] = mapped_column(KEY)
    score: Mapped[float]
    body: Mapped[list[Any]]
