"""Words of a name: translated, emptied of forms, numbers told."""

import pytest

from sightline.names.words import LONGEST_WORD, dprk, words

NAMES = {
    "forms of company": ("Korea Ryonbong General Corp.", ("korea", "ryonbong", "general")),
    "Korean words": ("Choson Taesong Unhaeng", ("korea", "taesong", "bank")),
    "Hangul": ("조선대성은행", ("korea", "taesong", "bank")),
    "Han": ("丹东鸿祥实业发展有限公司", ("dandonghongxiang", "industry", "development")),
    "a ship": ("M/V HAO FAN 6", ("hao", "fan", "6")),
    "a Roman number": ("SEA STAR II", ("sea", "star", "2")),
    "a phrase": ("Bureau 39", ("office", "39")),
    "a person in Hangul": ("김정은", ("kimjongun",)),
    "nothing else": ("The Co., Ltd", ("the", "co", "ltd")),
    "a long form": ("Rashid Trading S.A. de C.V.", ("rashid", "trading")),
}


@pytest.mark.parametrize(("name", "expected"), NAMES.values(), ids=NAMES)
def test_words(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


def test_a_first_word_is_no_number() -> None:
    assert words("II SEA") == ("ii", "sea")


def test_bounds() -> None:
    assert words("") == () and words("—") == () and words("x" * 400) == ("x" * LONGEST_WORD,)


def test_dprk() -> None:
    assert [dprk(one) for one in "리철현"] == ["ri", "chol", "hyon"]
