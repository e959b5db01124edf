"""Which version of a list holds: by the day, by what was known, by decision, by who looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sightline.errors import NotFound
from sightline.model.marking import PUBLIC, Marking
from sightline.model.view import View
from sightline.office.database import Office
from sightline.office.markings import mark
from sightline.office.tables.lists import ListDecisionRow, ListVersionRow
from sightline.record.versions import current, held, named

RED = Marking.parse("RED//FINANCE")
LEAD = View("lead", RED, date(2026, 12, 31), datetime(2026, 12, 31, tzinfo=UTC))


@dataclass
class Desk:
    """An office, and one line to put a version into it."""

    office: Office
    number: int = 0

    def put(
        self,
        list: str,
        dated: str,
        known: str,
        decisions: tuple[tuple[str, str], ...] = (),
        marking: Marking = PUBLIC,
    ) -> str:
        """A version known on a day; accepted then unless `decisions` (decision, day) say otherwise."""
        self.number += 1
        id = f"{list}@{dated}-{self.number}"
        known_at = day(known)
        with self.office.write(LEAD) as session:
            session.add(
                ListVersionRow(
                    id=id,
                    list=list,
                    partition=f"{self.number:020x}",
                    format="test",
                    dated=date.fromisoformat(dated),
                    known_at=known_at,
                    entries=1,
                    statements=2,
                    manifest="a" * 64,
                    items=["b" * 64],
                    acquisitions=[],
                )
            )
            mark(session, "list_version", id, marking, "lead", known_at, "test")
            session.flush()
            for order, (decision, when) in enumerate(decisions or (("accepted", known),)):
                session.add(
                    ListDecisionRow(
                        id=f"{id}-{order}",
                        version_id=id,
                        at=day(when),
                        by="lead",
                        decision=decision,
                        why="test",
                    )
                )
        return id

    def current(self, view: View, *lists: str) -> tuple[str, ...]:
        """Ids of the versions that hold."""
        with self.office.read(view) as session:
            return tuple(version.id for version in current(view, session, lists))


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def view(as_of: str, known_at: str = "2026-12-31", clearance: Marking = PUBLIC) -> View:
    return View("reader", clearance, date.fromisoformat(as_of), day(known_at))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    office = Office.open(f"sqlite:///{tmp_path / 'office.db'}")
    office.migrate()
    yield Desk(office)
    office.close()


def test_the_newest_dated_on_or_before_the_day(desk: Desk) -> None:
    old, new = desk.put("un-sc", "2025-04-19", "2026-01-01"), desk.put("un-sc", "2026-02-27", "2026-03-01")
    assert desk.current(view("2026-02-27")) == (new,)
    assert desk.current(view("2026-02-26")) == (old,)
    assert desk.current(view("2025-04-18")) == ()


def test_as_far_as_we_knew(desk: Desk) -> None:
    early, late = desk.put("un-sc", "2025-04-19", "2026-01-01"), desk.put("un-sc", "2025-05-01", "2026-03-01")
    assert desk.current(view("2026-06-01", "2026-02-28")) == (early,)
    assert desk.current(view("2026-06-01", "2026-03-01")) == (late,)
    assert desk.current(view("2026-06-01", "2025-12-31")) == ()


def test_of_two_dated_alike_the_one_known_later(desk: Desk) -> None:
    desk.put("un-sc", "2026-02-27", "2026-03-01")
    again = desk.put("un-sc", "2026-02-27", "2026-03-02")
    assert desk.current(view("2026-06-01")) == (again,)


def test_the_last_decision_known_by_then_decides(desk: Desk) -> None:
    decisions = (("accepted", "2026-01-01"), ("refused", "2026-02-01"), ("accepted", "2026-03-01"))
    once = desk.put("un-sc", "2025-04-19", "2026-01-01", decisions)
    assert desk.current(view("2026-06-01", "2026-01-15")) == (once,)
    assert desk.current(view("2026-06-01", "2026-02-15")) == ()
    assert desk.current(view("2026-06-01", "2026-03-15")) == (once,)


def test_a_list_each_and_only_those_asked_for(desk: Desk) -> None:
    ofac, un = (
        desk.put("us-ofac-sdn", "2022-01-31", "2026-01-01"),
        desk.put("un-sc", "2026-02-27", "2026-03-01"),
    )
    assert desk.current(view("2026-06-01")) == (un, ofac)
    assert desk.current(view("2026-06-01"), "us-ofac-sdn") == (ofac,)
    assert desk.current(view("2026-06-01"), "nobody") == ()


def test_a_hidden_version_is_not_there(desk: Desk) -> None:
    seen = desk.put("un-sc", "2026-02-27", "2026-03-01")
    secret = desk.put("un-sc", "2026-03-01", "2026-03-02", marking=RED)
    assert desk.current(view("2026-06-01")) == (seen,)
    assert desk.current(view("2026-06-01", clearance=RED)) == (secret,)
    with desk.office.read(view("2026-06-01")) as session:
        assert [one.version.id for one in held(view("2026-06-01"), session)] == [seen]
        with pytest.raises(NotFound):
            named(view("2026-06-01"), session, secret)


def test_all_that_is_held_with_its_decision(desk: Desk) -> None:
    refused = desk.put("un-sc", "2026-03-01", "2026-03-02", (("refused", "2026-03-02"),))
    accepted = desk.put("un-sc", "2026-02-27", "2026-03-01")
    looking = view("2026-06-01")
    with desk.office.read(looking) as session:
        found = held(looking, session)
        assert [(one.version.id, one.current, one.decision) for one in found] == [
            (accepted, True, "accepted"),
            (refused, False, "refused"),
        ]
        assert named(looking, session, refused).marking == PUBLIC
        assert found[0].as_json()["dated"] == "2026-02-27"
