"""Of the real files no text is lost: every leaf of every entry is said, or left out by name."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sightline.formats import canada_sema, ofac_csv, un_consolidated, vessels_1718
from sightline.formats.source import ItemSet, Local
from sightline.model.statement import Entry
from tests.formats.sample import real_ofac, real_ofac_consolidated

UN_LEFT_OUT = {"VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD"}
"""numbering and sorting of the publisher's own"""
UN_TOLD = {"QUALITY", "TYPE_OF_DATE"}
"""codes that choose the property: a good alias or a weak one, one date or a range"""
NOTHING = {"", "-0-", "na", "NA", "Does not exist"}
"""written where the publisher knows nothing"""
OR = {"or", "OR"}
"""between two dates, each of which is said"""
_LABEL = re.compile(r"\w+(?: \w+)?\s?:")
"""the language before an alias in Canada's list; it is said as the language"""


def words(text: str) -> set[str]:
    """Letters and digits, without what stands between them."""
    return set(re.findall(r"\w+", text))


def originals(entry: Entry) -> set[str]:
    return {word for one in entry.statements for word in words(one.original)}


def leaves(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for one in element.iter():
        if len(one) == 0 and one.text and one.text.strip():
            yield one.tag, one.text.strip()


def xml_lost(path: Path, entries: Iterable[Entry], left_out: set[str]) -> tuple[Counter[str], list[str]]:
    """How many leaves of each element there are, and those that no statement of their entry says."""
    raw, counted, lost = path.read_bytes(), Counter[str](), []
    for entry in entries:
        assert entry.place.start is not None and entry.place.end is not None
        said = originals(entry)
        for tag, text in leaves(ElementTree.fromstring(raw[entry.place.start : entry.place.end + 1])):
            counted[tag] += 1
            if tag not in left_out and text not in NOTHING and words(_LABEL.sub("", text)) - said - OR:
                lost.append(f"{entry.id} {tag}: {text}")
    return counted, lost


@pytest.mark.slow
@pytest.mark.parametrize("name", ["un_consolidated_2025-04-19.xml", "un_consolidated_2026-02-27.xml"])
def test_un(name: str, shared_data: Path) -> None:
    path = shared_data / "lists" / "un" / name
    entries = list(un_consolidated.read(ItemSet({"list": Local(path)})))
    counted, lost = xml_lost(path, entries, UN_LEFT_OUT | UN_TOLD)
    assert sum(counted.values()) > 20_000 and counted["COMMENTS1"] > 400
    assert lost == []


@pytest.mark.slow
def test_canada(shared_data: Path) -> None:
    path = shared_data / "lists" / "ca" / "ca_sema_2025-05.xml"
    entries = list(canada_sema.read(ItemSet({"list": Local(path)})))
    counted, lost = xml_lost(path, entries, set())
    assert sum(counted.values()) > 20_000
    assert lost == []


def rows(items: ItemSet, role: str) -> Iterator[list[str]]:
    with items[role].open() as stream:
        text = stream.read().decode("utf-8").rstrip("\x1a")
    yield from (row for row in csv.reader(io.StringIO(text)) if row and row != ["\x1a"])


KIND, ALIAS_KIND = 2, 2
"""columns of `sdn` and `alt` that choose the schema and the property"""


@pytest.mark.slow
@pytest.mark.parametrize("real", [real_ofac, real_ofac_consolidated])
def test_ofac(real: object, shared_data: Path) -> None:
    """Every cell; of remarks every word with a digit: numbers, dates, wallets. `alt_num` is left out."""
    items: ItemSet = real(shared_data)  # type: ignore[operator]
    said = {entry.id.removeprefix("ofac-"): originals(entry) for entry in ofac_csv.read(items)}
    lost, told = [], 0
    for role, first, but in (("sdn", 1, KIND), ("alt", 3, ALIAS_KIND), ("add", 2, -1)):
        for row in rows(items, role):
            for column, cell in enumerate(row[first:], start=first):
                if row[0] in said and column != but and cell.strip() not in NOTHING:
                    wanted = words(cell)
                    if role == "sdn" and column == len(row) - 1:
                        wanted = {word for word in wanted if re.search(r"\d", word)}
                    told += len(wanted)
                    lost += [(row[0], word) for word in wanted - said[row[0]]]
    assert told > 5_000
    assert lost == []


def test_ships(shared_data: Path) -> None:
    path = shared_data / "vessels" / "designated_vessels_1718.csv"
    entries = vessels_1718.read(ItemSet({"list": Local(path)}))
    said = {word for entry in entries for word in originals(entry)}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell.strip() for row in csv.DictReader(stream) for cell in row.values()]
    assert len(cells) > 400
    assert [cell for cell in cells if cell not in NOTHING and words(cell) - said] == []
