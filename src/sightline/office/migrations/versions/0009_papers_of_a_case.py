"""Create the tables of papers, weighings and experts; let leads say who told them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SEEN = {
    "papers": "EXISTS (SELECT 1 FROM cases AS p WHERE p.id = papers.case_id)",
    "paper_versions": "EXISTS (SELECT 1 FROM papers AS p WHERE p.id = paper_versions.paper_id)",
    "weighings": "EXISTS (SELECT 1 FROM papers AS p WHERE p.id = weighings.exhibit_id)",
    "experts": "sightline_sees('expert', experts.id)",
}
TOLD = ("kind", "source", "relies_on", "reference")


def upgrade() -> None:
    """Create the tables and show their rows only to transactions whose settings cover them."""
    op.create_table(
        "papers",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("case_id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        _belongs("papers", "case_id", "cases"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
    )
    op.create_index(op.f("ix_papers_case_id_kind"), "papers", ["case_id", "kind"])
    op.create_table(
        "paper_versions",
        sa.Column("paper_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        *_attributed(),
        _belongs("paper_versions", "paper_id", "papers"),
        sa.PrimaryKeyConstraint("paper_id", "number", name=op.f("pk_paper_versions")),
    )
    op.create_table(
        "weighings",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("exhibit_id", sa.String(length=200), nullable=False),
        sa.Column("hypothesis_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.String(length=200), nullable=False),
        *_attributed(),
        sa.CheckConstraint("mark IN ('++', '+', '0', '-', '--', '')", name=op.f("ck_weighings_mark")),
        _belongs("weighings", "exhibit_id", "papers"),
        _belongs("weighings", "hypothesis_id", "papers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weighings")),
        sa.UniqueConstraint(
            "exhibit_id", "hypothesis_id", "number", name=op.f("uq_weighings_exhibit_id_hypothesis_id_number")
        ),
    )
    op.create_table(
        "experts",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        *_attributed(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experts")),
    )
    op.create_index(op.f("ix_experts_name"), "experts", ["name"])
    with op.batch_alter_table("leads") as leads:
        for name in TOLD:
            first = "lead" if name == "kind" else ""
            leads.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=first))
        leads.add_column(sa.Column("told_on", sa.Date(), nullable=True))
    with op.batch_alter_table("leads") as leads:
        for name in TOLD:
            leads.alter_column(name, server_default=None)
    if op.get_bind().dialect.name == "postgresql":
        for table, seen in SEEN.items():
            _close(table, seen)


def downgrade() -> None:
    """Drop the tables, and with them their policies; leads forget who told them."""
    with op.batch_alter_table("leads") as leads:
        for name in (*TOLD, "told_on"):
            leads.drop_column(name)
    for table in reversed(SEEN):
        op.drop_table(table)


def _attributed() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
    )


def _belongs(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{parent}")
    return sa.ForeignKeyConstraint(
        [column], [f"{parent}.id"], name=name, initially="DEFERRED", deferrable=True
    )


def _close(table: str, seen: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY sightline_see ON {table} FOR SELECT USING ({seen})")
    op.execute(f"CREATE POLICY sightline_add ON {table} FOR INSERT WITH CHECK (true)")
    op.execute(f"CREATE POLICY sightline_change ON {table} FOR UPDATE USING ({seen}) WITH CHECK (true)")
