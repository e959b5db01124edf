"""Markings are added, never replaced, and the newest holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from sightline.errors import NotAllowed, NotFound
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office import Office, mark, markings
from tests.office import rows
from tests.office.people import person

Looks = Callable[[str], View]


def test_history_is_kept(office: Office, looks: Looks, at: datetime) -> None:
    with office.write(looks("RED//A,B"), "because") as session:
        rows.case(session, "c-1", "AMBER//B,A", at)
        mark(session, "case", "c-1", Marking.parse("GREEN"), "invented.person-2", at)
    with office.read(looks("RED//A,B")) as session:
        given = markings.markings_of(session, "case", "c-1")
    assert [str(one.marking) for one in given] == ["TLP:AMBER//A,B", "TLP:GREEN"]
    assert (given[1].by, given[1].why, given[1].at) == ("invented.person-2", "because", at)


def test_an_earlier_marking_beyond_the_clearance_is_not_told(
    office: Office, looks: Looks, at: datetime
) -> None:
    with office.write(looks("RED//A")) as session:
        rows.case(session, "c-1", "RED//A", at)
        mark(session, "case", "c-1", Marking.parse("CLEAR"), "x", at)
    with office.read(looks("GREEN")) as session:
        assert [str(one.marking) for one in markings.markings_of(session, "case", "c-1")] == ["TLP:CLEAR"]


def test_current_of_leaves_out_what_is_hidden(office: Office, looks: Looks, at: datetime) -> None:
    with office.write(looks("RED")) as session:
        rows.case(session, "c-1", "GREEN", at)
        rows.case(session, "c-2", "RED", at)
    with office.read(looks("AMBER")) as session:
        found = markings.current_of(session, "case", ["c-1", "c-2", "c-3"])
        assert {key: str(marking) for key, marking in found.items()} == {"c-1": "TLP:GREEN"}
        assert markings.current(session, "case", "c-2") is None


def test_nobody_marks_what_they_do_not_see(office: Office, looks: Looks, at: datetime) -> None:
    with office.write(looks("RED")) as session:
        rows.case(session, "c-1", "RED", at)
    with pytest.raises(NotFound), office.write(looks("CLEAR")) as session:
        mark(session, "case", "c-1", Marking.parse("CLEAR"), "x", at)
    with office.read(looks("CLEAR")) as session:
        assert markings.current(session, "case", "c-1") is None


@pytest.mark.parametrize("beyond", ["RED", "GREEN//B"])
def test_nobody_marks_beyond_their_clearance(office: Office, looks: Looks, at: datetime, beyond: str) -> None:
    with (
        pytest.raises(NotAllowed, match="beyond your own clearance"),
        office.write(looks("AMBER//A")) as session,
    ):
        rows.case(session, "c-1", beyond, at)


def test_whoever_holds_the_machine_learns_every_compartment(
    office: Office, looks: Looks, at: datetime
) -> None:
    with office.write(looks("RED//A,B")) as session:
        rows.case(session, "c-1", "RED//B", at)
        rows.case(session, "c-2", "GREEN//A", at)
    with office.read(looks("CLEAR")) as session:
        assert markings.compartments(session) == {"A", "B"}


def test_the_operator_may_use_a_compartment_first(office: Office, at: datetime) -> None:
    operator = View("operator", Marking.parse("RED"), at.date(), at)
    with office.write(operator) as session:
        rows.case(session, "c-1", "RED//NEW", at)
    with office.read(operator) as session:
        assert markings.compartments(session) == {"NEW"}


def test_a_compartment_someone_is_cleared_for_counts_before_it_is_used(
    office: Office, looks: Looks, at: datetime, entropy: Callable[[int], bytes]
) -> None:
    person(office, "invented.person-1", "reader", at, entropy)
    with office.read(looks("CLEAR")) as session:
        assert markings.compartments(session) == {"A"}
