"""References and names as they stand in payments and papers."""

from __future__ import annotations

import pytest

from sightline.detectors.firms import trade_papers


@pytest.mark.parametrize(
    ("text", "key"),
    {"INV/00-17": "inv0017", "12345": "12345", "1234": "", "INVOICE": "", "A-12 34": "a1234"}.items(),
)
def test_a_reference_is_letters_and_digits_with_a_digit(text: str, key: str) -> None:
    assert trade_papers.reference(text) == key


def test_two_words_beside_one_another_may_be_one_reference() -> None:
    assert {"inv77001", "77001"} <= trade_papers.references("for INV 77001, thanks")
    assert "inv77001" not in trade_papers.references("INV of 77001")
