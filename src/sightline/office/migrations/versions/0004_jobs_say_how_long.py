"""Jobs say since when they run and how long they still take."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """When the present attempt began, and the worker's estimate of the seconds left."""
    op.add_column("jobs", sa.Column("started_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("jobs", sa.Column("seconds_left", sa.Double(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_column("seconds_left")
        batch_op.drop_column("started_at")
