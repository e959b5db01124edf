"""The container of a bundle: an uncompressed ustar in which names, sizes and contents decide every byte.

Any tar program unpacks it. Members have mode 0644, no owner and no time; `MANIFEST.json` and
`SIGNATURE.json` stand first, the others in order of their names; two empty blocks end it. Equal
members, meta and key give equal bytes.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from sightline.errors import BadInput, ChangedWhileRead
from sightline.evidence import canonical, verifier
from sightline.evidence.files import disk, sync_folder
from sightline.evidence.keys import Signer

Source = bytes | Path | Callable[[], BinaryIO]
"""Where a member's bytes come from: themselves, a file, or what opens a stream (it is opened twice)."""

PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Written:
    """The container as written: SHA-256 of the file and of its manifest, size in bytes."""

    sha256: str
    size: int
    manifest: str


def write(
    path: Path,
    members: Mapping[str, Source],
    *,
    at: datetime,
    signer: Signer,
    meta: Mapping[str, Any] | None = None,
) -> Written:
    """Write `members` by name into the container `path`, whole or not at all, a piece in memory at a time.

    `meta` is added to the manifest. Raises `BadInput` for a name the verifier would refuse,
    `ChangedWhileRead` when a source gives other bytes the second time, `EnvironmentFailed` when the
    disk refuses.
    """
    manifest = _manifest(members, at, dict(meta or {}))
    signed = {
        "key": signer.fingerprint,
        "public_key": signer.public_key.hex(),
        "manifest": hashlib.sha256(manifest).hexdigest(),
        "signature": signer.sign(manifest).hex(),
    }
    first: dict[str, Source] = {
        verifier.MANIFEST: manifest,
        verifier.SIGNATURE: canonical.encode(signed),
    }
    beside = path.with_name(path.name + ".new")
    with disk("writing the bundle", path.parent):
        try:
            written = _write(beside, first | dict(sorted(members.items())), manifest)
            beside.replace(path)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        sync_folder(path.parent)
    return written


def _manifest(members: Mapping[str, Source], at: datetime, meta: dict[str, Any]) -> bytes:
    rows = []
    for name in sorted(members):
        if not verifier.MEMBER.fullmatch(name):
            raise BadInput(
                f"not a name for a bundle's member: {name!r}", remedy="see docs/reference/bundle.md"
            )
        size, sha256 = _measure(members[name])
        if size > verifier.MAX_SIZE:
            raise BadInput(f"{name} is larger than the 8 GiB a member may have")
        rows.append({"name": name, "size": size, "sha256": sha256})
    return canonical.encode(meta | {"sightline": "bundle/1", "at": canonical.instant(at), "members": rows})


def _write(path: Path, members: Mapping[str, Source], manifest: bytes) -> Written:
    stated = {row["name"]: row for row in canonical.decode(manifest, verifier.MANIFEST)["members"]}
    whole, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for piece in _bytes(members, stated):
            file.write(piece)
            whole.update(piece)
            size += len(piece)
        file.flush()
        os.fsync(file.fileno())
    return Written(whole.hexdigest(), size, hashlib.sha256(manifest).hexdigest())


def _bytes(members: Mapping[str, Source], stated: Mapping[str, Mapping[str, Any]]) -> Iterator[bytes]:
    """The container's bytes: header, content and padding of each member, then the end."""
    for name, source in members.items():
        size = stated[name]["size"] if name in stated else len(source) if isinstance(source, bytes) else 0
        yield verifier.ustar_header(name, size)
        digest, found = hashlib.sha256(), 0
        for piece in _pieces(source):
            digest.update(piece)
            found += len(piece)
            yield piece
        if name in stated and (found, digest.hexdigest()) != (size, stated[name]["sha256"]):
            raise ChangedWhileRead(f"{name} changed while the bundle was written", remedy="build it again")
        yield bytes(-size % verifier.BLOCK)
    yield bytes(verifier.TRAILER)


def _measure(source: Source) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    for piece in _pieces(source):
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()


def _pieces(source: Source) -> Iterator[bytes]:
    with _opened(source) as stream:
        while piece := stream.read(PIECE):
            yield piece


def _opened(source: Source) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    return source.open("rb") if isinstance(source, Path) else source()
