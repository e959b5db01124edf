"""Words parted into syllables, Korean and Chinese."""

import pytest

from sightline.names.parted import is_surname, parts

GIVEN = {
    "one syllable": ("chol", [("chol",)]),
    "two": ("cholnam", [("chol", "nam")]),
    "a syllable of one letter": ("ujin", [("u", "jin")]),
    "none": ("harvey", []),
}


@pytest.mark.parametrize(("word", "expected"), GIVEN.values(), ids=GIVEN)
def test_given(word: str, expected: list[tuple[str, ...]]) -> None:
    korean, _ = parts(word)
    assert [tuple(one.spelt for one in split) for split in korean.given()] == expected


CHINESE_WORDS = {
    "one of pinyin is no two of Korean by habit": ("wei", [], [("wei",)]),
    "but two where both are plain": ("jian", [("ji", "an")], [("jian",), ("ji", "an")]),
    "two by habit where it is none of pinyin": ("weun", [("we", "un")], []),
    "and none of Canton with ng": ("jing", [("jing",)], [("jing",)]),
    "ng by itself": ("ng", [], [("ng",)]),
}


@pytest.mark.parametrize(("word", "in_korean", "in_chinese"), CHINESE_WORDS.values(), ids=CHINESE_WORDS)
def test_what_is_a_syllable_of_pinyin(
    word: str, in_korean: list[tuple[str, ...]], in_chinese: list[tuple[str, ...]]
) -> None:
    told = [[tuple(one.spelt for one in split) for split in part.given()] for part in parts(word)]
    assert told == [in_korean, in_chinese]


def test_a_name_written_as_one_word_is_no_given_name() -> None:
    korean, chinese = parts("kimcholnam")
    assert [tuple(one.spelt for one in split) for split in korean.name()] == [("kim", "chol", "nam")]
    assert not korean.given() and not chinese.name()


def test_surnames() -> None:
    assert all(map(is_surname, ("kim", "zhao", "김", "金"))) and not any(map(is_surname, ("harvey", "k")))
