"""What is offered while somebody types: names in list order, as they are read, and by Hangul."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.lake.statements import Lake
from sightline.service.suggesting import beginning
from tests.lake.factory import entry, held

ENTRIES = (
    entry("a", start=0, name="KIM, Yo Invented"),
    entry("b", start=100, name="HWANG PYONG-SO"),
    entry("c", start=200, name="Ri Invented Gil"),
    entry("d", "Company", 300, name="Yonder Shipping", alias="Kadan Shipping|Kim Yonder"),
)
FOUND = {
    "Kim Yo": ["a", "d"],
    "kim, yo inv": ["a"],
    "Yo Invented K": ["a"],
    "Hwang P": ["b"],
    "pyong so h": ["b"],
    "김": ["a", "d"],
    "황병": ["b"],
    "이": ["c"],
    "Yo": ["d", "a"],
    "Kadan": ["d"],
    "Shipping Kad": ["d"],
    "Kim": ["a", "d"],
    "Kadann": [],
    "Kim Po": [],
    "Kimyo": [],
    "박": [],
    "": [],
    "—": [],
}


@pytest.mark.parametrize(("text", "ids"), FOUND.items())
def test_what_begins_so(tmp_path: Path, text: str, ids: list[str]) -> None:
    lake = Lake(tmp_path)
    assert beginning(lake, held(lake, ENTRIES), text) == ids
