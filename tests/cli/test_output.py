"""Tables for people: nothing that is typed again is cut, however narrow the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.cli.output import Output

ID = "un-sc@2026-02-27-76776e"
ROWS = [
    {"version": ID, "dated": "2026-02-27", "why": "read whole"},
    {"version": "short", "dated": None, "why": ""},
]
NARROW = [ID, "  dated  2026-02-27", "  why    read whole", "short"]
WIDE = ["version                  dated       why", f"{ID}  2026-02-27  read", " " * 37 + "whole", "short"]


@pytest.mark.parametrize(("columns", "lines"), [("41", NARROW), ("42", WIDE)], ids=["one short", "enough"])
def test_no_id_is_cut(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: str, lines: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    Output(Path(), as_json=False).table(ROWS, list(ROWS[0]))
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == lines
