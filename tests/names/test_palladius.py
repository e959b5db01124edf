"""Chinese syllables in Cyrillic, and in the Latin letters made of that."""

import pytest

from sightline.names import chinese
from sightline.names.palladius import MARK, cyrillic, latin

WRITTEN = {
    "zhang": "чжан", "xu": "сюй", "jiang": "цзян", "jian": "цзянь", "wang": "ван", "guo": "го",
    "jun": "цзюнь", "zi": "цзы", "lv": "люй", "xiong": "сюн", "yuan": "юань", "er": "эр",
}  # fmt: skip


@pytest.mark.parametrize(("pinyin", "written"), WRITTEN.items(), ids=WRITTEN)
def test_syllables(pinyin: str, written: str) -> None:
    assert cyrillic(pinyin)[0] == written


def test_every_syllable_is_written_and_no_two_alike() -> None:
    written = [cyrillic(one)[0] for one in chinese.inventory()]
    assert len(set(written)) == len(written)


def test_habits() -> None:
    assert cyrillic("hui") == ("хуэй", "хой", "хуей") and "вей" in cyrillic("wei")


def test_no_syllable_is_none() -> None:
    assert cyrillic("smith") == () and cyrillic("kim") == ()


def test_latin_letters_of_maps_and_passports() -> None:
    assert latin("сюй") == ("syuy", "syui", "siuy", "siui") and latin("чжань") == ("chzhan",)


def test_what_marks_a_name_made_so() -> None:
    assert MARK.search("Van Dunmin") and MARK.search("Chzhen Yansyun") and MARK.search("Li Fanvey")
    assert not MARK.search("Wang Dongming") and not MARK.search("Kim Chol") and not MARK.search("Evan Li")
