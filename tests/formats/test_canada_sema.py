"""Canada's autonomous sanctions list."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sightline.formats import canada_sema
from sightline.formats.source import ItemSet, Local
from sightline.model import schemata
from sightline.model.statement import Entry
from tests.formats import refusals
from tests.formats.sample import Bytes, misplaced, said, sample, statements, xml

SAMPLE = sample("canada_sema.xml")
PERSON = "ca-sema-belarus-1-part-1-17"
FIRM = "ca-sema-russia-1-part-2-3-1"
SHIP = "ca-sema-russia-1-1-1"
BARE = "ca-sema-iran-4"


def read(raw: bytes = SAMPLE.raw) -> list[Entry]:
    return list(canada_sema.read(ItemSet({"list": Bytes(raw, "list.xml")})))


SAID = {
    "given name first": (PERSON, "name", ["Invented Inventovich Inventedson"]),
    "name in parts": (PERSON, "lastName", ["Inventedson"]),
    "aliases, without the language, whole in quotation marks, a spelling kept together": (
        PERSON, "alias", ["Инвентар Выдуманный", "Invented “A, B” Nickname", "Other/Another Name"],
    ),
    "two dates of birth": (PERSON, "birthDate", ["1970-01-18", "1965-03-29"]),
    "title": (PERSON, "title", ["Colonel"]),
    "both halves of a bilingual name": (FIRM, "name", ["Invented Works of Nowhere"]),
    "the French half, and a firm with its legal form": (
        FIRM, "alias", ["Ateliers inventés de nulle part", "Общество «Выдумка», ООО", "Invented & Sons"],
    ),
    "founded": (FIRM, "incorporationDate", ["1994"]),
    "what stands beside a firm": (FIRM, "notes", ["Invented remark"]),
    "ship": (SHIP, "imoNumber", ["9000003"]),
    "built": (SHIP, "buildDate", ["1988"]),
    "kind of ship": (SHIP, "type", ["Oil Tanker"]),
    "a date that is none stays as a note": (BARE, "notes", ["birthDate: Sep-99, born in the early 1970s"]),
    "and what it gives at least": (BARE, "birthDate", [str(year) for year in range(1970, 1980)]),
    "where it stands in the list": (f"{PERSON}:listing", "authorityId", ["Belarus / Bélarus, 1, Part 1, 17"]),
    "regime, not nationality": (f"{PERSON}:listing", "program", ["Belarus / Bélarus"]),
    "no nationality": (PERSON, "nationality", []),
    "listed on": (f"{SHIP}:listing", "listingDate", ["2025-02-21"]),
}  # fmt: skip


@pytest.mark.parametrize(("entity", "prop", "values"), SAID.values(), ids=SAID)
def test_says(entity: str, prop: str, values: list[str]) -> None:
    assert said(read(), entity, prop) == values


def test_tells_persons_ships_and_others_apart() -> None:
    kinds = {s.entity: s.schema for s in statements(read())}
    assert [kinds[one] for one in (PERSON, FIRM, SHIP, BARE)] == ["Person", "LegalEntity", "Vessel", "Person"]


def test_every_statement_stands_at_its_place() -> None:
    for raw in (SAMPLE.raw, SAMPLE.raw.replace(b"\n", b"\r\n")):
        items = ItemSet({"list": Bytes(raw)})
        assert misplaced(items, statements(canada_sema.read(items)), xml) == []


def test_every_property_is_in_the_vocabulary() -> None:
    assert all(schemata.property_type(s.schema, s.prop) for s in statements(read()))


CHANGES = {
    "unknown element": ("<LastName>Inventedson", "<Nickname/><LastName>Inventedson", "Nickname"),
    "unknown attribute": ("<Item>17", '<Item kind="1">17', "kind"),
    "unknown root": ("<data-set ", "<other-set ", "other-set"),
    "second element of a kind": ("<Item>17", "<Item>1</Item><Item>17", "Item"),
    "no regime": ("<Country>Iran</Country>", "", "Country"),
    "an empty regime": ("<Country>Iran</Country>", "<Country> </Country>", "Country"),
    "no day of listing": ("<DateOfListing>2024-01-01</DateOfListing>", "", "DateOfListing"),
    "a day that is none": ("2024-01-01", "2024-02-30", "2024-02-30"),
    "a month for a day": ("2024-01-01", "2024-01", "2024-01"),
    "no name": ("<LastName>Invented</LastName>", "", "EntityOrShip"),
    "person and firm in one": ("<LastName>Invented<", "<EntityOrShip>X</EntityOrShip><LastName>I<", "both"),
    "a number that is none": ("9000003", "90003", "90003"),
    "a birth without any digit": ("Sep-99, born in the early 1970s", "long ago", "long ago"),
    "an item twice": ("<Schedule>1.1</Schedule>\n\t\t<Item>1<", "<Schedule>1, Part 2</Schedule><Item>3.1<",
                      "twice"),
    "stray text": ("<record>", "stray<record>", "stray"),
    "processing instruction": ("<record>", "<?invented x?><record>", "invented"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "named"), CHANGES.values(), ids=CHANGES)
def test_stops_at_a_change_and_names_it(old: str, new: str, named: str) -> None:
    assert old.encode() in SAMPLE.raw
    refusals.refused(read, SAMPLE.raw.replace(old.encode(), new.encode(), 1), named)


def test_bad_bytes_are_refused_and_never_break_us() -> None:
    refusals.refuses_cuts(read, SAMPLE.raw)
    refusals.survives_flips(read, SAMPLE.raw)
    refusals.refuses_bombs(read, SAMPLE.raw, b"data-set")
    refusals.refuses_other_encodings(read, SAMPLE.raw, "Bélarus")


def test_reads_the_real_list(shared_data: Path) -> None:
    items = ItemSet({"list": Local(shared_data / "lists" / "ca" / "ca_sema_2025-05.xml")})
    entries = list(canada_sema.read(items))
    assert len(entries) == len({entry.id for entry in entries}) == 4759
    kinds = Counter(entry.statements[0].schema for entry in entries)
    assert kinds == {"Person": 3334, "LegalEntity": 1316, "Vessel": 109}
    found = statements(entries)
    assert sum(s.prop == "listingDate" for s in found) == 4759
    assert sum(s.prop == "imoNumber" for s in found) == 109
    assert sum(s.prop == "alias" for s in found) == 3598
    assert sum(s.prop == "birthDate" for s in found) == 1728
    assert misplaced(items, found[::7], xml) == []
