"""Marks of aircraft that are whole, and what is mistyped."""

import pytest

from sightline.names.aircraft import whole_mark, without_type

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


TYPED = ("EP KAD A340", "EPKAD Ilyushin", "EP-KAD, Boeing 747-400", "ep.kad Il-76TD", "EP-KAD (Airbus A310)")
NOT_TYPED = {
    "no type": "EP KAD Trading",
    "a number alone": "EP-KAD 13",
    "no such state": "AL-KADAN A340",
    "nothing behind": "EP-KAD",
}


@pytest.mark.parametrize("text", TYPED)
def test_a_type_behind_the_mark(text: str) -> None:
    assert without_type(text) == "EP-KAD"


@pytest.mark.parametrize("text", NOT_TYPED.values(), ids=NOT_TYPED)
def test_no_type(text: str) -> None:
    assert without_type(text) == ""
