"""What a spelling of a Chinese syllable may stand for."""

import pytest

from sightline.names.chinese import info, spelt

SURNAMES = {"chen": ("chen", "chan", "tan", "陳", "陈"), "zhang": ("zhang", "chang", "cheung", "teo", "张"),
            "huang": ("huang", "wong", "ng", "黄"), "xu": ("xu", "hsu")}  # fmt: skip


@pytest.mark.parametrize(("reading", "spellings"), SURNAMES.items(), ids=SURNAMES)
def test_surnames(reading: str, spellings: tuple[str, ...]) -> None:
    for spelling in spellings:
        assert reading in dict(spelt(spelling, True)), spelling


def test_given_syllables() -> None:
    assert "xiao" in dict(spelt("hsiao", False)) and "ping" in dict(spelt("p'ing".replace("'", ""), False))


def test_what_is_none() -> None:
    assert spelt("smith", True) == () and spelt("kim", True) == ()


def test_common_surnames_say_less() -> None:
    assert info("wang", True) < info("ouyang", True)
