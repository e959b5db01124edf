"""What a name in syllables says at most: as much as another spelling of it, and no word of it says more."""

import pytest

from sightline.matching import name_syllables, name_words
from sightline.matching.replay import score_from_forms
from sightline.matching.syllables_say import UNBOUNDED, ceiling
from sightline.names.commonness import worth
from sightline.names.syllables import sequences

SLIPS = {
    "a letter that Korean has not": "Kim Tong Xhol",
    "two letters": "Kim Tonk Xhol",
    "a surname": "Kjm Tong Chol",
}
NAMES = {"a part more": "Kim Tong Chol Invented", "another order, a part more": "Tong Chol Kim Invented"}
OTHERS = ("Kim Dong Cheol", "Gim Tong-cheol", "\uae40\ub3d9\ucca0")


def test_another_spelling_says_as_much() -> None:
    most = ceiling(sequences("Kim Tong Chol")) / 1000
    for other in OTHERS:
        found = name_syllables.compare(other, "Kim Tong Chol")
        assert found and found.found == pytest.approx(most, abs=2e-3), other
    assert ceiling(sequences("Ghulam Invented")) == UNBOUNDED


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_says_no_more_than_another_spelling(slip: str) -> None:
    found = name_words.compare(slip, "Kim Tong Chol", worth)
    other = name_syllables.compare(OTHERS[0], "Kim Tong Chol")
    assert found and other and 0.5 < found.score <= other.score
    assert found.text.endswith("no more than its syllables spelt otherwise would say)")
    assert score_from_forms(found.forms) == found.score


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_words_that_are_all_there_may_say_more(name: str) -> None:
    found = name_words.compare(name, "Kim Tong Chol", worth)
    other = name_syllables.compare(OTHERS[0], "Kim Tong Chol")
    assert found and other and found.score > other.score and "spelt otherwise" not in found.text


def test_another_given_name_is_another_name() -> None:
    found = name_words.compare("Kim Tong Xyz", "Kim Tong Ho", worth)
    assert found and found.score < 0.1, found
    other = name_words.compare("Ghulam Invented Xyz", "Ghulam Invented Ho", worth)
    assert other and other.score > 0.5, other
