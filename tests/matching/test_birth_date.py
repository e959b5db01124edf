"""Birth dates: whole, partial, swapped, a year apart, contradicting."""

import pytest

from sightline.matching import birth_date

CASES = {
    "the same day": ("1970-02-19", "1970-02-19", 1.0),
    "the same month": ("1970-02", "1970-02-19", 0.85),
    "the same year": ("1970", "1970-02-19", 0.7),
    "day and month swapped": ("1970-02-03", "1970-03-02", 0.6),
    "a year apart": ("1971", "1970-02-19", 0.1),
    "the same day a year apart": ("1971-02-19", "1970-02-19", 0.5),
    "another day a year apart": ("1971-02-20", "1970-02-19", -0.5),
    "another day of the year": ("1970-05-19", "1970-02-19", -0.2),
    "two years apart": ("1972", "1970-02-19", -1.0),
    "one of several years": ("1968 to 1970", "1970", 0.7),
    "as people write it": ("19 Feb 1970", "1970-02-19", 1.0),
}


@pytest.mark.parametrize(("query", "listed", "score"), CASES.values(), ids=CASES)
def test_birth_dates(query: str, listed: str, score: float) -> None:
    found = birth_date.compare(query, listed)
    assert found and found.score == score


@pytest.mark.parametrize(("query", "listed"), [("soon", "1970"), ("1970", "unknown"), ("", "1970")])
def test_what_is_no_date_says_nothing(query: str, listed: str) -> None:
    assert birth_date.compare(query, listed) is None
