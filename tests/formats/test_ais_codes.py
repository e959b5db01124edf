"""AIS's codes in words."""

from __future__ import annotations

import pytest

from sightline.formats.ais_codes import ship_type_words


@pytest.mark.parametrize(
    "code, words",
    [
        ("70", "cargo ship"),
        ("81", "tanker, dangerous goods of category X"),
        ("30", "fishing"),
        ("52", "tug"),
        ("10", ""),
        ("56", ""),
        ("Tanker", ""),
        ("170", ""),
        ("", ""),
    ],
)
def test_a_ship_type_in_words(code: str, words: str) -> None:
    assert ship_type_words(code) == words
