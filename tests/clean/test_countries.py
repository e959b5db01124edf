"""Names of countries."""

from __future__ import annotations

import pytest

from sightline.clean import countries

KNOWN = {
    "Democratic People's Republic of Korea": "kp",
    "Democratic People’s Republic of Korea": "kp",
    "Korea, North": "kp",
    "north korea": "kp",
    "Korea, South": "kr",
    "Bahamas, The": "bs",
    "Gambia, The": "gm",
    "Türkiye": "tr",
    "Turkey": "tr",
    "Viet Nam": "vn",
    "Iran (Islamic Republic of)": "ir",
    "Syrian Arab Republic": "sy",
    "United Kingdom of Great Britain and Northern Ireland": "gb",
    "Congo, Democratic Republic of the": "cd",
    "Congo": "cg",
    "China, Hong Kong Special Administrative Region": "hk",
    "State of Palestine": "ps",
    "Côte d'Ivoire": "ci",
    "Cote d Ivoire": "ci",
    "United Republic of Tanzania": "tz",
    "Burma": "mm",
}
UNKNOWN = ["former Soviet Union", "West Bank", "undetermined", "", "kp", "na"]


@pytest.mark.parametrize(("name", "code"), KNOWN.items())
def test_known_names(name: str, code: str) -> None:
    assert countries.code(name) == code
    assert countries.value(name) == code


@pytest.mark.parametrize("name", UNKNOWN)
def test_unknown_names_are_not_guessed(name: str) -> None:
    assert countries.code(name) is None


def test_unknown_names_stay_text_and_never_pass_for_a_code() -> None:
    assert countries.value("former  Soviet Union") == "former Soviet Union"
    assert countries.value("na") == '"na"'


@pytest.mark.parametrize(
    ("text", "code"),
    [("KP", "kp"), ("prk", "kp"), (" na ", "na"), ("xk", "xk"), ("zz", None), ("Korea", None)],
)
def test_codes(text: str, code: str | None) -> None:
    assert countries.of_code(text) == code


def test_words_of_names_are_known() -> None:
    assert {"korea", "egypt"} <= countries.words() and "invented" not in countries.words()
