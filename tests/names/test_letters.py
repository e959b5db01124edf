"""Words that hardly any name is spelt like surprise, and names do not."""

import pytest

from sightline.names.letters import LONGEST, surprise

LESS = {
    "two letters swapped": ("karimov", "karimvo"),
    "a letter for another": ("hasan", "hasxn"),
    "one that no list has": ("belita", "blteia"),
}


@pytest.mark.parametrize(("name", "slip"), LESS.values(), ids=LESS)
def test_a_slip_surprises_more_than_a_name(name: str, slip: str) -> None:
    assert 0 < surprise(name) < surprise(slip)


@pytest.mark.parametrize("word", ["", "li", "39", "KHLD", "x" * (LONGEST + 1), "кимов"])
def test_what_is_no_such_word_says_nothing(word: str) -> None:
    assert surprise(word) == 0


def test_the_shortest_and_the_longest_say_something() -> None:
    assert surprise("ali") > 0 and surprise("x" * LONGEST) > 0
