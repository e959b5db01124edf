"""What a spelling of a Korean syllable may stand for, and what it may not."""

import pytest

from sightline.matching.weights import SYLLABLE_MODEL
from sightline.names.korean import info, likelier, mistyped, northern, rarer, spelt, usual

SURNAMES = {"리": ["ri", "lee", "yi", "li", "rhee", "李", "이", "ли"], "박": ["pak", "park", "bak", "朴",
    "пак", "PAKU"],
            "최": ["choe", "choi", "崔", "цой"], "로": ["ro", "noh", "roh", "盧", "노"], "김": ["kim",
            "gim", "金", "KIMU"]}  # fmt: skip
GIVEN = {"정": ["jong", "chong", "jeong", "jung", "正", "чен", "JON"], "철": ["chol", "chul", "cheol",
    "哲", "чхоль", "CHORU"],
         "은": ["un", "eun", "恩", "ын", "UN"], "혁": ["hyok", "hyuk", "hyeok"]}  # fmt: skip
NOT = {"nam is not sam": ("nam", "삼"), "un is not il": ("un", "일"), "hangul is exact": ("종", "정"),
       "yon is not yong": ("yon", "영")}  # fmt: skip


@pytest.mark.parametrize(("reading", "spellings"), SURNAMES.items(), ids=SURNAMES)
def test_surnames(reading: str, spellings: list[str]) -> None:
    for spelling in spellings:
        assert reading in dict(spelt(spelling, True)), spelling


@pytest.mark.parametrize(("reading", "spellings"), GIVEN.items(), ids=GIVEN)
def test_given_syllables(reading: str, spellings: list[str]) -> None:
    for spelling in spellings:
        assert reading in dict(spelt(spelling, False)), spelling


@pytest.mark.parametrize(("spelling", "reading"), NOT.values(), ids=NOT)
def test_other_syllables(spelling: str, reading: str) -> None:
    assert reading not in dict(spelt(spelling, False))


def test_the_initial_rule() -> None:
    assert dict(northern("이")) == {"이": 0.0, "리": 0.3, "니": 0.3} and northern("철") == [("철", 0.0)]


def test_common_syllables_say_less() -> None:
    assert info("김", True) < info("문", True) and info("철", False) < info("굉", False)


def test_a_spelling_that_is_none_stands_for_what_is_a_letter_from_it() -> None:
    assert not spelt("chahg", True) and "장" in dict(mistyped("chahg", True))
    assert not mistyped("chaxxg", True) and not mistyped("zz", False)


def test_a_rare_syllable_is_likelier_a_slip_and_a_common_one_is_not() -> None:
    assert "경" in dict(likelier("koyng", spelt("koyng", False), False))
    assert not likelier("chol", spelt("chol", False), False)
    assert not likelier("sam", spelt("sam", False), False), "삼 is a name of its own, not 남"


def test_a_character_of_which_the_north_says_no_other_sound_has_none() -> None:
    assert dict(spelt("李", True)).keys() == {"리", "이"}
    assert dict(spelt("墉", False)).keys() == {"용"}


def test_a_syllable_of_two_letters_is_mistyped_by_a_key_beside_the_right_one() -> None:
    assert "리" in dict(mistyped("ti", True)) and "리" in dict(mistyped("fi", True))
    assert "리" not in dict(mistyped("qi", True)) and "리" not in dict(mistyped("r", True))


def says(spelling: str, reading: str) -> float:
    """Log-odds of a syllable of a given name that is asked in Hangul and listed in this spelling."""
    read = spelt(spelling, False)
    cost = dict(rarer(read, False, usual().get((spelling, False), "")))[reading]
    weights = SYLLABLE_MODEL["weights"]
    return float(weights[0] * info(reading, False) + weights[1] * cost)


NO_NEARER = {
    "chun is 춘, not 전": ("chun", "춘", "전"),
    "nor 천": ("chun", "춘", "천"),
    "as well 준": ("chun", "춘", "준"),
    "jung is 중": ("jung", "중", "정"),
    "chul is 철, by habit": ("chul", "철", "출"),
    "pyong is 병": ("pyong", "병", "평"),
    "tae is 태": ("tae", "태", "대"),
}


@pytest.mark.parametrize(("spelling", "right", "other"), NO_NEARER.values(), ids=NO_NEARER)
def test_what_a_spelling_is_first_says_as_much_as_any(spelling: str, right: str, other: str) -> None:
    assert spelt(spelling, False)[0][0] == right
    assert 0 <= says(spelling, right) - says(spelling, other) < 0.6, "and the others little less"


def test_a_system_of_its_own_is_another_syllable_first() -> None:
    assert spelt("chun", True)[0][0] == "전" and spelt("chon", False)[0][0] != "춘"
    assert spelt("ryon", True)[0][0] == "련" and ("연", 0.0) in spelt("yon", True)
