"""The UN Consolidated List."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sightline.errors import BadInput, FormatChanged, Hostile, SightlineError
from sightline.formats import un_consolidated
from sightline.formats.source import CHUNK, LONGEST, ItemSet, Local
from sightline.model import schemata
from sightline.model.statement import Entry
from tests.formats.sample import Bytes, misplaced, said, sample, statements, xml

SAMPLE = sample("un_consolidated.xml")
PERSON, ENTITY = "un-KPi.901", "un-KPe.901"


def read(raw: bytes = SAMPLE.raw) -> list[Entry]:
    return list(un_consolidated.read(ItemSet({"list": Bytes(raw, "list.xml")})))


def changed(old: str, new: str) -> bytes:
    assert old.encode() in SAMPLE.raw
    return SAMPLE.raw.replace(old.encode(), new.encode(), 1)


SAID = {
    "name of several elements, then the original script": (
        PERSON, "name", ["INVENTED PERSON ONE", "지어낸 사람"],
    ),
    "good alias": (PERSON, "alias", ["Invented Good Alias"]),
    "low alias": (PERSON, "weakAlias", ["Invented Low Alias"]),
    "birth dates: of an alias, exact, about, between, in a note": (
        PERSON, "birthDate", ["1958-02-22", "1958-04-14", "1960", "1962", "1963", "1964", "1973-11"],
    ),
    "birth places": (
        PERSON, "birthPlace", ["Inventedville", "Inventedville, Democratic People's Republic of Korea"],
    ),
    "birth countries": (PERSON, "birthCountry", ["tr", "kp"]),
    "nationalities, the unknown as text, `na` left out": (
        PERSON, "nationality", ["kp", "former Soviet Union"],
    ),
    "positions": (PERSON, "position", ["Invented official", "Former invented official"]),
    "title": (PERSON, "title", ["Colonel"]),
    "gender": (PERSON, "gender", ["male"]),
    "passports: in a note, of a document, in the comments": (
        PERSON, "passportNumber", ["AB123456", "900000002", "900000001"],
    ),
    "identity numbers": (PERSON, "idNumber", ["1-78-09"]),
    "address": (
        PERSON, "address", ["1 Invented Street, Inventedville, Invented Province, 00001, Viet Nam"],
    ),
    "countries": (PERSON, "country", ["vn", "rw"]),
    "address in parts": (f"{PERSON}:address:1", "postalCode", ["00001"]),
    "document in parts": (f"{PERSON}:document:1", "startDate", ["2014-05-04"]),
    "document of a second kind": (
        f"{PERSON}:document:2", "type", ["National Identification Number", "Student ID"],
    ),
    "reference without its space": (f"{PERSON}:listing", "unscId", ["KPi.901"]),
    "program": (f"{PERSON}:listing", "program", ["DPRK"]),
    "listed on": (f"{PERSON}:listing", "listingDate", ["2016-03-02"]),
    "updated on": (f"{PERSON}:listing", "modifiedAt", ["2017-06-02", "2018-08-08"]),
    "whose list it is": (f"{PERSON}:listing", "authority", ["United Nations Security Council"]),
    "entity's name unescaped": (ENTITY, "name", ["INVENTED SHIPPING & TRADING CO"]),
    "also known as": (ENTITY, "alias", ["Invented Shipping"]),
    "formerly known as": (ENTITY, "previousName", ["Invented Former Name"]),
    "bank code in comments": (ENTITY, "swiftBic", ["INVTKPPY"]),
    "company's IMO number in comments": (ENTITY, "companyImo", ["1111118"]),
    "ship's IMO number in comments": (ENTITY, "shipImo", ["9000003"]),
    "no update": (f"{ENTITY}:listing", "modifiedAt", []),
}  # fmt: skip


@pytest.mark.parametrize(("entity", "prop", "values"), SAID.values(), ids=SAID)
def test_says(entity: str, prop: str, values: list[str]) -> None:
    assert said(read(), entity, prop) == values


def test_is_dated_by_the_publisher() -> None:
    assert un_consolidated.dated(ItemSet({"list": SAMPLE})) == date(2026, 1, 5)


def test_every_statement_stands_at_its_place() -> None:
    items = ItemSet({"list": SAMPLE})
    assert misplaced(items, statements(un_consolidated.read(items)), xml) == []


def test_every_property_is_in_the_vocabulary() -> None:
    unknown = {
        (s.schema, s.prop) for s in statements(read()) if schemata.property_type(s.schema, s.prop) is None
    }
    assert unknown == set()


def test_a_place_names_the_element_and_its_very_bytes() -> None:
    alias = next(s for s in statements(read()) if s.prop == "weakAlias")
    assert alias.place.label == (
        "element /CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL[1]/INDIVIDUAL_ALIAS[2]/ALIAS_NAME"
    )
    assert alias.place.start is not None and alias.place.end is not None
    assert SAMPLE.raw[alias.place.start : alias.place.end + 1] == b"Invented Low Alias"


def test_reads_line_ends_of_windows_alike() -> None:
    windows = SAMPLE.raw.replace(b"\n", b"\r\n")
    items = ItemSet({"list": Bytes(windows)})
    found = statements(un_consolidated.read(items))
    assert [s.value for s in found] == [s.value for s in statements(read())]
    assert misplaced(items, found, xml) == []


def test_a_reference_in_a_text_is_an_edge_to_that_entry_of_the_list() -> None:
    raw = changed(
        "IMO 9000001 is no number.", "Owned by Invented Person One (KPi. 901) and by KPi.999, see KPe.901."
    )
    entries = read(raw)
    assert said(entries, f"{ENTITY}:link:KPi.901", "object") == [PERSON]
    assert said(entries, f"{ENTITY}:link:KPi.901", "subject") == [ENTITY]
    assert said(entries, f"{ENTITY}:link:KPi.901", "summary") == ["Owned by Invented Person One (KPi. 901"]
    assert said(entries, f"{ENTITY}:link:KPi.999", "object") == []
    assert said(entries, f"{ENTITY}:link:KPe.901", "subject") == []
    items = ItemSet({"list": Bytes(raw)})
    assert misplaced(items, statements(un_consolidated.read(items)), xml) == []
    (doubt,) = un_consolidated.doubts(items)
    assert "KPi.999" in doubt.message and doubt.place.start == raw.index(b"KPi.999")
    assert not list(un_consolidated.doubts(ItemSet({"list": SAMPLE})))


CHANGES = {
    "unknown element of a person": ("<GENDER>", "<INVENTED/><GENDER>", "INVENTED"),
    "unknown element of an alias": ("<QUALITY>Good", "<INVENTED/><QUALITY>Good", "INVENTED"),
    "element of a person in an entity": ("<ENTITY_ALIAS>", "<GENDER>Male</GENDER><ENTITY_ALIAS>", "GENDER"),
    "unknown group": ("<ENTITIES>", "<VESSELS/><ENTITIES>", "VESSELS"),
    "unknown root": ("<CONSOLIDATED_LIST ", "<OTHER_LIST ", "OTHER_LIST"),
    "element too deep": ("<VALUE>Colonel", "<VALUE><B/>Colonel", "B"),
    "unknown attribute": ("<GENDER>", '<GENDER kind="1">', "kind"),
    "unknown attribute of the root": ("dateGenerated=", 'version="2" dateGenerated=', "version"),
    "no day": ("dateGenerated=", "xmlns:x=", "dateGenerated"),
    "stray text": ("<ENTITIES>", "<ENTITIES>stray", "stray"),
    "name missing": ("<FIRST_NAME>INVENTED</FIRST_NAME>", "", "FIRST_NAME"),
    "name empty": ("<FIRST_NAME>INVENTED<", "<FIRST_NAME><", "FIRST_NAME"),
    "reference missing": ("<REFERENCE_NUMBER>KPe.901</REFERENCE_NUMBER>", "", "REFERENCE_NUMBER"),
    "second name of one kind": ("<GENDER>", "<FIRST_NAME>X</FIRST_NAME><GENDER>", "FIRST_NAME"),
    "unknown program": ("<UN_LIST_TYPE>DPRK", "<UN_LIST_TYPE>Atlantis", "Atlantis"),
    "unknown kind of list": ("<VALUE>UN List", "<VALUE>Other List", "Other List"),
    "unknown alias quality": ("<QUALITY>Low", "<QUALITY>Middling", "Middling"),
    "alias without quality": ("<QUALITY>Low</QUALITY>", "<QUALITY/>", "quality"),
    "unknown gender": ("<GENDER>Male", "<GENDER>Other", "Other"),
    "unknown kind of date": ("<TYPE_OF_DATE>BETWEEN", "<TYPE_OF_DATE>BEFORE", "BEFORE"),
    "no date": ("<LISTED_ON>2016-03-02", "<LISTED_ON>2016-02-30", "2016-02-30"),
    "unknown reference": ("KPe.901", "KPe-901", "KPe-901"),
    "reference twice": ("KPe.901", "KPi.901", "twice"),
    "processing instruction": ("<ENTITIES>", "<?invented x?><ENTITIES>", "invented"),
}


@pytest.mark.parametrize(("old", "new", "named"), CHANGES.values(), ids=CHANGES)
def test_stops_at_a_change_and_names_it(old: str, new: str, named: str) -> None:
    with pytest.raises(FormatChanged) as refusal:
        read(changed(old, new))
    assert named in refusal.value.message
    assert refusal.value.place and "bytes" in refusal.value.place
    assert refusal.value.remedy


def test_stops_where_a_group_is_missing() -> None:
    before, _, rest = SAMPLE.raw.partition(b"<ENTITIES>")
    _, _, after = rest.partition(b"</ENTITIES>")
    with pytest.raises(FormatChanged, match="ENTITIES"):
        read(before + after)


BOMB = """<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<CONSOLIDATED_LIST """


def test_refuses_an_entity_bomb() -> None:
    with pytest.raises(Hostile, match="document type"):
        read(changed("<CONSOLIDATED_LIST ", BOMB))


def test_refuses_an_entry_without_end() -> None:
    with pytest.raises(Hostile, match="longer than"):
        read(changed("<VALUE>Colonel", "<VALUE>" + "x" * (LONGEST + 2 * CHUNK)))


@pytest.mark.slow
def test_refuses_a_comment_without_end() -> None:
    with pytest.raises(Hostile, match="longer than"):
        read(SAMPLE.raw[:300] + b"<!--" + b"x" * (2 * LONGEST))


def test_refuses_another_encoding_and_names_the_byte() -> None:
    with pytest.raises(BadInput, match="ISO-8859-1") as refusal:
        read(changed('encoding="UTF-8"', 'encoding="ISO-8859-1"'))
    assert refusal.value.remedy
    broken = SAMPLE.raw.replace("Türkiye".encode(), b"T\xfcrkiye")
    with pytest.raises(BadInput, match="UTF-8") as refusal:
        read(broken)
    at = broken.index(b"\xfcrkiye")
    assert refusal.value.place == f"bytes {at}-{at}"


@pytest.mark.slow
def test_a_cut_anywhere_is_bad_input() -> None:
    whole = len(SAMPLE.raw.rstrip())
    for cut in range(1, whole):
        with pytest.raises(BadInput):
            read(SAMPLE.raw[:cut])
    assert len(read(SAMPLE.raw[:whole])) == 2


def test_a_flipped_byte_is_read_or_refused_but_never_breaks_us() -> None:
    for at in range(0, len(SAMPLE.raw), 7):
        for flip in (0x01, 0x20, 0x80, 0xFF):
            raw = bytearray(SAMPLE.raw)
            raw[at] ^= flip
            try:
                read(bytes(raw))
            except SightlineError:
                continue


REAL = {
    "2026-02-27": (1003, date(2026, 2, 27), 2139, 613),
    "2025-04-19": (877, date(2025, 4, 19), 2126, 578),
}
BICS = {"DCBKKPPY", "KUDBKPPY", "ILSIKPPY", "KDBKKPPY", "FTBDKPPY"}


@pytest.mark.parametrize(("day", "numbers"), REAL.items(), ids=REAL)
def test_reads_the_real_list(shared_data: Path, day: str, numbers: tuple[int, date, int, int]) -> None:
    entries, generated, of_persons, of_entities = numbers
    items = ItemSet({"list": Local(shared_data / "lists" / "un" / f"un_consolidated_{day}.xml")})
    found = list(un_consolidated.read(items))
    assert len(found) == entries
    assert un_consolidated.dated(items) == generated
    assert sum(entry.id.startswith("un-KPi.") for entry in found) == 80
    assert sum(entry.id.startswith("un-KPe.") for entry in found) == 75
    everything = statements(found)
    aliases = [s for s in everything if s.prop in {"alias", "weakAlias", "previousName"}]
    assert sum(s.schema == "Person" for s in aliases) == of_persons
    assert sum(s.schema == "LegalEntity" for s in aliases) == of_entities
    assert {s.value for s in everything if s.prop == "swiftBic"} == BICS
    assert sum(s.prop == "companyImo" for s in everything) == 16
    links = [s for s in everything if s.schema == "UnknownLink"]
    assert sum(s.prop == "object" for s in links) == 511
    assert {s.value for s in links if s.prop == "object"} <= {entry.id for entry in found}
    assert sum(s.prop == "email" for s in everything) == 13
    assert {len([s for s in everything if s.prop == f"{parent}Name"]) for parent in ("father", "mother")} <= {
        56,
        57,
    }
    assert misplaced(items, everything[::7], xml) == []
