"""Birth dates: whole, partial, swapped, a year apart, contradicting."""

import pytest

from sightline.matching import birth_date
from sightline.matching.replay import score_from_forms
from sightline.matching.weights import value

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


@pytest.mark.parametrize(
    ("query", "listed"),
    [("soon", "1970"), ("1970", "unknown"), ("", "1970"), ("9999-12-31", "1970"), ("1900-01-01", "1970")],
)
def test_what_is_no_date_says_nothing(query: str, listed: str) -> None:
    assert birth_date.compare(query, listed) is None


NEAR = {
    "two years": ("1972", "1970-02-19", -0.65),
    "two years the other way": ("1968-02", "1970-02-19", -0.65),
    "three years": ("1973", "1970", -0.8),
    "four years": ("1974", "1970", -1.0),
    "two years and two known days": ("1972-02-19", "1970-02-19", -1.0),
    "a year apart as ever": ("1971", "1970", 0.1),
}


@pytest.mark.parametrize(("query", "listed", "score"), NEAR.values(), ids=NEAR)
def test_against_a_rare_name_that_agrees_an_estimated_year_counts_less(
    query: str, listed: str, score: float
) -> None:
    found = birth_date.compare(query, listed, value("near_years_from"))
    assert found and found.score == score == score_from_forms(found.forms)
    common = birth_date.compare(query, listed, value("near_years_from") - 0.01)
    assert common and common.score == (score if score in (0.1, -1.0) else -1.0)


def test_forms_of_an_engine_without_the_finer_scale_give_what_they_gave() -> None:
    forms = {
        "comparison": "birth_date",
        "query": "1972",
        "listed": "1970",
        "scale": {"next_year": 0.1, "years_apart": -1.0},
        "points": {"agrees": 4.5, "contradicts": 6.0},
    }
    assert score_from_forms(forms) == -1.0
