"""The small table of entries: who stands on the list, found by id without reading the rows."""

from pathlib import Path

import pytest

from sightline.lake.statements import Lake
from tests.lake.factory import VIEW, entry, held


def test_an_entry_in_one_line(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    listing = "KPe.025@2016-03-02"
    version = held(lake, [entry("un-KPe.025", "Company", 40, listing, alias="KKBC", name="Bank B|A")])
    (listed,) = lake.entries(VIEW, version)
    assert (listed.caption, listed.schema) == ("Bank B", "Company")
    assert (listed.reference, listed.listed_on) == ("KPe.025", "2016-03-02")
    assert listed.place.start == 40


CAPTIONS = {
    "the first name, not the smallest": ({"name": "Zed|Abel"}, "Zed"),
    "an alias where there is no name": ({"weakAlias": "W", "alias": "A"}, "A"),
    "the id where there is neither": ({"notes": "n"}, "x-1"),
}


@pytest.mark.parametrize(("values", "caption"), CAPTIONS.values(), ids=CAPTIONS)
def test_captions(tmp_path: Path, values: dict[str, str], caption: str) -> None:
    lake = Lake(tmp_path)
    (listed,) = lake.entries(VIEW, held(lake, [entry("x-1", **values)]))
    assert listed.caption == caption


def test_what_changes_a_statement_changes_the_line_and_moving_does_not(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    said = []
    for number, one in enumerate([entry("x", name="A"), entry("x", start=9, name="A"), entry("x", name="B")]):
        (listed,) = lake.entries(VIEW, held(lake, [one], item=str(number) * 64))
        said.append(listed.said)
    assert said[0] == said[1] != said[2]


FOUND = {"x-3": "x-3", "x-3:listing": "x-3", "x-3:address:25": "x-3"}
NOT_FOUND = ("x-33", "x-", "", "X-3", "x-3:".rstrip(":") + "0")


def test_look_up_by_id(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    table = lake.entries(VIEW, held(lake, [entry(f"x-{n}", name=f"P{n}") for n in range(9)]))
    for id, entry_id in FOUND.items():
        listed = table.find(id)
        assert listed and listed.id == entry_id
    assert [table.find(id) for id in NOT_FOUND] == [None] * len(NOT_FOUND)
