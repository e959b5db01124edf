"""Country: by code or by English name."""

import pytest

from sightline.matching import country

CASES = {
    "codes": ("kp", "kp", 1.0),
    "three letters": ("PRK", "kp", 1.0),
    "a name": ("North Korea", "kp", 1.0),
    "another": ("kr", "kp", -1.0),
}


@pytest.mark.parametrize(("query", "listed", "score"), CASES.values(), ids=CASES)
def test_country(query: str, listed: str, score: float) -> None:
    found = country.compare(query, listed)
    assert found and found.score == score


def test_a_nationality_tells_a_country_too() -> None:
    assert {"country", "jurisdiction", "nationality", "citizenship"} <= set(country.PROPS)


@pytest.mark.parametrize(("query", "listed"), [("", "kp"), ("Atlantis", "kp"), ("kp", "Atlantis")])
def test_what_is_not_known_says_nothing(query: str, listed: str) -> None:
    assert country.compare(query, listed) is None
