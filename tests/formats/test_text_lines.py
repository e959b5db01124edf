"""Lines with their bytes."""

from __future__ import annotations

import pytest

from sightline.errors import BadInput
from sightline.formats.source import CHUNK
from sightline.formats.text_lines import decode, lines
from tests.formats.sample import Bytes

CASES = {
    "nothing": (b"", []),
    "one without end": (b"ab", [(1, 0, b"ab", False)]),
    "one with end": (b"ab\n", [(1, 0, b"ab", True)]),
    "empty line": (b"\n\na", [(1, 0, b"", True), (2, 1, b"", True), (3, 2, b"a", False)]),
    "windows": (b"a\r\nb\r\n", [(1, 0, b"a", True), (2, 3, b"b", True)]),
    "byte order mark": (b"\xef\xbb\xbfa\n", [(1, 3, b"a", True)]),
    "byte order mark alone": (b"\xef\xbb\xbf", []),
}


@pytest.mark.parametrize(("raw", "expected"), CASES.values(), ids=CASES)
def test_lines(raw: bytes, expected: list[tuple[int, int, bytes, bool]]) -> None:
    assert [tuple(line) for line in lines(Bytes(raw))] == expected


@pytest.mark.parametrize("length", [CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_lines_across_chunks(length: int) -> None:
    raw = b"x" * length + b"\n" + b"y" * length
    first, second = lines(Bytes(raw))
    assert (first.start, len(first.raw), second.start, len(second.raw)) == (0, length, length + 1, length)


def test_decode_names_the_byte() -> None:
    assert decode("지어".encode(), 100, "x") == "지어"
    with pytest.raises(BadInput) as refusal:
        decode(b"ab\xff", 100, "x")
    assert refusal.value.place == "bytes 102-102"
