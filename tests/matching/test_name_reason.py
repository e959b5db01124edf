"""Scores in words."""

from sightline.matching.name_reason import SAME, degree, sentence
from sightline.matching.weights import value


def test_degrees() -> None:
    assert degree(SAME) != degree(SAME - 0.001)
    assert degree(value("name_agrees")) == "the name is close"
    assert degree(value("name_agrees") - 0.001) == "the name is in part similar"


def test_a_weak_alias_is_said() -> None:
    assert "a weak alias" in sentence(0.5, "a", "b", "how", True)
    assert "a weak alias" not in sentence(0.5, "a", "b", "how", False)
