"""Create the tables of telemetry and signals, and close their rows on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SEEN = {
    "table_partitions": "sightline_sees('table_partition', table_partitions.id)",
    "detector_runs": "sightline_sees('detector_run', detector_runs.id)",
    "signals": "sightline_sees('signal', signals.key)",
    "signal_moves": "EXISTS (SELECT 1 FROM signals AS p WHERE p.key = signal_moves.signal_key)",
}


def upgrade() -> None:
    """Create the tables and show their rows only to transactions whose settings cover them."""
    op.create_table(
        "table_partitions",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("partition", sa.String(length=200), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("refused", sa.BigInteger(), nullable=False),
        sa.Column("first_ms", sa.BigInteger(), nullable=True),
        sa.Column("last_ms", sa.BigInteger(), nullable=True),
        sa.Column("manifest", sa.String(length=200), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("acquisitions", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_partitions")),
    )
    op.create_index(op.f("ix_table_partitions_table_known_at"), "table_partitions", ["table", "known_at"])
    op.create_index(op.f("ix_table_partitions_partition"), "table_partitions", ["partition"])
    op.create_table(
        "detector_runs",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("detector", sa.Text(), nullable=False),
        sa.Column("detector_version", sa.BigInteger(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("manifests", sa.JSON(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("view", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_detector_runs")),
    )
    op.create_index(op.f("ix_detector_runs_detector_ended"), "detector_runs", ["detector", "ended"])
    op.create_table(
        "signals",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("detector", sa.Text(), nullable=False),
        sa.Column("detector_version", sa.BigInteger(), nullable=False),
        sa.Column("run_id", sa.String(length=200), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["detector_runs.id"],
            name=op.f("fk_signals_run_id_detector_runs"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_signals")),
    )
    op.create_index(op.f("ix_signals_id_at"), "signals", ["id", "at"])
    op.create_index(op.f("ix_signals_detector"), "signals", ["detector"])
    op.create_table(
        "signal_moves",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("signal_key", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("case_id", sa.String(length=200), nullable=False),
        sa.CheckConstraint("target IN ('new', 'dismissed', 'taken')", name=op.f("ck_signal_moves_target")),
        sa.ForeignKeyConstraint(
            ["signal_key"],
            ["signals.key"],
            name=op.f("fk_signal_moves_signal_key_signals"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_moves")),
    )
    op.create_index(op.f("ix_signal_moves_signal_key"), "signal_moves", ["signal_key"])
    if op.get_bind().dialect.name == "postgresql":
        for table, seen in SEEN.items():
            _close(table, seen)


def downgrade() -> None:
    """Drop the tables, and with them their policies."""
    for table in reversed(SEEN):
        op.drop_table(table)


def _close(table: str, seen: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY sightline_see ON {table} FOR SELECT USING ({seen})")
    op.execute(f"CREATE POLICY sightline_add ON {table} FOR INSERT WITH CHECK (true)")
    op.execute(f"CREATE POLICY sightline_change ON {table} FOR UPDATE USING ({seen}) WITH CHECK (true)")
