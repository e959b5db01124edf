"""Forms of company: one for all its spellings, and none where the word is another."""

import pytest

from sightline.names.company_forms import MOST, NO_SLIP, company_forms, known, named, slipped

FORMS = {
    "written out": ("Invented Partners Limited", ["ltd"]),
    "dotted": ("Invented Partners S.A.", ["sa"]),
    "two in one": ("Invented Coltd", ["co", "ltd"]),
    "two apart": ("Invented Co., Ltd", ["co", "ltd"]),
    "a letter off": ("Invented Corproation", ["corp"]),
    "in Cyrillic": ("ООО Инвентед", ["ooo"]),
    "no form": ("Invented Limits", []),
}


@pytest.mark.parametrize(("text", "forms"), FORMS.values(), ids=FORMS)
def test_forms(text: str, forms: list[str]) -> None:
    assert list(named(company_forms(text))) == forms


SLIPS = {
    "a letter replaced": (("parsek", "fre"), 1, "fze"),
    "swapped": (("galax", "nic"), 1, "inc"),
    "in front": (("ooco", "parsek"), 0, "ooo"),
}


@pytest.mark.parametrize(("told", "at", "form"), SLIPS.values(), ids=SLIPS)
def test_a_word_that_may_be_a_form_with_a_letter_wrong(told: tuple[str, ...], at: int, form: str) -> None:
    found = slipped(told)
    assert found.at == at
    assert form in named(found.forms)


NO_SLIPS = {
    "the form itself": ("parsek", "inc"),
    "a word of the lists": ("parsek", "uk"),
    "two letters wrong": ("parsek", "xqze"),
    "nothing beside it": ("nic",),
}


@pytest.mark.parametrize("told", NO_SLIPS.values(), ids=NO_SLIPS)
def test_words_that_are_not(told: tuple[str, ...]) -> None:
    assert slipped(told) == NO_SLIP


def test_there_is_a_bit_for_each() -> None:
    assert len(known()) <= MOST
