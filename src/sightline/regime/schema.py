"""Checks data against a JSON Schema; knows the keywords our own schema uses and refuses any other.

Keywords: type, enum, pattern, required, properties, additionalProperties (false), items, minItems,
uniqueItems, minLength and `$ref` into `$defs` of the same document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from sightline.errors import FormatChanged

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "null": type(None),
}
_SILENT = {"$schema", "$id", "$defs", "title", "description"}


def check(data: Any, schema: dict[str, Any], place: str) -> None:
    """Return when `data` fits; else `FormatChanged` naming the first misfit by file and path."""
    for path, problem in _misfits(data, schema, schema, ""):
        raise FormatChanged(problem, place=f"{place}{path}", remedy="see measures.schema.json")


def _misfits(data: Any, schema: dict[str, Any], root: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    if unknown := set(schema) - set(_KEYWORDS) - _SILENT - {"properties", "additionalProperties", "items"}:
        raise ValueError(f"the schema uses {sorted(unknown)[0]!r}, which this check does not know")
    for keyword, fits in _KEYWORDS.items():
        if keyword in schema and (problem := fits(data, schema[keyword])):
            yield path, problem
            return
    if isinstance(data, dict):
        yield from _object_misfits(data, schema, root, path)
    if isinstance(data, list) and "items" in schema:
        for number, item in enumerate(data):
            yield from _misfits(item, schema["items"], root, f"{path}[{_label(item, number)}]")


def _object_misfits(
    data: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], path: str
) -> Iterator[tuple[str, str]]:
    known = schema.get("properties", {})
    for key, value in data.items():
        if key in known:
            yield from _misfits(value, known[key], root, f"{path}.{key}")
        elif schema.get("additionalProperties") is False:
            yield path, f"unknown key {key!r}"


def _label(item: Any, number: int) -> str:
    """What a reader of the file looks for: the id or number of the item, else its position from 1."""
    if isinstance(item, dict):
        return str(item.get("id") or item.get("number") or number + 1)
    return str(number + 1)


def _type(data: Any, wanted: str | list[str]) -> str:
    names = [wanted] if isinstance(wanted, str) else wanted
    return "" if any(isinstance(data, _TYPES[name]) for name in names) else f"must be {' or '.join(names)}"


def _required(data: Any, keys: list[str]) -> str:
    missing = [key for key in keys if key not in data] if isinstance(data, dict) else []
    return f"key {missing[0]!r} is missing" if missing else ""


def _pattern(data: Any, pattern: str) -> str:
    return (
        f"{data!r} does not fit {pattern}" if isinstance(data, str) and not re.search(pattern, data) else ""
    )


def _unique(data: Any, wanted: bool) -> str:
    twice = [item for item in data if data.count(item) > 1] if wanted and isinstance(data, list) else []
    return f"{twice[0]!r} stands twice" if twice else ""


def _enum(data: Any, values: list[Any]) -> str:
    return "" if data in values else f"{data!r} is none of {', '.join(map(str, values))}"


def _shorter(data: Any, least: int) -> str:
    return "is empty" if isinstance(data, (str, list)) and len(data) < least else ""


_KEYWORDS: dict[str, Callable[[Any, Any], str]] = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "minLength": _shorter,
    "minItems": _shorter,
    "uniqueItems": _unique,
    "required": _required,
}
