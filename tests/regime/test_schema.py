"""The check against our schema knows its keywords and refuses others."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from sightline.errors import FormatChanged
from sightline.regime import schema

FITS: dict[str, tuple[Any, dict[str, Any]]] = {
    "text": ("a", {"type": "string"}),
    "text or null": (None, {"type": ["string", "null"], "minLength": 1}),
    "a reference": ("2", {"$ref": "#/$defs/digit", "$defs": {"digit": {"pattern": "^\\d$"}}}),
    "other keys where allowed": ({"b": 1}, {"properties": {"a": {"type": "string"}}}),
}

MISFITS: dict[str, tuple[Any, dict[str, Any], str]] = {
    "null where text": (None, {"type": "string"}, "must be string"),
    "empty text or null": ("", {"type": ["string", "null"], "minLength": 1}, "is empty"),
    "a reference": (
        "22",
        {"$ref": "#/$defs/digit", "$defs": {"digit": {"pattern": "^\\d$"}}},
        "does not fit",
    ),
    "other keys": ({"b": 1}, {"properties": {}, "additionalProperties": False}, "unknown key 'b'"),
    "deep": ({"a": ["x", ""]}, {"properties": {"a": {"items": {"minLength": 1}}}}, "is empty"),
}


@pytest.mark.parametrize("name", FITS)
def test_fits(name: str) -> None:
    schema.check(*FITS[name], "here")


@pytest.mark.parametrize("name", MISFITS)
def test_does_not_fit(name: str) -> None:
    data, shape, problem = MISFITS[name]
    with pytest.raises(FormatChanged, match=problem):
        schema.check(data, shape, "here")


def test_the_place_leads_to_the_value() -> None:
    with pytest.raises(FormatChanged) as caught:
        schema.check({"a": ["x", ""]}, {"properties": {"a": {"items": {"minLength": 1}}}}, "file")
    assert caught.value.place == "file.a[2]"


def test_a_keyword_it_does_not_know_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="'maximum'"):
        schema.check("1", {"maximum": 3}, "here")


def test_our_schema_uses_no_other_keyword() -> None:
    shape = json.loads((files("sightline.regime") / "measures.schema.json").read_text("utf-8"))
    for name in shape["$defs"]:
        try:
            schema.check({}, {"$ref": f"#/$defs/{name}", "$defs": shape["$defs"]}, name)
        except FormatChanged:
            continue
