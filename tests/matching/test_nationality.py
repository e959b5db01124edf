"""Nationality: by code or by English name."""

import pytest

from sightline.matching import nationality

CASES = {
    "codes": ("kp", "kp", 1.0),
    "three letters": ("PRK", "kp", 1.0),
    "a name": ("North Korea", "kp", 1.0),
    "another": ("kr", "kp", -1.0),
}


@pytest.mark.parametrize(("query", "listed", "score"), CASES.values(), ids=CASES)
def test_nationality(query: str, listed: str, score: float) -> None:
    found = nationality.compare(query, listed)
    assert found and found.score == score


@pytest.mark.parametrize(("query", "listed"), [("", "kp"), ("Atlantis", "kp"), ("kp", "Atlantis")])
def test_what_is_not_known_says_nothing(query: str, listed: str) -> None:
    assert nationality.compare(query, listed) is None
