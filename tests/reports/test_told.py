from __future__ import annotations

import pytest

from sightline.model.casework import Party, PartyKind
from sightline.reports.told import called, names_party, says_the_same, subject, telling
from tests.reports.sample import context

ALDER = Party("alder", "Invalder Marine Limited", PartyKind.PRIVATE)
ANCHOR = Party("anchor", "Invanchor Shipping Company", PartyKind.PRIVATE)
KNOWN = called(context(others=(ALDER, ANCHOR)))
SUBJECTS = {
    "by name": ("Invalder Marine Limited did not reply.", "alder"),
    "by its short name": ("Invalder did not reply.", "alder"),
    "with an aside": ("Invalder, asked by the office on 3 May, did not reply.", "alder"),
    "the later of two": ("Invalder wrote to Invanchor, and Invanchor did not reply.", "anchor"),
    "somebody of its": ("Invalder's broker did not reply.", ""),
    "somebody it named": ("Invalder asked the bank, which did not reply.", ""),
    "the agent of it": ("The agent of Invalder did not reply.", ""),
    "the registry beside it": ("Invalder sailed, and the registry did not reply.", ""),
    "another clause": ("Invalder sailed; the registry did not reply.", ""),
    "as marked": ("The company did not reply.", "alder"),
    "a common word": ("the invalder did not reply.", "alder"),
    "the office, marked or not": ("The office did not reply.", ""),
}


@pytest.mark.parametrize("name", SUBJECTS)
def test_of_whom_a_verb_tells(name: str) -> None:
    text, expected = SUBJECTS[name]
    assert subject(text, text.index("did not"), KNOWN, ("alder",)) == expected


def test_a_name_is_a_name_with_its_capital_letter() -> None:
    assert names_party("It is Invalder’s.", KNOWN["alder"])
    assert not names_party("the invalders", KNOWN["alder"])
    assert not names_party("invalder", KNOWN["alder"])


def test_two_texts_say_the_same_by_their_telling_words() -> None:
    assert telling("It transferred the passes") == telling("a transfer passed")
    assert says_the_same("gas oil was passed", "The ship passed gas oil to another.")
    assert not says_the_same("gas oil was passed", "The ship carried oil.")
    assert not says_the_same("oil", "The ship carried oil.")
