"""The sample lists: what they count, what they leave out, and that they can be made again."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sightline.formats import un_consolidated
from sightline.formats.source import ItemSet, Local
from sightline.model import schemata

ROOT = Path(__file__).resolve().parents[2]
LISTS = ROOT / "examples/dossier/lists"
PARTIES, SHIPS = "un-1718-extract.ftm.jsonl", "un-1718-vessels.ftm.jsonl"
PROPERTIES = {
    "Person": {
        "name",
        "alias",
        "weakAlias",
        "birthDate",
        "nationality",
        "country",
        "gender",
        "passportNumber",
    },
    "LegalEntity": {
        "name",
        "alias",
        "previousName",
        "country",
        "swiftBic",
        "companyImo",
        "registrationNumber",
    },
    "Vessel": {"name", "alias", "imoNumber", "mmsi"},
    "Sanction": {
        "authority",
        "entity",
        "listingDate",
        "program",
        "provisions",
        "publisher",
        "recordId",
        "unscId",
    },
}
BANK_CODES = {
    "un-KPe.023": "DCBKKPPY",
    "un-KPe.033": "KUDBKPPY",
    "un-KPe.034": "ILSIKPPY",
    "un-KPe.035": "KDBKKPPY",
    "un-KPe.047": "FTBDKPPY",
}

Line = dict[str, Any]


def lines(name: str) -> list[Line]:
    return [json.loads(line) for line in (LISTS / name).read_text("utf-8").splitlines()]


def entries(name: str) -> list[Line]:
    return [line for line in lines(name) if line["schema"] != "Sanction"]


def listings(name: str) -> list[Line]:
    return [line for line in lines(name) if line["schema"] == "Sanction"]


def test_80_persons_and_75_entities() -> None:
    assert Counter(entry["schema"] for entry in entries(PARTIES)) == {"Person": 80, "LegalEntity": 75}
    wanted = [f"un-KPe.{n:03}" for n in range(1, 76)] + [f"un-KPi.{n:03}" for n in range(1, 81)]
    assert [entry["id"] for entry in entries(PARTIES)] == wanted


def test_59_ships_one_of_them_without_an_imo_number() -> None:
    ships = entries(SHIPS)
    assert Counter(ship["schema"] for ship in ships) == {"Vessel": 59}
    assert [ship["id"] for ship in ships if "imoNumber" not in ship["properties"]] == [
        "un-vessel-min-ning-de-you-078"
    ]
    assert len(listings(SHIPS)) == 73


@pytest.mark.parametrize("name", [PARTIES, SHIPS])
def test_every_line_is_a_fact_and_names_its_document(name: str) -> None:
    assert {line["basis"] for line in lines(name)} == {"fact"}
    assert all(line["document"] for line in lines(name))


@pytest.mark.parametrize("name", [PARTIES, SHIPS])
def test_only_properties_of_facts_and_no_narrative(name: str) -> None:
    for line in lines(name):
        assert set(line["properties"]) <= PROPERTIES[line["schema"]], line["id"]
        assert set(line["properties"]) <= set(schemata.properties(line["schema"])), line["id"]
        assert all(len(value) < 90 for values in line["properties"].values() for value in values), line["id"]


@pytest.mark.parametrize("name", [PARTIES, SHIPS])
def test_a_listing_stands_right_after_what_it_lists(name: str) -> None:
    owner = ""
    for line in lines(name):
        if line["schema"] != "Sanction":
            owner = line["id"]
        else:
            assert line["id"].startswith(f"{owner}:listing")
            assert line["properties"]["entity"] == [owner]
            assert line["properties"]["listingDate"]


def test_bank_codes_out_of_comments() -> None:
    found = {e["id"]: e["properties"]["swiftBic"] for e in entries(PARTIES) if "swiftBic" in e["properties"]}
    assert found == {id: [code] for id, code in BANK_CODES.items()}


def test_listing_dates_add_up_as_the_list_says() -> None:
    days = Counter(
        (line["properties"]["unscId"][0][:3], line["properties"]["listingDate"][0])
        for line in listings(PARTIES)
    )
    assert days["KPi", "2016-03-02"] == 16
    assert days["KPe", "2018-03-30"] == 21
    assert days["KPe", "2009-04-24"] == 3
    assert max(day for _, day in days) == "2018-03-30"


def test_the_three_banks() -> None:
    held = {line["id"]: line["properties"] for line in lines(PARTIES)}
    assert held["un-KPe.013:listing"]["listingDate"] == ["2013-01-22"]
    assert held["un-KPe.025:listing"]["listingDate"] == ["2016-03-02"]
    assert held["un-KPe.035:listing"]["listingDate"] == ["2016-11-30"]


def test_a_ship_under_several_annexes_has_a_listing_for_each() -> None:
    ship = [line for line in listings(SHIPS) if line["properties"]["entity"] == ["un-vessel-imo8628597"]]
    assert [line["properties"]["listingDate"] for line in ship] == [["2017-10-03"], ["2018-03-30"]]


def test_made_again_from_the_official_files_byte_for_byte(shared_data: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "scripts/extract_1718.py"),
        *("--un", str(shared_data / "lists/un/un_consolidated_2026-02-27.xml")),
        *("--vessels", str(shared_data / "vessels/designated_vessels_1718.csv")),
        *("--into", str(tmp_path)),
    ]
    subprocess.run(command, check=True)
    for name in (PARTIES, SHIPS):
        assert (tmp_path / name).read_bytes() == (LISTS / name).read_bytes()


def bare(prop: str, value: str) -> str:
    """A passport number without the space and the remark that the list writes into two of them."""
    found = re.match(r"([A-Z]{0,3}) ?(\d{6,})", value) if prop == "passportNumber" else None
    return found[1] + found[2] if found else value


def test_our_reader_of_the_official_list_says_the_same(shared_data: Path) -> None:
    """Two readings made apart agree on every property the extract carries."""
    source = Local(shared_data / "lists/un/un_consolidated_2026-02-27.xml")
    held = {line["id"]: line["properties"] for line in lines(PARTIES)}
    compared = 0
    for entry in un_consolidated.read(ItemSet({"list": source})):
        if entry.id not in held:
            continue
        said: dict[tuple[str, str], set[str]] = {}
        for statement in entry.statements:
            said.setdefault((statement.entity, statement.prop), set()).add(statement.value)
        for id in (entry.id, f"{entry.id}:listing"):
            for prop, values in held[id].items():
                if prop != "registrationNumber":
                    assert {bare(prop, value) for value in said[id, prop]} == set(values), (id, prop)
                    compared += 1
    assert compared > 1300
