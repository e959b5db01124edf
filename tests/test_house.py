"""The house keeps its own rules: what no linter looks for."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from sightline import errors

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "sightline"
MADE_HERE = {".venv", ".git", "node_modules", "build", "_build", "results", "__pycache__"}
LONGEST = 600
# One file on purpose: a reader gets the verifier whole.
LONGEST_OF = {"verifier.py": 1_850}
# Spelt in halves, so that this file does not find itself.
ADDRESSES = (
    "pypi" + ".org",
    "python" + "hosted",
    "registry." + "npmjs",
    "registry." + "yarnpkg",
    "deb." + "debian",
    "/work" + "/",
)


@cache
def files_of_ours() -> tuple[Path, ...]:
    """What the repository holds or would hold; without Git, every file that no target made."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not MADE_HERE & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in paths if path.is_file()))


def python_files() -> Iterator[Path]:
    return (path for path in files_of_ours() if path.suffix == ".py" and SOURCE in path.parents)


def test_no_file_spells_a_registry_or_a_place_on_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {address}"
        for path in files_of_ours()
        for address in ADDRESSES
        if address.encode() in path.read_bytes()
    ]
    assert found == []


def test_every_source_file_is_small() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in python_files()}
    assert {path: n for path, n in lengths.items() if n > LONGEST_OF.get(path.name, LONGEST)} == {}


def test_every_module_says_what_lives_there() -> None:
    first = re.compile(r'(?:#.*\n|\s)*r?"""\s*\S')
    silent = [path for path in python_files() if not first.match(path.read_text("utf-8"))]
    assert [str(path.relative_to(ROOT)) for path in silent] == []


def test_every_package_folder_is_a_package() -> None:
    folders = {path.parent for path in python_files()}
    loaded_by_path = {"versions"}  # Alembic's migrations
    bare = [folder for folder in folders if not (folder / "__init__.py").is_file()]
    assert [folder for folder in bare if folder.name not in loaded_by_path] == []


def imported(path: Path) -> set[str]:
    """First parts of the names a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." if node.level else (node.module or "").partition(".")[0])
    return names


def declared() -> set[str]:
    """Names of the distributions that pyproject.toml says we need, extras too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + [
        each for extra in project.get("optional-dependencies", {}).values() for each in extra
    ]
    return {normal(re.split(r"[^\w.-]", requirement, maxsplit=1)[0]) for requirement in wanted}


def normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_what_is_imported_is_declared() -> None:
    known = declared()
    makers = packages_distributions()
    foreign = {
        (str(path.relative_to(ROOT)), name)
        for path in python_files()
        for name in imported(path) - set(sys.stdlib_module_names) - {"sightline", ".", "__future__"}
    }
    undeclared = [
        where for where in foreign if not known & {normal(made) for made in makers.get(where[1], ())}
    ]
    assert sorted(undeclared) == []


def test_the_verifier_imports_the_standard_library_alone() -> None:
    assert imported(SOURCE / "evidence" / "verifier.py") - set(sys.stdlib_module_names) == set()


def test_the_verifier_is_shipped_as_one_file() -> None:
    verifier = SOURCE / "evidence" / "verifier.py"
    assert (ROOT / "sightline-verify.py").read_bytes() == verifier.read_bytes()


def every_error() -> list[type[errors.SightlineError]]:
    members = inspect.getmembers(errors, inspect.isclass)
    return [error for _, error in members if issubclass(error, errors.SightlineError)]


@pytest.mark.parametrize("error", every_error(), ids=lambda error: error.__name__)
def test_the_manual_lists_every_error(error: type[errors.SightlineError]) -> None:
    page = (ROOT / "docs" / "reference" / "errors.md").read_text("utf-8")
    row = f"| `{error.__name__}` | {error.exit_code} | {error.http_status} |"
    assert row in page


def test_the_manual_lists_no_error_that_is_gone() -> None:
    page = (ROOT / "docs" / "reference" / "errors.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.M)) == {error.__name__ for error in every_error()}


def pins(name: str) -> set[str]:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    return set(re.findall(r"^[\w.-]+==[^\s;]+", text, re.M))


def test_what_runs_is_what_is_tested() -> None:
    assert pins("run.txt") - pins("dev.txt") == set()


@pytest.mark.parametrize("name", ["uv.txt", "node.txt", "run.txt", "dev.txt"])
def test_every_locked_package_has_a_hash(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8").replace("\\\n", " ")
    assert [line for line in text.splitlines() if line and "--hash=sha256:" not in line] == []
