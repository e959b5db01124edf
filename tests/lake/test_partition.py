"""Partitions are named by what decides their rows, and manifests say what is in them."""

from dataclasses import replace
from datetime import date

import pytest

from sightline.errors import IntegrityBroken
from sightline.lake.partition import Manifest, PartitionKey, differences

KEY = PartitionKey(("a" * 64, "b" * 64), "ofac_csv", 3)
MANIFEST = Manifest(KEY.id, "us-ofac-sdn", date(2022, 1, 31), KEY.items, "ofac_csv", 3, 1, 2, 9, "c" * 64)

SAME = {
    "the same again": PartitionKey(("a" * 64, "b" * 64), "ofac_csv", 3),
    "items in another order": PartitionKey(("b" * 64, "a" * 64), "ofac_csv", 3),
}
OTHER = {
    "another item": replace(KEY, items=("a" * 64,)),
    "another format": replace(KEY, format="un_xml"),
    "a newer format": replace(KEY, format_version=4),
    "a newer layout": replace(KEY, schema_version=2),
    "filed by hand under a list": replace(KEY, list="mine"),
    "dated by hand": replace(KEY, dated="2026-01-01"),
}


@pytest.mark.parametrize("key", SAME.values(), ids=SAME)
def test_equal_inputs_name_the_same_partition(key: PartitionKey) -> None:
    assert key.id == KEY.id


@pytest.mark.parametrize("key", OTHER.values(), ids=OTHER)
def test_anything_that_changes_the_rows_changes_the_name(key: PartitionKey) -> None:
    assert key.id != KEY.id


def test_a_name_never_changes_between_releases() -> None:
    assert PartitionKey(("0" * 64,), "un_xml", 1).id == "c4bf896e5794b1a8cde0"


def test_a_manifest_survives_its_bytes() -> None:
    assert Manifest.decode(MANIFEST.encoded) == MANIFEST
    assert Manifest.decode(replace(MANIFEST, dated=None).encoded).dated is None


@pytest.mark.parametrize("data", [b"", b"{}\n", b"[]\n", MANIFEST.encoded.replace(b":9,", b": 9,")])
def test_bytes_that_are_no_manifest_are_refused(data: bytes) -> None:
    with pytest.raises(IntegrityBroken):
        Manifest.decode(data)


def test_differences_name_the_field_and_both_values() -> None:
    assert differences(MANIFEST, MANIFEST) == []
    assert differences(MANIFEST, replace(MANIFEST, statements=10)) == ["statements was 9, is 10"]
