"""A manifest answers each line as the line alone would be answered; what cannot be read is named."""

from __future__ import annotations

import io
import random
from datetime import date, timedelta

import pyarrow as pa
import pytest

from sightline import regime
from sightline.errors import BadInput, FormatChanged, Hostile, Truncated, UnknownFormat
from sightline.regime import asking
from sightline.service import manifest as service
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench
from tests.service.made import UN, now

HEAD = "hs,goods,quantity,unit,value,from,to,via,origin,on,purpose\n"
CODES = (
    "2701", "270112", "2702", "7201", "2601", "2709", "271019", "271012", "2710", "271112", "271320", "8471",
    "850211", "620140", "030743", "1006", "7108", "710812", "253090", "570110", "691110", "880212", "8901",
    "9306",
    "284410",
    "970390", "78", "74", "27", "330610", "640399", "701", "851712",
    "999999", "27O1", "",
)  # fmt: skip
COUNTRIES = ("KP", "CN", "KR", "DE", "FR", "RU", "북한", "조선", "Korea", "Atlantis", "VN", "")
AMOUNTS = (
    "", "1", "-5", "0", "499999", "500000", "500001", "525000", "525001", "1000866", "1000867", "7500001",
    "4000001",
    "58000", "70000", "5 bbl and 3 t", "1,000", "1e3",
)  # fmt: skip
UNITS = ("", "t", "bbl", "kg", "pcs", "KGM", "ton", "bushel", "l")
VALUES = ("", "100", "101", "500", "501", "53495894", "53495895", "400870019", "-1", "many")
DAYS = (
    "", "2006-10-13", "2006-10-14", "2016-12-31", "2017-01-01", "2017-08-04", "2017-08-05", "2017-09-10",
    "2017-09-11", "2017-12-21", "2017-12-22", "2018-01-01", "2020-12-22", "2017-02-30", "1066-01-01",
)  # fmt: skip
GOODS = ("", "as coded", "coal from Nampo", "frozen squid")
PURPOSES = ("", "", "", "humanitarian", "livelihood", "fun")


def rows(count: int, seed: int) -> list[list[str]]:
    """Lines of every kind, the same in each run."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        day = chance.choice(DAYS)
        if chance.random() < 0.4:
            day = str(date(2006, 1, 1) + timedelta(days=chance.randrange(7300)))
        made.append(
            [
                chance.choice(CODES), chance.choice(GOODS), chance.choice(AMOUNTS), chance.choice(UNITS),
                chance.choice(VALUES), chance.choice(COUNTRIES), chance.choice(COUNTRIES),
                chance.choice(("", "", "KP", "CN")), chance.choice(("", "", "KP", "RU")), day,
                chance.choice(PURPOSES),
            ]
        )  # fmt: skip
    return made


def put(
    bench: Workbench, text: str | bytes, name: str = "manifest.csv"
) -> tuple[service.Summary, list[dict[str, str]]]:
    """The summary and the answered lines."""
    raw = text.encode() if isinstance(text, str) else text
    answered = service.manifest(now(bench), bench, io.BytesIO(raw), name)
    try:
        return answered.summary, [row for batch in answered.lines() for row in pa.table(batch).to_pylist()]
    finally:
        answered.close()


def csv_of(lines: list[list[str]]) -> str:
    return HEAD + "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_line_is_answered_as_if_it_were_alone(bench: Workbench, seed: int) -> None:
    lines = rows(600, seed)
    _, told = put(bench, csv_of(lines))
    today = now(bench).as_of
    names = HEAD.strip().split(",")
    for number, (line, answer) in enumerate(zip(lines, told, strict=True), 2):
        alone = regime.answer(asking.read(dict(zip(names, line, strict=True)), today))
        said = "; ".join(f"{one.id} ({one.says.value})" for one in alone.concerns)
        assert (answer["line"], answer["answer"], answer["measures"]) == (number, alone.answer.value, said), (
            line
        )
        assert bool(answer["needs"]) == bool(alone.needs), line
        assert answer["watch"] == "; ".join(one.id for one in alone.watch), line
        assert ("correlation table" in answer["notes"]) is any("correlation" in note for note in alone.notes)


def test_parties_are_screened_once_and_named(bench: Workbench) -> None:
    assert all(one.status == "parsed" for one in ingest(now(bench), bench, [UN], Options()))
    text = "hs,from,to,consignor,consignee\n" + "1006,CN,KP,Nobody At All,Somebody Else\n" * 3
    summary, told = put(bench, text + "1006,CN,KP,INVENTED BANK OF TESTS,Nobody At All\n")
    assert summary.parties == 3 and summary.lines == 4
    assert {line["answer"] for line in told[:3]} == {"not covered"}
    assert summary.body["signature"] and summary.certificate.endswith("-0")


def test_without_a_list_no_party_is_clear(bench: Workbench) -> None:
    summary, told = put(bench, "hs,from,to,consignor\n1006,CN,KP,Nobody At All\n")
    assert told[0]["answer"] == "cannot say" and "no list is held" in told[0]["needs"]
    assert summary.flagged[0]["outcome"] == "not asked"


def test_unit_values_out_of_line_are_named(bench: Workbench) -> None:
    usual = "".join(f"1006,CN,KP,100,kg,{200 + n}\n" for n in range(10))
    summary, told = put(bench, "hs,from,to,quantity,unit,value\n" + usual + "1006,CN,KP,100,kg,99999\n")
    assert summary.odd_values == 1 and "unit value" in told[-1]["notes"] and told[0]["notes"] == ""


def test_a_row_of_another_length_is_refused_and_the_rest_done(bench: Workbench) -> None:
    summary, told = put(bench, "hs,from,to\n1006,CN,KP\n1006,CN\n2701,KP,CN\n")
    assert (summary.lines, summary.refused.count) == (2, 1)
    assert summary.refused.problems[0]["place"] == "row 3"
    assert [(line["line"], line["answer"]) for line in told] == [(2, "not covered"), (4, "forbidden")]


WRONG = {
    "empty": (b"", BadInput),
    "an unknown column": (b"hs,from,colour\n1,2,3\n", FormatChanged),
    "a column twice": (b"hs,hs,from\n1,2,3\n", FormatChanged),
    "no goods": (b"from,to\nCN,KP\n", FormatChanged),
    "another message": (b"UNB+UNOA:1'UNH+1+IFTMIN:D:95B:UN'UNT+2+1'UNZ+1+1'", UnknownFormat),
    "a message that does not end": (b"UNB+UNOA:1'UNH+1+CUSCAR:D:95B:UN'", Truncated),
    "a document type": (b'<!DOCTYPE x [<!ENTITY a "b">]><Declaration/>', Hostile),
    "another document": (b"<html></html>", UnknownFormat),
    "a document that does not end": (b"<Declaration><GoodsShipment>", Truncated),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_manifest_is_refused(bench: Workbench, name: str) -> None:
    raw, error = WRONG[name]
    with pytest.raises(error):
        put(bench, raw)
    assert list((bench.folder / "scratch").iterdir()) == []


CUSCAR = b"""UNA:+.? '
UNB+UNOC:3+SENDER+RECEIVER+170805:0900+1'
UNH+1+CUSCAR:D:95B:UN'
BGM+85+INVENTED1'
DTM+137:20170805:102'
TDT+20+V1+1++CARR:172:20:INVENTED LINE+++9074729:146::INVENTED SHIP'
LOC+9+KPNAM'
LOC+11+CNDLC'
CNI+1+BILL1'
NAD+CZ+++INVENTED SHIPPER?+SONS'
NAD+CN+++INVENTED CONSIGNEE'
GID+1+10:PK'
FTX+AAA+++ANTHRACITE IN BULK'
MEA+AAE+G+KGM:25000'
MOA+43:5000:USD'
CST++270111:122'
GID+2+5:PK'
FTX+AAA+++RICE'
CST++100630:122'
UNT+17+1'
UNZ+1+1'
"""
XML = """<?xml version="1.0"?>
<md:Declaration xmlns:md="urn:invented">
<md:IssueDateTime>20170805090000</md:IssueDateTime>
<md:GoodsShipment>
<md:Consignor><md:Name>Invented Shipper</md:Name></md:Consignor>
<md:ExportCountry><md:ID>KP</md:ID></md:ExportCountry>
<md:Destination><md:CountryCode>CN</md:CountryCode></md:Destination>
<md:GovernmentAgencyGoodsItem>
<md:Commodity><md:Description>무연탄</md:Description>
<md:Classification><md:ID>270111</md:ID></md:Classification>
<md:GoodsMeasure><md:GrossMassMeasure unitCode="KGM">25000</md:GrossMassMeasure></md:GoodsMeasure>
<md:InvoiceLine><md:ItemChargeAmount currencyID="CNY">5</md:ItemChargeAmount></md:InvoiceLine>
</md:Commodity></md:GovernmentAgencyGoodsItem>
<md:GovernmentAgencyGoodsItem>
<md:Commodity><md:Classification><md:ID>1006.30</md:ID></md:Classification></md:Commodity>
</md:GovernmentAgencyGoodsItem>
</md:GoodsShipment></md:Declaration>"""


def test_a_cuscar_message(bench: Workbench) -> None:
    summary, told = put(bench, CUSCAR, "cargo.edi")
    assert summary.form == "UN/EDIFACT CUSCAR" and summary.refused.count == 0
    assert [(line["hs"], line["from"], line["to"], line["on"]) for line in told] == [
        ("270111", "KP", "CN", "2017-08-05"), ("100630", "KP", "CN", "2017-08-05"),
    ]  # fmt: skip
    assert told[0]["answer"] == "forbidden" and "coal-ban" in told[0]["measures"]
    assert {one["asked"] for one in summary.flagged} == {
        "INVENTED SHIPPER+SONS", "INVENTED CONSIGNEE", "INVENTED LINE", "9074729"
    }  # fmt: skip


def test_a_declaration_in_xml(bench: Workbench) -> None:
    summary, told = put(bench, XML, "declaration.xml")
    assert summary.form == "WCO XML"
    assert "a value in CNY was left out" in summary.refused.problems[0]["message"]
    assert [(line["hs"], line["on"]) for line in told] == [
        ("270111", "2017-08-05"),
        ("1006.30", "2017-08-05"),
    ]
    assert told[0]["answer"] == "forbidden" and told[0]["goods"] == "무연탄"
