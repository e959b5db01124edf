"""Banks in the chain of a payment, as one text."""

from __future__ import annotations

import pytest

from sightline.clean import agents
from sightline.clean.agents import Agent

SAME = {
    "IntrmyAgt1 INVBHKHH; InstgAgt name: Invented Bank": "IntrmyAgt1 INVBHKHH; InstgAgt name: Invented Bank",
    "invbhkhhxxx;INVBSGSG": "INVBHKHH; INVBSGSG",
    "INVBHKHH; INVBHKHH": "INVBHKHH",
    "Invented Bank of Nowhere": "name: Invented Bank of Nowhere",
    "name: DEUTSCHE": "name: DEUTSCHE",
    " ; ": None,
}


@pytest.mark.parametrize(("text", "clean"), SAME.items())
def test_one_spelling(text: str, clean: str | None) -> None:
    assert agents.clean(text) == clean and agents.clean(clean or "") == clean


def test_a_bank_of_either_side_is_not_told_again() -> None:
    chain = (Agent("InstgAgt", "INVBUS33XXX"), Agent("IntrmyAgt1", "INVBUS33001"), Agent("", "", "A; B"))
    assert agents.written(chain, ["INVBUS33", ""]) == "IntrmyAgt1 INVBUS33001; name: A, B"
