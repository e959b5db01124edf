"""Create the table of edits of reports, and close its rows on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLE = "report_edits"
SEEN = "EXISTS (SELECT 1 FROM reports AS p WHERE p.id = report_edits.report_id)"


def upgrade() -> None:
    """Create the table and show its rows only to transactions whose settings cover the report."""
    op.create_table(
        TABLE,
        sa.Column("report_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
            name=op.f("fk_report_edits_report_id_reports"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("report_id", "number", name=op.f("pk_report_edits")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY sightline_see ON {TABLE} FOR SELECT USING ({SEEN})")
        op.execute(f"CREATE POLICY sightline_add ON {TABLE} FOR INSERT WITH CHECK (true)")
        op.execute(f"CREATE POLICY sightline_change ON {TABLE} FOR UPDATE USING ({SEEN}) WITH CHECK (true)")


def downgrade() -> None:
    """Drop the table, and with it its policies."""
    op.drop_table(TABLE)
