"""What a spelling of a Chinese syllable may stand for."""

import pytest

from sightline.names.chinese import info, spelt, spelt_by_cyrillic

SURNAMES = {"chen": ("chen", "chan", "tan", "陳", "陈"),
            "zhang": ("zhang", "chang", "cheung", "teo", "thio", "张"),
            "huang": ("huang", "wong", "ng", "oei", "uy", "黄"), "xu": ("xu", "hsu")}  # fmt: skip


@pytest.mark.parametrize(("reading", "spellings"), SURNAMES.items(), ids=SURNAMES)
def test_surnames(reading: str, spellings: tuple[str, ...]) -> None:
    for spelling in spellings:
        assert reading in dict(spelt(spelling, True)), spelling


def test_given_syllables() -> None:
    assert "xiao" in dict(spelt("hsiao", False)) and "ping" in dict(spelt("p'ing".replace("'", ""), False))


def test_cyrillic_and_the_latin_letters_made_of_it() -> None:
    assert dict(spelt("чжан", True)).keys() == {"zhang"} and "xu" in dict(spelt("syuy", True))
    assert dict(spelt("чунь", False)).keys() == {"chun"}, "ь parts chun from chong"
    assert "ming" not in dict(spelt("min", False)), "what is pinyin stays what it is"
    assert "ming" in dict(spelt_by_cyrillic("min", False)) and spelt_by_cyrillic("ming", False) == ()
    assert spelt("и", False) and spelt("ж", False) == ()


def test_what_is_none() -> None:
    assert spelt("smith", True) == () and spelt("kim", True) == ()


def test_common_surnames_say_less() -> None:
    assert info("wang", True) < info("ouyang", True)
