"""More than 150 questions answered by hand, each from a line of the collected facts with its mark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sightline import regime
from sightline.regime import plain_yaml
from tests.regime.asked import asked

FILE = Path(__file__).parent / "questions.yaml"
GROUPS: list[dict[str, Any]] = plain_yaml.read(FILE.read_text("utf-8"), FILE.name)
QUESTIONS = [(group, one) for group in GROUPS for one in group["asked"]]


@pytest.mark.parametrize(("group", "one"), QUESTIONS, ids=[f"{one['q']} {one['on']}" for _, one in QUESTIONS])
def test_the_answer_is_that_of_the_line(group: dict[str, Any], one: dict[str, Any]) -> None:
    fields = {name: str(value) for name, value in one["ask"].items()}
    found = regime.answer(asked(fields, str(one["on"])))
    assert found.answer.value == one["answer"], group["line"]
    said = {concern.id: concern for concern in found.concerns}
    if "by" in one:
        assert said[one["by"]].says.value == one.get("says", one["answer"])
        assert said[one["by"]].paragraph == one["at"], group["line"]
    else:
        assert {concern.says.value for concern in found.concerns} <= {"not covered"}
    if one["answer"] == "cannot say":
        assert found.needs


def test_there_are_enough_and_none_twice() -> None:
    assert len(QUESTIONS) >= 150
    put = [(str(one["ask"]), one["on"]) for _, one in QUESTIONS]
    assert len(put) == len(set(put))


def test_every_line_stands_in_the_collected_facts_with_its_mark(shared_data: Path) -> None:
    facts = shared_data.parent / "domain" / "regime.md"
    if not facts.is_file():
        pytest.skip("the collected facts are not here")
    text = facts.read_text("utf-8")
    for group in GROUPS:
        assert group["line"] in text, group["line"]
        row = next(row for row in text.splitlines() if group["line"] in row)
        assert group["mark"] in row, (group["line"], group["mark"])


def test_the_mark_reaches_the_answer() -> None:
    """What the source does not mark as checked is never shown as such."""
    for group, one in QUESTIONS:
        if "by" in one and group["mark"] == "unverified":
            marks = {regime.get(one["by"]).confidence.value, *regime.get(one["by"]).marks.values()}
            assert marks & {"unverified", "uncertain", "no mark", "partly checked"}, group["line"]
