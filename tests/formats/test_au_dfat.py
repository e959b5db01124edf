"""Australia's Consolidated List."""

from __future__ import annotations

import pytest

from sightline.errors import FormatChanged, UnknownFormat
from sightline.formats import au_dfat, register
from sightline.formats.au_dfat import COLUMNS
from sightline.formats.source import ItemSet
from sightline.model import schemata
from sightline.model.statement import Entry
from tests.formats.made_workbook import INVENTED, made, sample
from tests.formats.sample import Bytes, said, statements

PERSON, FIRM, SHIP = "au-dfat-101", "au-dfat-102", "au-dfat-103"


def read(rows: list[list[object]] | None = None, columns: list[str] | None = None) -> list[Entry]:
    return list(au_dfat.read(ItemSet({"list": Bytes(made(rows, columns), "list.xlsx")})))


SAID = {
    "name": (PERSON, "name", ["Invented PERSON"]),
    "weak alias": (PERSON, "weakAlias", ["Türk Nickname"]),
    "original script": (PERSON, "alias", ["지어낸 사람"]),
    "birth dates, told once": (PERSON, "birthDate", ["1960", "1958-04-14"]),
    "birth places": (PERSON, "birthPlace", ["Inventedville", "Inventedtown"]),
    "citizenships": (PERSON, "citizenship", ["kp", "cn"]),
    "addresses": (PERSON, "address", ["1 Invented Street", "2 Invented Street"]),
    "bank code in the information": (PERSON, "swiftBic", ["INVTKPPY"]),
    "program": (f"{PERSON}:listing", "program", ["1718 (DPRK)"]),
    "instrument": (f"{PERSON}:listing", "reason", ["Invented instrument 2016"]),
    "control date": (f"{PERSON}:listing", "startDate", ["2016-03-04"]),
    "listing that is no day": (f"{PERSON}:listing", "summary", ["Invented listing text"]),
    "measures": (f"{PERSON}:listing", "provisions", ["Targeted Financial Sanction", "Travel Ban"]),
    "reference": (f"{PERSON}:listing", "authorityId", ["101"]),
    "former name": (FIRM, "previousName", ["Former Shipping"]),
    "ship's number": (SHIP, "imoNumber", ["9000003"]),
    "listed on": (f"{SHIP}:listing", "listingDate", ["2018-03-30"]),
    "maritime measure": (f"{SHIP}:listing", "provisions", ["Maritime Restriction"]),
}  # fmt: skip


@pytest.mark.parametrize(("entity", "prop", "values"), SAID.values(), ids=SAID)
def test_says(entity: str, prop: str, values: list[str]) -> None:
    assert said(read(), entity, prop) == values


def test_rows_of_one_number_are_one_party() -> None:
    assert [entry.id for entry in read()] == [PERSON, FIRM, SHIP]


def test_a_place_is_the_file_and_the_row() -> None:
    item = sample()
    alias = next(s for s in statements(au_dfat.read(ItemSet({"list": item}))) if s.value == "Türk Nickname")
    assert str(alias.place) == f"row 3 · bytes 0-{item.size - 1}"
    assert all(schemata.property_type(s.schema, s.prop) for s in statements(read()))


def test_is_recognised_by_what_is_inside() -> None:
    found = register.recognise(sample())
    assert (found.format.name, found.role) == ("au_dfat", "list")
    with pytest.raises(UnknownFormat):
        register.recognise(Bytes(made([], ["other", "columns"]), "list.xlsx"))


def changed(row: int, column: str, value: object) -> list[list[object]]:
    rows = [list(one) for one in INVENTED]
    rows[row][COLUMNS.index(column)] = value
    return rows


CHANGES = {
    "unknown type": (changed(0, "Type", "Robot"), "Robot"),
    "two types": (changed(1, "Type", "Entity"), "2 types"),
    "unknown name type": (changed(1, "Name Type", "moniker"), "moniker"),
    "no name type": (changed(1, "Name Type", None), "name type"),
    "unknown strength": (changed(1, "Alias Strength", "Middling"), "Middling"),
    "no name": (changed(1, "Name of Individual or Entity", None), "name"),
    "a reference that is none": (changed(1, "Reference", "A-1"), "A-1"),
    "no reference": (changed(1, "Reference", None), "reference"),
    "a reference twice": (changed(1, "Reference", "101"), "twice"),
    "a number that is none": (changed(5, "IMO Number", "90003"), "90003"),
    "a measure neither yes nor no": (changed(0, "Travel Ban", "perhaps"), "perhaps"),
    "no rows": ([], "no rows"),
}


@pytest.mark.parametrize(("rows", "named"), CHANGES.values(), ids=CHANGES)
def test_stops_at_a_change_and_names_it(rows: list[list[object]], named: str) -> None:
    with pytest.raises(FormatChanged) as refusal:
        read(rows)
    assert named in refusal.value.message and refusal.value.remedy
    assert refusal.value.place and "bytes" in refusal.value.place


def test_stops_at_columns_that_differ() -> None:
    with pytest.raises(FormatChanged, match="unknown column 'More'"):
        read(columns=[*COLUMNS, "More"])
    with pytest.raises(FormatChanged, match="no column 'Type'"):
        read([], [name for name in COLUMNS if name != "Type"])
