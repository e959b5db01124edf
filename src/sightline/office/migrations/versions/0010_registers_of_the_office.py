"""Create the registers of the office: entries and their versions, closed on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ENTRIES, VERSIONS = "register_entries", "register_entry_versions"
SEEN = {
    ENTRIES: f"sightline_sees('entry', {ENTRIES}.id)",
    VERSIONS: f"EXISTS (SELECT 1 FROM {ENTRIES} AS p WHERE p.id = {VERSIONS}.entry_id)",
}


def upgrade() -> None:
    """Create the tables and show their rows only to transactions whose settings cover them."""
    op.create_table(
        ENTRIES,
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entries")),
    )
    op.create_index(op.f("ix_register_entries_kind"), ENTRIES, ["kind"])
    op.create_table(
        VERSIONS,
        sa.Column("entry_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            [f"{ENTRIES}.id"],
            name=op.f("fk_register_entry_versions_entry_id_register_entries"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("entry_id", "number", name=op.f("pk_register_entry_versions")),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table, seen in SEEN.items():
            _close(table, seen)


def downgrade() -> None:
    """Drop the tables, and with them their policies."""
    op.drop_table(VERSIONS)
    op.drop_table(ENTRIES)


def _close(table: str, seen: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY sightline_see ON {table} FOR SELECT USING ({seen})")
    op.execute(f"CREATE POLICY sightline_add ON {table} FOR INSERT WITH CHECK (true)")
    op.execute(f"CREATE POLICY sightline_change ON {table} FOR UPDATE USING ({seen}) WITH CHECK (true)")
