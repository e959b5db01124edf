"""The strings of one line of JSON with the keys that lead to them and the bytes they stand at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(rb'"((?:[^"\\]|\\.)*)"|([{}\[\]:,])', re.DOTALL)


class Found(NamedTuple):
    """A string value: keys from the outermost in, decoded text, bytes inside the quotes from and up to."""

    keys: tuple[str, ...]
    text: str
    start: int
    end: int


def strings(line: bytes) -> Iterator[Found]:
    """Every string value of a valid JSON text, in order; keys are not values. Offsets count within `line`."""
    keys: list[str] = []
    opened: list[bytes] = []
    expects_key = False
    for token in _TOKEN.finditer(line):
        mark = token[2]
        if mark is None:
            text = _decoded(token[1])
            if expects_key:
                keys[-1] = text
            else:
                yield Found(tuple(key for key in keys if key), text, *token.span(1))
        elif mark in b"{[":
            opened.append(mark)
            keys.append("")
            expects_key = mark == b"{"
        elif mark in b"}]":
            opened.pop()
            keys.pop()
            expects_key = False
        elif mark == b":":
            expects_key = False
        else:
            expects_key = opened[-1:] == [b"{"]


def _decoded(raw: bytes) -> str:
    if b"\\" not in raw:
        return raw.decode("utf-8")
    text: str = json.loads(b'"' + raw + b'"', strict=False)
    return text
