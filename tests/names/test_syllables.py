"""Where the syllables of a name end and which is the surname, whatever it is written in."""

import pytest

from sightline.names.syllables import CHINESE, CROSSED, KOREAN, asked, sequences

READ = {
    "apart": ("Kim Chol Nam", ("김", "철", "남")),
    "surname last": ("Chol Nam KIM", ("김", "철", "남")),
    "joined": ("Kim Cholnam", ("김", "철", "남")),
    "hyphened": ("Jo Yong-Won", ("조", "영", "원")),
    "with a comma": ("KIM, Chol Nam", ("김", "철", "남")),
    "mangled": ("Ch'oe So'k Min", ("최", "석", "민")),
    "signs": ("Ch'oe Sŏk-min", ("최", "석", "민")),
    "Hangul": ("김정은", ("김", "정", "은")),
    "Hanja": ("金正恩", ("김", "정", "은")),
    "Cyrillic": ("Ким Чен Ын", ("김", "정", "은")),
    "a syllable of one letter": ("Pak Ujin", ("박", "우", "진")),
    "kana": ("キム・ジョンウン", ("김", "정", "은")),
}
NOT_READ = (
    "Ali Hassan",
    "Kim",
    "HAO FAN 6",
    "Korea Ryonbong General Corporation",
    "",
    "Li Xyz",
    "ELITE",
    "x" * 200,
)


@pytest.mark.parametrize(("name", "expected"), READ.values(), ids=READ)
def test_korean(name: str, expected: tuple[str, ...]) -> None:
    ways = [one for one in sequences(name) if one.kind == KOREAN]
    assert any(
        all(syllable in dict(read) for syllable, read in zip(expected, one.readings, strict=True))
        for one in ways
        if len(one.readings) == len(expected)
    )


@pytest.mark.parametrize("name", NOT_READ)
def test_other_names(name: str) -> None:
    assert sequences(name) == ()


def test_chinese_and_crossed() -> None:
    kinds = {one.kind: one for one in sequences("Jin Tiesan")}
    assert [read[0][0] for read in kinds[CHINESE].readings] == ["jin", "tie", "san"]
    crossed = kinds[CROSSED].readings
    assert "김" in dict(crossed[0]) and "철" in dict(crossed[1]) and "삼" in dict(crossed[2])


PLAINLY_KOREAN = {
    "rare habits alone make it Chinese": ("KIM, Hak Song", {KOREAN}),
    "Chinese by its plain spelling": ("HAN, Chang-su", {KOREAN, CHINESE, CROSSED}),
    "no Korean name": ("ZHAO, Xiaoping", {CHINESE, CROSSED}),
}


@pytest.mark.parametrize(("name", "kinds"), PLAINLY_KOREAN.values(), ids=PLAINLY_KOREAN)
def test_what_is_plain_korean_is_not_read_as_far_fetched_chinese(name: str, kinds: set[str]) -> None:
    assert {one.kind for one in sequences(name)} == kinds


def test_two_ways_to_part() -> None:
    assert {one.spelt for one in sequences("Kim Hyonguk")} == {("kim", "hyon", "guk"), ("kim", "hyong", "uk")}


def test_a_name_that_is_asked_is_read_with_a_letter_wrong_where_that_is_likelier() -> None:
    (way, *_) = asked("Kim Koyng Ok")
    assert "경" in dict(way.readings[1]) and not way.slip
    (*_, way) = asked("ZIM, Kyong Nam")
    assert way.slip and way.spelt == ("zim", "kyong", "nam") and "김" in dict(way.readings[0])


def test_a_common_syllable_is_asked_as_it_is() -> None:
    assert asked("Kim Chol Sam")[0] == sequences("Kim Chol Sam")[0]


ASKED_AS_THEY_ARE = ("Ali Hassan", "Zim Kyonq Nam", "Zim Nam", "Zim Kyong Nam 2")


@pytest.mark.parametrize("name", ASKED_AS_THEY_ARE)
def test_other_names_are_asked_as_they_are(name: str) -> None:
    assert asked(name) == sequences(name)
