"""Messages over several sentences: completed, given up, and never more than a bounded number at once."""

from __future__ import annotations

import pytest

from sightline.formats.csv_blocks import Span
from sightline.formats.nmea_parts import APART, MOST, Part, Waiting


def part(number: int, row: int, of: int = 2, message: int = 1) -> Part:
    shared = (b"!AIVDM", str(message).encode(), b"A", of)
    return Part(shared, number, Span(row, row * 10, row * 10 + 9), 0, b"0", 0)


def test_the_last_part_completes_the_message() -> None:
    waiting = Waiting()
    assert waiting.add(part(1, 1, of=3)) is None and waiting.add(part(2, 2, of=3)) is None
    whole = waiting.add(part(3, 3, of=3))
    assert whole and [one.number for one in whole] == [1, 2, 3]
    waiting.end()
    assert list(waiting.dropped()) == []


@pytest.mark.parametrize(("row", "completed"), [(1 + APART, True), (2 + APART, False)])
def test_parts_may_lie_so_far_apart_and_no_farther(row: int, completed: bool) -> None:
    waiting = Waiting()
    waiting.add(part(1, 1))
    assert bool(waiting.add(part(2, row))) == completed
    assert len(list(waiting.dropped())) == (0 if completed else 2)


def test_a_new_first_part_gives_up_the_old_one() -> None:
    waiting = Waiting()
    waiting.add(part(1, 1))
    waiting.add(part(1, 5))
    assert [one.span.row for one, _ in waiting.dropped()] == [1]
    assert waiting.add(part(2, 6))


def test_no_more_than_so_many_wait() -> None:
    waiting = Waiting()
    for number in range(MOST + 3):
        waiting.add(part(1, number + 1, message=number))
    assert [one.span.row for one, _ in waiting.dropped()] == [1, 2, 3]
    waiting.end()
    assert len(list(waiting.dropped())) == MOST
