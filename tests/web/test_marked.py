"""Where marks begin and end in a passage."""

from __future__ import annotations

import pytest

from sightline.model.place import Place
from sightline.web.marked import Stretch, stretches

TEXT = "조선 bank"
WHOLE = Place("", 100, 110)
BANK = Place("", 107, 110)

CASES = {
    "nothing cited": ((), None, (Stretch(TEXT),)),
    "a word cited": ((BANK,), None, (Stretch("조선 "), Stretch("bank", cited=True))),
    "a word asked for": ((), BANK, (Stretch("조선 "), Stretch("bank", focus=True))),
    "asked for and cited": ((BANK,), BANK, (Stretch("조선 "), Stretch("bank", cited=True, focus=True))),
    "inside a character the mark takes it whole": (
        (Place("", 104, 105),), None, (Stretch("조"), Stretch("선", cited=True), Stretch(" bank")),
    ),
    "beyond the passage only what is inside": (
        (Place("", 107, 200),), None, (Stretch("조선 "), Stretch("bank", cited=True)),
    ),
    "up to the last byte before": ((Place("", 50, 99),), None, (Stretch(TEXT),)),
    "from the first byte after": ((Place("", 111, 120),), None, (Stretch(TEXT),)),
    "another page": ((Place("page 1 box 0,0,1,1"),), None, (Stretch(TEXT),)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_stretches(name: str) -> None:
    cited, focus, made = CASES[name]
    assert stretches(TEXT, WHOLE, cited, focus) == made


def test_nothing_is_lost() -> None:
    places = [Place("", start, start + 3) for start in range(98, 112)]
    assert "".join(one.text for one in stretches(TEXT, WHOLE, places, BANK)) == TEXT


def test_text_that_is_not_the_bytes_is_marked_whole() -> None:
    page = Place("page 3 box 0,0,600,800")
    box = Place("page 3 box 10,10,20,20")
    assert stretches(TEXT, page, [box], None) == (Stretch(TEXT, cited=True),)
    assert stretches(TEXT, page, [], box) == (Stretch(TEXT, focus=True),)
    assert stretches(TEXT, Place("", 0, 50), [], Place("", 3, 4)) == (Stretch(TEXT, focus=True),)
    assert stretches(TEXT, page, [Place("page 30 box 10,10,20,20")], None) == (Stretch(TEXT),)
