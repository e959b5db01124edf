"""Messages that AIS splits over several sentences, put together again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sightline.formats.csv_blocks import Span

MOST = 256
"""messages that may wait for parts at one time; a receiver has ten numbers for them on each channel"""
APART = 1000
"""lines the parts of a message may lie apart"""


class Part(NamedTuple):
    """One sentence of a message: what it shares with the others, its number, and what it carries."""

    shared: tuple[bytes, bytes, bytes, int]
    """tag, message number, channel, how many parts"""
    number: int
    span: Span
    t_ms: int
    payload: bytes
    fill: int


class Waiting:
    """Parts whose message is not complete. `dropped` gives the parts that were given up, with the reason."""

    def __init__(self) -> None:
        self._parts: dict[tuple[bytes, bytes, bytes, int], list[Part]] = {}
        self._dropped: list[tuple[Part, str]] = []

    def add(self, part: Part) -> list[Part] | None:
        """All parts of the message once this one completes it."""
        held = self._parts.get(part.shared)
        if held and part.span.row - held[0].span.row > APART:
            self._drop(self._parts.pop(part.shared), "its other parts do not follow")
            held = None
        if part.number == 1:
            if held:
                self._drop(held, "its other parts do not follow")
                del self._parts[part.shared]
            self._make_room()
            self._parts[part.shared] = [part]
            return None
        if held is None or part.number != len(held) + 1:
            self._drop([part], f"part {part.number - 1} of its message is not before it")
            return None
        held.append(part)
        return self._parts.pop(part.shared) if part.number == part.shared[3] else None

    def dropped(self) -> Iterator[tuple[Part, str]]:
        """Parts given up since the last call."""
        given, self._dropped = self._dropped, []
        yield from given

    def end(self) -> None:
        """Give up everything: the file is over."""
        for held in self._parts.values():
            self._drop(held, "the file ends before its other parts")
        self._parts.clear()

    def _make_room(self) -> None:
        if len(self._parts) >= MOST:
            oldest = next(iter(self._parts))
            self._drop(self._parts.pop(oldest), "its other parts do not follow")

    def _drop(self, parts: list[Part], why: str) -> None:
        self._dropped.extend((part, why) for part in parts)
