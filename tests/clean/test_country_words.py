"""Countries in many languages; the two Koreas are never taken for one another."""

from __future__ import annotations

import pytest

from sightline.clean.countries import of_code
from sightline.clean.country_words import ELSEWHERE, PEOPLE, read, united_nations_name

KNOWN = {
    "KP": "kp", "prk": "kp", "북한": "kp", "조선민주주의인민공화국": "kp", "朝鲜": "kp", "КНДР": "kp",
    "North Korea": "kp", "Korea, Dem. People's Rep.": "kp", "KPNAM": "kp", "한국": "kr",
    "Republic of Korea": "kr", "Южная Корея": "kr", "중국": "cn", "中国": "cn", "Китай": "cn",
    "독일": "de", "俄罗斯联邦": "ru", "Allemagne": "de", "USA": "us",
    "Korea (DPR)": "kp", "D.P.R.K.": "kp", "U.S.": "us", "U.A.E.": "ae", "North Korean": "kp",
    "Iranian": "ir", "Corée du Nord": "kp", "كوريا الشمالية": "kp", "Nigerian": "ng", "South African": "za",
}  # fmt: skip
ASKED = {
    "Korea": "which Korea",
    "조선": "which Korea",
    "Korean": "which Korea",
    "A.B.": "which country",
    "Congolese": "which country",
    "Корея": "which Korea",
    "아틀란티스": "which country",
    "": "which",
}


@pytest.mark.parametrize("text", KNOWN)
def test_known(text: str) -> None:
    assert read(text).code == KNOWN[text] and not read(text).problem


@pytest.mark.parametrize("text", ASKED)
def test_asked_back(text: str) -> None:
    assert read(text).code == "" and read(text).problem.startswith(ASKED[text])


def test_every_people_has_a_code() -> None:
    assert [people for people, code in PEOPLE.items() if of_code(code) != code] == []


def test_what_was_read_is_said() -> None:
    assert "read as KP" in read("북한").note and read("KP").note == ""


USAGE = {
    "kp": "Democratic People's Republic of Korea",
    "kr": "Republic of Korea",
    "de": "Germany",
    "xz": "XZ",
}


def test_a_state_has_the_name_the_united_nations_give_it() -> None:
    assert {code: united_nations_name(code) for code in USAGE} == USAGE


ELSEWHERE_SAID = {
    "Russie": "ru", "Syrienne": "sy", "syrischer": "sy", "D.P.R. Korea": "kp", "I.R. Iran": "ir",
    "COREE DU NORD": "kp", "nord-coréenne": "kp",
    "российская": "ru", "Rússia": "ru", "سورية": "sy", "Korea Płn": "", "congolais": "",
    "R.F.": "", "coréen": "",
}  # fmt: skip


@pytest.mark.parametrize("text", ELSEWHERE_SAID)
def test_countries_and_peoples_in_other_languages(text: str) -> None:
    assert read(text).code == ELSEWHERE_SAID[text]


def test_no_word_is_of_two_countries_and_all_have_codes() -> None:
    said = [word for some in ELSEWHERE.values() for word in some.split("|" if "|" in some else " ")]
    assert len(said) == len(set(said)) and all(of_code(code) == code for code in ELSEWHERE)
