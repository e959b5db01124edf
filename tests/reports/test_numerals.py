from __future__ import annotations

from decimal import Decimal

import pytest

from sightline.reports.numerals import numerals

GIVEN = {
    "commas": ("4,500 and 4.5", "en", {"4500", "4.5"}),
    "spaces": ("45 000 et 4,5", "fr", {"45000", "4.5"}),
    "a point that may be either": ("4.500", "es", {"4500", "4.5"}),
    "both": ("1.234,56", "es", {"1234.56"}),
    "Arabic": ("٤٬٥٠٠ و٤٫٥", "ar", {"4500", "4.5"}),
    "full width": ("４，５００", "zh", {"4500"}),
    "万 and the rest": ("3億4,500万2", "ja", {"345000002"}),
    "a factor alone": ("299만", "ko", {"2990000"}),
    "a factor in words": ("2,99 millions", "fr", {"2990000"}),
    "a day": ("8 March 2017", "en", {"8", "3", "2017"}),
    "a verb that is a month": ("They may march.", "en", set()),
    "a day in parts": ("2017-03-08", "en", {"2017", "3", "8"}),
    "a year beside a number": ("2017 450", "fr", {"2017", "450"}),
    "a reference": ("see {ref:t-9}", "en", set()),
}
IN_WORDS = {
    "two hundred and five": ("Two hundred and five ships", "en", "205"),
    "by place": ("二〇一七年", "zh", "2017"),
    "with units": ("三千五百", "ja", "3500"),
    "inflected": ("двух судов", "ru", "2"),
    "with a hyphen": ("dix-sept", "fr", "17"),
    "with two": ("quarante-cinq navires", "fr", "45"),
    "by twenties": ("quatre-vingt-dix-sept", "fr", "97"),
    "hundreds of thousands": ("deux cent vingt mille tonnes", "fr", "220000"),
    "joined by and": ("soixante et onze", "fr", "71"),
    "in Spanish": ("cuarenta y cinco buques", "es", "45"),
    "hundreds in Spanish": ("doscientos veinticinco", "es", "225"),
    "in Russian": ("сорок пять судов", "ru", "45"),
    "thousands in Russian": ("двести двадцать тысяч тонн", "ru", "220000"),
    "in Arabic": ("خمسة وأربعون سفينة", "ar", "45"),
    "hundreds in Arabic": ("مئتان وخمسة وعشرون", "ar", "225"),
}


SHARED = {
    "and": ("620 and 625 million dollars", "en", "620000000"),
    "à": ("de 4 à 6 millions", "fr", "4000000"),
    "至": ("6.2至6.25亿", "zh", "620000000"),
}


@pytest.mark.parametrize("name", SHARED)
def test_two_numbers_may_share_the_word_behind_the_second(name: str) -> None:
    text, language, wanted = SHARED[name]
    first, _ = numerals(text, language).figures
    assert (Decimal(wanted),) in first.readings and len(first.readings) == 2


def test_numbers_apart_share_nothing() -> None:
    first, _ = numerals("5 ships with 625 million dollars", "en").figures
    assert first.readings == ((Decimal(5),),)


@pytest.mark.parametrize("name", GIVEN)
def test_figures(name: str) -> None:
    text, language, wanted = GIVEN[name]
    found = {value for one in numerals(text, language).figures for each in one.readings for value in each}
    assert found == {Decimal(one) for one in wanted}


@pytest.mark.parametrize("name", IN_WORDS)
def test_words_are_values_and_no_figures(name: str) -> None:
    text, language, wanted = IN_WORDS[name]
    found = numerals(text, language)
    assert Decimal(wanted) in found.values and found.figures == ()
