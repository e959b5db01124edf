"""Where the bars stand."""

from __future__ import annotations

from datetime import date

from sightline.model.measure import Confidence, Direction, Measure, Provision
from sightline.web.timeline import WIDTH, timeline


def measure(name: str, start: date, end: date | None, confidence: Confidence) -> Measure:
    """A measure of which only the dates matter."""
    return Measure(name, name, (Provision("2397", "5"),), Direction.BOTH, start, end, confidence, None, "")


OPEN = measure("open", date(2016, 1, 1), None, Confidence.CHECKED)
SHORT = measure("short", date(2017, 1, 1), date(2017, 1, 1), Confidence.UNVERIFIED)


def test_bars_run_from_the_first_to_the_last_day() -> None:
    drawn = timeline([SHORT, OPEN], date(2017, 1, 1), date(2017, 6, 1))
    first, second = drawn.bars
    assert (first.measure, first.x, first.width) == (OPEN, 0.0, WIDTH)
    assert second.x == drawn.day_x and second.width >= 2.0
    assert [tick.text for tick in drawn.years] == ["2016", "2017"]


def test_active_and_verified() -> None:
    on, after = (timeline([OPEN, SHORT], day, day) for day in (date(2017, 1, 1), date(2017, 1, 2)))
    assert [bar.active for bar in on.bars] == [True, True]
    assert [bar.active for bar in after.bars] == [True, False]
    assert [bar.verified for bar in on.bars] == [True, False]


def test_a_day_before_every_measure_is_on_the_drawing() -> None:
    drawn = timeline([OPEN], date(2001, 7, 1), date(2026, 3, 2))
    assert 0 < drawn.day_x < drawn.bars[0].x


def test_without_measures_there_is_a_day() -> None:
    assert timeline([], date(2001, 7, 1), date(2001, 7, 1)).bars == ()
