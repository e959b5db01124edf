"""Create the table of words on payments that files tell differently, and close its rows on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLE = "payment_settlements"
SEEN = f"sightline_sees('payment_settlement', {TABLE}.id)"


def upgrade() -> None:
    """Create the table and show its rows only to transactions whose settings cover them."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("first", sa.JSON(), nullable=False),
        sa.Column("second", sa.JSON(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "word IN ('holds', 'both', 'unknown', 'withdrawn')", name=op.f("ck_payment_settlements_word")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_settlements")),
    )
    op.create_index(op.f("ix_payment_settlements_at"), TABLE, ["at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY sightline_see ON {TABLE} FOR SELECT USING ({SEEN})")
        op.execute(f"CREATE POLICY sightline_add ON {TABLE} FOR INSERT WITH CHECK (true)")
        op.execute(f"CREATE POLICY sightline_change ON {TABLE} FOR UPDATE USING ({SEEN}) WITH CHECK (true)")


def downgrade() -> None:
    """Drop the table, and with it its policies."""
    op.drop_table(TABLE)
