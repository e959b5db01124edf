"""Addresses: enough words in common support a hit, fewer say nothing."""

import pytest

from sightline.matching import address

LISTED = "Invented Street 7, Central District, Pyongyang"


def test_all_of_the_shorter_one() -> None:
    found = address.compare("7 Invented Street, Pyongyang", LISTED)
    assert found and found.score == 1.0


def test_just_enough() -> None:
    found = address.compare("Invented Street 7 Nampo Port", LISTED)
    assert found and found.score == 0.6


@pytest.mark.parametrize("query", ["Pyongyang", "Invented Road 9 Nampo", ""])
def test_too_little(query: str) -> None:
    assert address.compare(query, LISTED) is None
