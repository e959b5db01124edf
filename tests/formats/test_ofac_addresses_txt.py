"""Listed addresses of digital currencies, one a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.formats import register
from sightline.formats.source import Local
from tests.formats.sample import Bytes, sample
from tests.formats.tables import at, read

RAW = sample("tables/XBT.txt").raw
REAL = {"XBT": 435, "ETH": 152, "XMR": 3, "XRP": 1, "BCH": 7, "USDT": 26, "ZEC": 3}


def test_every_line_is_a_label_of_the_list() -> None:
    item = Bytes(RAW, "XBT.txt")
    first, second = read(item, "ofac_addresses_txt").rows
    assert (first["currency"], first["abuse"], first["category"]) == ("BTC", "sanction", None)
    assert "sanctions list" in first["label"] and first["source"].startswith("OFAC")
    assert at(item, second) == second["address"] == "bc1qinventedaddressnumber2xxxxxxxxxxxx"


OTHER = {
    "named for nothing": (RAW, "addresses.txt"),
    "named for no currency": (RAW, "ABC.txt"),
    "prose": (b"A letter about coins.\n", "XBT.txt"),
    "more lines of prose than addresses": (RAW + b"See the list of March.\n" * 3, "XBT.txt"),
    "words as long as addresses": (b"abcdefghijklmnopqrstuvwxyzabcdef\n", "XBT.txt"),
}


@pytest.mark.parametrize(("raw", "name"), OTHER.values(), ids=OTHER)
def test_what_is_no_such_file_is_text(raw: bytes, name: str) -> None:
    assert register.recognise(Bytes(raw, name)).format.name == "plain_text"


def test_the_name_says_the_currency() -> None:
    for name, currency in {"XBT.txt": "BTC", "sanctioned_addresses_ETH.txt": "ETH", "xmr.txt": "XMR"}.items():
        assert read(Bytes(RAW, name), "ofac_addresses_txt").rows[0]["currency"] == currency


def test_a_line_that_is_no_address_is_refused_alone_and_an_open_end_noted() -> None:
    said = RAW + b"See the list of March.\n" + RAW.splitlines()[0] + b" # who?\n"
    assert [place for place, _ in read(Bytes(said, "XBT.txt"), "ofac_addresses_txt").said()] == [
        "row 3",
        "row 4",
    ]
    found = read(Bytes(RAW * 200 + b"?\n" + RAW.rstrip(), "XBT.txt"), "ofac_addresses_txt")
    assert len(found.rows) == 402 and [place for place, _ in found.said()] == ["row 401"]
    assert len(found.notes) == 1 and "no line end" in found.notes[0].message


@pytest.mark.parametrize("name", REAL)
def test_reads_the_public_files(name: str, shared_data: Path) -> None:
    found = read(Local(shared_data / "crypto" / "ofac_addresses" / f"{name}.txt"), "ofac_addresses_txt")
    assert len(found.rows) == REAL[name] and not found.refusals
