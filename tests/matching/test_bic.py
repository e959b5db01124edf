"""BICs: eight characters, eleven, and the head office's XXX."""

import pytest

from sightline.matching import bic

CASES = {
    "eight and eight": ("KDBKKPPY", "KDBKKPPY", 0.9985),
    "eleven and eight": ("KDBKKPPYXXX", "KDBKKPPY", 0.9985),
    "as people write it": ("kdbk kp py", "KDBKKPPY", 0.9985),
    "a branch": ("KDBKKPPY001", "KDBKKPPY", 0.9707),
    "two branches": ("KDBKKPPY001", "KDBKKPPY002", 0.9707),
    "the same branch": ("KDBKKPPY001", "KDBKKPPY001", 0.9985),
}


@pytest.mark.parametrize(("query", "listed", "score"), CASES.values(), ids=CASES)
def test_one_institution(query: str, listed: str, score: float) -> None:
    found = bic.compare(query, listed)
    assert found and found.score == score


@pytest.mark.parametrize("query", ["KDBKKPPX", "KDBKKPP", "KDBKKPPYX", "", "12345678"])
def test_another_or_none_says_nothing(query: str) -> None:
    assert bic.compare(query, "KDBKKPPY") is None
