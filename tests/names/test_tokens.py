"""Names become words in Latin letters, the same words for spellings that differ in nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.names.tokens import MOST_TOKENS, tokens

CASES = {
    "surname first": ("KIM, Chol Nam", ("kim", "chol", "nam")),
    "hyphen parts": ("Chol-nam", ("chol", "nam")),
    "apostrophe joins": ("Sa’id al-Masri", ("said", "al", "masri")),
    "dotted initials": ("D.P.R.K. Bank", ("dprk", "bank")),
    "initials before a name": ("J.K.Invented", ("jk", "invented")),
    "one initial": ("J. Kim", ("j", "kim")),
    "company form": ("Invented Trading Co., Ltd.", ("invented", "trading")),
    "dotted company form": ("Invented S.A.", ("invented",)),
    "Hangul": ("조선", ("joseon",)),
    "Cyrillic": ("Мария", ("mariya",)),
    "diacritics": ("Müller Ñandú", ("muller", "nandu")),
    "digits": ("Office #39", ("office", "39")),
    "only a company form": ("The Company", ("the", "company")),
    "nothing comparable": ("—!?", ()),
    "nothing": ("", ()),
}


@pytest.mark.parametrize(("name", "expected"), CASES.values(), ids=CASES)
def test_tokens(name: str, expected: tuple[str, ...]) -> None:
    assert tokens(name) == expected


@given(st.text())
def test_any_text_gives_plain_words(name: str) -> None:
    found = tokens(name)
    assert len(found) <= MOST_TOKENS
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in found)


@given(st.text())
def test_words_of_words_are_the_same(name: str) -> None:
    found = tokens(name)
    assert tokens(" ".join(found)) == found
