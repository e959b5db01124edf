"""Marks of aircraft that are whole, and what is mistyped."""

import pytest

from sightline.names.aircraft import whole_mark

WHOLE = ("EP-IDA", "F-OJHI", " YK-AQA ", "P-ABCD")
MISTYPED = {
    "no such state": "GP-IDA",
    "a letter missing": "E-IDA",
    "a letter more": "EP-IDAA",
    "nothing behind": "EP-",
}


@pytest.mark.parametrize("mark", WHOLE)
def test_whole(mark: str) -> None:
    assert whole_mark(mark)


@pytest.mark.parametrize("mark", MISTYPED.values(), ids=MISTYPED)
def test_mistyped(mark: str) -> None:
    assert not whole_mark(mark)
