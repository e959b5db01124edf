"""Create the tables of judgements and candidates, and close their rows on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SEEN = {
    "judgements": "sightline_sees('judgement', judgements.id)",
    "resolution_runs": "sightline_sees('resolution_run', resolution_runs.id)",
    "candidates": "EXISTS (SELECT 1 FROM resolution_runs AS p WHERE p.id = candidates.run_id)",
}


def upgrade() -> None:
    """Create the tables and show their rows only to transactions whose settings cover them."""
    op.create_table(
        "judgements",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("pair", sa.String(length=200), nullable=False),
        sa.Column("left", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("manifests", sa.JSON(), nullable=False),
        sa.CheckConstraint("verdict IN ('same', 'different', 'unsure')", name=op.f("ck_judgements_verdict")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
    )
    op.create_index(op.f("ix_judgements_pair"), "judgements", ["pair"])
    op.create_index(op.f("ix_judgements_at"), "judgements", ["at"])
    op.create_table(
        "resolution_runs",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("threshold", sa.Double(), nullable=False),
        sa.Column("manifests", sa.JSON(), nullable=False),
        sa.Column("covers", sa.JSON(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution_runs")),
    )
    op.create_index(op.f("ix_resolution_runs_ended"), "resolution_runs", ["ended"])
    op.create_table(
        "candidates",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("run_id", sa.String(length=200), nullable=False),
        sa.Column("pair", sa.String(length=200), nullable=False),
        sa.Column("left", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("left_manifest", sa.String(length=200), nullable=False),
        sa.Column("right_manifest", sa.String(length=200), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["resolution_runs.id"],
            name=op.f("fk_candidates_run_id_resolution_runs"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidates")),
    )
    op.create_index(op.f("ix_candidates_run_id"), "candidates", ["run_id"])
    op.create_index(op.f("ix_candidates_pair"), "candidates", ["pair"])
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
