"""No module goes round the guard: read from the source, so that a shortcut fails by name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "sightline"
WALLS = {"office/guard.py", "office/walls.py", "office/engines.py", "office/schema.py", "office/database.py"}
"""The modules that may speak to tables and connections; migrations as well."""
PAST_THE_GUARD = {"office/guard.py", "office/markings.py", "office/additions.py"}
UNGUARDED = {"office/database.py", "office/jobs.py", "office/dump.py"}
"""Those whose work concerns everyone's rows: the job queue, and backup."""

RAW_NAMES = {"text", "literal_column", "table", "Table", "create_engine", "TextClause", "text_columns"}
RAW_ATTRIBUTES = {"__table__", "exec_driver_sql", "connection", "bind", "get_bind", "dbapi_connection"}
SESSION_MAKERS = {"Session", "sessionmaker", "scoped_session", "AsyncSession", "GuardedSession"}


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Those that name SQLAlchemy or the office at all; parsing the others would only take time."""
    paths = {path.relative_to(SOURCE).as_posix(): path for path in sorted(SOURCE.rglob("*.py"))}
    texts = {name: path.read_text("utf-8") for name, path in paths.items()}
    return tuple(
        (name, ast.parse(text))
        for name, text in texts.items()
        if not name.startswith("office/migrations/") and ("sqlalchemy" in text or "sightline.office" in text)
    )


def speaks_sqlalchemy(tree: ast.Module) -> bool:
    """Whether a module imports SQLAlchemy or the office, so that its names mean what they mean there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            ("sqlalchemy", "sightline.office")
        ):
            return True
        if isinstance(node, ast.Import) and any(name.name.startswith("sqlalchemy") for name in node.names):
            return True
    return False


def ways_round(tree: ast.Module) -> Iterator[str]:
    """What in a module could reach rows without the guard."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            yield from (f"imports {name.name}" for name in node.names if name.name in RAW_NAMES)
        if isinstance(node, ast.Import):
            yield from (f"imports {name.name}" for name in node.names if name.name.startswith("sqlalchemy"))
        if isinstance(node, ast.Attribute) and node.attr in RAW_ATTRIBUTES:
            yield f"uses .{node.attr}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SESSION_MAKERS:
            yield f"makes a {node.func.id}"


def test_nobody_goes_round_the_guard() -> None:
    found = {
        f"{name}: {way}"
        for name, tree in modules()
        if name not in WALLS and speaks_sqlalchemy(tree)
        for way in ways_round(tree)
        if not (name.startswith("office/tables/") and way == "imports Table")
    }
    assert found == set()


@pytest.mark.parametrize(
    ("called", "allowed"),
    [("past_the_guard", PAST_THE_GUARD), ("unguarded", UNGUARDED), ("snapshot", UNGUARDED)],
)
def test_the_gates_in_the_guard_are_used_by_few(called: str, allowed: set[str]) -> None:
    found = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr == called)
        or (isinstance(node, ast.Name) and node.id == called)
        or (isinstance(node, ast.Constant) and node.value == "sightline_open")
    }
    assert found <= allowed | {"office/guard.py"}


@pytest.mark.parametrize(
    "line",
    [
        "from sqlalchemy import text",
        "from sqlalchemy.sql import literal_column as harmless",
        "import sqlalchemy",
        "rows = CaseRow.__table__",
        "session.connection()",
        "Session(engine)",
    ],
)
def test_the_search_itself_finds(line: str) -> None:
    assert list(ways_round(ast.parse(line)))


@pytest.mark.parametrize("line", ["from sqlalchemy import select", "text = 'a'", "office.read(view)"])
def test_the_search_itself_passes(line: str) -> None:
    assert not list(ways_round(ast.parse(line)))
