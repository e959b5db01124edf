"""Words written together come apart where what is compared cannot join them, and no others."""

import pytest

from sightline.names.apart import apart, hangul_apart, in_two, listed_apart, syllables

APART = {
    "a Chinese company": ("Shanghai Gangquan Trading", "Shanghai gang quan Trading"),
    "a word of two of the lists": ("Hamdullah Allahnoor", "Hamdullah allah noor"),
    "a ship in two words": ("Jangjasan Chongnyonho", "jang ja san chong nyon ho"),
    "all room lost": ("OCEANMARITIMEMANAGEMENT", "ocean maritime management"),
    "room lost between words of companies": ("Korea Oceantradingcompany", "Korea ocean trading company"),
    "a ship, a part of it apart": ("Jang Ja San Chongnyonho", "jang ja san chong nyon ho"),
}
TOGETHER = {
    "syllables that are no ship's": "Warsita Nuraini",
    "a Chinese person": "Xiao Xiaohong",
    "a person of four syllables": "Namgung Minsu",
    "words that are no syllables": "Invented Shipping",
    "a Korean word": "Pyongyang Trading",
    "a listed word": "Muhammad Hossein",
    "a long word with a part that is none": "Oceaninventedmanagement",
    "a long word of another language": "Bundesversicherungsanstalt",
    "short words": "Wali Jan",
    "no letter": "1718",
}


@pytest.mark.parametrize(("name", "told"), APART.values(), ids=APART)
def test_apart(name: str, told: str) -> None:
    assert apart(name) == told


@pytest.mark.parametrize("name", TOGETHER.values(), ids=TOGETHER)
def test_together(name: str) -> None:
    assert apart(name) == ""


def test_the_fewest_syllables_a_word_is_made_of() -> None:
    assert syllables("chongnyonho") == ("chong", "nyon", "ho")
    assert syllables("jangjasanchongnyonho") == () == syllables("invented")


def test_a_word_in_two() -> None:
    assert in_two("gangquan") == ("gang", "quan")
    assert in_two("ganquan") == () == in_two("gangxyz"), "a part of three letters, and one that is none"


def test_a_listed_word_that_is_folded_otherwise_than_its_parts() -> None:
    assert listed_apart("walijan") == ("wali", "jan")
    assert listed_apart("cuiying") == (), "two syllables of a Chinese name, which is read in syllables"
    assert listed_apart("karimjan") == (), "folded as its parts are: what is compared joins them"


HANGUL = {
    "a ship": ("장자산청년호", "jang ja san chong nyon ho"),
    "voiced, where the first syllable is no surname": ("청천강", "chong chon gang"),
    "a person": ("김정은", ""),
    "a person with a surname of two syllables": ("남궁민수", ""),
    "a company": ("조선무역은행", ""),
    "other letters": ("청천강 Shipping", ""),
}


@pytest.mark.parametrize(("name", "told"), HANGUL.values(), ids=HANGUL)
def test_a_ship_in_hangul(name: str, told: str) -> None:
    assert hangul_apart(name) == told
