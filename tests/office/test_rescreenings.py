"""How far each subject was held against each list: the last link of every chain, where it is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.model.marking import PUBLIC, Marking
from sightline.model.view import View
from sightline.office.database import Office
from sightline.office.markings import mark
from sightline.office.rescreenings import newest
from sightline.office.tables import RescreeningRow
from tests.record.test_versions import LEAD, RED, day, view


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office.open(f"sqlite:///{tmp_path / 'office.db'}")
    made.migrate()
    return made


def link(office: Office, chain: tuple[str, str, str], number: int, marking: Marking = PUBLIC) -> None:
    """One rescreening of a chain."""
    subject, list, viewpoint = chain
    id = f"{subject}-{list}-{number}"
    with office.write(LEAD) as session:
        session.add(
            RescreeningRow(
                id=id, at=day("2026-02-01"), subject_kind="book", subject=subject, list=list,
                viewpoint=viewpoint, number=number, old_version="", new_version=f"v{number}", changed=1,
                watched=1, comparisons=1, notified=0,
            )
        )  # fmt: skip
        mark(session, RescreeningRow.__marked__, id, marking, "lead", day("2026-02-01"), "test")


def seen(office: Office, looking: View) -> dict[tuple[str, str, str], str]:
    with office.read(looking) as session:
        return {chain: row.new_version for chain, row in newest(session).items()}


def test_the_last_link_of_every_chain(office: Office) -> None:
    book, other = ("w-1", "un-sc", "TLP:CLEAR"), ("w-1", "us", "TLP:CLEAR")
    for number in (1, 2, 10):
        link(office, book, number)
    link(office, other, 1)
    assert seen(office, view("2026-12-31")) == {book: "v10", other: "v1"}
    office.close()


def test_a_hidden_link_is_not_there(office: Office) -> None:
    book = ("w-1", "un-sc", "TLP:RED")
    link(office, book, 1, RED)
    assert seen(office, view("2026-12-31", clearance=RED)) == {book: "v1"}
    assert seen(office, view("2026-12-31")) == {}
    office.close()
