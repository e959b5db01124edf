"""Two real versions of the UN list: who came and who left, and one entry looked up by its reference."""

from datetime import date
from pathlib import Path

import pytest

from sightline.formats import register
from sightline.formats.source import Local
from sightline.lake.partition import PartitionKey
from sightline.lake.statements import Lake
from sightline.model.lists import ListVersion
from sightline.record.diff import diff
from sightline.record.entities import entity
from tests.lake.factory import VIEW, version_of


def taken(lake: Lake, file: Path) -> ListVersion:
    (group,) = register.group([register.recognise(Local(file))])
    assert group.format.read and group.format.dated
    key = PartitionKey(group.items.items, group.format.name, group.format.description.version)
    dated = group.format.dated(group.items)
    return version_of(
        lake.write(key, group.format.list_id(group.items), dated, group.format.read(group.items))
    )


@pytest.fixture(scope="module")
def lists(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Lake, ListVersion, ListVersion]:
    lake, folder = Lake(tmp_path_factory.mktemp("lake")), shared_data / "lists" / "un"
    old = taken(lake, folder / "un_consolidated_2025-04-19.xml")
    return lake, old, taken(lake, folder / "un_consolidated_2026-02-27.xml")


def test_counts_and_days(lists: tuple[Lake, ListVersion, ListVersion]) -> None:
    _, old, new = lists
    assert (old.entries, old.dated) == (877, date(2025, 4, 19))
    assert (new.entries, new.dated) == (1003, date(2026, 2, 27))


def test_what_changed_adds_up(lists: tuple[Lake, ListVersion, ListVersion]) -> None:
    lake, old, new = lists
    found = diff(VIEW, lake, old, new)
    assert old.entries + len(found.added) - len(found.removed) == new.entries
    assert all(change.fields for change in found.changed)
    again = diff(VIEW, lake, new, new)
    assert not again


def test_an_entry_with_its_listing(lists: tuple[Lake, ListVersion, ListVersion]) -> None:
    lake, _, new = lists
    bank = entity(VIEW, lake, [new], "un-KPe.035")
    assert (bank.reference, bank.listed_on) == ("KPe.035", "2016-11-30")
    assert "KDBKKPPY" in bank.values("swiftBic")
    assert bank.caption == "KOREA DAESONG BANK"


def test_the_lines_are_what_the_manifest_says(lists: tuple[Lake, ListVersion, ListVersion]) -> None:
    lake, old, new = lists
    lake.check(VIEW, old)
    lake.check(VIEW, new)
