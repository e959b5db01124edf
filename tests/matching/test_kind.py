"""Kinds: a person is no ship; a legal entity may be either person or organisation."""

import pytest

from sightline.matching import kind

CASES = {
    "both persons": ("Person", "Person", 1.0),
    "company and organisation": ("company", "Organization", 1.0),
    "person and ship": ("Person", "Vessel", -1.0),
    "an individual": ("Individual", "Person", 1.0),
    "a bank and a person": ("bank", "Person", -1.0),
    "a ship in Russian": ("судно", "Vessel", 1.0),
    "an aircraft": ("aircraft", "Airplane", 1.0),
}


@pytest.mark.parametrize(("query", "listed", "score"), CASES.values(), ids=CASES)
def test_kinds(query: str, listed: str, score: float) -> None:
    found = kind.compare(query, listed)
    assert found and found.score == score


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Person", "LegalEntity"),
        ("Thing", "Person"),
        ("", "Person"),
        ("frog", "Person"),
        ("entity", "Company"),
    ],
)
def test_what_leaves_it_open_says_nothing(query: str, listed: str) -> None:
    assert kind.compare(query, listed) is None
