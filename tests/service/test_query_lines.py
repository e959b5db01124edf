"""Lines: numbered, bad ones marked and passed over, given back when a record swallowed them."""

from __future__ import annotations

import io

import pytest

from sightline.errors import BadInput
from sightline.service.query_lines import LONGEST, Lines, wrong


def lines(raw: bytes) -> Lines:
    made = Lines(io.BytesIO(raw), "queries")
    made.first()
    return made


def test_a_byte_order_mark_is_no_letter_and_numbers_begin_at_one() -> None:
    made = lines(b"\xef\xbb\xbfone\ntwo")
    assert [(line, made.number) for line in made] == [("one\n", 1), ("two", 2)]


def test_a_bad_line_is_told_and_the_next_is_read() -> None:
    made = list(lines(b"one\nCaf\xe9\n" + b"A" * (LONGEST + 5) + b"\nze\x00ro\n" + "김\n".encode()))
    assert [bool(wrong(line)) for line in made] == [False, True, True, True, False]
    assert ["UTF-8" in wrong(made[1]), "longer" in wrong(made[2]), "zero" in wrong(made[3])] == [True] * 3


def test_the_longest_line_and_one_byte_more() -> None:
    assert not wrong(list(lines(b"x\n" + b"A" * (LONGEST - 1) + b"\n"))[1])
    assert wrong(list(lines(b"x\n" + b"A" * LONGEST + b"\n"))[1])


def test_what_was_swallowed_is_read_again() -> None:
    made = lines(b"one\ntwo\nthree\nfour\n")
    next(made)
    made.mark()
    assert [next(made), next(made), next(made)] == ["two\n", "three\n", "four\n"]
    made.give_back(1)
    assert [(line, made.number) for line in made] == [("three\n", 3), ("four\n", 4)]


@pytest.mark.parametrize("raw", [b"", b"\xff\xfeA\x00", b"Caf\xe9\n", b"A" * (LONGEST + 1)])
def test_a_first_line_that_is_none_of_ours_refuses_the_file(raw: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        lines(raw)
    assert caught.value.remedy
