"""IBANs in one spelling; what is none is left alone."""

from __future__ import annotations

import pytest

from sightline.clean import iban

IS = {
    "in groups of four": "DE89 3704 0044 0532 0130 00",
    "in small letters": "de89370400440532013000",
    "as it should be": "DE89370400440532013000",
}
IS_NOT = {
    "a digit off": "DE89370400440532013001",
    "an account number": "9223372036854775808",
    "too short": "DE89 3704 0044",
    "a hyphen": "DE89-3704-0044-0532-0130-00",
    "nothing": "",
    "full width": "ＤＥ89370400440532013000",
}


@pytest.mark.parametrize("text", IS.values(), ids=IS)
def test_is_written_one_way(text: str) -> None:
    assert iban.clean(text) == "DE89370400440532013000"


@pytest.mark.parametrize("text", IS_NOT.values(), ids=IS_NOT)
def test_is_none(text: str) -> None:
    assert iban.clean(text) is None
