"""Names in Arabic letters get the vowels Latin letters write, by a table, the lists, or rule."""

import pytest

from sightline.names.arabic import latin, plain, translated
from sightline.names.words import words

SPELT = {
    "by the table": ("محمد خالد", "muhammad khalid"),
    "by a word of the lists": ("التكريتي", "tikriti"),
    "a weak letter that ends a short word": ("الطائي", "tai"),
    "of two words of the lists the one rules come near to": ("العسيري", "asiri"),
    "by rule, a long vowel as it stands": ("كاناطي", "kanati"),
    "by rule, a vowel before what closes a syllable": ("بلقمطان", "balqamtan"),
    "a servant of God in one word": ("عبداللطيف", "abd latif"),
    "Persian letters": ("علی بهرامی", "ali bahrami"),
    "signs of vowels and a long stroke": ("مُحَمَّـد", "muhammad"),
}


@pytest.mark.parametrize(("name", "spelt"), SPELT.values(), ids=SPELT)
def test_how_it_is_written_in_latin_letters(name: str, spelt: str) -> None:
    assert latin(name) == spelt


NOTHING = {
    "no Arabic letter": "Khalid",
    "a single letter": "محمد س",
    "a word too long for a name": "محمد " + "س" * 30,
    "too many words": "علي " * 17,
    "what would be read as a slip for a title": "الهاجري",
}


@pytest.mark.parametrize("name", NOTHING.values(), ids=NOTHING)
def test_what_is_not_read_so(name: str) -> None:
    assert latin(name) == ""


COMPANIES = {
    "in Persian": ("بانک ملی ایران", "bank national iran"),
    "in Arabic, with articles": ("المصرف التجاري السوري", "bank commercial syrian"),
    "behind for the": ("أجنحة الشام للطيران", "wings cham airlines"),
    "lines of the air": ("الخطوط الجوية السورية", "airlines syrian"),
    "lines of ships": ("خطوط ملاحة النور", "shipping lines nur"),
    "a word without a meaning as it is written": ("بنك النور", "bank nur"),
}


@pytest.mark.parametrize(("name", "means"), COMPANIES.values(), ids=COMPANIES)
def test_what_the_name_of_a_company_means(name: str, means: str) -> None:
    assert translated(name) == means


PERSONS = {"a man from Syria": "ابو مصعب السوري", "a word that is no company's by itself": "نور الدولي"}


@pytest.mark.parametrize("name", PERSONS.values(), ids=PERSONS)
def test_a_name_without_a_word_of_companies_means_nothing(name: str) -> None:
    assert translated(name) == ""


def test_countries_have_their_english_names_and_men_from_there_theirs() -> None:
    assert (latin("ایران"), latin("سوريا"), latin("السوري")) == ("iran", "syria", "suri")


def test_a_word_of_the_table_behind_which_god_stands_is_met_letter_by_letter() -> None:
    assert words("حزب الله") == words("Hizballah")
    assert words("قطمب الله") != words("Qatmballah"), "no word of the table: its consonants are asked"


def test_letters_of_one_place_are_one() -> None:
    assert plain("أحمد کرزی ہـ") == "احمد كرزي ه"
