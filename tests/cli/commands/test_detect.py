"""Detectors and signals at the command line: lines, exit codes, parameters from a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.detectors.sea.test_ship_to_ship import pair
from tests.service.seas import positions_file

FIELDS = ("id", "detector", "version", "score", "entities", "start", "end", "place", "measures", "reasons")


@pytest.fixture
def sea(sightline: Any, tmp_path: Path) -> Any:
    """The command line in an office that holds the positions of a meeting, and one bad row."""
    done = sightline("ingest", positions_file(tmp_path / "p.csv", pair(), "x,y,z,1,2,3"))
    assert (done.code, done.line["status"], done.line["refused"]) == (3, "partial", 1)
    return sightline


def test_one_line_a_signal(sea: Any) -> None:
    done = sea("detect", "ship_to_ship")
    assert done.code == 0
    assert set(FIELDS) <= set(done.line)
    assert set(done.line["entities"][0]) == {"id", "caption", "role"}
    assert all(set(cite) == {"item", "place"} for one in done.line["reasons"] for cite in one["cites"])
    again = [line for line in sea("detect").lines if line["detector"] == "ship_to_ship"]
    assert again == done.lines, "all detectors, and nothing new of this one"
    assert sea("detect", "--since", "2023-05-05").lines == []


@pytest.mark.parametrize(
    ("text", "code", "count"),
    [
        ("ship_to_ship:\n  hours: 2.5\n", 0, 1),
        ('{"ship_to_ship": {"hours": 3.5}}', 0, 0),
        ("hours: 3.5\n", 0, 0),
        ("hour: 3\n", 2, 0),
        ("hours: three\n", 2, 0),
        ("fortune_telling:\n  stars: 3\n", 2, 0),
        ("- a\n- b\n", 4, 0),
        ("a: [b", 4, 0),
    ],
    ids=["yaml", "json", "plain", "unknown", "a word", "another detector", "a list", "broken"],
)
def test_parameters_from_a_file(sea: Any, tmp_path: Path, text: str, code: int, count: int) -> None:
    path = tmp_path / "params"
    path.write_text(text, "utf-8")
    done = sea("detect", "ship_to_ship", "--params", path)
    assert (done.code, len(done.lines)) == (code, count)


@pytest.mark.parametrize(
    "words",
    [["fortune_telling"], ["--engine", "oracle"], ["--since", "yesterday"], ["--params", "nowhere"]],
)
def test_wrong_usage(sea: Any, words: list[str]) -> None:
    assert sea("detect", *words).code == 2


@pytest.mark.slow
def test_dismissed_reopened_taken(sea: Any) -> None:
    id = sea("detect", "ship_to_ship").line["id"]
    assert sea("signal", "list", "--state", "new").line["id"] == id
    assert sea("signal", "dismiss", id, "--why", "bunkering").line == {"id": id, "state": "dismissed"}
    assert sea("signal", "dismiss", id, "--why", "again").code == 2
    assert sea("signal", "reopen", id, "--why", "no papers").code == 0
    case = sea("case", "open", "Meetings", "--why", "a signal").line["id"]
    assert sea("signal", "take", id, case, "--why", "to be looked into").line["state"] == "taken"
    shown = sea("signal", "show", id).line
    assert [one["target"] for one in shown["history"] if "target" in one] == ["dismissed", "new", "taken"]
    assert id in json.dumps(sea("case", "show", case).line)
    assert sea("signal", "show", "s-nowhere").code == 2
