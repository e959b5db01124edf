"""One word that stands for a name, on either side."""

from __future__ import annotations

from sightline.matching.name_acronym import asked_keys, compare, listed_keys
from sightline.matching.replay import score_from_forms

NAME = "Korea Mining Development Trading Corporation"


def test_both_directions_score_the_same_and_replay() -> None:
    one, other = compare("KOMID", NAME), compare(NAME, "KOMID")
    assert one is not None and other is not None
    assert one.score == other.score == score_from_forms(one.forms) == score_from_forms(other.forms)
    assert "may be short for" in one.text


def test_more_letters_say_more_and_more_entries_less() -> None:
    three, four, shared = compare("KMD", NAME), compare("KMDT", NAME), compare("KMDT", NAME, 3)
    assert three is not None and four is not None and shared is not None
    assert shared.score < four.score > three.score
    assert shared.text.endswith("as 3 entries")


def test_what_is_no_acronym_is_not_compared() -> None:
    assert compare("KOMIX", NAME) is None
    assert compare("KM", NAME) is None
    assert compare(NAME, NAME) is None


def test_keys_meet() -> None:
    assert set(asked_keys("KOMID", "")) & set(listed_keys(NAME))
    assert set(asked_keys(NAME, "Company")) & set(listed_keys("KMD"))
    assert not set(asked_keys("KOMID", "Vessel"))
    assert not set(asked_keys("KOMID", "Person"))
