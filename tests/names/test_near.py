"""Words one letter from others, by what is left of them."""

import pytest

from sightline.names.near import Near

KNOWN = ("chol", "chul", "cho", "ltd", "o")
NEAR = {
    "replaced": ("chal", ("chol", "chul")),
    "dropped": ("hol", ("chol",)),
    "added": ("cholk", ("chol",)),
    "swapped": ("hcol", ("chol",)),
    "itself is not meant": ("chol", ("chul", "cho")),
    "the only letter": ("", ("o",)),
}
FAR = {
    "two replaced": "chix",
    "swapped and replaced": "hcok",
    "a letter moved by two places": "holc",
    "two swapped apart": "lohc",
}


@pytest.mark.parametrize(("word", "expected"), NEAR.values(), ids=NEAR)
def test_one_letter_away(word: str, expected: tuple[str, ...]) -> None:
    assert tuple(Near(KNOWN).of(word)) == expected


@pytest.mark.parametrize("word", FAR.values(), ids=FAR)
def test_more_than_a_letter_away(word: str) -> None:
    assert not Near(KNOWN).of(word)
