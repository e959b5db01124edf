"""Languages to ISO 639-3."""

from __future__ import annotations

import pytest

from sightline.clean import languages

CODES = {
    "two letters": ("KO", "kor"),
    "three letters": ("rus", "rus"),
    "bibliographic": ("ger", "deu"),
    "name": ("Korean", "kor"),
    "name in use": ("Persian", "fas"),
    "nothing": ("", ""),
    "no language": ("Klingonese", ""),
    "no code": ("zz", ""),
}


@pytest.mark.parametrize(("text", "code"), CODES.values(), ids=CODES)
def test_codes(text: str, code: str) -> None:
    assert languages.code(text) == code
