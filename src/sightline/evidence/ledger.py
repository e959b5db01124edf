"""The custody ledger: who stored, read, exported or destroyed what, as a hash chain with a signed head.

`ledger.jsonl` holds an entry a line; `head.json` says, signed, how many entries and bytes there are and
the last hash. Each entry names the hash of the entry before (`prev`) and of the last entry of the same
subject (`prev_same`), so that one subject's history can be shown without the others. The chain shows
an edit inside; the signed head shows a cut tail; a ledger rewritten whole together with its head by
someone who holds the signing key shows only against a copy of the head kept elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sightline.errors import IntegrityBroken
from sightline.evidence import canonical, verifier
from sightline.evidence.files import Entropy, disk, locked, sync_folder, write_whole
from sightline.evidence.keys import Keyring, Signer

ACTIONS = ("receive", "store", "read", "export", "manifest", "destroy", "key", "backup", "restore", "mark")
SECRETS = ("password", "passphrase", "secret", "token", "totp")
MAX_DETAIL = 2000

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `subject` is an acquisition id, `partition:<id>`, `report:<id>` and so on.

    `detail` may be published with a bundle: facts about the act, never a secret.
    """

    action: str
    actor: str
    subject: str
    detail: dict[str, str | int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise ValueError(f"not an action of the ledger: {self.action!r}")
        for name, value in self.detail.items():
            if any(secret in name.lower() for secret in SECRETS):
                raise ValueError(f"the ledger does not hold secrets: {name!r}")
            if len(str(value)) > MAX_DETAIL:
                raise ValueError(f"a detail of the ledger has at most {MAX_DETAIL} characters: {name!r}")


@dataclass(frozen=True, slots=True)
class Head:
    """The signed end of the ledger: entries, bytes, last hash (empty for none), when and by which key."""

    entries: int
    size: int
    hash: str
    at: str
    key: str
    public_key: str
    signature: str

    def as_json(self) -> dict[str, Any]:
        """The shape of `head.json`, as it may be published."""
        return {name: getattr(self, name) for name in self.__slots__} | {"sightline": "head/1"}

    @classmethod
    def from_json(cls, shape: dict[str, Any]) -> Head:
        """The inverse of `as_json`; `IntegrityBroken` for another shape."""
        if shape.get("sightline") != "head/1" or set(shape) != {*cls.__slots__, "sightline"}:
            raise IntegrityBroken("the ledger's head has another shape")
        return cls(**{name: shape[name] for name in cls.__slots__})

    def holds(self) -> bool:
        """Whether the signature is that of the key it names; whose key that is, `keys.trusted` tells."""
        try:
            public = verifier.hexadecimal(self.public_key, 32)
            signature = verifier.hexadecimal(self.signature, 64)
        except verifier.Broken:
            return False
        body = {name: value for name, value in self.as_json().items() if name != "signature"}
        named = verifier.fingerprint(public) == self.key
        return named and verifier.signature_holds(public, canonical.encode(body), signature)


class Ledger:
    """A ledger in a folder. Safe for several processes; what `append` returned from is on disk."""

    def __init__(self, folder: Path, keys: Keyring | Signer, entropy: Entropy) -> None:
        """Open or begin it; with a keyring a rotation takes effect at once.

        What an interrupted append left goes to `ledger.torn`: nobody was told of it.
        """
        self._path = folder / "ledger.jsonl"
        self._head = folder / "head.json"
        self._torn = folder / "ledger.torn"
        self._lock = folder / ".lock"
        self._keys = keys
        self._entropy = entropy
        self._last = _Last()
        with disk("opening the custody ledger", folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with locked(self._lock):
                self._set_torn_aside()

    def append(self, events: Sequence[Event], at: datetime) -> Head:
        """Write the events in order and sign the new head; both are on disk when this returns.

        Raises `EnvironmentFailed` when the disk refuses, and then none of them counts.
        """
        with disk("writing the custody ledger", self._path.parent), locked(self._lock):
            self._catch_up(self._set_torn_aside())
            moment, last = canonical.instant(at), self._last
            self._last = _Last()  # read anew, should anything below fail
            lines = [canonical.encode(self._entry(event, moment, last)) for event in events]
            self._write(b"".join(lines))
            last.size += sum(map(len, lines))
            head = self._sign(last, moment)
            write_whole(self._head, canonical.encode(head.as_json()))
            self._last = last
        return head

    def head(self) -> Head | None:
        """The signed head, None for an empty ledger. Publish it (docs/explanation/custody.md)."""
        if not self._head.exists():
            return None
        return Head.from_json(canonical.decode(self._head.read_bytes(), str(self._head)))

    def entries(self, subject: str | None = None) -> Iterator[Entry]:
        """Entries in order, all or those of one subject. `IntegrityBroken` on a line that is no entry."""
        head = self.head()
        for number, line in self._lines(0, head.size if head else 0):
            entry = self._decoded(line, number)
            if subject is None or entry["subject"] == subject:
                yield entry

    def verify(self, statements: Sequence[dict[str, Any]], pinned: str | None = None) -> list[str]:
        """Every problem of the chain and its head, in words; empty when all holds.

        `statements` are the keyring's; `pinned` is the fingerprint known from elsewhere, if any.
        """
        with disk("reading the custody ledger", self._path.parent), locked(self._lock):
            try:
                head = self.head()
            except IntegrityBroken as problem:
                return [str(problem)]
            size = self._path.stat().st_size if self._path.exists() else 0
            if head is None:
                return ["the ledger has entries and no signed head"] if size else []
            return [*_chain_problems(self._lines(0, min(size, head.size)), head), *_head_problems(head, size),
                    *_key_problems(head, statements, pinned)]  # fmt: skip

    def _entry(self, event: Event, moment: str, last: _Last) -> Entry:
        entry: Entry = {
            "at": moment,
            "action": event.action,
            "actor": event.actor,
            "subject": event.subject,
            "detail": event.detail,
            "salt": self._entropy(16).hex(),
            "prev": last.hash or None,
            "prev_same": last.same.get(event.subject),
        }
        entry["hash"] = canonical.digest(entry)
        last.take(entry)
        return entry

    def _sign(self, last: _Last, moment: str) -> Head:
        signer = self._keys if isinstance(self._keys, Signer) else self._keys.current
        body = {"entries": last.entries, "size": last.size, "hash": last.hash, "at": moment}
        body |= {"key": signer.fingerprint, "public_key": signer.public_key.hex(), "sightline": "head/1"}
        return Head.from_json(signer.signed(body))

    def _write(self, data: bytes) -> None:
        new = not self._path.exists()
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(self._path.parent)

    def _set_torn_aside(self) -> Head | None:
        """Move bytes beyond the signed head out of the ledger; the head."""
        head = self.head()
        size = self._path.stat().st_size if self._path.exists() else 0
        signed = head.size if head else 0
        if size < signed:
            raise IntegrityBroken(
                f"the custody ledger was cut: {size} bytes where its signed head says {signed}",
                place=str(self._path),
                remedy="restore it from a backup",
            )
        if size > signed:
            with self._path.open("r+b") as file, self._torn.open("ab") as torn:
                file.seek(signed)
                torn.write(file.read())
                torn.flush()
                os.fsync(torn.fileno())
                file.truncate(signed)
                os.fsync(file.fileno())
        return head

    def _catch_up(self, head: Head | None) -> None:
        """Read what other processes appended since; refuse to build on a chain that is broken."""
        for number, line in self._lines(self._last.size, head.size if head else 0):
            entry = self._decoded(line, number)
            if problem := _link_problem(entry, self._last):
                raise IntegrityBroken(f"custody ledger: entry {self._last.entries + 1} {problem}")
            self._last.take(entry)
            self._last.size += len(line)
        if head and (head.hash, head.entries) != (self._last.hash, self._last.entries):
            raise IntegrityBroken("the custody ledger does not end where its signed head says")

    def _lines(self, start: int, end: int) -> Iterator[tuple[int, bytes]]:
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            file.seek(start)
            for number, line in enumerate(file, 1):
                if start >= end:
                    return
                start += len(line)
                yield number, line

    def _decoded(self, line: bytes, number: int) -> Entry:
        entry = canonical.decode(line, f"line {number} of {self._path.name}")
        if not isinstance(entry, dict) or "subject" not in entry:
            raise IntegrityBroken(f"line {number} of {self._path.name} is not an entry")
        return entry


@dataclass(slots=True)
class _Last:
    """How far the chain was read: what the next entry is linked to."""

    entries: int = 0
    size: int = 0
    hash: str = ""
    same: dict[str, str] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        self.entries += 1
        self.hash = entry["hash"]
        self.same[entry["subject"]] = entry["hash"]


def _link_problem(entry: Entry, last: _Last) -> str:
    body = {name: value for name, value in entry.items() if name != "hash"}
    if canonical.digest(body) != entry.get("hash"):
        return "was edited: its hash does not hold"
    if entry.get("prev") != (last.hash or None):
        return "does not follow the entry before it"
    if entry.get("prev_same") != last.same.get(entry["subject"]):
        return "does not follow the last entry of its subject"
    return ""


def _chain_problems(lines: Iterator[tuple[int, bytes]], head: Head) -> Iterator[str]:
    last = _Last()
    for number, line in lines:
        try:
            entry = canonical.decode(line, f"entry {number}")
            problem = _link_problem(entry, last)
        except (IntegrityBroken, KeyError, TypeError, AttributeError):
            yield f"entry {number} is not an entry"
            return
        if problem:
            yield f"entry {number} {problem}"
        last.take(entry)
    if last.entries != head.entries:
        yield f"the ledger has {last.entries} entries, its signed head says {head.entries}"
    elif last.hash != head.hash:
        yield "the last entry is not the one its signed head names"


def _head_problems(head: Head, size: int) -> Iterator[str]:
    if size < head.size:
        yield f"the ledger was cut: {size} bytes where its signed head says {head.size}"
    if size > head.size:
        yield f"{size - head.size} bytes follow the end that the signed head names"
    if not head.holds():
        yield "the signature of the head does not hold"


def _key_problems(head: Head, statements: Sequence[dict[str, Any]], pinned: str | None) -> Iterator[str]:
    if problem := verifier.key_problem(list(statements), pinned, head.key, head.at):
        yield f"the head's key: {problem}"
