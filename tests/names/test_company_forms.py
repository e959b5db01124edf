"""Forms of company: one for all its spellings, and none where the word is another."""

import pytest

from sightline.names.company_forms import MOST, company_forms, known, named

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


def test_there_is_a_bit_for_each() -> None:
    assert len(known()) <= MOST
