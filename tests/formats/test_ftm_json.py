"""FollowTheMoney JSON lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sightline.errors import BadInput, FormatChanged, Hostile, SightlineError, Truncated
from sightline.formats import ftm_json
from sightline.formats.source import ItemSet, Local
from sightline.model.statement import Entry
from tests.formats.sample import Bytes, json_escapes, misplaced, said, sample, statements

SAMPLE = sample("entities.ftm.json")


def read(raw: bytes = SAMPLE.raw) -> list[Entry]:
    return list(ftm_json.read(ItemSet({"entities": Bytes(raw, "entities.ftm.json")})))


def line(**changes: Any) -> bytes:
    shape = {"id": "x", "schema": "Person", "properties": {"name": ["Invented"]}} | changes
    return json.dumps({key: value for key, value in shape.items() if value is not None}).encode() + b"\n"


def test_says_canonical_values_beside_originals() -> None:
    entries = read()
    assert [entry.id for entry in entries] == ["invented-1", "invented-2"]
    assert said(entries, "invented-1", "name") == ["Invented Person One", "지어낸 사람"]
    assert said(entries, "invented-1", "nationality") == ["kp"]
    assert said(entries, "invented-2", "imoNumber") == ["9000003"]
    assert said(entries, "invented-2", "flag") == ["kp"]


def test_keeps_our_own_keys_on_the_entry() -> None:
    first, second = read()
    assert (first.basis, first.document) == ("", "")
    assert (second.basis, second.document) == ("reconstruction", "an invented document")


def test_what_hangs_on_an_entry_belongs_to_it() -> None:
    entries = read()
    assert said(entries[1:], "invented-2:listing", "listingDate") == ["2016-03-02"]
    parted = SAMPLE.raw.replace(b"invented-2:listing", b"invented-3")
    assert len(read(parted)) == 3


def test_every_statement_stands_at_its_place() -> None:
    items = ItemSet({"entities": SAMPLE})
    assert misplaced(items, statements(read()), json_escapes) == []
    korean = next(s for s in statements(read()) if s.value == "지어낸 사람")
    assert korean.place.label == "row 1"
    assert korean.place.start is not None and korean.place.end is not None
    assert SAMPLE.raw[korean.place.start : korean.place.end + 1] == b"\\uc9c0\\uc5b4\\ub0b8 \\uc0ac\\ub78c"


@pytest.mark.parametrize(
    ("name", "list_id"),
    [
        ("entities.ftm.json", "entities"),
        ("Invented List 2.ijson", "invented-list-2"),
        ("1718_vessels.jsonl", "1718-vessels"),
        (".json", "json"),
    ],
)
def test_the_list_is_named_by_the_file(name: str, list_id: str) -> None:
    assert ftm_json.list_id(ItemSet({"entities": Bytes(b"", name)})) == list_id


CHANGES = {
    "unknown schema": (line(schema="Submarine"), "Submarine"),
    "unknown property": (line(properties={"swimsFast": ["yes"]}), "swimsFast"),
    "property of another schema": (line(properties={"imoNumber": ["9000003"]}), "imoNumber"),
    "unknown key": (line(invented=1), "invented"),
    "no id": (line(id=None), "id"),
    "no properties": (line(properties=None), "properties"),
    "empty id": (line(id=" "), "id"),
    "a number for a text": (line(properties={"name": [7]}), "7"),
    "nested entity": (line(properties={"addressEntity": [{"id": "y", "schema": "Address"}]}), "nested"),
    "properties as a list": (line(properties=["name"]), "properties"),
    "unknown basis": (line(basis="hearsay"), "hearsay"),
    "half a surrogate pair": (line(properties={"name": ["x"]}).replace(b'"x"]', b'"\\ud800"]'), "surrogate"),
    "no object": (b"[1]\n", "object"),
}


@pytest.mark.parametrize(("raw", "named"), CHANGES.values(), ids=CHANGES)
def test_stops_at_a_change_and_names_the_row(raw: bytes, named: str) -> None:
    with pytest.raises(FormatChanged) as refusal:
        read(line() + raw)
    assert named in refusal.value.message and "row 2" in refusal.value.message
    assert refusal.value.place and refusal.value.place.startswith("row 2 · bytes ")
    assert refusal.value.remedy


def test_a_broken_line_is_named_by_its_byte() -> None:
    with pytest.raises(BadInput, match="row 2") as refusal:
        read(line() + b'{"id": "x" "schema"}\n' + line())
    at = len(line()) + 11
    assert refusal.value.place == f"row 2 · bytes {at}-{at}"


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(BadInput, match="twice"):
        read(b'{"id": "x", "id": "y", "schema": "Person", "properties": {}}\n')


def test_deep_nesting_is_hostile() -> None:
    with pytest.raises(Hostile):
        read(b'{"id": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n")


def test_a_line_without_end_is_hostile() -> None:
    with pytest.raises(Hostile, match="line 1"):
        read(b'{"id": "' + b"x" * (17 * 1024 * 1024))


def test_a_cut_anywhere_is_bad_input_but_between_lines() -> None:
    """A cut between two lines cannot be told from a shorter file: JSON lines carry no end mark."""
    lines = SAMPLE.raw.splitlines(keepends=True)
    ends = {sum(map(len, lines[:n])) for n in range(len(lines) + 1)}
    for cut in range(1, len(SAMPLE.raw)):
        if cut in ends or cut + 1 in ends:
            read(SAMPLE.raw[:cut])
            continue
        with pytest.raises(Truncated):
            read(SAMPLE.raw[:cut])


def test_a_flipped_byte_is_read_or_refused_but_never_breaks_us() -> None:
    for at in range(len(SAMPLE.raw)):
        for flip in (0x02, 0x20, 0x80):
            raw = bytearray(SAMPLE.raw)
            raw[at] ^= flip
            try:
                read(bytes(raw))
            except SightlineError:
                continue


@pytest.mark.parametrize(
    ("name", "count"), [("yente_zala_entities.ftm.json", 91), ("nomenklatura_donations.ijson", 474)]
)
def test_reads_real_files(shared_data: Path, name: str, count: int) -> None:
    items = ItemSet({"entities": Local(shared_data / "ftm" / name)})
    entries = list(ftm_json.read(items))
    assert len(entries) == count
    with (shared_data / "ftm" / name).open(encoding="utf-8") as stream:
        values = [v for text in stream for many in json.loads(text)["properties"].values() for v in many]
    assert [s.original for s in statements(entries)] == values
    assert misplaced(items, statements(entries), json_escapes) == []
