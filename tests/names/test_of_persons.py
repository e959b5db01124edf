"""What may be the whole name of a person, and what is a company's, a place or a part of a name."""

import pytest

from sightline.names.of_persons import may_be_persons

PERSONS = ("Kim Yong Chol", "Invented Nam", "김여정", "Maria del Invented Nam")
OTHERS = {
    "one word": "Invented",
    "a form of company": "Invented Nam Ltd",
    "a word of companies": "Invented Trading",
    "a place": "Invented Egypt",
    "a number": "Invented 12",
    "six words": "Kim Nam Kim Nam Kim Nam",
    "a word that joins": "Bank of Invented",
    "brackets": "Kim (Nam)",
}


@pytest.mark.parametrize("text", PERSONS)
def test_names_of_persons(text: str) -> None:
    assert may_be_persons(text)


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_others(text: str) -> None:
    assert not may_be_persons(text)
