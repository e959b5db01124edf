"""Korean names by the Mandarin reading of their characters: what is likelier of them costs less."""

import pytest

from sightline.names import chinese
from sightline.names.by_mandarin import when_asked

BELOW_NOTHING = {
    "a surname of Koreans alone": ("piao", True, "박"),
    "a surname that is rare in China": ("jin", True, "김"),
    "a syllable that is rare in China": ("zhe", False, "철"),
}
ABOVE = {
    "a surname that is common in China": ("zhang", True, "장"),
    "a syllable that is common in China": ("wei", False, "위"),
    "a character that is rare in names": ("shan", False, "섬"),
}


@pytest.mark.parametrize(("pinyin", "surname", "korean"), BELOW_NOTHING.values(), ids=BELOW_NOTHING)
def test_what_says_more_than_chance(pinyin: str, surname: bool, korean: str) -> None:
    assert dict(when_asked(chinese.spelt(pinyin, surname), surname))[korean] < 0


@pytest.mark.parametrize(("pinyin", "surname", "korean"), ABOVE.values(), ids=ABOVE)
def test_what_says_less(pinyin: str, surname: bool, korean: str) -> None:
    assert dict(when_asked(chinese.spelt(pinyin, surname), surname)).get(korean, 9.0) > 0


def test_far_fetched_spellings_are_none() -> None:
    assert when_asked((("jin", 0.5),), True) == ()
