"""JSON with the bytes of every value."""

from __future__ import annotations

import json

import pytest

from sightline.errors import BadInput, FormatChanged, Hostile, Truncated
from sightline.formats import json_tree
from tests.formats.sample import Bytes

RAW = b' {"a": ["x", 1.5, true, null], "b": {"c": "\\uc9c0 \\"q\\""}, "d": ""} '


def test_every_value_stands_at_its_bytes() -> None:
    root = json_tree.document(Bytes(RAW))
    leaves = [(path, node.text, RAW[node.start : node.end]) for path, node in root.leaves()]
    assert leaves == [
        ("a", "x", b"x"),
        ("a", "1.5", b"1.5"),
        ("a", "true", b"true"),
        ("b.c", '지 "q"', b'\\uc9c0 \\"q\\"'),
    ]
    assert [one.text for one in root.each("a")] == ["x", "1.5", "true", ""]
    assert root.get("d") is None and root.string("nothing") == ""


BROKEN = {
    "a key twice": b'{"a": 1, "a": 2}',
    "two values": b'{"a": 1} {"b": 2}',
    "no comma": b'{"a": 1 "b": 2}',
    "no colon": b'{"a" 1}',
    "a bare word": b'{"a": yes}',
    "half a surrogate pair": b'{"a": "\\ud800"}',
    "a control character": b'{"a": "\x01"}',
    "not UTF-8": b'{"a": "\xff"}',
}


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
def test_refuses_what_is_no_json(raw: bytes) -> None:
    with pytest.raises(BadInput) as refusal:
        json_tree.document(Bytes(raw))
    assert refusal.value.place and refusal.value.remedy


def test_a_cut_anywhere_is_told() -> None:
    raw = RAW.strip()
    for cut in range(1, len(raw)):
        with pytest.raises(BadInput):
            json_tree.document(Bytes(raw[:cut]))
    with pytest.raises(Truncated):
        json_tree.document(Bytes(raw[:-1]))


def test_depth_has_a_limit() -> None:
    just = json.loads("[" * json_tree.DEEPEST + "]" * json_tree.DEEPEST)
    assert json_tree.document(Bytes(json.dumps(just).encode())).kind == "array"
    with pytest.raises(Hostile):
        json_tree.document(Bytes(b"[" * (json_tree.DEEPEST + 1) + b"]" * (json_tree.DEEPEST + 1)))
    with pytest.raises(Hostile):
        json_tree.document(Bytes(b"[" * 500_000))


def test_unknown_keys_are_named() -> None:
    item = Bytes(b'{"a": 1, "b": 2}')
    root = json_tree.document(item)
    json_tree.check_keys(root, frozenset("ab"), "a thing", item)
    with pytest.raises(FormatChanged, match="attribute b of a thing"):
        json_tree.check_keys(root, frozenset("a"), "a thing", item)
