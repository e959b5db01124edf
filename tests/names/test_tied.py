"""Arabic words tied to an article or to another word, and words that only look so."""

import pytest

from sightline.names.words import words

TIED = {
    "an article": (("Omar Alrawi", "Omar al-Rawi", "EL-RAWI, Omar"), {"umar", "ravi"}),
    "an article on no list": (("Sanad Albathali", "Sanad Al-Bathali"), {"sanad", "bathali"}),
    "an article, a letter wrong": (("Omar Alrawwi",), {"umar", "ravi"}),
    "no slip of Alamir": (("Alamin Omar", "Al-Amin, Omar"), {"amin", "umar"}),
    "the faith": (
        ("Salah al-Din", "Salah Eddine", "Salahuddin", "Salah ud-Deen", "Salaheddine", "Salahuddn"),
        {"sala", "din"},
    ),
}
NOT_TIED = {
    "a given name": ("Alfonso Alvarez", {"alfonso", "alvarez"}),
    "what is left stands on no list": ("Albert", {"albert"}),
    "too short": ("Elmira", {"elmira"}),
    "another ending": ("Borodin", {"borodin"}),
    "no article in it": ("Zayn Abidin", {"zain", "abidin"}),
    "the word alone": ("Din", {"din"}),
}


@pytest.mark.parametrize(("names", "told"), TIED.values(), ids=TIED)
def test_is_the_same(names: tuple[str, ...], told: set[str]) -> None:
    assert [set(words(name)) for name in names] == [told] * len(names)


@pytest.mark.parametrize(("name", "told"), NOT_TIED.values(), ids=NOT_TIED)
def test_is_left(name: str, told: set[str]) -> None:
    assert set(words(name)) == told
