"""Syllables come apart and together again."""

from sightline.names.hangul import is_hangul, parts, syllable


def test_parts() -> None:
    assert parts("철") == ("ㅊ", "ㅓ", "ㄹ") and parts("리") == ("ㄹ", "ㅣ", "_")
    assert syllable(*parts("혁")) == "혁"


def test_what_is_no_syllable() -> None:
    assert is_hangul("가") and not is_hangul("ㄱ") and not is_hangul("金")
