"""Entries are found by any spelling of a name, by a number, a reference, or a part of either, best first."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from sightline.service import entities
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench
from tests.service.made import now

WALLET = "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"
ENTRIES = (
    ("ship", "Vessel", {"name": ["INVENTED STAR 7"], "imoNumber": ["9074729"], "mmsi": ["445123456"]}),
    ("bank", "Company", {"name": ["Ryugyong Invented Bank"], "swiftBic": ["INVTKPPYXXX"]}),
    ("man", "Person", {"name": ["PAK, To Chun"], "passportNumber": ["E0095755"], "cryptoAddress": [WALLET]}),
)


@pytest.fixture
def ready(bench: Workbench, tmp_path: Path) -> Workbench:
    path = tmp_path / "invented.ftm.jsonl"
    lines = (json.dumps({"id": id, "schema": schema, "properties": props}) for id, schema, props in ENTRIES)
    path.write_text("\n".join(lines))
    options = Options(source="invented", list="invented", dated=date(2026, 1, 1))
    (done,) = ingest(now(bench), bench, [path], options)
    assert done.status == "parsed", done
    return bench


TYPED = {
    "ship": ("9074729", "IMO 9074729", "９０７４７２９", "٩٠٧٤٧٢٩", "445123456", "Invented Star"),
    "bank": ("INVTKPPY", "INVTKPPYXXX", "ＩＮＶＴＫＰＰＹ", "invented bank", "Ryukyong Invented"),
    "man": ("E0095755", WALLET, "박도춘", "Pak To-chun", "Pak To Chum"),
    "": ("9074730", "INVTKRSE", "E0096755", WALLET[:-1] + "U", "김철수"),
}


def test_each_thing_somebody_may_type_leads_to_its_entry(ready: Workbench) -> None:
    def first(text: str) -> str:
        found = entities.search(now(ready), ready, text)
        return found[0].id if found else ""

    told = {text: (first(text), entry) for entry, typed in TYPED.items() for text in typed}
    assert {text: one for text, one in told.items() if one[0] != one[1]} == {}


def test_what_holds_the_text_comes_before_what_is_somewhat_like_it(ready: Workbench) -> None:
    found = [line.id for line in entities.search(now(ready), ready, "invented")]
    assert found[:2] == ["ship", "bank"] and entities.search(now(ready), ready, "invented", 1)[0].id == "ship"
    assert len(entities.search(now(ready), ready, "")) == len(ENTRIES)
