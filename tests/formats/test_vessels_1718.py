"""Ships designated under resolution 1718."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.errors import Hostile
from sightline.formats import vessels_1718
from sightline.formats.source import ItemSet, Local
from sightline.model import schemata
from sightline.model.statement import Entry
from tests.formats import refusals
from tests.formats.sample import Bytes, doubled_quotes, misplaced, said, sample, statements

SAMPLE = sample("vessels_1718.csv")
TWICE, UNNUMBERED, OTHER = "vessel-1718-9000003", "vessel-1718-min-invented-2", "vessel-1718-9000015"


def read(raw: bytes = SAMPLE.raw) -> list[Entry]:
    return list(vessels_1718.read(ItemSet({"list": Bytes(raw, "ships.csv")})))


SAID = {
    "name of each row": (TWICE, "name", ["INVENTED TIDE", "INVENTED TIDE"]),
    "former names in brackets and in their column": (
        TWICE, "previousName", ["Invented Wave", "Invented Foam", "Invented Surf"],
    ),
    "alias": (TWICE, "alias", ["Invented Swell"]),
    "number": (TWICE, "imoNumber", ["9000003", "9000003"]),
    "no number": (UNNUMBERED, "imoNumber", []),
    "radio identity": (TWICE, "mmsi", ["445000001"]),
    "flag": (TWICE, "flag", ["kp"]),
    "address": (TWICE, "address", ["1 Invented Street"]),
    "first listing": (f"{TWICE}:listing", "listingDate", ["2016-03-02"]),
    "second listing": (f"{TWICE}:listing:2", "listingDate", ["2018-03-30"]),
    "what it entails": (f"{TWICE}:listing:2", "provisions", ["Transportation restrictions"]),
    "under which annex": (f"{TWICE}:listing:2", "program", ["Annex XIV.A"]),
    "listed without a number": (f"{UNNUMBERED}:listing", "authorityId", ["XIV.B MIN INVENTED 2"]),
    "owner that a reason names": (f"{TWICE}:link:1", "summary", ["Invented Tide Shipping Co"]),
    "the other ship that it names": (f"{TWICE}:link:2", "object", [UNNUMBERED]),
    "and not the ship whose name begins alike": (f"{UNNUMBERED}:link:1", "object", []),
    "a note names a ship": (f"{OTHER}:link:1", "object", [UNNUMBERED]),
}  # fmt: skip


@pytest.mark.parametrize(("entity", "prop", "values"), SAID.values(), ids=SAID)
def test_says(entity: str, prop: str, values: list[str]) -> None:
    assert said(read(), entity, prop) == values


def test_a_ship_in_two_rows_is_one_entry() -> None:
    assert [entry.id for entry in read()] == [TWICE, UNNUMBERED, OTHER]


def test_every_statement_stands_at_its_place() -> None:
    items = ItemSet({"list": SAMPLE})
    assert misplaced(items, statements(vessels_1718.read(items)), doubled_quotes) == []


def test_every_property_is_in_the_vocabulary() -> None:
    assert all(schemata.property_type(s.schema, s.prop) for s in statements(read()))


CHANGES = {
    "unknown column": (b"annex,", b"annexe,", "annexe"),
    "no column": (b",notes\n", b"\n", "notes"),
    "unknown annex": (b"XIV.A,", b"XIV.C,", "XIV.C"),
    "unknown measure": (b"Asset freeze", b"Frown", "Frown"),
    "a day that is none": (b"30.3.2018", b"30.2.2018", "30.2.2018"),
    "a number that is none": (b"9000015", b"900001", "900001"),
    "no name": (b"MIN INVENTED 20,", b",", "name"),
    "a cell more": (b"MIN INVENTED 20,", b"MIN INVENTED 20,,", "13 cells"),
    "a listing twice": (b"1.4.2018,MIN INVENTED 20,,,9000015", b"30.3.2018,X,,,Does not exist", ""),
}


@pytest.mark.parametrize(("old", "new", "named"), CHANGES.values(), ids=CHANGES)
def test_stops_at_a_change_and_names_it(old: bytes, new: bytes, named: str) -> None:
    assert old in SAMPLE.raw
    raw = SAMPLE.raw.replace(old, new, 1)
    if named:
        refusals.refused(read, raw, named)
    else:
        assert len(read(raw)) == 3


def test_the_same_listing_twice_is_refused() -> None:
    again = SAMPLE.raw + SAMPLE.raw.splitlines(keepends=True)[-1]
    refusals.refused(read, again, "stands twice")


def test_bad_bytes_are_refused_and_never_break_us() -> None:
    for cut in range(len(SAMPLE.raw) - 60, len(SAMPLE.raw)):
        refusals.refused(read, SAMPLE.raw[:cut], "")
    refusals.survives_flips(read, SAMPLE.raw, step=5)
    latin = SAMPLE.raw.replace(b"Invented Surf", "Invènted Surf".encode())
    refusals.refuses_latin(read, latin, "Invènted")
    with pytest.raises(Hostile, match="more than"):
        read(SAMPLE.raw + b"x" * vessels_1718.JOINED_BYTES)


def test_reads_the_real_list(shared_data: Path) -> None:
    items = ItemSet({"list": Local(shared_data / "vessels" / "designated_vessels_1718.csv")})
    entries = list(vessels_1718.read(items))
    found = statements(entries)
    assert len(entries) == 59
    assert sum(s.prop == "listingDate" for s in found) == 73
    numbered = {s.entity for s in found if s.prop == "imoNumber"}
    assert len(numbered) == 58
    assert [e.id for e in entries if e.id not in numbered] == ["vessel-1718-min-ning-de-you-078"]
    assert said(entries, "vessel-1718-min-ning-de-you-078:link:1", "object")
    assert misplaced(items, found, doubled_quotes) == []
