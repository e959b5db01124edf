from __future__ import annotations

import pytest

from sightline.model.casework import Party, PartyKind
from sightline.model.marking import Marking
from sightline.reports.problem import names
from tests.reports.sample import context

BANK = Party("p-x", "Invented Bank (No. 1)", PartyKind.PRIVATE)


@pytest.mark.parametrize("text", ["INVENTED BANK (NO. 1) paid.", "paid by invented bank no 1"])
def test_a_party_is_named_whatever_the_case_and_marks(text: str) -> None:
    assert names(text, BANK)


@pytest.mark.parametrize("text", ["Invented Bank (No. 11) paid.", "Reinvented Bank No 1", "a bank paid"])
def test_another_is_not(text: str) -> None:
    assert not names(text, BANK)


def test_a_clearance_cannot_lift_the_ceiling_of_an_edition() -> None:
    assert context(clearance=Marking.parse("TLP:RED//FINANCE")).allowed == Marking.parse("TLP:CLEAR//FINANCE")
