"""Signs of McCune-Reischauer: what they rule out, and what is left open without them."""

import pytest

from sightline.names.signs import signed
from sightline.names.syllables import KOREAN, sequences

SIGNED = {
    "a breve": ("Kim Sŭng-hun", "kim sUng-hun"),
    "an apostrophe for it": ("Kim Su'ng-ch'o'l", "kim sUng-Ch'Ol"),
    "an apostrophe behind a consonant": ("Kim Ch'ang", ""),
    "an apostrophe where a syllable begins": ("Ri U'n So'ng", "ri Un sOng"),
    "a name that is none": ("O'Brien", "O'Brien".lower().replace("o'", "O")),
    "an apostrophe that parts syllables": ("Zhao'en", ""),
    "a third tone": ("Wǔ Xiǎo", ""),
    "no sign": ("Kim Sung Hun", ""),
}
SECOND = {
    "ŭ is ㅡ": ("Kim Sŭng-hun", 1, "승"),
    "o beside ŏ is ㅗ": ("Ri So-yŏng", 1, "소"),
    "o alone may be ㅓ": ("Ri So Yong", 1, "서"),
    "ŏ behind": ("Kang Myŏng-ch'ŏl", 2, "철"),
    "turned": ("Sŭng-hun Kim", 1, "승"),
    "ch' is ㅊ": ("Kang Myŏng-ch'un", 2, "춘"),
    "ch beside ŏ is ㅈ": ("Kim Chŏng-sik", 1, "정"),
    "ch at the end, too": ("Ko Ch'ŏl-chae", 2, "재"),
    "ch alone may be ㅊ": ("Kim Chang-sik", 1, "창"),
}


@pytest.mark.parametrize(("text", "told"), SIGNED.values(), ids=SIGNED)
def test_which_vowels_have_a_sign(text: str, told: str) -> None:
    assert signed(text) == told


@pytest.mark.parametrize(("text", "place", "likeliest"), SECOND.values(), ids=SECOND)
def test_what_a_syllable_is_first(text: str, place: int, likeliest: str) -> None:
    read = [one for one in sequences(text) if one.kind == KOREAN]
    assert likeliest in [one.readings[place][0][0] for one in read]


def test_a_reading_the_signs_speak_against_costs_more_and_none_is_chinese() -> None:
    (told,) = sequences("Kim Sŭng-hun")
    plain = next(one for one in sequences("Kim Sung-hun") if one.kind == KOREAN)
    assert dict(told.readings[1])["숭"] > dict(plain.readings[1])["숭"]
