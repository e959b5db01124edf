"""The vault: bytes as they arrived, named by their SHA-256, each item encrypted with a key of its own.

An item is `<ab>/<sha256>` (cipher text, see `sealed`) and `<ab>/<sha256>.key` (its data key, wrapped
by the office's master key with RFC 3394 together with the SHA-256 it belongs to, so that the files of
two items cannot be exchanged). Destroying the key is deletion; a signed tombstone stays.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from sightline.errors import IntegrityBroken, NotAllowed, NotFound
from sightline.evidence import canonical, sealed, verifier
from sightline.evidence.files import Entropy, abandoned, claimed, disk, locked, sync_folder, write_whole
from sightline.evidence.keys import Signer

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Stored:
    """What `store` kept. `size` in bytes; `new` is false when the same bytes were there already."""

    sha256: str
    size: int
    new: bool


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stays of an item that was lawfully deleted: its hash can still be cited.

    `at` is an instant as `canonical.instant` writes it; `key` and `public_key` are the signer's.
    """

    sha256: str
    size: int
    why: str
    by: str
    at: str
    key: str
    public_key: str
    signature: str
    sightline: str = "tombstone/1"

    def holds(self) -> bool:
        """Whether the signature is that of the key it names; whose key that is, `keys.trusted` tells."""
        body = {name: value for name, value in asdict(self).items() if name != "signature"}
        public = bytes.fromhex(self.public_key)
        named = verifier.fingerprint(public) == self.key
        return named and verifier.signature_holds(
            public, canonical.encode(body), bytes.fromhex(self.signature)
        )


class Vault:
    """Items in a folder. Safe for several processes; what it shows is always whole."""

    def __init__(self, folder: Path, master_key: bytes, entropy: Entropy) -> None:
        """`master_key` has 32 bytes; the folder is made when it is not there."""
        self._folder = folder
        self._master = master_key
        self._entropy = entropy
        self._incoming = folder / "incoming"
        self._lock = folder / ".lock"
        with disk("opening the vault", folder):
            self._incoming.mkdir(parents=True, exist_ok=True, mode=0o700)

    def store(self, stream: BinaryIO, progress: Callable[[int], None] | None = None) -> Stored:
        """Keep the rest of `stream`, reading it once and holding one chunk in memory.

        `progress` hears the number of bytes read so far. Raises `NotAllowed` for bytes that were
        lawfully deleted and `EnvironmentFailed` for a full disk; either way, and on an interrupt,
        nothing of this attempt stays.
        """
        name, key = self._entropy(16).hex(), self._entropy(32)
        head = sealed.header(self._entropy(sealed.PREFIX))
        with self._writing(name) as file:
            reading = _Reading(stream, progress)
            with disk("storing", self._folder):
                file.write(head)
            for piece in sealed.seal(head, key, reading.chunks()):
                with disk("storing", self._folder):
                    file.write(piece)
            with disk("storing", self._folder):
                file.flush()
                os.fsync(file.fileno())
                return self._publish(name, reading.hash.hexdigest(), reading.size, key)

    @contextmanager
    def _writing(self, name: str) -> Iterator[BinaryIO]:
        """A new file in `incoming`, claimed by this process, that is gone when the block ends."""
        path = self._incoming / name
        with disk("storing", self._folder), locked(self._lock):
            file = claimed(path)
        try:
            yield file
        finally:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            with suppress(OSError):  # what a full disk would not take was reported already
                file.close()

    def _publish(self, name: str, sha256: str, size: int, key: bytes) -> Stored:
        """Give the finished file its name, the key first: bytes are never there without their key."""
        final = self._path(sha256)
        with locked(self._lock):
            if (stone := self.tombstone(sha256)) is not None:
                raise NotAllowed(
                    f"these bytes were lawfully deleted on {stone.at} by {stone.by}: {stone.why}",
                    place=str(_beside(final, ".tombstone.json")),
                )
            if final.exists():
                return Stored(sha256, size, new=False)
            if not final.parent.exists():
                final.parent.mkdir(mode=0o700)
                sync_folder(self._folder)
            write_whole(_beside(final, ".key"), aes_key_wrap(self._master, key + bytes.fromhex(sha256)))
            (self._incoming / name).rename(final)
            sync_folder(final.parent)
        return Stored(sha256, size, new=True)

    def open(self, sha256: str) -> BinaryIO:
        """The plain bytes, seekable, decrypted as they are read.

        Raises `NotFound` when they are not there, saying so where they were lawfully deleted, and
        `IntegrityBroken` here or at the read that touches changed bytes.
        """
        self._present(sha256)
        path = self._path(sha256)
        key = self._data_key(sha256)
        with disk("reading the vault", self._folder):
            file = path.open("rb")
        try:
            return io.BufferedReader(sealed.SealedReader(file, key, sha256), 64 * 1024)
        except BaseException:
            file.close()
            raise

    def holds(self, sha256: str) -> bool:
        """Whether the bytes are there and not deleted."""
        path = self._path(sha256)
        return path.exists() and not _beside(path, ".tombstone.json").exists()

    def size(self, sha256: str) -> int:
        """Plain size in bytes; `NotFound` as for `open`."""
        self._present(sha256)
        return sealed.plain_size(self._path(sha256).stat().st_size)

    def items(self) -> Iterator[str]:
        """Every item there is, in order of its hash."""
        for path in sorted(self._folder.glob("[0-9a-f][0-9a-f]/*")):
            if _SHA256.fullmatch(path.name) and self.holds(path.name):
                yield path.name

    def check(self, sha256: str) -> int:
        """Read an item whole and compare its hash; its size. `IntegrityBroken` when they differ."""
        found, size = hashlib.sha256(), 0
        with self.open(sha256) as file:
            while piece := file.read(sealed.CHUNK):
                found.update(piece)
                size += len(piece)
        if found.hexdigest() != sha256:
            raise IntegrityBroken(f"item {sha256} holds other bytes: {found.hexdigest()}")
        return size

    def destroy(self, sha256: str, *, why: str, by: str, at: datetime, signer: Signer) -> Tombstone:
        """Delete an item lawfully: sign a tombstone, then overwrite and remove its key and its bytes.

        A second call finishes what an interrupt left and returns the first tombstone. Copies of the
        key in backups are beyond reach here. Raises `NotFound` when there is no such item.
        """
        path = self._path(sha256)
        with disk("deleting an item", self._folder), locked(self._lock):
            stone = self.tombstone(sha256)
            if stone is None:
                stone = self._tombstone(sha256, why, by, canonical.instant(at), signer)
                write_whole(_beside(path, ".tombstone.json"), canonical.encode(asdict(stone)))
            self._remove_key(_beside(path, ".key"))
            path.unlink(missing_ok=True)
            sync_folder(path.parent)
        return stone

    def tombstone(self, sha256: str) -> Tombstone | None:
        """The tombstone of a deleted item; None for any other."""
        path = _beside(self._path(sha256), ".tombstone.json")
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        try:
            return Tombstone(**canonical.decode(data, str(path)))
        except TypeError as problem:
            raise IntegrityBroken("a tombstone of another shape", place=str(path)) from problem

    def sweep(self) -> int:
        """Remove what interrupted runs left (running ones are let alone); how many files went."""
        removed = 0
        with disk("sweeping the vault", self._folder), locked(self._lock):
            for path in self._incoming.iterdir():
                removed += abandoned(path)
            for path in self._folder.glob("[0-9a-f][0-9a-f]/*"):
                removed += self._sweep_beside(path)
        return removed

    def _sweep_beside(self, path: Path) -> bool:
        name, _, kind = path.name.partition(".")
        item = path.with_name(name)
        buried = _beside(item, ".tombstone.json").exists()
        if kind == "key" and (buried or not item.exists()):
            self._remove_key(path)
        elif kind.endswith(".new") or (kind == "" and buried):
            path.unlink()
        else:
            return False
        return True

    def _path(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise NotFound(f"not an item: {sha256[:80]!r}", remedy="name it by its SHA-256 in lower-case hex")
        return self._folder / sha256[:2] / sha256

    def _present(self, sha256: str) -> None:
        if (stone := self.tombstone(sha256)) is not None:
            raise NotFound(f"item {sha256} was lawfully deleted on {stone.at} by {stone.by}: {stone.why}")
        if not self._path(sha256).exists():
            raise NotFound(f"no item {sha256}")

    def _data_key(self, sha256: str) -> bytes:
        path = _beside(self._path(sha256), ".key")
        with disk("reading the vault", self._folder):
            wrapped = path.read_bytes() if path.exists() else b""
        try:
            content = aes_key_unwrap(self._master, wrapped)
        except (InvalidUnwrap, ValueError):
            content = b""
        if content[32:].hex() != sha256:
            raise IntegrityBroken(
                f"item {sha256}: its key is missing, changed, or made by another master key",
                place=str(path),
                remedy="restore the vault and keys/vault.key from the same backup",
            )
        return content[:32]

    def _tombstone(self, sha256: str, why: str, by: str, at: str, signer: Signer) -> Tombstone:
        if not why.strip():
            raise NotAllowed("an item is not deleted without a reason", remedy="say why")
        body = {"sha256": sha256, "size": self.size(sha256), "why": why, "by": by, "at": at}
        body |= {"key": signer.fingerprint, "public_key": signer.public_key.hex(), "sightline": "tombstone/1"}
        return Tombstone(**signer.signed(body))

    def _remove_key(self, path: Path) -> None:
        if not path.exists():
            return
        with path.open("r+b") as file:
            file.write(self._entropy(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


class _Reading:
    """A stream cut into full chunks, hashed and counted on the way.

    The first chunk that is not full is the last: what a file gains after its end was read is not of it.
    """

    def __init__(self, stream: BinaryIO, progress: Callable[[int], None] | None) -> None:
        self._stream = stream
        self._progress = progress
        self.hash = hashlib.sha256()
        self.size = 0

    def chunks(self) -> Iterator[bytes]:
        while chunk := self._full():
            self.hash.update(chunk)
            self.size += len(chunk)
            if self._progress:
                self._progress(self.size)
            yield chunk
            if len(chunk) < sealed.CHUNK:
                break

    def _full(self) -> bytes:
        """One whole chunk; pipes and sockets give less than they are asked for."""
        parts, missing = [], sealed.CHUNK
        while missing and (part := self._stream.read(missing)):
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
