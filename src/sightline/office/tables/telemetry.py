"""Partitions of telemetry tables, runs of detectors over them, and the append-only log of signals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sightline.office.tables.base import KEY, Table, belongs_to


class TablePartitionRow(Table):
    """The rows a file gave to a table: the lake partition, when we knew it, what was refused of it."""

    __tablename__ = "table_partitions"
    __table_args__ = (Index(None, "table", "known_at"), Index(None, "partition"))
    __marked__ = "table_partition"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    table: Mapped[str]
    partition: Mapped[str] = mapped_column(KEY)
    format: Mapped[str]
    known_at: Mapped[datetime]
    rows: Mapped[int]
    refused: Mapped[int]
    first_ms: Mapped[int | None]
    last_ms: Mapped[int | None]
    manifest: Mapped[str] = mapped_column(KEY)
    items: Mapped[list[str]]
    """SHA-256 of the items it was read from"""
    acquisitions: Mapped[list[str]]


class DetectorRunRow(Table):
    """A detector run over pinned partitions through a View; `found` counts its signals."""

    __tablename__ = "detector_runs"
    __table_args__ = (Index(None, "detector", "ended"),)
    __marked__ = "detector_run"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    detector: Mapped[str]
    detector_version: Mapped[int]
    params: Mapped[dict[str, Any]]
    engine: Mapped[str]
    manifests: Mapped[list[str]]
    """SHA-256 of the manifests of every partition it read"""
    started: Mapped[datetime]
    ended: Mapped[datetime]
    found: Mapped[int]
    by: Mapped[str]
    view: Mapped[dict[str, Any]]


class SignalRow(Table):
    """A signal as a run saw it; the newest visible row of one `id` holds.

    `key` is the random id of the row and the subject of its marking. `id` is not unique: later runs add
    versions, and a run over rows that few may see adds one that few may see. `seen` is false where a run
    over more data no longer found it, with the reason in `why`.
    """

    __tablename__ = "signals"
    __table_args__ = (Index(None, "id", "at"), Index(None, "detector"))
    __marked__ = "signal"

    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    id: Mapped[str] = mapped_column(KEY)
    detector: Mapped[str]
    detector_version: Mapped[int]
    run_id: Mapped[str] = mapped_column(belongs_to("detector_runs.id"))
    seen: Mapped[bool] = mapped_column(default=True)
    body: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]

    moves: Mapped[list[SignalMoveRow]] = relationship(
        viewonly=True, order_by=lambda: (SignalMoveRow.at, SignalMoveRow.id)
    )


class SignalMoveRow(Table):
    """A step of a signal's workflow: dismissed with a reason, or taken into a case."""

    __tablename__ = "signal_moves"
    __table_args__ = (
        Index(None, "signal_key"),
        CheckConstraint("target IN ('new', 'dismissed', 'taken')", name="target"),
    )
    __parent__ = ("SignalRow", "signal_key")

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    signal_key: Mapped[str] = mapped_column(belongs_to("signals.key"))
    at: Mapped[datetime]
    by: Mapped[str]
    origin: Mapped[str]
    target: Mapped[str]
    why: Mapped[str]
    case_id: Mapped[str] = mapped_column(KEY, default="")
    """the case it was taken into; whoever may not see the case does not see the move"""
