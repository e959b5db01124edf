"""Lines of a text file: a bad one is marked and the next is read, and lines can be given back."""

from __future__ import annotations

import codecs
from collections import deque
from typing import BinaryIO

from sightline.errors import BadInput

LONGEST = 1 << 20
"""bytes of a line; a longer one is passed over before it fills the memory"""
_TOO_LONG = "\ud800"
"""Stands for a line that was passed over; no byte decodes to it."""


class Lines:
    """Text lines of a binary stream with their numbers, from 1. Undecodable bytes become lone surrogates."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name = stream, name
        self._waiting: deque[tuple[int, str]] = deque()
        self._read = 0
        self.number = 0
        """of the line that was given last"""
        self.taken: list[tuple[int, str]] = []
        """lines since `mark`"""

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        number, line = self._waiting.popleft() if self._waiting else self._next()
        self.number = number
        self.taken.append((number, line))
        return line

    def mark(self) -> None:
        """A record begins here."""
        self.taken.clear()

    def give_back(self, after: int) -> None:
        """Read again what was taken since the mark, but for the first `after` lines."""
        again = self.taken[after:]
        self._waiting.extendleft(reversed(again))
        del self.taken[after:]
        self.number = self.taken[-1][0] if self.taken else self.number

    def first(self) -> str:
        """The first line; `BadInput` where it shows that the file as a whole is none of ours."""
        raw = self._line()
        if not raw:
            raise BadInput(
                f"{self._name} is empty",
                place=self._name,
                remedy="give names, one a line, or a CSV with a header",
            )
        self._read = 1
        if len(raw) > LONGEST:
            raise BadInput(
                f"{self._name}: a line is longer than {LONGEST} bytes",
                place="row 1",
                remedy="give one party a line",
            )
        raw = raw.removeprefix(codecs.BOM_UTF8)
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise self._not_text() from error
        if "\x00" in line:
            raise self._not_text()
        self._waiting.append((1, line))
        return line

    def look(self) -> str:
        """The line that is given next, which is given all the same; empty at the end."""
        if not self._waiting:
            try:
                self._waiting.append(self._next())
            except StopIteration:
                return ""
        return self._waiting[0][1]

    @property
    def ahead(self) -> int:
        """The number of the line that is given next."""
        return self._waiting[0][0] if self._waiting else self._read + 1

    def _not_text(self) -> BadInput:
        return BadInput(f"{self._name}: not UTF-8 text", place="row 1", remedy="save the file as UTF-8 text")

    def _line(self) -> bytes:
        try:
            return self._stream.readline(LONGEST + 1)
        except UnicodeError as error:  # of a stream in UTF-16
            raise BadInput(
                f"{self._name}: not UTF-16 text, as its mark says",
                place=self._name,  # it is decoded ahead, so that the row is not known
                remedy="save the file as UTF-8 text",
            ) from error

    def _next(self) -> tuple[int, str]:
        raw = self._line()
        if not raw:
            raise StopIteration
        self._read += 1
        if len(raw) > LONGEST:
            while not raw.endswith(b"\n") and (raw := self._stream.readline(LONGEST)):
                pass
            return self._read, _TOO_LONG + "\n"
        return self._read, raw.decode("utf-8", "surrogateescape")


def wrong(*texts: str) -> str:
    """Why text from a line cannot be used; empty when it can."""
    for text in texts:
        if text.isascii() and "\x00" not in text:
            continue
        if _TOO_LONG in text:
            return f"a line longer than {LONGEST} bytes"
        if any("\udc80" <= letter <= "\udcff" for letter in text):
            return "not UTF-8: save the file as UTF-8"
        if "\x00" in text:
            return "a zero byte stands in it"
    return ""
