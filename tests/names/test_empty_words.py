"""Words that say little go, unless nothing would be left."""

import pytest

from sightline.names.empty_words import EMPTY, telling

CASES = {
    "a form of company": (("invented", "ltd"), ("invented",)),
    "an article": (("bank", "of", "the", "east"), ("bank", "east")),
    "nothing else": (("company",), ("company",)),
    "a name of two letters stays": (("ao", "li"), ("ao", "li")),
}


@pytest.mark.parametrize(("given", "kept"), CASES.values(), ids=CASES)
def test_telling(given: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert telling(given) == kept


def test_the_table_is_in_the_shape_words_have() -> None:
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in EMPTY)
