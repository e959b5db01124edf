"""Names as syllables: spellings of one name, and names that only look alike."""

import pytest

from sightline.matching import name_syllables
from sightline.matching.replay import score_from_forms
from sightline.matching.weights import value

# From the UN list, as the domain notes carry them (checked).
SAME = [
    ("Yun Ho-jin", "Yun Ho-chin"), ("Ri Je-son", "Ri Che-son"), ("Chang Myong-chin", "Jang Myong-jin"),
    ("Ra Ky'ong-su", "Ra Kyung-su"), ("Mun Cho'ng-ch'o'l", "Mun Chong-chol"), ("Choe Chun-sik",
    "Ch'oe Ch'un Sik"),
    ("Jang Bom Su", "Jang Pom Su"), ("Jon Myong Guk", "Cho'n Myo'ng-kuk"), ("Kim Jung Jong",
    "Kim Chung Chong"),
    ("Kim Yong Chol", "Kim Young-cheol"), ("Cho Il U", "Cho Il Woo"), ("Min Byong Chol", "Min Pyo'ng-ch'o'l"),
    ("Pak To Chun", "Pak Do Chun"), ("Jo Yong-won", "Cho Yongwon"), ("Chu Hyo'k", "Ju Hyok"),
    ("Ri U'n So'ng", "Ri Eun Song"), ("Kim Chol Sam", "金铁三"), ("김정은", "Kim Jong Un"),
    ("Ким Чен Ын", "Kim Jong Un"),
    ("Chan Tai Man", "Chen Daiwen"), ("Чжан Чуньсянь", "Zhang Chunxian"), ("류진", "Ryu Jin"),
    ("Yoo Jin", "Ryu Jin"), ("柳進", "Ryu Jin"), ("Tsoi Khvi", "Choe Hwi"),
]  # fmt: skip
OTHERS = [
    ("Kim Chol Nam", "Kim Chol Sam"), ("Kim Jong Un", "Kim Jong Il"), ("김종은", "김정은"),
    ("Ri Chun Hwan", "Ri Chun Song"),
    ("Чжан Чуньянь", "Zhang Chunxian"), ("강진", "Ryu Jin"), ("Kim Chul", "Kim Chol"),
    ("Pak Bong Nam", "Lui Wai Ming"), ("Kim Chol", "Kim Chol Nam"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "listed"), SAME, ids=[a for a, _ in SAME])
def test_one_name(query: str, listed: str) -> None:
    for a, b in ((query, listed), (listed, query)):
        found = name_syllables.compare(a, b)
        assert found and found.score >= value("threshold"), (a, b, found)


@pytest.mark.parametrize(("query", "listed"), OTHERS, ids=[f"{a}, {b}" for a, b in OTHERS])
def test_two_names(query: str, listed: str) -> None:
    found = name_syllables.compare(query, listed)
    assert found is None or found.score < value("threshold"), found


def test_it_says_how_it_was_read_and_can_be_computed_again() -> None:
    found = name_syllables.compare("Kim Young-cheol", "Kim Yong Chol")
    assert found and score_from_forms(found.forms) == found.score
    assert "read as Korean" in found.text and "young and yong are 영" in found.text


def test_what_cannot_be_read_in_one_tradition() -> None:
    assert name_syllables.compare("Ali Hassan", "Kim Chol Nam") is None


def test_of_equal_readings_the_commonest_is_told() -> None:
    found = name_syllables.compare("Kim Min Chol", "KIM, Min Chol")
    assert found and "chol = 철" in found.text


def test_what_two_spellings_stand_for_as_well_is_told() -> None:
    found = name_syllables.compare("Ryang Tae Chol", "RYANG, Tae Chol")
    assert found and "tae = 태 or 대" in found.text and "chol = 철)" in found.text


TOLD = {
    "chun is 춘 first": ("Pak Do Chun", "Pak Do Chun", "pak = 박; do = 도; chun = 춘 or 준"),
    "a surname first, however rare another": ("Kim Nam Ung", "KIM NAM UNG", "kim = 김; nam = 남; ung = 웅"),
    "cho is 조": ("Cho Chun Ryong", "CHO CHUN RYONG", "cho = 조; chun"),
    "choe is 최": ("Choe Sok Min", "Choe Sok Min", "choe = 최; sok = 석; min = 민"),
    "yon is 연": ("Yo'n Cho'ng Nam", "YO'N CHO'NG NAM", "yon = 연; chong = 정"),
    "se is 세": ("Pak Han Se", "PAK HAN SE", "pak = 박; han = 한; se = 세"),
    "a rarer one where it is asked": ("박도전", "Pak Do Chun", "전 and chun are 전"),
    "turned where it is turned": ("Nam Ung Kim", "Kim Nam Ung", "kim = 김; nam = 남; ung = 웅"),
}


@pytest.mark.parametrize(("query", "listed", "told"), TOLD.values(), ids=TOLD)
def test_the_usual_syllable_is_told_first(query: str, listed: str, told: str) -> None:
    found = name_syllables.compare(query, listed)
    assert found and told in found.text, found and found.text


def test_a_letter_wrong_is_told_and_costs_less_than_another_syllable() -> None:
    slip = name_syllables.compare("Kim Koyng Ok", "Kim Kyong Ok")
    other = name_syllables.compare("Kim Hyong Ok", "Kim Kyong Ok")
    assert slip and other and slip.score > value("threshold") > other.score
    assert "koyng may be mistyped for kyong" in slip.text and score_from_forms(slip.forms) == slip.score


def test_a_chinese_name_asked_in_letters_made_of_cyrillic() -> None:
    for query, listed in (("Van Dunmin", "Wang Dongming"), ("Chzhen Yansyun", "Zheng Yanxiong")):
        found = name_syllables.compare(query, listed)
        assert found and found.score >= value("threshold"), query
        assert found.score == score_from_forms(found.forms)
    for query, listed in (("Wang Dunmin", "Wang Dongming"), ("Chzhen Yansyan", "Zheng Yanxiong")):
        other = name_syllables.compare(query, listed)
        assert other is None or other.score < value("threshold"), query


def test_the_same_name_whose_syllables_stand_in_no_order_they_are_read_in_is_told_to_be_the_same() -> None:
    same, other = (name_syllables.compare(name, "CHOL NAM KIM") for name in ("Chol Nam Kim", "Chol Nam Gum"))
    assert same and "every word is the same" in same.text and "read as" not in same.text
    assert not other or "every word is the same" not in other.text
    plain = name_syllables.compare("Kim Yong Chol", "KIM, Yong Chol")
    assert plain and "read as Korean" in plain.text
