from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from sightline.cases.workflow import CASE, FINDING, HEARING, NEW, Legal, Needs, legal, require, targets
from sightline.errors import Conflict

TABLES = {"case": CASE, "finding": FINDING, "hearing": HEARING}
MANUAL = Path(__file__).resolve().parents[2] / "docs" / "reference" / "report.md"


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_state_can_be_reached_and_no_move_stands_twice(table: Sequence[Legal]) -> None:
    pairs = [(move.origin, move.target) for move in table]
    assert len(pairs) == len(set(pairs))
    reached, waiting = {NEW}, [NEW]
    while waiting:
        new = set(targets(table, waiting.pop())) - reached
        reached |= new
        waiting += sorted(new)
    assert reached >= {state for pair in pairs for state in pair}


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_the_manual_has_every_move(table: Sequence[Legal]) -> None:
    rows = {tuple(re.split(r"\s*\|\s*", line)[1:5]) for line in MANUAL.read_text("utf-8").splitlines()}
    assert {
        (move.origin or "(new)", move.target, move.meaning, move.needs.value or "–") for move in table
    } <= rows


def test_a_legal_move_is_given_back() -> None:
    assert legal(CASE, "hearing", "concluded").needs is Needs.ALL_HEARD


@pytest.mark.parametrize(
    ("origin", "target"),
    [("opened", "concluded"), ("concluded", "dismissed"), ("nowhere", "opened"), (NEW, NEW)],
)
def test_any_other_is_a_conflict_that_names_the_legal_ones(origin: str, target: str) -> None:
    with pytest.raises(Conflict) as problem:
        legal(CASE, origin, target)
    assert "legal from here: " in (problem.value.remedy or "")


def test_what_a_move_needs_must_be_there() -> None:
    move = legal(CASE, "investigating", "hearing")
    require(move, met=True)
    with pytest.raises(Conflict, match="a finding"):
        require(move, met=False)
