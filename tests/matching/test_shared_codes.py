"""Codes of countries, however written."""

import pytest

from sightline.matching.shared_codes import compare_codes, country


@pytest.mark.parametrize(("text", "code"), [("KP", "kp"), ("Russia", "ru"), ("nowhere", ""), ("", "")])
def test_country(text: str, code: str) -> None:
    assert country(text) == code


def test_the_sentence_names_both_sides() -> None:
    found = compare_codes("nationality", "kp", "cn", "nationality")
    assert found and found.text == "nationality is kp, listed cn"
