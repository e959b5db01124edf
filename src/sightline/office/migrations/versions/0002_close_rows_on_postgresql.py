"""Close rows on PostgreSQL to whom the clearance of the transaction does not cover."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MARKED = {
    "sources": ("source", "key"),
    "acquisitions": ("acquisition", "id"),
    "list_versions": ("list_version", "id"),
    "cases": ("case", "id"),
    "reports": ("report", "id"),
    "certificates": ("certificate", "id"),
    "notices": ("notice", "id"),
    "jobs": ("job", "id"),
}
CHILDREN = {
    "list_decisions": ("list_versions", "version_id"),
    "case_moves": ("cases", "case_id"),
    "leads": ("cases", "case_id"),
    "findings": ("cases", "case_id"),
    "finding_versions": ("findings", "finding_id"),
    "stances": ("findings", "finding_id"),
    "hearings": ("cases", "case_id"),
    "hearing_events": ("hearings", "hearing_id"),
    "report_versions": ("reports", "report_id"),
    "editions": ("reports", "report_id"),
}

SEES = """
CREATE FUNCTION sightline_sees(kind text, of text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('sightline.open', true), '') = 'on' OR EXISTS (
        SELECT 1 FROM markings AS m
        WHERE m.subject_kind = kind AND m.subject = of
        AND m.level <= coalesce(nullif(current_setting('sightline.level', true), ''), '-1')::int
        AND NOT EXISTS (
            SELECT 1 FROM markings AS n
            WHERE n.subject_kind = kind AND n.subject = of AND n.number > m.number)
        AND NOT EXISTS (
            SELECT 1 FROM marking_compartments AS c WHERE c.marking_id = m.id
            AND strpos(coalesce(current_setting('sightline.compartments', true), ''),
                       ',' || c.compartment || ',') = 0))
$$
"""


def upgrade() -> None:
    """Show rows only to transactions whose settings cover them; any may add rows."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(SEES)
    for table, (kind, key) in MARKED.items():
        _close(table, f"sightline_sees('{kind}', {table}.{key})")
    for table, (parent, key) in CHILDREN.items():
        _close(table, f"EXISTS (SELECT 1 FROM {parent} AS p WHERE p.id = {table}.{key})")


def downgrade() -> None:
    """Open them again."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in [*CHILDREN, *MARKED]:
        for deed in ("see", "add", "change"):
            op.execute(f"DROP POLICY sightline_{deed} ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    op.execute("DROP FUNCTION sightline_sees(text, text)")


def _close(table: str, seen: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY sightline_see ON {table} FOR SELECT USING ({seen})")
    op.execute(f"CREATE POLICY sightline_add ON {table} FOR INSERT WITH CHECK (true)")
    op.execute(f"CREATE POLICY sightline_change ON {table} FOR UPDATE USING ({seen}) WITH CHECK (true)")
