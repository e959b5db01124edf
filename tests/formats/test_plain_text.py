"""Plain text as a document to cite."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pytest

from sightline.errors import BadInput, Hostile
from sightline.formats import plain_text, register
from sightline.formats.source import LONGEST, Local
from sightline.model.place import Place
from tests.formats.sample import Bytes, sample

SAMPLE = sample("letter.txt")


def test_gives_paragraphs_at_their_bytes() -> None:
    first, second = plain_text.passages(SAMPLE)
    assert (first.place, first.text) == (Place("", 0, 41), "This letter is invented.\nIt has two lines.")
    assert second.text == "And a second paragraph, 지어낸."
    assert second.place.start is not None and second.place.end is not None
    assert SAMPLE.raw[second.place.start : second.place.end + 1].decode() == second.text
    assert plain_text.pages(SAMPLE) == 1


def test_a_byte_order_mark_is_no_text() -> None:
    (passage,) = plain_text.passages(Bytes(b"\xef\xbb\xbfInvented.\r\n"))
    assert (passage.place, passage.text) == (Place("", 3, 11), "Invented.")


def test_another_encoding_is_refused_at_its_byte() -> None:
    raw = b"An invented letter, long enough to pass for text.\nT\xfcrkiye\n"
    item = Bytes(raw, "letter.txt")
    assert register.recognise(item).format.name == "plain_text"
    with pytest.raises(BadInput, match="0xfc") as refusal:
        list(plain_text.passages(item))
    assert refusal.value.place == "bytes 51-51"
    assert refusal.value.remedy and "UTF-8" in refusal.value.remedy
    with pytest.raises(BadInput):
        plain_text.pages(item)


@dataclass(frozen=True)
class EndlessLine:
    """Five billion letters without a line end; reading on past the bound fails the test."""

    name: str = "endless.txt"
    sha256: str = "00" * 32
    size: int = 5_000_000_000

    def open(self) -> BinaryIO:
        return Letters()  # type: ignore[return-value]


class Letters(io.RawIOBase):
    """A stream of letters that counts what was read."""

    given = 0

    def read(self, size: int = -1) -> bytes:
        assert 0 < size <= LONGEST
        self.given += size
        assert self.given < 2 * LONGEST
        return b"x" * size


def test_an_endless_line_is_hostile_without_reading_on() -> None:
    item = EndlessLine()
    assert register.recognise(item).format.name == "plain_text"
    with pytest.raises(Hostile, match="line 1") as refusal:
        list(plain_text.passages(item))
    assert refusal.value.place and refusal.value.place.startswith("bytes 0-")


def test_the_longest_line_is_still_read() -> None:
    (passage,) = plain_text.passages(Bytes(b"x" * LONGEST + b"\n"))
    assert len(passage.text) == LONGEST


def test_reads_real_documents(shared_data: Path) -> None:
    for path in sorted((shared_data / "documents").glob("*.md")):
        raw = path.read_bytes()
        for passage in plain_text.passages(Local(path)):
            assert passage.place.start is not None and passage.place.end is not None
            shown = raw[passage.place.start : passage.place.end + 1].decode()
            assert shown.replace("\r\n", "\n") == passage.text
