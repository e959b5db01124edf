"""Kinds: a person is no ship; a legal entity may be either person or organisation."""

import pytest

from sightline.matching import kind

CASES = {
    "both persons": ("Person", "Person", 1.0),
    "company and organisation": ("company", "Organization", 1.0),
    "person and ship": ("Person", "Vessel", -1.0),
}


@pytest.mark.parametrize(("query", "listed", "score"), CASES.values(), ids=CASES)
def test_kinds(query: str, listed: str, score: float) -> None:
    found = kind.compare(query, listed)
    assert found and found.score == score


@pytest.mark.parametrize(
    ("query", "listed"), [("Person", "LegalEntity"), ("Thing", "Person"), ("", "Person")]
)
def test_what_leaves_it_open_says_nothing(query: str, listed: str) -> None:
    assert kind.compare(query, listed) is None
