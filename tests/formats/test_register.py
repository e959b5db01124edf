"""Which format some bytes are: by content, never by name alone."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from sightline.errors import Hostile, Truncated, UnknownFormat
from sightline.formats import register
from sightline.formats.source import Local, Readable
from sightline.formats.table_schemas import SCHEMAS
from sightline.model import schemata
from tests.formats.made_pdf import pdf
from tests.formats.sample import Bytes, sample

KNOWN = {
    "UN list": (sample("un_consolidated.xml").raw, "un_consolidated", "list"),
    "UN list with a byte order mark": (
        b"\xef\xbb\xbf" + sample("un_consolidated.xml").raw, "un_consolidated", "list",
    ),
    "OFAC entries": (sample("ofac/sdn.csv").raw, "ofac_csv", "sdn"),
    "OFAC aliases": (sample("ofac/alt.csv").raw, "ofac_csv", "alt"),
    "OFAC addresses": (sample("ofac/add.csv").raw, "ofac_csv", "add"),
    "OFAC with a column more": (sample("ofac/sdn.csv").raw.replace(b"\r\n", b",-0- \r\n"), "ofac_csv", "sdn"),
    "Canada": (sample("canada_sema.xml").raw, "canada_sema", "list"),
    "OFAC as XML": (sample("ofac.xml").raw, "ofac_xml", "list"),
    "OFAC as advanced XML": (sample("ofac_advanced.xml").raw, "ofac_advanced", "list"),
    "United Kingdom": (sample("uk_sanctions.xml").raw, "uk_sanctions", "list"),
    "Switzerland": (sample("ch_seco.xml").raw, "ch_seco", "list"),
    "European Union": (sample("eu_fsf.xml").raw, "eu_fsf", "list"),
    "ships of resolution 1718": (sample("vessels_1718.csv").raw, "vessels_1718", "list"),
    "annexes of an EU regulation": (sample("eu_annexes.csv").raw, "eu_annexes", "list"),
    "FollowTheMoney": (sample("entities.ftm.json").raw, "ftm_json", "entities"),
    "Senzing": (sample("senzing.json").raw, "senzing_json", "records"),
    "STIX": (sample("stix.json").raw, "stix", "bundle"),
    "MISP": (sample("misp.json").raw, "misp", "event"),
    "our statements": (sample("statements.jsonl").raw, "statements_jsonl", "statements"),
    "positions": (sample("tables/positions.csv").raw, "positions_csv", "rows"),
    "positions in gzip": (gzip.compress(sample("tables/positions.csv").raw), "positions_csv", "rows"),
    "positions with an unknown column": (
        sample("tables/positions.csv").raw.replace(b"receiver", b"antenna"), "positions_csv", "rows",
    ),
    "positions without longitude": (
        sample("tables/positions.csv").raw.replace(b",lon,", b",x,"), "positions_csv", "rows",
    ),
    "positions as Parquet": (sample("tables/positions.parquet").raw, "positions_parquet", "rows"),
    "payments as Parquet": (sample("tables/payments.parquet").raw, "payments_parquet", "rows"),
    "shipments": (sample("tables/shipments.csv").raw, "shipments_csv", "rows"),
    "payments": (sample("tables/payments.csv").raw, "payments_csv", "rows"),
    "accounts": (sample("tables/accounts.csv").raw, "accounts_csv", "rows"),
    "companies": (sample("tables/companies.csv").raw, "companies_csv", "rows"),
    "ships": (sample("tables/ships.csv").raw, "ships_csv", "rows"),
    "deliveries": (sample("tables/deliveries.csv").raw, "deliveries_csv", "rows"),
    "trade": (sample("tables/trade.csv").raw, "trade_csv", "rows"),
    "transfers": (sample("tables/transfers.csv").raw, "transfers_csv", "rows"),
    "blocks of Bitcoin": (sample("tables/bitcoind.json").raw, "bitcoind_json", "blocks"),
    "answers of Ethereum": (sample("tables/ethereum.json").raw, "ethereum_json", "answers"),
    "TagPack": (sample("tables/tagpack.yaml").raw, "tagpack_yaml", "pack"),
    "MarineCadastre": (sample("tables/marinecadastre.csv").raw, "marinecadastre_csv", "rows"),
    "Danish AIS": (sample("tables/danish_ais.csv").raw, "danish_ais_csv", "rows"),
    "NMEA": (sample("tables/recording.nmea").raw, "nmea", "recording"),
    "NMEA in gzip": (gzip.compress(sample("tables/recording.nmea").raw), "nmea", "recording"),
    "pacs.009": (sample("tables/pacs009.xml").raw, "pacs009", "message"),
    "pain.001": (sample("tables/pain001.xml").raw, "pain001", "message"),
    "camt.053": (sample("tables/camt053.xml").raw, "camt053", "message"),
    "SWIFT": (sample("tables/swift.fin").raw, "swift_mt", "message"),
    "pacs.008": (sample("tables/pacs008.xml").raw, "pacs008", "message"),
    "e-mail": (sample("message.eml").raw, "email_message", "document"),
    "text": (sample("letter.txt").raw, "plain_text", "document"),
    "PDF": (pdf("Invented"), "pdf", "document"),
    "a letter with From but no date is text": (b"From: me\nTo: you\n\nInvented.\n", "plain_text", "document"),
    "text about XML": (b"The element <LIST> is invented.\n", "plain_text", "document"),
    "a footnote": (b"[1] See the invented document.\n", "plain_text", "document"),
    "text about entities": (b"An entity bomb begins with <!ENTITY and grows.\n", "plain_text", "document"),
    "prose with commas": (b"One, two, three.\nAnd a line.\nSo, it ends.\n", "plain_text", "document"),
}  # fmt: skip
NAMES = ["list.xml.txt", "made.bin", "x"]


@pytest.mark.parametrize(("raw", "name", "role"), KNOWN.values(), ids=KNOWN)
@pytest.mark.parametrize("called", NAMES)
def test_recognises_by_content_whatever_the_name(raw: bytes, name: str, role: str, called: str) -> None:
    found = register.recognise(Bytes(raw, called))
    assert (found.format.name, found.role) == (name, role)


REFUSED = {
    "nothing": (b"", "empty.txt", "empty"),
    "zip": (b"PK\x03\x04rest", "list.xml", "unpack"),
    "gzip": (b"\x1f\x8b\x08rest", "list.csv", "unpack"),
    "7z": (b"7z\xbc\xaf\x27\x1crest", "list", "unpack"),
    "tar": (b"name".ljust(257, b"\x00") + b"ustar\x0000", "list", "unpack"),
    "other XML": (b"<?xml version='1.0'?><other/>", "list", "XML"),
    "other XML without declaration": (b"<other><x/></other>", "list.txt", "XML"),
    "text called XML": (b"only text", "list.xml", "XML"),
    "other JSON": (b'{"a": 1}', "x.txt", "JSON"),
    "JSON numbers": (b"[1, 2]", "x", "JSON"),
    "JSON array": (b'[{"id": 1}]', "x", "JSON"),
    "text called JSON": (b"only text", "x.json", "JSON"),
    "other CSV": (b"a,b,c\n1,2,3\n4,5,6\n", "x", "CSV"),
    "CSV with semicolons": (b"a;b;c\n1;2;3\n4;5;6\n", "x", "CSV"),
    "text called CSV": (b"only text", "x.csv", "CSV"),
    "UTF-16": ("<?xml version='1.0'?>".encode("utf-16"), "list.xml", "UTF-16"),
}


@pytest.mark.parametrize(("raw", "name", "named"), REFUSED.values(), ids=REFUSED)
def test_refuses_what_only_looks_like_something(raw: bytes, name: str, named: str) -> None:
    with pytest.raises(UnknownFormat) as refusal:
        register.recognise(Bytes(raw, name))
    assert named in f"{refusal.value.message} {refusal.value.remedy}"
    assert refusal.value.remedy
    assert not refusal.value.storable


STORABLE = {
    "image": b"\x89PNG\r\n\x1a\n",
    "photograph": b"\xff\xd8\xff\xe0",
    "other bytes": b"\x00\x01\x02",
    "a nought in text": b"a\x00b",
    "web page": b"<!DOCTYPE html>\n<html><p>Invented</p></html>",
    "Word document": b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml",
}


@pytest.mark.parametrize("raw", STORABLE.values(), ids=STORABLE)
def test_other_files_may_be_kept(raw: bytes) -> None:
    with pytest.raises(UnknownFormat) as refusal:
        register.recognise(Bytes(raw, "image"))
    assert refusal.value.storable


def test_an_entity_bomb_is_hostile_before_any_parser_sees_it() -> None:
    with pytest.raises(Hostile) as refusal:
        register.recognise(Bytes(b'<!DOCTYPE lolz [<!ENTITY lol "lol">]><lolz>&lol;</lolz>', "x.xml"))
    assert refusal.value.place == "bytes 16-23"


def test_the_folder_is_the_register() -> None:
    names = {path.stem for path in Path(register.__file__).parent.glob("*.py")}
    for name, known in register.formats().items():
        assert name in names and name == known.description.name
        assert known.description.version >= 1
        assert (known.read is not None) == (known.description.kind == "entity")
        assert (known.passages is not None) == (known.description.kind == "document")
        assert (known.read_table is not None) == (known.description.kind == "table")
        assert (known.description.table in SCHEMAS) == (known.description.kind == "table")


def recognised(*items: Readable) -> list[register.Recognised]:
    return [register.recognise(item) for item in items]


def test_three_files_of_one_list_are_one_group() -> None:
    files = [sample(f"ofac/{role}.csv") for role in ("add", "alt", "sdn")]
    (group,) = register.group(recognised(*files))
    assert set(group.items) == {"sdn", "alt", "add"} and group.problem is None


def test_a_set_that_lacks_a_part_says_so() -> None:
    (group,) = register.group(recognised(sample("ofac/sdn.csv"), sample("ofac/add.csv")))
    assert group.problem and "alt" in group.problem.message
    assert group.problem.remedy == "give sdn, alt and add together"


def test_parts_of_another_day_are_named() -> None:
    sdn, alt, add = (sample(f"ofac/{role}.csv") for role in ("sdn", "alt", "add"))
    other = Bytes(sdn.raw.replace(b"9000", b"8000"), "cut.csv")
    first, *_ = register.group(recognised(other, alt, add))
    assert first.problem and "cut.csv lacks most entries" in first.problem.message
    assert "alt.csv and add.csv" in first.problem.message and "of the same day" in (
        first.problem.remedy or ""
    )


def test_parts_without_their_list_say_so() -> None:
    groups = register.group(recognised(sample("ofac/alt.csv"), sample("ofac/add.csv")))
    assert len(groups) == 2
    assert all(group.problem and "sdn" in group.problem.message for group in groups)


def test_two_lists_of_one_shape_are_told_apart_by_their_ids() -> None:
    first = [sample(f"ofac/{role}.csv") for role in ("sdn", "alt", "add")]
    second = [Bytes(item.raw.replace(b"9000", b"8000"), f"cons_{item.name}") for item in first]
    mixed = [first[1], second[0], first[2], second[2], first[0], second[1]]
    groups = register.group(recognised(*mixed))
    assert len(groups) == 2
    for group in groups:
        assert group.problem is None
        assert len({group.items[role].name.startswith("cons_") for role in group.items}) == 1


def test_a_part_that_cannot_be_read_carries_its_own_problem_and_stops_no_other() -> None:
    cut = Bytes(sample("ofac/sdn.csv").raw[:-40], "sdn.csv")
    files = [cut, sample("ofac/alt.csv"), sample("ofac/add.csv"), sample("letter.txt")]
    groups = {next(iter(group.items)): group.problem for group in register.group(recognised(*files))}
    assert isinstance(groups["sdn"], Truncated)
    assert groups["alt"] and groups["add"] and groups["document"] is None


def test_other_files_stand_alone() -> None:
    groups = register.group(
        recognised(sample("letter.txt"), sample("un_consolidated.xml"), sample("message.eml"))
    )
    assert [group.format.name for group in groups] == ["plain_text", "un_consolidated", "email_message"]
    assert all(group.problem is None for group in groups)


REAL = {
    "lists/un/un_consolidated_2026-02-27.xml": "un_consolidated",
    "lists/ofac/2022-01-31/sdn.csv": "ofac_csv",
    "lists/ofac/consolidated-non-sdn/cons_add.csv": "ofac_csv",
    "lists/ca/ca_sema_2025-05.xml": "canada_sema",
    "lists/eu/32014R0269.csv": "eu_annexes",
    "vessels/designated_vessels_1718.csv": "vessels_1718",
    "ftm/nomenklatura_donations.ijson": "ftm_json",
    "documents/state_it_workers_2022-05-16.md": "plain_text",
    "ais/NYHarbor_2020_06_30_first_hour.csv": "marinecadastre_csv",
    "ais/denmark_2013-11-12.nmea.gz": "nmea",
    "ais/nmea_with_faulty_lines.txt": "nmea",
}
REAL_UNKNOWN = [
    "payments/20K_fanin200.tgz",
    "payments/generated_labelled/accounts.csv",
    "vessels/imo_names.csv",
    "geo/eez_prk.json",
    "payments/generated_labelled/tx_log.parquet",
]


@pytest.mark.parametrize(("path", "name"), REAL.items())
def test_recognises_real_files(shared_data: Path, path: str, name: str) -> None:
    assert register.recognise(Local(shared_data / path)).format.name == name


@pytest.mark.parametrize("path", REAL_UNKNOWN)
def test_does_not_take_other_real_files_for_text(shared_data: Path, path: str) -> None:
    with pytest.raises(UnknownFormat):
        register.recognise(Local(shared_data / path))


def test_groups_the_real_lists(shared_data: Path) -> None:
    files = [Local(path) for path in sorted((shared_data / "lists" / "ofac").rglob("*.csv"))]
    groups = register.group(recognised(*files))
    assert [group.problem for group in groups] == [None, None]
    assert {group.format.list_id(group.items) for group in groups} == {"us-ofac-sdn", "us-ofac-cons"}


def test_the_manual_tells_of_every_format_and_own_property() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    for known in register.formats().values():
        assert f"`{known.name}`" in manual
    for own in schemata.OWN.values():
        for prop in own:
            assert f"`{prop}`" in manual
