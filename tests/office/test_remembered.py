"""What is remembered holds while nothing changes, in whatever process; certificates alone change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sightline.model.marking import Marking, Tlp
from sightline.model.view import View
from sightline.office import Office, jobs
from tests.office.rows import case
from tests.service.made import AT

VIEW = View("operator", Marking(Tlp.RED), AT.date(), AT)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    """The same office opened twice, as by two processes."""
    url = f"sqlite:///{tmp_path / 'office.db'}"
    one, other = Office.open(url), Office.open(url)
    one.migrate()
    yield one, other
    one.close()
    other.close()


class Asked:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_it_is_asked_once_until_something_changes(pair: tuple[Office, Office]) -> None:
    one, _ = pair
    ask = Asked()
    assert [one.remembered("key", AT, ask) for _ in range(3)] == [1, 1, 1]
    assert one.remembered("another", AT, Asked()) == 1
    with one.write(VIEW, "made") as session:
        case(session, "c-1", "TLP:CLEAR", AT)
    assert one.remembered("key", AT, ask) == 2


def test_what_is_set_aside_changes_nothing_here_and_all_elsewhere(pair: tuple[Office, Office]) -> None:
    one, other = pair
    ask, there = Asked(), Asked()
    one.remembered("key", AT, ask)
    other.remembered("key", AT, there)
    with one.write(VIEW, "made", aside=True) as session:
        case(session, "c-1", "TLP:CLEAR", AT)
    assert one.remembered("key", AT, ask) == 1
    assert other.remembered("key", AT, there) == 2


def test_another_process_is_noticed(pair: tuple[Office, Office]) -> None:
    one, other = pair
    ask = Asked()
    one.remembered("key", AT, ask)
    with other.write(VIEW, "made") as session:
        case(session, "c-1", "TLP:CLEAR", AT)
    assert one.remembered("key", AT, ask) == 2


def test_a_write_that_failed_counts_as_one(pair: tuple[Office, Office]) -> None:
    one, _ = pair
    ask = Asked()
    one.remembered("key", AT, ask)
    with pytest.raises(ValueError, match="no"), one.write(VIEW, "made"):
        raise ValueError("no")
    assert one.remembered("key", AT, ask) == 2


def test_an_answer_serves_a_minute_and_nobody_who_asks_of_an_earlier_time(
    pair: tuple[Office, Office],
) -> None:
    one, _ = pair
    ask = Asked()
    one.remembered("key", AT, ask)
    assert one.remembered("key", AT + timedelta(minutes=1), ask) == 1
    assert one.remembered("key", AT + timedelta(minutes=1, microseconds=1), ask) == 2
    assert one.remembered("key", AT, ask) == 3


def test_inside_a_write_it_is_asked_each_time(pair: tuple[Office, Office]) -> None:
    one, _ = pair
    ask = Asked()
    with one.write(VIEW, "made"):
        assert [one.remembered("key", AT, ask), one.remembered("key", AT, ask)] == [1, 2]


def test_a_worker_that_looks_for_work_changes_nothing(pair: tuple[Office, Office]) -> None:
    one, _ = pair
    ask = Asked()
    one.remembered("key", AT, ask)
    assert jobs.claim(one, "worker", AT, bytes) is None
    assert one.remembered("key", AT, ask) == 1
