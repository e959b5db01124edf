"""What a number is besides an identifier, as its check digit and its shape say."""

import pytest

from sightline.screening.field.numbers import is_code_alone, of_identifier

IDENTIFIERS = {
    "a BIC": ("KDBKKPPY", ("bic", "KDBKKPPY")),
    "the mark of an aircraft": ("EP-KAD", ("name", "EP-KAD")),
    "a passport": ("PS654320876", ("", "")),
    "a number with a letter": ("A-1", ("", "")),
}


@pytest.mark.parametrize(("text", "meant"), IDENTIFIERS.values(), ids=IDENTIFIERS)
def test_what_an_identifier_is_besides(text: str, meant: tuple[str, str]) -> None:
    assert of_identifier(text) == meant


def test_seven_digits_of_a_person_are_no_ship() -> None:
    assert of_identifier("8905490", "Person") == ("", "")
    assert of_identifier("8905490", "Vessel") == ("imo", "8905490")
    assert of_identifier("IMO 8905490", "Person") == ("imo", "8905490"), "where it is said"


def test_a_code_alone() -> None:
    assert is_code_alone("KDBKKPPY") and not is_code_alone("KDBKKPP") and not is_code_alone("kdbkkppy")
