from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.casework import Party, PartyKind
from sightline.model.report import Sentence
from sightline.reports.mentions import mentions
from tests.reports.sample import context

ONE = Party("p-one", "Ptarmigan Marine Company", PartyKind.PRIVATE, "e-one")
LONGER = replace(ONE, id="p-two", name="Ptarmigan Marine Company of Nowhere", entity="")
NAMES = {"e-one": ("Tarmi", "뇌조해운")}
CARRIED = {
    "whole": ("Ptarmigan Marine Company sailed.", "Ptarmigan Marine Company"),
    "in capitals and over signs": ("PTARMIGAN-MARINE COMPANY’s ship.", "Ptarmigan Marine Company"),
    "short, with capitals": ("Of Ptarmigan Marine’s ships.", "Ptarmigan Marine Company"),
    "an alias of one word": ("Tarmi sailed.", "Tarmi"),
    "its own letters, with a particle": ("뇌조해운은 떠났다.", "뇌조해운"),
}
NOT_CARRIED = {
    "short, in small letters": "A ptarmigan, marine or not.",
    "an alias as a common word": "The tarmi sailed.",
    "part of a word": "Tarmigan sailed.",
    "the name of another": "Ptarmigan Marine Company of Nowhere sailed.",
}


def found(text: str) -> list[tuple[str, str, bool]]:
    held = replace(context(Sentence(text, claim=False)), others=(ONE, LONGER), names=NAMES)
    return [(one.name, one.where, one.marked) for one in mentions(held, {"p-one"})]


@pytest.mark.parametrize("name", CARRIED)
def test_a_name_is_found(name: str) -> None:
    text, spelling = CARRIED[name]
    assert found(text) == [(spelling, "A.2", False)]


@pytest.mark.parametrize("name", NOT_CARRIED)
def test_near_names_are_not(name: str) -> None:
    assert found(NOT_CARRIED[name]) == []


def test_a_marked_sentence_says_so_and_a_state_is_left_out() -> None:
    said = Sentence("Ptarmigan Marine Company sailed.", claim=False, parties=("p-one",))
    held = replace(context(said), others=(ONE,))
    assert [one.marked for one in mentions(held, {"p-one"})] == [True]
    assert list(mentions(replace(held, others=(replace(ONE, kind=PartyKind.STATE),)), {"p-one"})) == []
