"""Forms of company with a letter wrong."""

import pytest

from sightline.names.form_slips import near_forms

NEAR = {"a letter more": ("ltdd", "ltd"), "two swapped": ("ldt", "ltd"), "another letter": ("gmbg", "gmbh")}
NOT_NEAR = ("ltd", "invented", "kim", "l", "")


@pytest.mark.parametrize(("word", "form"), NEAR.values(), ids=NEAR)
def test_near(word: str, form: str) -> None:
    assert form in near_forms(word)


@pytest.mark.parametrize("word", NOT_NEAR)
def test_not_near(word: str) -> None:
    assert near_forms(word) == ()
