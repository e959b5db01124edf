"""Bytes that came in gzip, and bombs."""

from __future__ import annotations

import gzip
import os

import pytest

from sightline.errors import BadInput, Hostile
from sightline.formats import unpacked
from sightline.formats.unpacked import Unpacked, start
from tests.formats.sample import Bytes


def whole(raw: bytes, size: int = 1000) -> tuple[bytes, Unpacked]:
    stream = Unpacked(Bytes(raw, "made.gz"))
    pieces = list(stream.pieces(size))
    assert all(0 < len(piece) <= size for piece in pieces)
    return b"".join(pieces), stream


TEXT = b"Invented line.\n" * 5000 + os.urandom(3000)
PACKED = gzip.compress(TEXT)
SAME = {
    "plain": TEXT,
    "gzip": PACKED,
    "gzip of two members": gzip.compress(TEXT[:700]) + gzip.compress(TEXT[700:]),
    "gzip with noughts behind": PACKED + bytes(512),
}


@pytest.mark.parametrize("raw", SAME.values(), ids=SAME)
@pytest.mark.parametrize("size", [7, 1000, 10**6])
def test_gives_the_same_bytes(raw: bytes, size: int) -> None:
    found, stream = whole(raw, size)
    assert found == TEXT and not stream.cut
    assert stream.packed == (raw is not TEXT)


def test_a_cut_stream_gives_what_there_is_and_says_so() -> None:
    found, stream = whole(PACKED[:-20])
    assert stream.cut and TEXT.startswith(found) and found


BROKEN = {
    "a flipped byte": PACKED[:100] + bytes([PACKED[100] ^ 255]) + PACKED[101:],
    "a wrong checksum": PACKED[:-8] + bytes(8),
    "something behind": PACKED + b"not gzip",
}


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
def test_a_damaged_stream_is_refused(raw: bytes) -> None:
    with pytest.raises(BadInput):
        whole(raw)


def test_a_bomb_is_hostile_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "UNJUDGED", 1024 * 1024)
    bomb = Unpacked(Bytes(gzip.compress(bytes(20 * 1024 * 1024)), "bomb.gz"))
    given = 0
    with pytest.raises(Hostile):
        for piece in bomb.pieces(64 * 1024):
            given += len(piece)
    assert given < 14 * 1024 * 1024


def test_the_start_is_unpacked_for_recognition() -> None:
    assert start(PACKED[:2000]).startswith(b"Invented line.")
    assert start(b"\x1f\x8brest") == b"" and start(b"\xef\xbb\xbfa,b") == b"a,b"
