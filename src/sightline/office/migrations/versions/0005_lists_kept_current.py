"""Refused lists, fetches, watched parties, rescreenings and notifications; closed on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SEEN = {
    "list_refusals": "sightline_sees('list_refusal', list_refusals.id)",
    "list_fetches": "sightline_sees('list_fetch', list_fetches.id)",
    "watch_books": "sightline_sees('watch_book', watch_books.id)",
    "watched": "EXISTS (SELECT 1 FROM watch_books AS p WHERE p.id = watched.book_id)",
    "watch_ends": "EXISTS (SELECT 1 FROM watched AS p WHERE p.id = watch_ends.watched_id)",
    "rescreenings": "sightline_sees('rescreening', rescreenings.id)",
    "notifications": "sightline_sees('notification', notifications.id)",
    "notification_moves": (
        "EXISTS (SELECT 1 FROM notifications AS p WHERE p.id = notification_moves.notification_id)"
    ),
}


def upgrade() -> None:
    """Create the tables and show their rows only to transactions whose settings cover them."""
    op.create_table(
        "list_refusals",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("version_id", sa.String(length=200), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_refusals")),
    )
    op.create_index(op.f("ix_list_refusals_list_at"), "list_refusals", ["list", "at"])
    op.create_index(op.f("ix_list_refusals_version_id"), "list_refusals", ["version_id"])
    op.create_table(
        "list_fetches",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=200), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('fetched', 'not modified', 'failed')", name=op.f("ck_list_fetches_outcome")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_fetches")),
    )
    op.create_index(op.f("ix_list_fetches_list_at"), "list_fetches", ["list", "at"])
    op.create_table(
        "watch_books",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('party', 'customer')", name=op.f("ck_watch_books_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_books")),
    )
    op.create_index(op.f("ix_watch_books_owner"), "watch_books", ["owner"])
    op.create_table(
        "watched",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("book_id", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"],
            ["watch_books.id"],
            name=op.f("fk_watched_book_id_watch_books"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watched")),
    )
    op.create_index(op.f("ix_watched_book_id"), "watched", ["book_id"])
    op.create_table(
        "watch_ends",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("watched_id", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["watched_id"],
            ["watched.id"],
            name=op.f("fk_watch_ends_watched_id_watched"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_ends")),
    )
    op.create_index(op.f("ix_watch_ends_watched_id"), "watch_ends", ["watched_id"])
    op.create_table(
        "rescreenings",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("viewpoint", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("old_version", sa.String(length=200), nullable=False),
        sa.Column("new_version", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("watched", sa.BigInteger(), nullable=False),
        sa.Column("comparisons", sa.BigInteger(), nullable=False),
        sa.Column("notified", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescreenings")),
        sa.UniqueConstraint(
            "subject",
            "list",
            "viewpoint",
            "number",
            name=op.f("uq_rescreenings_subject_list_viewpoint_number"),
        ),
    )
    op.create_index(op.f("ix_rescreenings_at"), "rescreenings", ["at"])
    op.create_table(
        "notifications",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("party", sa.String(length=200), nullable=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.CheckConstraint("kind IN ('hit', 'changed', 'gone')", name=op.f("ck_notifications_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
    )
    op.create_index(op.f("ix_notifications_at"), "notifications", ["at"])
    op.create_index(op.f("ix_notifications_recipient"), "notifications", ["recipient"])
    op.create_table(
        "notification_moves",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("notification_id", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('read', 'done')", name=op.f("ck_notification_moves_state")),
        sa.ForeignKeyConstraint(
            ["notification_id"],
            ["notifications.id"],
            name=op.f("fk_notification_moves_notification_id_notifications"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification_moves")),
    )
    op.create_index(op.f("ix_notification_moves_notification_id"), "notification_moves", ["notification_id"])
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
