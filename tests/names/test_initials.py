"""Initials that look like something else, and what is no such thing."""

import pytest

from sightline.names.initials import initials_meant
from sightline.names.words import words

MEANT = {
    "a form of company": ("Invented S.A.", "S. A. Invented"),
    "one of two words": ("Invented A.S.", "A. S. Invented"),
    "a title": ("Invented M. R.", "M. R. Invented"),
    "in front": ("O.F. Invented", "O. F. Invented"),
    "behind a surname of two parts": ("Al-Kadan H.H.", "Al-Kadan H. H."),
    "behind two surnames": ("Kadan Invented X.Q.", "Kadan Invented X. Q."),
    "a name of one word and no form": ("Kadan X.Q.", ""),
    "behind a company": ("Kadan Bank X.E.", ""),
    "behind a form of company": ("Invented Kadan, S.A., S.E.", ""),
    "in Cyrillic letters": ("Выдумова Н.В.", "Н. В. Выдумова"),
    "in front, in Cyrillic letters": ("А.О. Выдумов", "А. О. Выдумов"),
    "a company in Cyrillic letters": ("Выдумка Банк А.О.", ""),
    "three letters": ("Al-Kadan X.Q.Z.", ""),
    "two words": ("Invented Kadan S.A.", ""),
    "a form without full stops": ("Invented SA", ""),
}


@pytest.mark.parametrize(("text", "meant"), MEANT.values(), ids=MEANT)
def test_what_is_meant(text: str, meant: str) -> None:
    assert initials_meant(text) == meant


def test_they_are_read_as_initials_only_in_front_and_apart() -> None:
    assert words("S. A. Kadan") == ("s", "a", "kadan") and words("M. S. Kadan") == ("m", "s", "kadan")
    assert words("Kadan S.A.") == words("Kadan A.S.") == ("kadan",)


def test_god_in_front_of_a_word_is_not_behind_the_surname() -> None:
    assert words("Kadan, Allah Dad") == words("Allah Dad Kadan")
    assert words("Kadan Allah, Dad") != words("Allah Dad Kadan")
