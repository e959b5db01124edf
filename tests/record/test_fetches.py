"""Attempts to fetch: the newest first, and which parts of which lists fail now."""

from __future__ import annotations

from sightline.model.marking import PUBLIC, Marking
from sightline.office.markings import mark
from sightline.office.tables.lists import ListFetchRow
from sightline.record.fetches import FAILED, FETCHED, NOT_MODIFIED, failing, fetches
from tests.record.test_versions import LEAD, RED, Desk, day, desk, view

__all__ = ["desk"]


def fetch(desk: Desk, name: str, when: str, outcome: str, marking: Marking = PUBLIC) -> None:
    """An attempt at `list/part` on a day."""
    list, _, part = name.partition("/")
    desk.number += 1
    id = f"f-{desk.number}"
    with desk.office.write(LEAD) as session:
        session.add(
            ListFetchRow(
                id=id, list=list, part=part, address="https://invented.example/", at=day(when), by="lead",
                outcome=outcome, attempts=1, etag="", last_modified="", sha256="", size=0,
                headers={}, problem="an invented reason" if outcome == FAILED else "",
            )
        )  # fmt: skip
        mark(session, ListFetchRow.__marked__, id, marking, "lead", day(when), "test")


def failed(desk: Desk, known: str = "2026-12-31", marking: Marking = RED) -> list[str]:
    with desk.office.read(looking := view("2026-12-31", known, marking)) as session:
        return [f"{one.list}/{one.part}" for one in failing(fetches(looking, session))]


def test_the_last_attempt_at_each_part_decides(desk: Desk) -> None:
    fetch(desk, "us/sdn", "2026-02-01", FAILED)
    fetch(desk, "us/alt", "2026-02-01", FETCHED)
    fetch(desk, "un/list", "2026-02-01", FAILED)
    assert failed(desk) == ["un/list", "us/sdn"]
    fetch(desk, "us/sdn", "2026-02-02", FETCHED)
    fetch(desk, "un/list", "2026-02-02", NOT_MODIFIED)
    fetch(desk, "us/alt", "2026-02-03", FAILED)
    assert failed(desk) == ["us/alt"]
    assert failed(desk, known="2026-02-01") == ["un/list", "us/sdn"]
    assert failed(desk, known="2026-01-01") == []


def test_of_one_list_the_newest_first(desk: Desk) -> None:
    for when, outcome in (("2026-02-01", FAILED), ("2026-02-03", FETCHED), ("2026-02-02", FAILED)):
        fetch(desk, "un/list", when, outcome)
    fetch(desk, "us/sdn", "2026-02-04", FETCHED)
    with desk.office.read(looking := view("2026-12-31", clearance=RED)) as session:
        found = fetches(looking, session, "un")
        assert [one.outcome for one in found] == [FETCHED, FAILED, FAILED]
        assert len(fetches(looking, session)) == 4
    assert found[0].as_json()["at"] == day("2026-02-03").isoformat()


def test_a_hidden_attempt_is_not_there(desk: Desk) -> None:
    fetch(desk, "un/list", "2026-02-01", FAILED, RED)
    assert failed(desk) == ["un/list"]
    assert failed(desk, marking=PUBLIC) == []
