"""The file of a backup: a plain tar in which names, sizes and contents decide every byte.

Any tar program unpacks it. Its last member, `BACKUP.json`, is signed and holds the SHA-256 of each other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from tarfile import BLOCKSIZE, GNU_FORMAT, HeaderError, TarInfo
from typing import Any, BinaryIO

from sightline.errors import ChangedWhileRead, IntegrityBroken
from sightline.evidence import canonical, verifier
from sightline.evidence.copies import Copy
from sightline.evidence.keys import Signer

MANIFEST = "BACKUP.json"
SHAPE = "backup/1"
MEMBER = re.compile(
    r"office\.(jsonl|toml)|dossier\.sha256|custody/(head\.json|ledger\.jsonl)"
    r"|keys/(statements\.json|vault\.key|SL1-[A-Z2-7-]{1,60}\.pem)"
    r"|vault/[0-9a-f]{2}/[0-9a-f]{64}(\.key|\.tombstone\.json)?|BACKUP\.json"
)
"""Every name a backup may hold: none leads out of the folder it is unpacked into."""
PIECE = 1024 * 1024
END = bytes(2 * BLOCKSIZE)


class Packing:
    """A backup on its way into a file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.hashes: dict[str, str] = {}

    def add(self, folder: str, copy: Copy) -> None:
        """Take in a file; `ChangedWhileRead` when it is shorter than it said."""
        name, digest, missing = folder + copy.name, hashlib.sha256(), copy.size
        self._file.write(_header(name, copy.size))
        with copy.stream as stream:
            while missing and (piece := stream.read(min(PIECE, missing))):
                digest.update(piece)
                self._file.write(piece)
                missing -= len(piece)
        if missing:
            raise ChangedWhileRead(f"{name} became shorter while it was copied", remedy="back up again")
        self._file.write(bytes(-copy.size % BLOCKSIZE))
        self.hashes[name] = digest.hexdigest()

    def finish(self, signer: Signer, said: dict[str, str]) -> None:
        """Sign what was taken in, and end the file."""
        body = said | {"sightline": SHAPE, "key": signer.fingerprint, "public_key": signer.public_key.hex()}
        manifest = canonical.encode(signer.signed(body | {"files": self.hashes}))
        self._file.write(_header(MANIFEST, len(manifest)) + manifest)
        self._file.write(bytes(-len(manifest) % BLOCKSIZE) + END)


def unpack(path: Path, folder: Path, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Unpack a backup into a new folder and return its manifest; `progress` hears bytes done, and of all.

    `IntegrityBroken`, naming the member, for any byte that is not what it must be.
    """
    size, found = path.stat().st_size, {}
    with path.open("rb") as file:
        while (header := file.read(BLOCKSIZE)) != bytes(BLOCKSIZE):
            info = _member(header, path)
            target = folder / info.name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            found[info.name] = _extract(file, info, target, path)
            progress(file.tell(), size)
        if header + file.read(PIECE) != END:
            raise _broken("its end", path)
    manifest = _manifest(folder, path)
    files = manifest["files"]
    for name in sorted(found.keys() ^ {*files, MANIFEST}):
        raise IntegrityBroken(f"the backup lacks or adds a file: {name}", place=str(path))
    for name, digest in files.items():
        if found[name] != digest:
            raise _broken(name, path)
    return manifest


def _member(header: bytes, path: Path) -> TarInfo:
    """What a header says, where it is the one header its name and size may have."""
    try:
        info = TarInfo.frombuf(header, "ascii", "strict")
        right = MEMBER.fullmatch(info.name) and header == _header(info.name, info.size)
    except (HeaderError, ValueError) as problem:
        raise _broken("a header", path) from problem
    if not right:
        raise _broken(f"the header of {info.name!r}", path)
    return info


def _extract(file: BinaryIO, info: TarInfo, target: Path, path: Path) -> str:
    """Write a member out; its SHA-256."""
    digest, missing = hashlib.sha256(), info.size
    try:
        target.touch(mode=0o600, exist_ok=False)
    except FileExistsError as problem:
        raise IntegrityBroken(f"the backup holds {info.name} twice", place=str(path)) from problem
    with target.open("wb") as out:
        while missing and (piece := file.read(min(PIECE, missing))):
            digest.update(piece)
            out.write(piece)
            missing -= len(piece)
    padding = -info.size % BLOCKSIZE
    if missing or file.read(padding) != bytes(padding):
        raise _broken(info.name, path)
    return digest.hexdigest()


def _manifest(folder: Path, path: Path) -> dict[str, Any]:
    """The manifest, signed by the key it names, and that key one of the office's own statements."""
    try:
        shape: dict[str, Any] = canonical.decode((folder / MANIFEST).read_bytes(), MANIFEST)
        public, signature = bytes.fromhex(shape["public_key"]), bytes.fromhex(shape["signature"])
        body = canonical.encode({name: value for name, value in shape.items() if name != "signature"})
        key, at, files = str(shape["key"]), str(shape["at"]), dict(shape["files"])
        statements = canonical.decode((folder / "keys/statements.json").read_bytes(), "keys/statements.json")
    except (OSError, KeyError, ValueError, TypeError) as problem:
        raise IntegrityBroken("the backup is not whole: it has no manifest", place=str(path)) from problem
    signed = verifier.fingerprint(public) == key and verifier.signature_holds(public, body, signature)
    if not signed or shape["sightline"] != SHAPE:
        raise IntegrityBroken("the backup's manifest is not signed by the key it names", place=str(path))
    if doubt := verifier.key_problem(statements, None, key, at):
        raise IntegrityBroken(f"the backup's manifest: {doubt}", place=str(path))
    return shape | {"files": files}


def _header(name: str, size: int) -> bytes:
    info = TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(GNU_FORMAT, "ascii", "strict")


def _broken(what: str, path: Path) -> IntegrityBroken:
    return IntegrityBroken(
        f"the backup is not whole: {what} is not what it must be",
        place=str(path),
        remedy="restore from another copy of it",
    )
