"""A branch behind a name is left out; what only looks like one is not."""

import pytest

from sightline.screening.field.branches import without_branch

BRANCHES = {
    "a city in front": ("Kadan Bank Aleppo Branch", "Kadan Bank"),
    "a kind of branch": ("Kadan Bank Main Branch", "Kadan Bank"),
    "no place": ("Kadan Bank, Branch", "Kadan Bank"),
    "a place behind": ("Kadan Bank branch of Aleppo", "Kadan Bank"),
    "an office of a city": ("Kadan Bank London Representative Office", "Kadan Bank"),
    "in Italian": ("Kadan Bank Succursale di Roma", "Kadan Bank"),
    "in German": ("Kadan Bank Iran, Zweigniederlassung Hamburg", "Kadan Bank Iran"),
    "in Russian": ("Кадан Банк филиал в г. Казань", "Кадан Банк"),
}
NAMES = {
    "an office without a place": "Kadan Post Office",
    "a branch in the middle": "Kadan Branch Trading",
    "a branch alone": "Branch",
    "offices": "Kadan Bank Aleppo Offices",
    "part of a word": "Kadan Succursales",
    "nothing": "",
}


@pytest.mark.parametrize(("text", "name"), BRANCHES.values(), ids=BRANCHES)
def test_a_branch_is_left_out(text: str, name: str) -> None:
    assert without_branch(text) == name


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_no_branch(text: str) -> None:
    assert without_branch(text) == ""
