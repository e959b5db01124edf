from __future__ import annotations

import pytest

from sightline.model.casework import Standard
from sightline.reports.wording import BREACH, OTHER_USES, VOCABULARY, certain_words, strong_words

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
    "in violation": ("It may have sold coal in violation of it.", Standard.REPORTED),
    "no room left": ("The office assesses that this leaves no room for doubt.", Standard.ASSESSED),
    "proof": ("The office assesses, and has proof, that it passed.", Standard.ASSESSED),
    "certain of it": ("The office is certain that it passed.", Standard.ASSESSED),
    "clear": ("The office assesses that it clearly passed.", Standard.ASSESSED),
    "papers that prove": ("Papers prove it.", Standard.ASSESSED),
    "split over a line": ("It acted in\nbreach of the measure.", Standard.ASSESSED),
}
FITTING = {
    "established where it is documented": ("It is established that the bank paid.", Standard.DOCUMENTED),
    "denied": ("This could not be confirmed.", Standard.INVESTIGATING),
    "in question": ("The office does not know whether it is established.", Standard.INVESTIGATING),
    "clear to the eye": ("The name is clearly legible.", Standard.ASSESSED),
    "asked to prove": ("It is likely that the bank, asked to prove it, paid.", Standard.ASSESSED),
    "nobody certain": ("It is likely; nobody is certain that it paid.", Standard.ASSESSED),
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
    assert set(VOCABULARY[Standard.DOCUMENTED]) >= OTHER_USES


CERTAIN = {
    "at the beginning": "Undoubtedly gas oil was passed.",
    "documents": "The documents prove that gas oil was passed.",
    "found by the office": "The office found that it undoubtedly passed.",
    "behind another's words": "The owner denied it; it is certain that gas oil was passed.",
}
UNCERTAIN = {
    "another's words": "The owner replied that it certainly never passed.",
    "a court": "The court found it proven beyond doubt.",
    "in quotation marks": "On it stands “undoubtedly the best”.",
    "a word of other uses": "The bank confirmed the payment.",
    "an assessment": "The office assesses that it likely passed.",
    "denied": "The documents do not prove it.",
}


@pytest.mark.parametrize("name", CERTAIN)
def test_certain_in_its_own_voice(name: str) -> None:
    assert list(certain_words(CERTAIN[name]))


@pytest.mark.parametrize("name", UNCERTAIN)
def test_not_certain_or_not_in_its_own_voice(name: str) -> None:
    assert list(certain_words(UNCERTAIN[name])) == []
