"""Words of a name: translated, emptied of forms, numbers told."""

import pytest

from sightline.names.words import LONGEST_WORD, dprk, shown, words

NAMES = {
    "forms of company": ("Korea Ryonbong General Corp.", ("korea", "rionbong", "general")),
    "Korean words": ("Choson Taesong Unhaeng", ("korea", "taesong", "bank")),
    "Hangul": ("조선대성은행", ("korea", "taesong", "bank")),
    "Han": ("丹东鸿祥实业发展有限公司", ("dandonghongxiang", "industri", "development")),
    "a ship": ("M/V HAO FAN 6", ("hao", "fan", "6")),
    "a Roman number": ("SEA STAR II", ("sea", "star", "2")),
    "a phrase": ("Bureau 39", ("ofice", "39")),
    "a person in Hangul": ("김정은", ("kimjongun",)),
    "nothing else": ("The Co., Ltd", ("the", "co", "ltd")),
    "a long form": ("Rashid Trading S.A. de C.V.", ("rashid", "trading")),
}


@pytest.mark.parametrize(("name", "expected"), NAMES.values(), ids=NAMES)
def test_words(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


def test_a_number_stands_in_front_and_never_alone() -> None:
    assert words("II SEA") == ("2", "sea") and words("II") == ("ii",)


SERVANTS = (
    "Abd al-Rahman Ali",
    "Abdul Rahman Ali",
    "Abdelrahman Ali",
    "ABDURRAHMAN, Ali",
    "Abd el Rahman Aly",
)


@pytest.mark.parametrize("name", SERVANTS)
def test_a_servant_of_god_is_two_words_however_he_is_written(name: str) -> None:
    assert words(name) == ("abd", "rahman", "ali")


def test_the_mark_of_an_aircraft_is_one_word_and_an_article_none() -> None:
    assert words("EP-IDA") == ("epida",) and words("AL-AZM") == ("azm",)


def test_shown_are_as_many_words_as_are_compared() -> None:
    for name in (*(given for given, _ in NAMES.values()), *SERVANTS):
        assert len(shown(name)) == len(words(name)), name


def test_bounds() -> None:
    assert words("") == () and words("—") == () and words("x" * 400) == ("x" * LONGEST_WORD,)


def test_dprk() -> None:
    assert [dprk(one) for one in "리철현"] == ["ri", "chol", "hyon"]
