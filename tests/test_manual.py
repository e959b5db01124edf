"""The manual says what the code says, and builds without a warning."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import manual

DOCS = Path(__file__).resolve().parent.parent / "docs"


@pytest.mark.parametrize("name", manual.PAGES)
def test_no_page_is_behind_the_code(name: str) -> None:
    page = manual.REFERENCE / name
    assert page.read_text("utf-8") == manual.written(page, manual.PAGES[name]()), "run `make manual`"


def test_a_page_without_marks_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# By hand\n")
    with pytest.raises(ValueError, match="no marks"):
        manual.written(page, "part")


def test_only_what_stands_between_the_marks_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{manual.BEGIN}\nold\n{manual.END}\nafter\n")
    assert manual.written(page, "new") == f"before\n{manual.BEGIN}\nnew\n\n{manual.END}\nafter\n"


@pytest.mark.slow
def test_the_manual_builds_without_a_warning_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", DOCS, tmp_path]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (built.returncode, built.stderr) == (0, "")
    pages = [page.read_text("utf-8") for page in tmp_path.rglob("*.html")]
    assert pages
    assert [page for page in pages if 'src="http' in page or 'rel="stylesheet" href="http' in page] == []
