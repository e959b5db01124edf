"""Kana as Latin capitals."""

import pytest

from sightline.names.kana import is_kana, latin

WORDS = {
    "キム": "KIMU",
    "ジョンウン": "JONUN",
    "パク": "PAKU",
    "チェ": "CHE",
    "リ": "RI",
    "きむ": "KIMU",
    "ウォン": "WON",
    "グァン": "GWAN",
    "クォン": "KWON",
    "フォン": "FON",
}


@pytest.mark.parametrize(("kana", "letters"), WORDS.items(), ids=WORDS.values())
def test_latin(kana: str, letters: str) -> None:
    assert latin(kana) == letters


def test_the_dot_between_names_is_none() -> None:
    assert is_kana("キ") and not is_kana("・")
