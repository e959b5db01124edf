"""What every list format has to refuse or survive, tried on its sample."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sightline.errors import BadInput, Hostile, SightlineError

Read = Callable[[bytes], object]
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def refused(read: Read, raw: bytes, named: str) -> BadInput:
    """The refusal of these bytes, which has to name `named`, a place in bytes and a remedy."""
    with pytest.raises(BadInput) as refusal:
        read(raw)
    assert named in refusal.value.message
    assert refusal.value.place and "bytes" in refusal.value.place
    assert refusal.value.remedy
    return refusal.value


def refuses_cuts(read: Read, raw: bytes, step: int = 7) -> None:
    """A file cut anywhere is refused; cuts of white space behind its end are none."""
    for cut in range(1, len(raw.rstrip()), step):
        with pytest.raises(BadInput):
            read(raw[:cut])


def survives_flips(read: Read, raw: bytes, step: int = 41) -> None:
    """A flipped byte is read or refused but never breaks us."""
    for at in range(0, len(raw), step):
        for flip in (0x01, 0x20, 0x80, 0xFF):
            changed = bytearray(raw)
            changed[at] ^= flip
            try:
                read(bytes(changed))
            except SightlineError:
                continue


def refuses_bombs(read: Read, raw: bytes, root: bytes) -> None:
    """A document type with entities in front of the root is hostile before anything is expanded."""
    assert raw.count(b"<" + root) >= 1
    with pytest.raises(Hostile, match="document type"):
        read(raw.replace(b"<" + root, DOCTYPE + b"<" + root, 1))


def refuses_other_encodings(read: Read, raw: bytes, word: str) -> None:
    """Another declared encoding, and Latin-1 bytes inside, are refused at their byte."""
    with pytest.raises(BadInput, match="ISO-8859-1"):
        read(raw.replace(b"UTF-8", b"ISO-8859-1", 1))
    refuses_latin(read, raw, word)


def refuses_latin(read: Read, raw: bytes, word: str) -> None:
    """A word whose letters are written in Latin-1 is refused, and the first wrong byte is named."""
    assert word.encode() in raw
    broken = raw.replace(word.encode(), word.encode("latin-1"), 1)
    with pytest.raises(BadInput, match="UTF-8") as refusal:
        read(broken)
    at = next(n for n, byte in enumerate(broken) if byte >= 0x80 and not _starts_character(broken, n))
    assert refusal.value.place == f"bytes {at}-{at}"


def _starts_character(raw: bytes, at: int) -> bool:
    """Whether valid UTF-8 runs through this byte."""
    for first in range(max(0, at - 3), at + 1):
        for length in (2, 3, 4):
            if first + length > at:
                try:
                    raw[first : first + length].decode("utf-8")
                except UnicodeDecodeError:
                    continue
                if len(raw[first : first + length].decode("utf-8")) == 1:
                    return True
    return False
