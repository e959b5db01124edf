"""What changed between two days; and that nothing changes on a day the data does not name."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline import regime
from sightline.model.measure import Measure
from sightline.regime import changes
from sightline.regime.judging import judge
from tests.regime.asked import TODAY, asked

FIRST = date(2006, 1, 1)
DAYS = st.dates(FIRST, TODAY)
ONE = timedelta(days=1)


def test_coal_on_the_day_of_2371() -> None:
    told = changes.between(date(2017, 8, 4), date(2017, 8, 5))
    kinds = {one.id: one.kind for one in told}
    assert kinds["coal-cap"] == "ended" and kinds["coal-ban"] == "began"
    said = changes.sentence(date(2017, 8, 4), date(2017, 8, 5))
    assert said.startswith("From 2017-08-04 to 2017-08-05 ")
    assert "coal-ban (2371 ¶8)" in said and "coal-cap (2321 ¶26) ended" in said
    assert "replaced by coal-ban" in next(one.text for one in told if one.id == "coal-cap")


def test_a_day_on_which_nothing_changed() -> None:
    assert changes.between(date(2017, 8, 5), date(2017, 8, 6)) == ()
    assert "nothing changed" in changes.sentence(date(2017, 8, 5), date(2017, 8, 6))


def test_phases_and_caps_are_told() -> None:
    kinds = {(one.id, one.kind) for one in changes.between(date(2016, 12, 31), date(2017, 1, 1))}
    assert kinds == {("coal-cap", "changed")}
    kinds = {(one.id, one.kind) for one in changes.between(date(2017, 9, 10), date(2017, 9, 11))}
    assert {("jv", "changed"), ("labour", "changed"), ("textiles", "began")} <= kinds


def test_looking_back_tells_the_same_backwards() -> None:
    forth = changes.between(date(2017, 8, 4), date(2017, 8, 5))
    back = changes.between(date(2017, 8, 5), date(2017, 8, 4))
    assert [one.id for one in back] == [one.id for one in reversed(forth)]
    assert next(one for one in back if one.id == "coal-ban").kind == "ended"


@given(DAYS, DAYS)
@settings(max_examples=100, deadline=None)
def test_the_difference_is_the_difference_of_the_sets(one: date, other: date) -> None:
    since, until = sorted((one, other))
    told = changes.between(since, until)
    began = {each.id for each in told if each.kind == "began"}
    ended = {each.id for each in told if each.kind == "ended"}
    then, now = ({each.id for each in regime.in_force(day)} for day in (since, until))
    assert (began, ended) == (now - then, then - now)


@pytest.mark.parametrize("measure", regime.load(), ids=lambda one: one.id)
def test_every_day_a_rule_is_in_force_only_as_its_dates_say(measure: Measure) -> None:
    """All days from 2006 to today, not a sample."""
    named = changes.days_of(measure)
    day, held = FIRST, measure.in_force(FIRST)
    while day < TODAY:
        day += ONE
        now = measure.in_force(day)
        assert now == held or day in named, f"{measure.id} changes on {day}"
        held = now
    assert held == (measure.in_force_to is None)


ASKS = [(measure, case.ask) for measure in regime.load() for case in measure.cases if case.ask]


@given(st.sampled_from(ASKS), DAYS)
@settings(max_examples=200, deadline=None)
def test_what_a_rule_says_changes_only_on_days_the_data_names(
    ask: tuple[Measure, dict[str, str]], day: date
) -> None:
    """The clause that lets the Committee exempt aid, and new years of a cap, are days the data names too."""
    measure, fields = ask
    named = changes.days_of(measure) | changes.days_of(regime.get("humanitarian-exemption"))
    if "contract" in fields:
        named |= {date.fromisoformat(fields["contract"])}
    if day + ONE in named:
        return
    before, after = asked(fields, day), asked(fields, day + ONE)
    if before.problems or after.problems:
        return
    one, other = judge(measure, before.question), judge(measure, after.question)
    assert (one.says if one else None) == (other.says if other else None)


def test_a_rule_that_grew_later_is_told_as_it_began() -> None:
    told = {one.id: one for one in changes.between(date(2017, 8, 4), date(2017, 8, 5))}
    assert told["labour"].paragraph == "2371 ¶11" and "2397" not in told["labour"].text
    assert told["labour"].text.endswith("No more than the number of permits that existed (2371 ¶11).")
    later = {one.id: one for one in changes.between(date(2017, 12, 21), date(2017, 12, 22))}
    assert later["labour"].paragraph == "2371 ¶11; 2375 ¶17; 2397 ¶8"
    assert later["labour"].text.startswith("DPRK workers abroad changed on 2017-12-22: No new permits;")
    assert later["labour"].text.endswith("(2397 ¶8) (checked).")
