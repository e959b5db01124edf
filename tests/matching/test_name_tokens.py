"""Names as a comparison: the score, the sentence, and the forms it can be computed again from."""

import pytest

from sightline.matching import name_tokens
from sightline.matching.replay import score_from_forms

CASES = {
    "the same": ("KIM, Chol Nam", "Kim Chol Nam", "name", 1.0, "the name is the same"),
    "close": ("Kim Chul Nam", "Kim Chol Nam", "name", 0.9167, "the name is close"),
    "in part": ("Kim Chol Su", "Kim Chol Nam", "name", 0.6667, "the name is in part similar"),
    "a weak alias": ("Invented Fox", "Invented Fox", "weakAlias", 0.9, "the name is the same"),
}


@pytest.mark.parametrize(("query", "listed", "prop", "score", "text"), CASES.values(), ids=CASES)
def test_names(query: str, listed: str, prop: str, score: float, text: str) -> None:
    found = name_tokens.compare(query, listed, lambda word: 1.0, prop)
    assert found
    assert found.score == score == score_from_forms(found.forms)
    assert found.text.startswith(text)
    assert ("weak alias" in found.text) == (prop == "weakAlias")


def test_a_name_without_words_says_nothing() -> None:
    assert name_tokens.compare("—", "Kim", lambda word: 1.0) is None
