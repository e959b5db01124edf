from __future__ import annotations

from datetime import date

from sightline.service.case_view import Event
from sightline.web.drawing.case_strip import WIDTH, strip


def event(day: date, world: bool = True) -> Event:
    return Event(day, world, "signal", "Invented", "", "/x")


def test_one_day_is_no_strip() -> None:
    assert strip([event(date(2017, 1, 1)), event(date(2017, 1, 1))]) is None


def test_dots_of_one_day_stand_apart_and_years_are_marked() -> None:
    drawn = strip([event(date(2016, 12, 30)), event(date(2018, 1, 1)), event(date(2018, 1, 1), world=False)])
    assert drawn is not None and [year for _, year in drawn.years] == ["2017", "2018"]
    assert len({(dot.x, dot.y) for dot in drawn.dots}) == 3
    assert all(0 <= dot.x <= WIDTH for dot in drawn.dots)
