"""Refusals: the newest first, whether they still want attention, and only for those who may know."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sightline.model.marking import PUBLIC, Marking
from sightline.office.markings import mark
from sightline.office.tables.lists import ListDecisionRow, ListRefusalRow
from sightline.record.refusals import refusals
from tests.record.test_versions import LEAD, RED, Desk, day, desk, view

__all__ = ["desk"]


def refuse(desk: Desk, id: str, when: str, version: str = "", marking: Marking = PUBLIC) -> None:
    """A refusal of the list `un-sc` on a day."""
    with desk.office.write(LEAD) as session:
        session.add(
            ListRefusalRow(
                id=id, list="un-sc", at=day(when), by="lead", format="test", items=["c" * 64],
                version_id=version, message=f"why {id}", place="bytes 1-2", remedy="look",
            )
        )  # fmt: skip
        mark(session, ListRefusalRow.__marked__, id, marking, "lead", day(when), "test")


def seen(desk: Desk, known: str = "2026-12-31", marking: Marking = RED) -> list[tuple[str, bool]]:
    with desk.office.read(looking := view("2026-12-31", known, marking)) as session:
        return [(one.id, one.open) for one in refusals(looking, session)]


def test_the_newest_first_and_only_the_last_wants_attention(desk: Desk) -> None:
    refuse(desk, "r-1", "2026-02-01")
    refuse(desk, "r-2", "2026-02-03")
    assert seen(desk) == [("r-2", True), ("r-1", False)]
    assert seen(desk, known="2026-02-02") == [("r-1", True)]
    assert seen(desk, known="2026-01-31") == []


def test_a_version_that_came_later_settles_it(desk: Desk) -> None:
    refuse(desk, "r-1", "2026-02-01")
    desk.put("un-sc", "2026-01-30", "2026-01-31")
    assert seen(desk) == [("r-1", True)], "one that was there before settles nothing"
    desk.put("un-sc", "2026-02-05", "2026-02-06")
    assert seen(desk) == [("r-1", False)]
    assert seen(desk, known="2026-02-05") == [("r-1", True)]


def test_a_refused_version_waits_for_its_acceptance(desk: Desk) -> None:
    version = desk.put("un-sc", "2026-02-01", "2026-02-01", (("refused", "2026-02-01"),))
    refuse(desk, "r-1", "2026-02-01", version)
    desk.put("un-sc", "2026-02-05", "2026-02-06")
    assert seen(desk) == [("r-1", True)]
    with desk.office.write(LEAD) as session:
        at = datetime(2026, 2, 7, tzinfo=UTC)
        session.add(
            ListDecisionRow(id="d", version_id=version, at=at, by="lead", decision="accepted", why="looked")
        )
    assert seen(desk) == [("r-1", False)]


@pytest.mark.parametrize("which", ["hidden", "open"])
def test_a_hidden_refusal_is_not_there(desk: Desk, which: str) -> None:
    refuse(desk, "r-1", "2026-02-01", marking=RED if which == "hidden" else PUBLIC)
    assert seen(desk, marking=PUBLIC) == ([] if which == "hidden" else [("r-1", True)])
