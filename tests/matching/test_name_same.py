"""Short names spelt as they are listed, and what is nearly one."""

import pytest

from sightline.matching import name_same
from sightline.matching.replay import combine, score_from_forms
from sightline.matching.weights import value

SAME = {
    "with a comma": ("Pa Sam", "PA, Sam"),
    "a ship": ("Sonia I", "SONIA I"),
    "three words": ("Invy A B", "INVY, A B"),
}
NOT_SAME = {
    "another order": ("Sam Pa", "PA, Sam"),
    "a letter more": ("Pa Sama", "PA, Sam"),
    "one word": ("Pasam", "PASAM"),
    "a longer name": ("Invented Invented", "INVENTED INVENTED"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("asked", "listed"), SAME.values(), ids=SAME)
def test_the_same(asked: str, listed: str) -> None:
    found = name_same.compare(asked, listed)
    assert found and found.score == score_from_forms(found.forms) >= value("threshold")
    assert combine([found.forms]) == found.score and asked in found.text


@pytest.mark.parametrize(("asked", "listed"), NOT_SAME.values(), ids=NOT_SAME)
def test_not_the_same(asked: str, listed: str) -> None:
    assert name_same.compare(asked, listed) is None
