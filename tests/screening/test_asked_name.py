"""A name that is asked, put together from its tokens or read as a whole."""

import pytest

from sightline.matching.name_words import eases, other_spellings
from sightline.names.company_forms import company_forms, slipped
from sightline.names.words import read
from sightline.screening.asked_name import name_of

NAMES = (
    "Invented Bank", "INVENTED, Ivan Ivanovich", "Kim Jong-un", "EP-IDA", "Bureau 39", "An-Nusra Invented",
    "Abdul Rahman Ali", "Invented Ltdd", "Invented Povt Ltd", "The Co., Ltd", "SEA STAR II", "Invented I.K.",
    "Invented Trading XQZ", "Invented SA de CV", "SA Invented de CV", "De Invented",
    "Invented Sp z o.o.", "조선대성은행", "Invented'ev Ivan",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_tokens_is_what_it_is_as_a_whole(name: str) -> None:
    made = name_of(name)
    told, spelt = read(name)
    assert made and (made.words, made.read.words) == (told, spelt)
    assert made.others == other_spellings(told, spelt) and made.ease == eases(told, name)
    assert made.forms == company_forms(name) and made.slip == slipped(spelt)


def test_nothing_to_read() -> None:
    assert name_of("") is None and name_of("-, -") is None
