"""OFAC's lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.errors import BadInput, FormatChanged, SightlineError, Truncated
from sightline.formats import ofac_csv
from sightline.formats.csv_rows import rows
from sightline.formats.ofac_remarks import ALL as LABELS
from sightline.formats.source import ItemSet
from sightline.model import schemata
from sightline.model.statement import Entry
from tests.formats.sample import (
    Bytes,
    doubled_quotes,
    misplaced,
    ofac_samples,
    real_ofac,
    real_ofac_consolidated,
    said,
    sample,
    statements,
)

SAMPLES = {role: sample(f"ofac/{role}.csv").raw for role in ("sdn", "alt", "add")}
PERSON, BANK, SHIP, AIRCRAFT = "ofac-900001", "ofac-900002", "ofac-900003", "ofac-900004"


def read(**changed: bytes) -> list[Entry]:
    return list(ofac_csv.read(ofac_samples(**changed)))


def changed(role: str, old: str, new: str) -> dict[str, bytes]:
    assert old.encode() in SAMPLES[role]
    return {role: SAMPLES[role].replace(old.encode(), new.encode(), 1)}


SAID = {
    "name": (PERSON, "name", ["PERSON, Invented One"]),
    "surname": (PERSON, "lastName", ["PERSON"]),
    "given names": (PERSON, "firstName", ["Invented One"]),
    "title": (PERSON, "position", ["Invented Official"]),
    "birth dates, about and between": (PERSON, "birthDate", ["1947", "1958", "1959", "1960"]),
    "birth place": (PERSON, "birthPlace", ["Inventedville, North Korea"]),
    "birth country": (PERSON, "birthCountry", ["kp"]),
    "nationality": (PERSON, "nationality", ["kp"]),
    "citizenship of no known land": (PERSON, "citizenship", ["Invented Land"]),
    "gender": (PERSON, "gender", ["male"]),
    "passport": (PERSON, "passportNumber", ["900000011"]),
    "passport in full": (f"{PERSON}:document:7", "endDate", ["2016-12-07"]),
    "identity number": (PERSON, "idNumber", ["900-11"]),
    "wallet": (PERSON, "cryptoAddress", ["1inventedInventedInventedInvented1"]),
    "wallet in full": (f"{PERSON}:wallet:9", "currencySymbol", ["XBT"]),
    "link": (PERSON, "linkedTo", ["INVENTED BANK"]),
    "nickname": (PERSON, "weakAlias", ["INVENTED NICKNAME"]),
    "what is not understood": (PERSON, "notes", ["this part is invented"]),
    "programs": (f"{PERSON}:listing", "program", ["DPRK", "NPWMD"]),
    "number": (f"{PERSON}:listing", "authorityId", ["900001"]),
    "address": (PERSON, "address", ["1 Invented Street, Inventedville 00001, Korea, North"]),
    "country": (PERSON, "country", ["kp"]),
    "address in parts": (f"{PERSON}:address:1", "city", ["Inventedville 00001"]),
    "bank code": (BANK, "swiftBic", ["INVTKPPY"]),
    "company's IMO number": (BANK, "companyImo", ["1111118"]),
    "also known as": (BANK, "alias", ["INVENTED ALIAS, BANK"]),
    "formerly known as, in remarks and in alt": (
        BANK, "previousName", ["INVENTED FORMER BANK", "INVENTED OLD BANK"],
    ),
    "doubled quotation marks": (BANK, "notes", ['said to be "invented"', "invented remark"]),
    "full stop of an abbreviation": (BANK, "linkedTo", ["INVENTED S.A."]),
    "region": (f"{BANK}:address:3", "region", ["Invented Region"]),
    "call sign": (SHIP, "callSign", ["INV01"]),
    "ship's type": (SHIP, "type", ["General Cargo"]),
    "tonnage": (SHIP, "tonnage", ["1000"]),
    "gross tonnage": (SHIP, "grossRegisteredTonnage", ["640"]),
    "flag": (SHIP, "flag", ["kp"]),
    "owner": (SHIP, "ownerName", ["Invented Owner"]),
    "ship's IMO number": (SHIP, "imoNumber", ["9000003"]),
    "MMSI": (SHIP, "mmsi", ["445000000"]),
    "former flag": (SHIP, "pastFlags", ["pa"]),
    "now known as": (SHIP, "alias", ["INVENTED SHIP 2"]),
    "aircraft": (AIRCRAFT, "model", ["A300"]),
    "aircraft's year": (AIRCRAFT, "buildDate", ["1992"]),
    "empty address": (AIRCRAFT, "address", []),
}  # fmt: skip


@pytest.mark.parametrize(("entity", "prop", "values"), SAID.values(), ids=SAID)
def test_says(entity: str, prop: str, values: list[str]) -> None:
    assert said(read(), entity, prop) == values


def test_carries_no_date_and_is_told_from_the_consolidated_list() -> None:
    assert ofac_csv.dated(ofac_samples()) is None
    assert ofac_csv.list_id(ofac_samples()) == "us-ofac-sdn"
    consolidated = SAMPLES["sdn"].replace(b"DPRK", b"NS-PLC")
    assert ofac_csv.list_id(ofac_samples(sdn=consolidated)) == "us-ofac-cons"


def test_every_statement_stands_at_its_place_and_in_the_vocabulary() -> None:
    items = ofac_samples()
    found = statements(ofac_csv.read(items))
    assert misplaced(items, found, doubled_quotes) == []
    assert all(schemata.property_type(s.schema, s.prop) for s in found)
    assert {s.item for s in found} == {items[role].sha256 for role in items}


def test_reads_unix_line_ends_and_no_end_mark_but_doubts() -> None:
    unix = {role: raw.replace(b"\r\n", b"\n").rstrip(b"\x1a") for role, raw in SAMPLES.items()}
    assert [s.value for s in statements(read(**unix))] == [s.value for s in statements(read())]
    assert not [doubt for doubt in ofac_csv.doubts(ofac_samples()) if "end mark" in doubt.message]
    doubts = list(ofac_csv.doubts(ofac_samples(**unix)))
    assert sum("end mark" in doubt.message for doubt in doubts) == 3


REMARKS = {
    "a fixed phrase": (
        "Secondary sanctions risk: an invented rule",
        ":listing",
        "provisions",
        ["Secondary sanctions risk: an invented rule"],
    ),
    "an order": (
        "alt. Executive Order 13662 Directive Determination - Subject to Directive 1",
        ":listing",
        "provisions",
        ["alt. Executive Order 13662 Directive Determination - Subject to Directive 1"],
    ),
    "not an order": ("Executive Order of merit", ":listing", "provisions", []),
    "a listing date": ("Listing Date (CMIC) 03 Jun 2021", ":listing", "listingDate", ["2021-06-03"]),
    "an effective date": (
        "Effective Date (EO 1 Directive 1): 26 Mar 2022",
        ":listing",
        "startDate",
        ["2022-03-26"],
    ),
    "a security": ("ISIN XS0000000009", ":security:1", "isin", ["XS0000000009"]),
    "its issuer is the entry": ("Equity Ticker 900 HK", ":security:1", "issuer", [BANK]),
    "an issuer's name is no alias": ("Issuer Name Invented Daughter", "", "alias", ["INVENTED ALIAS, BANK"]),
    "a fax number": ("Fax (850)(20000000)", "", "phone", ["(850)(20000000)"]),
    "a kind": ("Target Type Financial Institution", "", "classification", ["Financial Institution"]),
    "a number's label is kept": ("BIK (RU) 900000009", ":document:1", "type", ["BIK (RU)"]),
    "a code of the last label": ("UN/LOCODE KP INV", "", "idNumber", ["KP INV"]),
    "a link to one entry": ("Linked To: PERSON, Invented One", ":link:1", "object", [PERSON]),
    "whatever the letters' case": ("Linked To: Person, Invented One", ":link:1", "object", [PERSON]),
    "a person under the given names": ("Linked To: Invented One PERSON", ":link:1", "object", [PERSON]),
    "a link to an alias": ("Linked To: INVENTED SHIP 2", ":link:1", "object", [SHIP]),
    "a link to none": ("Linked To: INVENTED OTHER", ":link:1", "object", []),
    "a link to none keeps the name": ("Linked To: INVENTED OTHER", ":link:1", "summary", ["INVENTED OTHER"]),
    "a role of a person": (
        "owned by the wife of Invented One PERSON",
        ":link:1",
        "role",
        ["owned by the wife of"],
    ),
    "and it stays a note": (
        "employer of the PERSON, Invented One",
        "",
        "notes",
        ["employer of the PERSON, Invented One"],
    ),
    "an employee": ("PERSON, Invented One Employee", ":link:1", "role", ["Employee"]),
    "a role of a place that is a ship's name": ("Mayor of INVENTED SHIP", ":link:1", "object", []),
    "a role of itself": ("Head of INVENTED BANK", ":link:1", "object", []),
}


@pytest.mark.parametrize(("remark", "part", "prop", "values"), REMARKS.values(), ids=REMARKS)
def test_reads_remarks(remark: str, part: str, prop: str, values: list[str]) -> None:
    items = ofac_samples(
        **changed("sdn", '"SWIFT/BIC INVTKPPY; Identification', f'"{remark}; Identification')
    )
    entries = list(ofac_csv.read(items))
    assert said(entries, f"{BANK}{part}", prop)[: len(values) or 1] == values
    assert misplaced(items, statements(entries), doubled_quotes) == []


def test_a_name_of_two_entries_links_to_neither() -> None:
    twice = SAMPLES["sdn"].replace(b"INVENTED AIRCRAFT", b"INVENTED BANK")
    assert said(read(), f"{PERSON}:link:10", "object") == [BANK]
    assert said(read(sdn=twice), f"{PERSON}:link:10", "object") == []
    assert said(read(sdn=twice), f"{PERSON}:link:10", "summary") == ["INVENTED BANK"]


def test_the_full_stop_goes_back_to_the_name_it_belongs_to() -> None:
    with_stop = changed("sdn", "Linked To: INVENTED S.A.", "Linked To: INVENTED LTD.")
    with_stop["sdn"] = with_stop["sdn"].replace(b"INVENTED AIRCRAFT", b"INVENTED LTD.")
    assert said(read(**with_stop), BANK, "linkedTo") == ["INVENTED LTD."]
    assert said(read(**with_stop), f"{BANK}:link:7", "object") == [AIRCRAFT]


def test_links_to_no_single_entry_are_counted_in_one_doubt() -> None:
    (doubt,) = ofac_csv.doubts(ofac_samples())
    assert doubt.message.startswith("1 of 2 links") and doubt.place.label == "row 2"


def test_remarks_cut_by_the_publisher_are_a_doubt_and_their_last_part_is_a_note() -> None:
    long = "Gender Male; " + "x" * 970 + "; Passport 90000"
    items = ofac_samples(**changed("sdn", "Aircraft Model A300; Aircraft Manufacture Date 1992.", long))
    entries = list(ofac_csv.read(items))
    assert len(long) == 999
    assert any("1,000 letters" in doubt.message for doubt in ofac_csv.doubts(items))
    assert "Passport 90000" in said(entries, AIRCRAFT, "notes")
    shorter = ofac_samples(sdn=SAMPLES["sdn"].replace(b"Aircraft Model A300", b"x" * 900))
    assert not any("1,000 letters" in doubt.message for doubt in ofac_csv.doubts(shorter))


CHANGES = {
    "a column more": (
        "sdn",
        ",-0- ,-0- ,-0- ,-0- ,Aircraft",
        ",-0- ,-0- ,-0- ,-0- ,-0- ,Aircraft",
        "13 columns",
    ),
    "a column less": ("alt", ",invented remark", "", "4 columns"),
    "unknown type": ("sdn", ",vessel,", ",submarine,", "submarine"),
    "unknown alias type": ("alt", ",nka,", ",also,", "also"),
    "no number": ("add", "900002,2", "x,2", "'x'"),
    "no name": ("sdn", "INVENTED AIRCRAFT", "-0- ", "-0-"),
    "rows after the end mark": ("alt", "\x1a", "\x1a\r\n900001,9,aka,X,-0- \r\n", "end mark"),
}


@pytest.mark.parametrize(("role", "old", "new", "named"), CHANGES.values(), ids=CHANGES)
def test_stops_at_a_change_and_names_it(role: str, old: str, new: str, named: str) -> None:
    with pytest.raises(FormatChanged) as refusal:
        read(**changed(role, old, new))
    assert named in refusal.value.message
    assert refusal.value.place and refusal.value.place.startswith("row ")
    assert refusal.value.remedy


def test_needs_all_three_files() -> None:
    with pytest.raises(BadInput, match="alt") as refusal:
        list(ofac_csv.read(ItemSet({"sdn": Bytes(SAMPLES["sdn"], "sdn.csv")})))
    assert refusal.value.remedy


def test_a_number_in_two_rows_is_one_entry_and_a_doubt() -> None:
    raw = SAMPLES["sdn"].replace(b"900004", b"900003")
    entries = read(sdn=raw)
    assert len(entries) == 3
    assert said(entries, SHIP, "name") == ["INVENTED SHIP", "INVENTED AIRCRAFT"]
    assert sum("several rows" in d.message for d in ofac_csv.doubts(ofac_samples(sdn=raw))) == 2


def test_one_stray_row_is_a_doubt_and_two_are_a_cut_list() -> None:
    first = SAMPLES["add"].replace(b"900004,4", b"900005,4")
    assert len(read(add=first)) == 4
    assert any("900005" in doubt.message for doubt in ofac_csv.doubts(ofac_samples(add=first)))
    with pytest.raises(Truncated, match="lacks"):
        read(add=first.replace(b"900002,3", b"900006,3"))


@pytest.mark.parametrize("role", SAMPLES)
def test_a_cut_anywhere_is_bad_input_or_a_doubt(role: str) -> None:
    """A cut at the very end of a row cannot be told from a shorter list but by the missing end mark."""
    raw = SAMPLES[role]
    for cut in range(len(raw) - 1):
        items = ofac_samples(**{role: raw[:cut]})
        try:
            list(ofac_csv.read(items))
        except BadInput:
            continue
        assert raw[:cut].endswith(b"\n") or cut == 0
        if cut:
            assert any("end mark" in doubt.message for doubt in ofac_csv.doubts(items))


@pytest.mark.slow
def test_a_flipped_byte_is_read_or_refused_but_never_breaks_us() -> None:
    for role, whole in SAMPLES.items():
        for at in range(0, len(whole), 3):
            for flip in (0x02, 0x20, 0x80):
                raw = bytearray(whole)
                raw[at] ^= flip
                try:
                    read(**{role: bytes(raw)})
                except SightlineError:
                    continue


@pytest.mark.slow
def test_reads_the_real_sdn_list(shared_data: Path) -> None:
    items = real_ofac(shared_data)
    found = list(ofac_csv.read(items))
    assert len(found) == 9043
    assert len({entry.id for entry in found}) == 9043
    everything = statements(found)
    of_alt = [s for s in everything if s.item == items["alt"].sha256 and s.prop in {"alias", "previousName"}]
    assert len(of_alt) == 12409
    assert ofac_csv.list_id(items) == "us-ofac-sdn"
    assert [ofac_csv.row_count(items[role]) for role in ("sdn", "alt", "add")] == [9044, 12409, 13625]
    doubts = [doubt.message for doubt in ofac_csv.doubts(items)]
    assert sum("2677" in doubt for doubt in doubts) == 2
    assert sum("34489" in doubt for doubt in doubts) == 1
    assert sum("1,000 letters" in doubt for doubt in doubts) == 7
    assert sum("9 of 3504 links" in doubt for doubt in doubts) == 1
    links = [s for s in everything if s.schema == "UnknownLink"]
    linked_to = {s.entity for s in links if s.prop == "role" and s.value == "Linked To"}
    assert sum(s.prop == "object" and s.entity in linked_to for s in links) == 3495
    assert sum(s.prop == "object" and s.entity not in linked_to for s in links) == 476
    assert {s.value for s in links if s.prop == "object"} <= {entry.id for entry in found}
    assert said(found, "ofac-17068", "companyImo") == ["1790183"]
    assert said(found, "ofac-17069", "imoNumber") == ["7937317"]
    assert said(found, "ofac-12312", "swiftBic") == ["KDBKKPPY"]
    assert misplaced(items, everything[::41], doubled_quotes) == []


@pytest.mark.slow
def test_nothing_of_the_real_remarks_is_lost(shared_data: Path) -> None:
    """Every word of every remark stands in some original or in a label the reader knows."""
    items = real_ofac(shared_data)
    remarks = {row.cells[0].text: row.cells[11].text for row in rows(items["sdn"])}
    known = {"alt.", "issued", "expires", "-", "-0-", "IMO", *" ".join(LABELS).split()}
    for entry in list(ofac_csv.read(items))[::97]:
        originals = " ".join(s.original for s in entry.statements)
        words = remarks[entry.id.removeprefix("ofac-")].replace(";", " ").split()
        lost = [w for w in words if w.strip("().'\"") not in originals and w not in known]
        assert lost == [], entry.id


def test_reads_the_real_consolidated_list(shared_data: Path) -> None:
    items = real_ofac_consolidated(shared_data)
    found = list(ofac_csv.read(items))
    assert len(found) == 442
    assert ofac_csv.list_id(items) == "us-ofac-cons"
    assert {doubt.message[:10] for doubt in ofac_csv.doubts(items)} == {"the remark", "1 of 283 l"}
    assert misplaced(items, statements(found)[::11], doubled_quotes) == []
