"""JSON records as a stream: what a node answered, one value after the other, each with its bytes.

A file holds objects one behind the other (with or without line ends), or one array of them. An object that
wraps an answer (`{"jsonrpc": …, "result": …}`) is opened: its result, or each object of a result that is an
array, is a record. Nothing larger than one record is held in memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from sightline.errors import BadInput, Hostile
from sightline.formats.source import Readable
from sightline.formats.text_lines import BOM
from sightline.formats.unpacked import Unpacked

LARGEST = 64 * 1024 * 1024
"""bytes of one record: the largest blocks written out as JSON have some 20 million"""
PIECE = 1024 * 1024
"""bytes read at a time"""
DEEPEST = 64
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\]]|"', re.DOTALL)
_CLOSES = {b"}": b"{", b"]": b"["}
RESULT = b'"result"'


@dataclass(frozen=True, slots=True)
class Record:
    """A record's bytes and where they begin in the unpacked file."""

    raw: bytes
    start: int


class Records:
    """Reads a file once. `cut` tells that it ends inside a record, `rest` where that begins; `open` that only
    a bracket around the records is not closed."""

    def __init__(self, item: Readable) -> None:
        self.item = item
        self.stream = Unpacked(item)
        self.cut = False
        self.rest = 0
        self._stack: list[bytes] = []
        self._starts: list[int] = []
        """where each open bracket stands"""
        self._held = 0
        """how many of the outermost brackets hold records, and are none themselves"""
        self.open = False
        self._last = b""

    def __iter__(self) -> Iterator[Record]:
        buffer, base, at = b"", 0, 0
        for piece in self.stream.pieces(PIECE):
            if not base and not buffer:
                skipped = len(piece) - len(piece.removeprefix(BOM))
                base, piece = skipped, piece[skipped:]
            buffer += piece
            at = yield from self._scan(buffer, base, at)
            keep = self._starts[self._held] - base if len(self._stack) > self._held else at
            keep = min(keep, at)
            if len(buffer) - keep > LARGEST:
                self._hostile(f"has a record of more than {LARGEST} bytes", base + keep)
            buffer, base, at = buffer[keep:], base + keep, at - keep
        self.cut = len(self._stack) > self._held or bool(buffer[at:].strip(b" \t\r\n,"))
        self.open = bool(self._stack) and not self.cut
        self.rest = base

    def _scan(self, buffer: bytes, base: int, at: int) -> Generator[Record, None, int]:
        """Records that end in the buffer; gives how far it was read."""
        for token in _TOKEN.finditer(buffer, at):
            mark = token[0]
            if mark == b'"':  # a text that goes on in the next piece
                return token.start()
            at = token.end()
            if mark in (b"{", b"["):
                self._open(mark, base + token.start())
            elif mark in _CLOSES:
                start = self._close(mark, base + token.start())
                if start is not None:
                    yield Record(buffer[start - base : at], start)
            if len(mark) > 1:
                self._last = mark
        return at

    def _open(self, mark: bytes, at: int) -> None:
        depth = len(self._stack)
        if depth == self._held + 1 and self._last == RESULT and self._stack[-1] == b"{":
            self._held = depth  # what seemed a record wraps an answer
            holds = mark == b"["
        else:
            holds = not depth and mark == b"["
        self._stack.append(mark)
        self._starts.append(at)
        self._held += holds
        self._last = b""
        if len(self._stack) > DEEPEST:
            self._hostile(f"is nested deeper than {DEEPEST} levels", at)

    def _close(self, mark: bytes, at: int) -> int | None:
        """Where the record that ends here begins; none for brackets inside one and around several."""
        if not self._stack or self._stack[-1] != _CLOSES[mark]:
            raise BadInput(
                f"{self.item.name} is not JSON: {mark.decode()!r} closes nothing",
                place=f"bytes {self._place(at)}",
                remedy="fetch the file again",
            )
        self._stack.pop()
        start, self._last, depth = self._starts.pop(), b"", len(self._stack)
        if depth < self._held:
            self._held = depth
            return None
        return start if depth == self._held and mark == b"}" else None

    def _place(self, at: int) -> str:
        first = 0 if self.stream.packed else min(at, max(0, self.item.size - 1))
        return f"{first}-{max(first, self.item.size - 1) if self.stream.packed else first}"

    def _hostile(self, what: str, at: int) -> NoReturn:
        raise Hostile(
            f"{self.item.name} {what}", place=f"bytes {self._place(at)}", remedy="do not trust this file"
        )


def loaded(raw: bytes) -> dict[str, Any] | None:
    """An object with its numbers as text, exact; None where it is no JSON or has a key twice."""
    try:
        found = json.loads(
            raw.decode("utf-8"), parse_float=str, parse_int=str, parse_constant=_no_constant,
            object_pairs_hook=_once,
        )  # fmt: skip
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def spans(raw: bytes, key: str) -> Iterator[tuple[int, int]]:
    """From and up to which byte each object of the array under a key of the record stands."""
    wanted, last, depth, inside, start = f'"{key}"'.encode(), b"", 0, False, 0
    for token in _TOKEN.finditer(raw):
        mark = token[0]
        if mark in (b"{", b"["):
            depth += 1
            if depth == 2:
                inside = mark == b"[" and last == wanted
            elif depth == 3:
                start = token.start()
        elif mark in _CLOSES:
            if depth == 3 and inside and mark == b"}":
                yield start, token.end()
            depth -= 1
        last = mark if len(mark) > 1 and depth == 1 else b""
