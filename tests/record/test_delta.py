"""Which version held for whom, and from which clearances a list looks different."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from sightline.model.lists import ListVersion
from sightline.model.marking import PUBLIC, Marking
from sightline.record.delta import Timeline, viewpoints

RED, AMBER = Marking.parse("TLP:RED//SOURCE-7"), Marking.parse("TLP:AMBER")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def version(day: int, marking: Marking = PUBLIC) -> ListVersion:
    dated, known = date(2026, 2, day), datetime(2026, 2, day, tzinfo=UTC)
    return ListVersion("a", f"p{day}", "ftm_json", dated, known, 1, 1, "m", (), marking, f"a-{day}")


def line(*held: tuple[ListVersion, str]) -> Timeline:
    return Timeline(tuple((one, ((one.known_at, decision),)) for one, decision in held))


def holding(found: Timeline, clearance: Marking = PUBLIC, on: int = 28, known: datetime = NOW) -> str:
    one = found.current("a", clearance, date(2026, 2, on), known)
    return one.id if one else ""


def test_the_newest_dated_that_was_accepted_holds() -> None:
    found = line((version(1), "accepted"), (version(5), "accepted"), (version(9), "refused"))
    assert holding(found) == "a-5" and holding(found, on=4) == "a-1"
    assert holding(found, known=datetime(2026, 2, 4, tzinfo=UTC)) == "a-1"
    assert holding(line((version(9), "refused"))) == ""


def test_what_one_may_not_see_does_not_hold() -> None:
    found = line((version(1), "accepted"), (version(5, RED), "accepted"))
    assert holding(found) == "a-1" and holding(found, RED) == "a-5"
    assert found.markings("a") == frozenset({PUBLIC, RED})


def test_viewpoints_are_at_least_what_is_watched() -> None:
    assert viewpoints([PUBLIC], AMBER) == (AMBER,)
    assert viewpoints([PUBLIC, AMBER, RED], AMBER) == (AMBER, RED)
    assert viewpoints([PUBLIC], PUBLIC) == (PUBLIC,)


def test_a_decision_taken_back() -> None:
    one = version(1)
    later = replace(one, id="a-1")
    twice = Timeline(((later, ((one.known_at, "accepted"), (NOW, "refused"))),))
    assert holding(twice) == "" and holding(twice, known=datetime(2026, 2, 20, tzinfo=UTC)) == "a-1"
