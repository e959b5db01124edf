"""Cipher text in which nothing can be moved, cut or changed unseen."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from sightline.errors import IntegrityBroken
from sightline.evidence import sealed

KEY = b"k" * 32
CHUNK, FRAME = sealed.CHUNK, sealed.CHUNK + sealed.TAG
PLAIN = bytes(range(256)) * (3 * CHUNK // 256) + b"the end"
HEAD = sealed.header(b"prefix!")


def sealed_bytes(plain: bytes, head: bytes = HEAD) -> bytes:
    chunks = (plain[at : at + CHUNK] for at in range(0, len(plain), CHUNK))
    return head + b"".join(sealed.seal(head, KEY, chunks))


def opened(data: bytes) -> io.BufferedReader:
    return io.BufferedReader(sealed.SealedReader(io.BytesIO(data), KEY, "x"))


def chunk(data: bytes, number: int) -> bytes:
    start = sealed.HEADER + number * FRAME
    return data[start : start + FRAME]


def reordered(data: bytes) -> bytes:
    return data[: sealed.HEADER] + chunk(data, 1) + chunk(data, 0) + chunk(data, 2) + chunk(data, 3)


def flipped(position: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "two chunks exchanged": reordered,
    "the last chunk cut off": lambda data: data[: sealed.HEADER + 3 * FRAME],
    "the last chunk cut off and the one before made short": lambda data: data[
        : sealed.HEADER + 2 * FRAME + 20
    ],
    "a chunk left out": lambda data: data[: sealed.HEADER] + data[sealed.HEADER + FRAME :],
    "a chunk twice": lambda data: data[: sealed.HEADER] + chunk(data, 0) + data[sealed.HEADER :],
    "a byte behind the end": lambda data: data + b"\0",
    "the last byte cut": lambda data: data[:-1],
    "only the header": lambda data: data[: sealed.HEADER],
    "nothing": lambda data: b"",
    "magic": flipped(0),
    "version": flipped(7),
    "chunk size": flipped(10),
    "nonce prefix": flipped(15),
    "first cipher byte": flipped(sealed.HEADER),
    "a tag": flipped(sealed.HEADER + FRAME - 1),
    "the last tag": flipped(-1 % len(sealed_bytes(PLAIN))),
}


@pytest.mark.parametrize("damage", BROKEN.values(), ids=BROKEN)
def test_every_damage_is_found(damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(IntegrityBroken), opened(damage(sealed_bytes(PLAIN))) as file:
        file.read()


def test_undamaged_bytes_come_back() -> None:
    with opened(sealed_bytes(PLAIN)) as file:
        assert file.read() == PLAIN


def test_a_flip_is_named_by_its_chunk_and_leaves_the_others_readable() -> None:
    data = flipped(sealed.HEADER + FRAME + 5)(sealed_bytes(PLAIN))
    with opened(data) as file:
        assert file.read(CHUNK) == PLAIN[:CHUNK]
        with pytest.raises(IntegrityBroken) as caught:
            file.read(1)
    assert caught.value.place == f"bytes {CHUNK}-{2 * CHUNK - 1}"


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1])
def test_sizes_around_the_chunk(size: int) -> None:
    data = sealed_bytes(PLAIN[:size])
    assert sealed.plain_size(len(data)) == size
    with opened(data) as file:
        assert file.read() == PLAIN[:size]


def test_any_place_can_be_read_first() -> None:
    with opened(sealed_bytes(PLAIN)) as file:
        for start in (len(PLAIN) - 3, CHUNK - 2, 0, 2 * CHUNK, CHUNK + 1):
            file.seek(start)
            assert file.read(7) == PLAIN[start : start + 7]
        assert file.seek(0, io.SEEK_END) == len(PLAIN)
        assert file.read() == b""
