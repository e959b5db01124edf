"""Two parties in a field are asked each; a company's name stays whole."""

import pytest

from sightline.names.two_parties import two_parties

TWO = {
    "or": "Kim Yong Chol or Ri Pyong Chol",
    "and or": "Kim Yong Chol and/or Ri Pyong Chol",
    "a slash": "Kim Yong Chol / Ri Pyong Chol",
    "a semicolon": "Kim Yong Chol; Ri Pyong Chol",
    "and, Korean": "Kim Yong Chol and Ri Pyong Chol",
    "an ampersand, Korean": "Kim Yong Chol & Ri Pyong Chol",
    "an ampersand, usual given names": "John Invented & Mary Invented",
    "in Hangul": "김철수 / 박도춘",
}
ONE = {
    "sons": "Invented & Sons",
    "two words that are a firm": "Invented Matter & Made Up",
    "a bank": "Bank of Alpha Beta and Gamma Delta",
    "a form of company": "Kim Yong Chol or Invented Blue Ltd",
    "a word of companies": "Al Rahman Trading & Abu Bakr",
    "a country": "Trinidad and Tobago",
    "one word each": "Invented or Other",
    "a number": "Kim Yong Chol or 12 Invented",
    "one name": "Kim Yong Chol",
}


@pytest.mark.parametrize("text", TWO.values(), ids=TWO.keys())
def test_two_parties_are_told(text: str) -> None:
    parties, note = two_parties(text)
    assert len(parties) == 2 and all(repr(one) in note for one in parties)


@pytest.mark.parametrize("text", ONE.values(), ids=ONE.keys())
def test_one_party_stays_one(text: str) -> None:
    assert two_parties(text) == ((), "")


def test_of_a_company_an_ampersand_is_part_of_the_name() -> None:
    assert two_parties(TWO["an ampersand, Korean"], "Company") == ((), "")
    assert two_parties(TWO["an ampersand, Korean"], "Person")[0]
