from __future__ import annotations

import pytest

from sightline.model.casework import Standard
from sightline.reports.wording import BREACH, VOCABULARY, strong_words

TOO_STRONG = {
    "established for an assessment": ("It is established that the bank paid.", Standard.ASSESSED),
    "documented in capitals": ("The office has DOCUMENTED the payment.", Standard.ASSESSED),
    "likely for a report": ("It is likely that the bank paid.", Standard.REPORTED),
    "a Member State's word for an open question": (
        "According to a Member State, it paid.",
        Standard.INVESTIGATING,
    ),
    "a denial far away": (
        "It did not pay in May; it is established that it paid in June and July.",
        Standard.ASSESSED,
    ),
    "certain behind an assessment": (
        "The office assesses that the coal undoubtedly passed the port.",
        Standard.ASSESSED,
    ),
    "proven behind an assessment": (
        "The office assesses that the coal passed, as is proven, the port.",
        Standard.ASSESSED,
    ),
    "no doubt left": ("The office assesses that there is no doubt of it.", Standard.ASSESSED),
    "split over a line": ("It acted in\nbreach of the measure.", Standard.ASSESSED),
}
FITTING = {
    "established where it is documented": ("It is established that the bank paid.", Standard.DOCUMENTED),
    "denied": ("This could not be confirmed.", Standard.INVESTIGATING),
    "in question": ("The office does not know whether it is established.", Standard.INVESTIGATING),
    "an assessed breach": ("The office assesses that the bank was in breach.", Standard.ASSESSED),
    "an assessment that denies certainty": (
        "The office assesses that it breached the measure, which is not proven.",
        Standard.ASSESSED,
    ),
    "part of a longer word": ("The unlikely courier and the establishment.", Standard.INVESTIGATING),
    "weaker words at a higher rung": ("It allegedly paid.", Standard.DOCUMENTED),
}


@pytest.mark.parametrize(("text", "standard"), TOO_STRONG.values(), ids=list(TOO_STRONG))
def test_too_strong(text: str, standard: Standard) -> None:
    assert list(strong_words(text, standard))


@pytest.mark.parametrize(("text", "standard"), FITTING.values(), ids=list(FITTING))
def test_fitting(text: str, standard: Standard) -> None:
    assert list(strong_words(text, standard)) == []


def test_an_assessed_breach_is_too_strong_for_a_report() -> None:
    found = dict(strong_words("The office assesses that it was in breach.", Standard.REPORTED))
    assert found == {"was in breach": Standard.ASSESSED, "assesses": Standard.ASSESSED}


def test_every_standard_has_words_and_no_word_stands_twice() -> None:
    words = [word for rung in VOCABULARY.values() for word in rung]
    assert set(VOCABULARY) == set(Standard)
    assert len(words) == len(set(words))
    assert all(word == word.casefold() for word in words)
    assert set(VOCABULARY[Standard.DOCUMENTED]) >= BREACH
