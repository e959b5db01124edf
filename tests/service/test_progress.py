"""How long a step still takes, said from how long its share took."""

from __future__ import annotations

import pytest

from sightline.service.progress import Pace, Step, spoken


class Watch:
    """A stopwatch that is turned by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_time_left_follows_from_the_share_done() -> None:
    watch = Watch()
    pace = Pace(watch)
    assert pace.left(Step("reading", 0, 100)) is None
    watch.seconds = 10
    assert pace.left(Step("reading", 25, 100)) == 30
    watch.seconds = 40
    assert pace.left(Step("reading", 100, 100)) == 0


def test_a_new_step_is_measured_anew() -> None:
    watch = Watch()
    pace = Pace(watch)
    pace.left(Step("storing", 0, 100))
    watch.seconds = 100
    assert pace.left(Step("storing", 50, 100)) == 100
    assert pace.left(Step("reading", 0, 10)) is None
    watch.seconds = 101
    assert pace.left(Step("reading", 5, 10)) == 1


def test_nothing_is_said_where_nothing_is_known() -> None:
    watch = Watch()
    pace = Pace(watch)
    for done in range(3):
        watch.seconds += 1
        assert pace.left(Step("reading", done)) is None
    assert Step("reading").fraction == 0 and Step("reading", 7, 5).fraction == 1


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "about 1 s"), (40, "about 40 s"), (89, "about 89 s"), (90, "about 2 min"), (3600, "about 60 min"),
     (7200, "about 2 h")],
)  # fmt: skip
def test_seconds_as_a_person_says_them(seconds: float, said: str) -> None:
    assert spoken(seconds) == said


def test_a_step_counts() -> None:
    assert Step("reading", 1200, 5000).counted() == "reading, 1,200 of 5,000"
    assert Step("reading", 12).counted() == "reading, 12"
    assert Step("reading").counted() == "reading"
