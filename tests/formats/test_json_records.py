"""Records of JSON one by one: bare, in arrays, wrapped, cut, and in pieces of any size."""

from __future__ import annotations

import json

import pytest

from sightline.errors import Hostile
from sightline.formats import json_records
from sightline.formats.json_records import Records, loaded, spans
from tests.formats.sample import Bytes

SHAPES = {
    "lines": b'{"a":1}\n{"b":"}]{"}\n',
    "array": b'[{"a":1},\n {"b":"}]{"}]',
    "one answer each": b'{"id":1,"result":{"a":1},"error":null}{"result":{"b":"}]{"}}',
    "an answer of several": b'{"jsonrpc":"2.0","result":[{"a":1},{"b":"}]{"}],"id":1}',
    "a batch": b'[{"result":{"a":1}},{"result":[{"b":"}]{"}]}]',
    "with a byte order mark": b'\xef\xbb\xbf{"a":1} {"b":"}]{"}',
}


@pytest.mark.parametrize("raw", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("piece", [1, 3, 1 << 20])
def test_every_shape_gives_its_records_with_their_bytes(
    raw: bytes, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_records, "PIECE", piece)
    records = Records(Bytes(raw, "x"))
    found = list(records)
    assert [json.loads(one.raw) for one in found] == [{"a": 1}, {"b": "}]{"}]
    assert all(raw[one.start : one.start + len(one.raw)] == one.raw for one in found)
    assert not records.cut and not records.open


def test_a_cut_is_told_with_where_its_record_begins() -> None:
    records = Records(Bytes(b'{"a":1}\n{"b":[1', "x"))
    assert len(list(records)) == 1 and records.cut and records.rest == 8
    records = Records(Bytes(b'[{"a":1}', "x"))
    assert len(list(records)) == 1 and records.open and not records.cut


def test_too_deep_and_too_large_are_hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Hostile, match="nested"):
        list(Records(Bytes(b"[" * 70, "x")))
    monkeypatch.setattr(json_records, "LARGEST", 10)
    with pytest.raises(Hostile, match="record of more"):
        list(Records(Bytes(b'{"a":"' + b"x" * 20, "x")))


def test_numbers_stay_text_and_a_key_stands_once() -> None:
    assert loaded(b'{"a":1.10,"b":123456789012345678901234567890}') == {
        "a": "1.10", "b": "123456789012345678901234567890",
    }  # fmt: skip
    assert loaded(b'{"a":1,"a":2}') is None and loaded(b"[1]") is None and loaded(b'{"a":NaN}') is None


def test_spans_find_the_objects_of_one_array() -> None:
    raw = b'{"x":[{"no":1}],"tx":[{"a":{"b":[{}]}},{"c":"}"}],"y":{"tx":[{}]}}'
    assert [json.loads(raw[first:behind]) for first, behind in spans(raw, "tx")] == [
        {"a": {"b": [{}]}},
        {"c": "}"},
    ]
