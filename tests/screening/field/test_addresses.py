"""Places behind a name, and what looks like one."""

import pytest

from sightline.screening.field.addresses import is_given_name, is_name, is_place, last_words, place_behind

PLACES = ("Egypt", "Tehran", "Phnom Penh", "Rakwon-dong", "12 Kadan Street", "平壤", "DPRK")
NONE = {"a form of company": "Inc.", "a given name": "Yong Chol", "a trade": "and building materials company"}
BEHIND = {
    "a country": ("Kadamas Egypt", "Egypt"),
    "a country of several words": ("Kadamas North Korea", "North Korea"),
    "a city": ("Kadamas Phnom Penh", "Phnom Penh"),
    "nothing": ("Kadamas Trading", ""),
    "a place alone": ("Egypt", ""),
}


@pytest.mark.parametrize("part", PLACES)
def test_a_place(part: str) -> None:
    assert is_place(part)


@pytest.mark.parametrize("part", NONE.values(), ids=NONE)
def test_no_place(part: str) -> None:
    assert not is_place(part)


@pytest.mark.parametrize(("text", "place"), BEHIND.values(), ids=BEHIND)
def test_a_place_behind(text: str, place: str) -> None:
    assert place_behind(text) == place
    assert not place or place.split()[-1].lower() in last_words()


def test_places_people_are_called_as() -> None:
    assert is_given_name("Georgia") and not is_given_name("Berlin")
    assert is_name("Berlin") and not is_name("Tehran")
