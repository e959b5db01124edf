"""Names in Arabic letters get the vowels Latin letters write, by a table, the lists, or rule."""

import pytest

from sightline.names.arabic import latin, plain

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


def test_letters_of_one_place_are_one() -> None:
    assert plain("أحمد کرزی ہـ") == "احمد كرزي ه"
