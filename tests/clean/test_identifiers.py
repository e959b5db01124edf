"""Numbers of passports, identity cards, registers, taxes."""

from __future__ import annotations

import pytest

from sightline.clean import identifiers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("900000001", "900000001"),
        (" or  1961825 ", "OR 1961825"),
        ("No. AB123456", "AB123456"),
        ("Passport number: AB123456", "AB123456"),
        ("1-78-09-44621-80", "1-78-09-44621-80"),
        ("B161089", "B161089"),
        ("NORDEA1", "NORDEA1"),
        (" - ", None),
        ("No.", None),
        ("", None),
    ],
)
def test_numbers(text: str, number: str | None) -> None:
    assert identifiers.clean(text) == number


def test_bare() -> None:
    assert identifiers.bare("1-78/09 a") == "17809A"
