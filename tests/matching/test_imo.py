"""IMO numbers: the same decides, another contradicts, anything else says nothing."""

import pytest

from sightline.matching import imo

SAME = ["8905490", "IMO 8905490", "imo8905490", "IMO: 8905490", " 8905490 ", "8905490.0"]


@pytest.mark.parametrize("query", SAME)
def test_the_same_however_written(query: str) -> None:
    found = imo.compare(query, "8905490")
    assert found and found.score == 0.9991 and "points" not in found.forms


def test_another_contradicts() -> None:
    found = imo.compare("8905491", "8905490")
    assert found and found.score == -1.0 and found.forms["points"]["contradicts"] > 0


@pytest.mark.parametrize("query", ["", "890549", "89054900", "Does not exist"])
def test_what_is_no_number_says_nothing(query: str) -> None:
    assert imo.compare(query, "8905490") is None
