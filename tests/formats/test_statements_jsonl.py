"""Our own statement format, read back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from sightline.errors import BadInput, FormatChanged, SightlineError, Truncated
from sightline.formats import statements_jsonl
from sightline.formats.source import ItemSet
from sightline.model.marking import PUBLIC
from sightline.model.statement import Entry
from tests.formats.sample import Bytes, said, sample, statements

SAMPLE = sample("statements.jsonl")
ORIGINAL = sample("entities.ftm.json")


def read(raw: bytes = SAMPLE.raw) -> list[Entry]:
    return list(statements_jsonl.read(ItemSet({"statements": Bytes(raw, "sent.jsonl")})))


def changed(row: int, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The sample with one line changed."""
    lines = SAMPLE.raw.splitlines(keepends=True)
    shape = json.loads(lines[row - 1])
    change(shape)
    lines[row - 1] = json.dumps(shape, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    return b"".join(lines)


def test_places_are_those_of_the_publishers_file() -> None:
    entries = read()
    assert [entry.id for entry in entries] == ["invented-1", "invented-2"]
    assert said(entries, "invented-2", "flag") == ["kp"]
    for one in statements(entries):
        assert one.item == ORIGINAL.sha256
        assert one.place.start is not None and one.place.end is not None
        there = ORIGINAL.raw[one.place.start : one.place.end + 1].decode()
        assert json.loads(f'"{there}"') == one.original


def test_the_header_names_list_day_and_marking() -> None:
    items = ItemSet({"statements": SAMPLE})
    assert statements_jsonl.list_id(items) == "invented"
    assert str(statements_jsonl.dated(items)) == "2026-01-05"
    assert statements_jsonl.marking(SAMPLE) == PUBLIC


REFUSED = {
    "a newer version": (1, lambda s: s.update(version=2), "version 2"),
    "a key more in the header": (1, lambda s: s.update(invented=1), "invented"),
    "a key less in the header": (1, lambda s: s.pop("marking"), "marking"),
    "another marking": (1, lambda s: s.update(marking="TLP:PURPLE"), "PURPLE"),
    "a day that is none": (1, lambda s: s.update(dated="2026-02-30"), "header"),
    "an item graded as nobody grades": (1, lambda s: s["items"][0].update(grade="G"), "'G'"),
    "an entry without a place": (2, lambda s: s.pop("place"), "place"),
    "a place of no grammar": (2, lambda s: s.update(place="somewhere"), "somewhere"),
    "a key more in a statement": (3, lambda s: s.update(score=1), "score"),
    "a statement of another entry": (3, lambda s: s.update(entity="other"), "other"),
    "an unknown property": (3, lambda s: s.update(prop="swimsFast"), "swimsFast"),
    "an unknown schema": (3, lambda s: s.update(schema="Submarine"), "Submarine"),
    "an item the header does not name": (3, lambda s: s.update(item="0" * 64), "header"),
    "a credibility of seven": (3, lambda s: s.update(credibility=7), "credibility 7"),
    "a grade that is not the item's": (3, lambda s: s.update(grade="A"), "'A'"),
    "a marking above the file's": (3, lambda s: s.update(marking="TLP:RED"), "TLP:RED"),
    "an entry that stands twice": (8, lambda s: s.update(entry="invented-1"), "twice"),
}


@pytest.mark.parametrize(("row", "change", "named"), REFUSED.values(), ids=REFUSED)
def test_refuses_what_it_does_not_know(row: int, change: Callable[[Any], object], named: str) -> None:
    with pytest.raises(FormatChanged) as refusal:
        read(changed(row, change))
    assert named in refusal.value.message
    assert f"row {row}" in (refusal.value.place or "") and refusal.value.remedy


def test_an_edited_value_is_seen_by_the_hash() -> None:
    with pytest.raises(BadInput, match="hash"):
        read(changed(3, lambda s: s.update(value="1958-04-15")))


def test_a_cut_anywhere_is_refused() -> None:
    for cut in range(1, len(SAMPLE.raw), 5):
        with pytest.raises(BadInput):
            read(SAMPLE.raw[:cut])
    whole = SAMPLE.raw.splitlines(keepends=True)
    with pytest.raises(Truncated):
        read(b"".join(whole[:-1]))


def test_a_flipped_byte_never_breaks_us() -> None:
    for at in range(0, len(SAMPLE.raw), 11):
        raw = bytearray(SAMPLE.raw)
        raw[at] ^= 0x20
        try:
            read(bytes(raw))
        except SightlineError:
            continue
