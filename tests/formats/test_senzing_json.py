"""Senzing JSON, after its published specification."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from sightline.errors import BadInput, FormatChanged, SightlineError
from sightline.formats import senzing_json
from sightline.formats.source import ItemSet
from sightline.model.statement import Entry
from tests.formats.sample import Bytes, json_escapes, said, sample, statements

SAMPLE = sample("senzing.json")


def read(raw: bytes = SAMPLE.raw) -> list[Entry]:
    return list(senzing_json.read(ItemSet({"records": Bytes(raw, "Invented Records.json")})))


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    first, _, rest = SAMPLE.raw.partition(b"\n")
    shape = json.loads(first)
    change(shape)
    return json.dumps(shape).encode() + b"\n" + rest


def test_says_what_the_features_say() -> None:
    entries = read()
    assert [entry.id for entry in entries] == ["invented-1001", "invented-2002", "invented-3003"]
    assert [one.schema for entry in entries for one in entry.statements[:1]] == [
        "Person",
        "Organization",
        "Vessel",
    ]
    assert said(entries, "invented-1001", "name") == ["Invented Chol Kim"]
    assert said(entries, "invented-1001", "weakAlias") == ["Chol the Invented"]
    assert said(entries, "invented-1001", "alias") == ["김지어"]
    assert said(entries, "invented-1001", "gender") == ["male"]
    assert said(entries, "invented-1001", "nationality") == ["kp"]
    assert said(entries, "invented-1001:address:1", "full") == ["1 Invented Street, Nowhere, CN"]
    assert said(entries, "invented-1001:passport:2", "country") == ["kp"]
    assert said(entries, "invented-1001:link:3", "object") == ["invented-2002"]
    assert said(entries, "invented-1001:link:3", "role") == ["OWNER_OF"]
    assert said(entries, "invented-3003", "imoNumber") == ["9000003"]


def test_every_value_of_the_file_is_kept() -> None:
    """But for what says how to read another value: record type, kind of name, and the record's own key."""
    originals = {one.original for one in statements(read())}
    understood = {"PERSON", "ORGANIZATION", "VESSEL", "PRIMARY", "NICKNAME", "AKA", "INVENTED"}
    understood |= {"1001", "3003"}
    for line in SAMPLE.raw.splitlines():
        shape = json.loads(line)
        values = [str(v) for k, v in shape.items() if k != "FEATURES"]
        values += [str(v) for feature in shape["FEATURES"] for v in feature.values()]
        assert set(values) - understood <= originals


def test_payload_is_kept_with_its_name() -> None:
    assert said(read(), "invented-1001", "notes") == [
        "PHONE_TYPE: MOBILE",
        "TELEGRAM: invented_chol",
        "STATUS: everything here is invented",
        "RISK: 7",
    ]


def test_every_statement_stands_at_its_place() -> None:
    for one in statements(read()):
        assert one.place.start is not None and one.place.end is not None
        there = SAMPLE.raw[one.place.start : one.place.end + 1].decode()
        assert json_escapes(there) == one.original


def features(*more: dict[str, Any]) -> Callable[[dict[str, Any]], object]:
    return lambda shape: shape["FEATURES"].extend(more)


REFUSED = {
    "an attribute nobody registered": (features({"SHOE_SIZE": "43"}), "SHOE_SIZE"),
    "two features in one": (features({"NAME_FULL": "x", "GENDER": "F"}), "GENDER, NAME"),
    "a list in a feature": (features({"NAME_FULL": ["x"]}), "NAME_FULL"),
    "a pointer to nowhere": (features({"REL_POINTER_DOMAIN": "INVENTED"}), "REL_POINTER_KEY"),
    "an unknown kind of record": (lambda s: s["FEATURES"][0].update(RECORD_TYPE="GHOST"), "GHOST"),
    "a feature at the root": (lambda s: s.update(GENDER="F"), "GENDER"),
    "a list at the root": (lambda s: s.update(OTHERS=[1]), "OTHERS"),
    "no data source": (lambda s: s.pop("DATA_SOURCE"), "DATA_SOURCE"),
    "no key": (lambda s: s.update(RECORD_ID=""), "RECORD_ID"),
    "features that are no list": (lambda s: s.update(FEATURES={}), "FEATURES"),
    "a key that stands twice": (lambda s: s.update(RECORD_ID="3003"), "3003"),
}


@pytest.mark.parametrize(("change", "named"), REFUSED.values(), ids=REFUSED)
def test_refuses_what_it_does_not_know(change: Callable[[Any], object], named: str) -> None:
    with pytest.raises(FormatChanged) as refusal:
        read(changed(change))
    assert named in refusal.value.message
    assert "bytes" in (refusal.value.place or "") and refusal.value.remedy


def test_cuts_and_flips_never_break_us() -> None:
    for cut in range(1, len(SAMPLE.raw) - 3, 7):
        if SAMPLE.raw[cut - 1 : cut] not in (b"\n", b"}"):
            with pytest.raises(BadInput):
                read(SAMPLE.raw[:cut])
    for at in range(0, len(SAMPLE.raw), 13):
        raw = bytearray(SAMPLE.raw)
        raw[at] ^= 0x20
        try:
            read(bytes(raw))
        except SightlineError:
            continue


def test_the_list_is_named_by_the_file() -> None:
    assert (
        senzing_json.list_id(ItemSet({"records": Bytes(b"", "Invented Records.json")})) == "invented-records"
    )
