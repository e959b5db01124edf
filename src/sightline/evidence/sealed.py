"""Cipher text of the vault: AES-256-GCM in chunks, framed so that a moved, cut or changed chunk is found.

The framing is the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, 2015): the nonce of a
chunk is a random prefix of 7 bytes, a counter of 4 and one byte that is 1 for the last chunk alone.
Layout: magic (7 bytes), version (1), plain bytes a chunk (4, big-endian), nonce prefix (7), then the
chunks, each 16 bytes longer than its plain text. The header is authenticated with every chunk.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sightline.errors import BadInput, IntegrityBroken

MAGIC = b"SIGHTLN"
VERSION = 1
PREFIX = 7
TAG = 16
HEADER = len(MAGIC) + 1 + 4 + PREFIX
CHUNK = 256 * 1024
LAST_COUNTER = 2**32 - 1


def header(prefix: bytes, chunk: int = CHUNK) -> bytes:
    """The header for a nonce prefix of 7 bytes and `chunk` plain bytes a chunk."""
    return MAGIC + bytes([VERSION]) + chunk.to_bytes(4, "big") + prefix


def seal(head: bytes, key: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the cipher text of each chunk; all but the last are full, and there is always a last one."""
    cipher, prefix = AESGCM(key), head[-PREFIX:]
    counter, held = 0, next(chunks, b"")
    for following in chunks:
        yield cipher.encrypt(_nonce(prefix, counter, last=False), held, head)
        counter, held = counter + 1, following
        if counter > LAST_COUNTER:
            raise BadInput("an item of more than 2^32 chunks is refused")
    yield cipher.encrypt(_nonce(prefix, counter, last=True), held, head)


def _nonce(prefix: bytes, counter: int, *, last: bool) -> bytes:
    return prefix + counter.to_bytes(4, "big") + bytes([last])


def plain_size(cipher_size: int, chunk: int = CHUNK) -> int:
    """Plain bytes in a sealed file of `cipher_size` bytes."""
    body = cipher_size - HEADER
    return body - TAG * max(1, -(-body // (chunk + TAG)))


class SealedReader(io.RawIOBase):
    """The plain text of a sealed file, decrypted chunk by chunk and seekable.

    Raises `IntegrityBroken` on the first read that touches a changed chunk.
    """

    def __init__(self, file: BinaryIO, key: bytes, name: str) -> None:
        super().__init__()
        self._file = file
        self._name = name
        self._cipher = AESGCM(key)
        self._head = file.read(HEADER)
        whole = len(self._head) == HEADER and self._head.startswith(MAGIC + bytes([VERSION]))
        self._chunk = int.from_bytes(self._head[8:12], "big") if whole else 0
        cipher_size = file.seek(0, io.SEEK_END)
        if self._chunk != CHUNK or cipher_size < HEADER + TAG:
            raise IntegrityBroken(f"item {name}: the stored file's header was changed or cut", place="header")
        self._size = plain_size(cipher_size, self._chunk)
        self._last = max(0, -(-self._size // self._chunk) - 1)
        self._at = 0
        self._held = (-1, b"")

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to a plain byte, as any file does."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("a position before the start")
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        """The plain byte that is read next."""
        return self._at

    def readinto(self, buffer: memoryview | bytearray) -> int:  # type: ignore[override]  # typeshed: Buffer
        """Fill `buffer` from the current chunk; 0 at the end."""
        if self._at >= self._size and self._size:
            return 0
        number, offset = divmod(self._at, self._chunk)
        piece = self._open(number)[offset : offset + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        """Close the file underneath too."""
        self._file.close()
        super().close()

    def _open(self, number: int) -> bytes:
        if self._held[0] != number:
            self._file.seek(HEADER + number * (self._chunk + TAG))
            sealed = self._file.read(self._chunk + TAG)
            nonce = _nonce(self._head[-PREFIX:], number, last=number == self._last)
            try:
                self._held = (number, self._cipher.decrypt(nonce, sealed, self._head))
            except InvalidTag:
                start = number * self._chunk
                place = f"bytes {start}-{start + max(1, len(sealed) - TAG) - 1}"
                raise IntegrityBroken(
                    f"item {self._name}: the stored bytes were changed or cut",
                    place=place,
                    remedy="restore the vault from a backup",
                ) from None
        return self._held[1]
