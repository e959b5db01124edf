"""Strings of JSON with the bytes they stand at."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.formats.json_strings import strings

VALUES = st.recursive(
    st.text(max_size=8) | st.integers() | st.booleans() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


def leaves(shape: object) -> list[str]:
    if isinstance(shape, str):
        return [shape]
    inside = shape.values() if isinstance(shape, dict) else shape if isinstance(shape, list) else ()
    return [text for value in inside for text in leaves(value)]


@pytest.mark.slow
@given(VALUES, st.booleans())
def test_finds_every_string_where_it_stands(shape: object, ascii_only: bool) -> None:
    line = json.dumps(shape, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    if b"\xed\xa0" in line or b"\xed\xb0" in line:
        return
    found = list(strings(line))
    assert [one.text for one in found] == leaves(shape)
    for one in found:
        assert json.loads(b'"' + line[one.start : one.end] + b'"') == one.text


def test_knows_the_keys_that_lead_to_a_string() -> None:
    line = b'{"a": {"b": ["x", "y"], "c": "z"}, "d": "w"}'
    assert [(one.keys, one.text) for one in strings(line)] == [
        (("a", "b"), "x"), (("a", "b"), "y"), (("a", "c"), "z"), (("d",), "w"),
    ]  # fmt: skip
