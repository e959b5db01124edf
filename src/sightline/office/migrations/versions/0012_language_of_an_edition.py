"""Tell in which translation an edition was built."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what was built before is in the report's own language."""
    column = sa.Column("language", sa.Text(), server_default=sa.text("''"), nullable=False)
    with op.batch_alter_table("editions") as table:
        table.add_column(column)
    with op.batch_alter_table("editions") as table:
        table.alter_column("language", server_default=None)


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("editions") as table:
        table.drop_column("language")
