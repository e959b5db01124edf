"""The office's signing keys, the statements that join them into one line, and the vault's master key."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sightline.errors import Conflict, EnvironmentFailed, IntegrityBroken, NotAllowed, NotFound
from sightline.evidence import canonical, verifier
from sightline.evidence.files import Entropy, disk, locked, sync_folder, write_whole

STATEMENTS = "statements.json"


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that can sign. `public_key` is its 32 raw bytes."""

    fingerprint: str
    public_key: bytes
    _private: Ed25519PrivateKey = field(repr=False)

    def sign(self, data: bytes) -> bytes:
        """The Ed25519 signature (64 bytes) of `data`."""
        return self._private.sign(data)

    @classmethod
    def generated(cls, entropy: Entropy) -> Signer:
        """A new key out of 32 bytes of `entropy`."""
        return cls.of(Ed25519PrivateKey.from_private_bytes(entropy(32)))

    @classmethod
    def of(cls, private: Ed25519PrivateKey) -> Signer:
        """The signer of a private key."""
        public = private.public_key().public_bytes_raw()
        return cls(verifier.fingerprint(public), public, private)

    def signed(self, body: dict[str, Any], name: str = "signature") -> dict[str, Any]:
        """`body` with the signature over its canonical bytes added under `name`."""
        return body | {name: self.sign(canonical.encode(body)).hex()}


class Keyring:
    """Signing keys in a folder: PEM files only the owner may read, and the public statements.

    Open one with `create`, `create_anew` or `open`. Statements are append-only; each is signed, and
    names the hash of the one before.
    """

    def __init__(
        self, folder: Path, statements: list[dict[str, Any]], current: Signer, secret: bytes | None
    ) -> None:
        self._folder = folder
        self._statements = statements
        self._secret = secret
        self._current = current
        self._stamp = _stamp(folder)

    @classmethod
    def create(
        cls, folder: Path, at: datetime, entropy: Entropy, passphrase: str | None = None, by: str = "office"
    ) -> Keyring:
        """The first key of an office; `Conflict` when the folder has one already."""
        if (folder / STATEMENTS).exists():
            raise Conflict(
                f"{folder} already holds a line of keys",
                remedy="open it; if its signing key is lost, begin a new line (docs/how-to/keys.md)",
            )
        return cls._begin(folder, [], at, entropy, passphrase, why="first key of this office", by=by)

    @classmethod
    def create_anew(
        cls, folder: Path, at: datetime, entropy: Entropy, *, why: str, by: str, passphrase: str | None = None
    ) -> Keyring:
        """Begin a new line after the signing key was lost: nothing vouches that it continues the old one."""
        return cls._begin(folder, _read(folder), at, entropy, passphrase, why=why, by=by)

    @classmethod
    def _begin(
        cls,
        folder: Path,
        earlier: list[dict[str, Any]],
        at: datetime,
        entropy: Entropy,
        passphrase: str | None,
        why: str,
        by: str,
    ) -> Keyring:
        signer = Signer.generated(entropy)
        ring = cls(folder, earlier, signer, passphrase.encode() if passphrase else None)
        with disk("writing the signing key", folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            ring._write_private(signer)
        body = {"kind": "creation", "key": signer.fingerprint, "public_key": signer.public_key.hex()}
        ring._append(body | {"why": why, "by": by, "continues": None}, at, signer)
        return ring

    @classmethod
    def open(cls, folder: Path, passphrase: str | None = None) -> Keyring:
        """The keyring of a folder.

        Raises `NotFound` when there is none or its key file is lost, `NotAllowed` for a wrong
        passphrase, `IntegrityBroken` when statements or key do not hold together.
        """
        statements = _read(folder)
        if not statements:
            raise NotFound(f"no signing key in {folder}", remedy="create one with `sightline init`")
        known = _known(statements, folder)
        name, secret = _current(known), passphrase.encode() if passphrase else None
        for path in folder.glob("SL1-*.pem"):
            if path.stem in known and known[path.stem].retired:  # an interrupted rotation left it
                path.unlink(missing_ok=True)
        return cls(folder, statements, _load(folder / f"{name}.pem", name, secret), secret)

    @property
    def current(self) -> Signer:
        """The key that signs now; read again when another process rotated it."""
        if self._stamp != _stamp(self._folder):
            fresh = Keyring.open(self._folder, self._secret.decode() if self._secret else None)
            self._statements, self._current, self._stamp = fresh._statements, fresh._current, fresh._stamp
        return self._current

    @property
    def fingerprint(self) -> str:
        """The current key's fingerprint, as it is published."""
        return self.current.fingerprint

    def statements(self) -> list[dict[str, Any]]:
        """All public statements, oldest first, as they go into a bundle."""
        _ = self.current
        return [dict(statement) for statement in self._statements]

    def rotate(self, at: datetime, why: str, by: str, entropy: Entropy) -> Signer:
        """Replace the current key; the old one signs for the new, and its private part is removed."""
        old, new = self.current, Signer.generated(entropy)
        with disk("writing the signing key", self._folder):
            self._write_private(new)
        body = {"kind": "rotation", "key": old.fingerprint, "next": new.fingerprint}
        body |= {"next_public_key": new.public_key.hex(), "why": why, "by": by}
        self._append(body, at, old, new)
        self._current = new
        with disk("removing the retired key", self._folder), suppress(FileNotFoundError):
            (self._folder / f"{old.fingerprint}.pem").unlink()
            sync_folder(self._folder)
        return new

    def revoke(
        self, fingerprint: str, at: datetime, why: str, by: str, since: datetime | None = None
    ) -> None:
        """Say that signatures by an earlier key made at or after `since` (default: `at`) do not count."""
        known = verifier.read_keys(self._statements)
        if fingerprint not in known or known[fingerprint].line != known[self.fingerprint].line:
            raise NotFound(f"{fingerprint} is not a key of this line")
        if fingerprint == self.fingerprint:
            raise Conflict(
                "the current key cannot revoke itself", remedy="rotate first, then revoke the old key"
            )
        body = {"kind": "revocation", "key": self.fingerprint, "revoked": fingerprint, "why": why, "by": by}
        self._append(body | {"since": canonical.instant(since or at)}, at, self.current)

    def _append(
        self, body: dict[str, Any], at: datetime, signer: Signer, following: Signer | None = None
    ) -> None:
        """Sign a statement, check the whole line with it, and write it."""
        with disk("writing key statements", self._folder), locked(self._folder / ".lock"):
            if _read(self._folder) != self._statements:
                raise Conflict("another process changed the keys", remedy="open the office again and repeat")
            prev = canonical.digest(self._statements[-1]) if self._statements else None
            body |= {"sightline": "key/1", "at": canonical.instant(at), "prev": prev}
            statement = signer.signed(body)
            if following:
                statement |= {"next_signature": following.signed(body)["signature"]}
            try:
                verifier.read_keys([*self._statements, statement])
            except verifier.Broken as problem:
                raise Conflict(str(problem)) from problem
            write_whole(self._folder / STATEMENTS, canonical.encode([*self._statements, statement]), 0o644)
            self._statements.append(statement)
            self._stamp = _stamp(self._folder)

    def _write_private(self, signer: Signer) -> None:
        sealed: serialization.KeySerializationEncryption = serialization.NoEncryption()
        if self._secret:
            sealed = serialization.BestAvailableEncryption(self._secret)
        pem = signer._private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, sealed
        )
        write_whole(self._folder / f"{signer.fingerprint}.pem", pem)


def is_sealed(folder: Path) -> bool:
    """Whether the signing key of a folder is kept under a passphrase."""
    statements = _read(folder)
    if not statements:
        return False
    path = folder / f"{_current(_known(statements, folder))}.pem"
    with disk("reading the signing key", folder):
        return path.exists() and b"ENCRYPTED" in path.read_bytes()


def trusted(
    statements: Sequence[dict[str, Any]], pinned_fingerprint: str, signer_fingerprint: str, at: datetime
) -> None:
    """Follow the rotations from the pinned key to the signer, honouring revocations.

    `at` is when the signature says it was made. Raises `IntegrityBroken` with the reason.
    """
    instant = canonical.instant(at)
    problem = verifier.key_problem(list(statements), pinned_fingerprint, signer_fingerprint, instant)
    if problem:
        raise IntegrityBroken(problem, remedy="compare the fingerprint with the one the office published")


def master_key(folder: Path, entropy: Entropy) -> bytes:
    """The vault's master key (32 bytes) of a folder; made on first use. `IntegrityBroken` when damaged."""
    path = folder / "vault.key"
    with disk("reading the master key", folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with locked(folder / ".lock"):
            if not path.exists():
                write_whole(path, entropy(32))
            key = path.read_bytes()
    if len(key) != 32:
        raise IntegrityBroken(
            "the master key is not 32 bytes", place=str(path), remedy="restore it from the backup"
        )
    return key


def _stamp(folder: Path) -> tuple[int, int] | None:
    """What changes when the statements are replaced."""
    try:
        found = (folder / STATEMENTS).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _read(folder: Path) -> list[dict[str, Any]]:
    path = folder / STATEMENTS
    if not path.exists():
        return []
    with disk("reading key statements", folder):
        found = canonical.decode(path.read_bytes(), str(path))
    if not isinstance(found, list):
        raise IntegrityBroken("the key statements are not a list", place=str(path))
    return found


def _known(statements: list[dict[str, Any]], folder: Path) -> dict[str, verifier.KeyLine]:
    """Every key there was, oldest first; `IntegrityBroken` when the statements do not hold together."""
    try:
        return verifier.read_keys(statements)
    except verifier.Broken as problem:
        raise IntegrityBroken(str(problem), place=str(folder / STATEMENTS)) from problem


def _current(known: dict[str, verifier.KeyLine]) -> str:
    """The fingerprint of the key that signs now."""
    return next(key for key in reversed(known) if not known[key].retired)


def _load(path: Path, name: str, secret: bytes | None) -> Signer:
    try:
        private = serialization.load_pem_private_key(path.read_bytes(), secret)
    except FileNotFoundError:
        raise NotFound(
            f"the signing key {name} is lost: {path} is not there",
            remedy="restore it from a backup, or begin a new line of keys (docs/how-to/keys.md)",
        ) from None
    except OSError as problem:
        raise EnvironmentFailed(f"cannot read {path}: {problem.strerror}", place=str(path)) from problem
    except TypeError as problem:
        raise NotAllowed(
            f"the passphrase does not fit the signing key: {problem}",
            remedy="give it when asked, or in SIGHTLINE_PASSPHRASE",
        ) from problem
    except (ValueError, UnsupportedAlgorithm) as problem:
        if secret:
            raise NotAllowed(
                "wrong passphrase for the signing key",
                remedy="if it is forgotten, see docs/how-to/keys.md",
            ) from problem
        raise IntegrityBroken("the signing key cannot be read", place=str(path)) from problem
    if not isinstance(private, Ed25519PrivateKey) or Signer.of(private).fingerprint != name:
        raise IntegrityBroken("the key file holds another key than its name says", place=str(path))
    return Signer.of(private)
