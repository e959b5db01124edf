"""What a partition is named by, and the manifest that says what is in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.errors import IntegrityBroken
from sightline.evidence import canonical

SCHEMA_VERSION = 1
"""Goes up when the columns or the canonical rows of a partition change."""

ID_LENGTH = 20


@dataclass(frozen=True, slots=True)
class PartitionKey:
    """What decides a partition's rows: the items, the format that reads them, and our own layout.

    `list` and `dated` are given only where a person set them (`--source`, `--dated`) instead of the
    bytes: the same bytes filed under two names are two partitions.
    """

    items: tuple[str, ...]
    format: str
    format_version: int
    schema_version: int = SCHEMA_VERSION
    list: str = ""
    dated: str = ""

    @property
    def id(self) -> str:
        """20 hex digits; the order in which the items are named does not matter."""
        shape: dict[str, Any] = {
            "items": sorted(self.items),
            "format": self.format,
            "format_version": self.format_version,
            "schema_version": self.schema_version,
        }
        by_hand = {"list": self.list, "dated": self.dated}
        return canonical.digest(shape | {name: value for name, value in by_hand.items() if value})[:ID_LENGTH]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a partition. Its own SHA-256 is what the custody ledger and every result pin.

    `rows_sha256` is taken over the sorted canonical JSON lines, so it does not depend on Parquet.
    """

    partition: str
    list: str
    dated: date | None
    items: tuple[str, ...]
    format: str
    version: int
    schema: int
    entries: int
    statements: int
    rows_sha256: str

    def as_json(self) -> dict[str, Any]:
        """The shape that `manifest.json` holds."""
        return {
            "partition": self.partition,
            "list": self.list,
            "dated": self.dated.isoformat() if self.dated else None,
            "items": list(self.items),
            "format": self.format,
            "version": self.version,
            "schema": self.schema,
            "entries": self.entries,
            "statements": self.statements,
            "rows_sha256": self.rows_sha256,
        }

    @property
    def encoded(self) -> bytes:
        """The bytes of `manifest.json`."""
        return canonical.encode(self.as_json())

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes of `manifest.json`, lower-case hex."""
        return hashlib.sha256(self.encoded).hexdigest()

    @classmethod
    def decode(cls, data: bytes) -> Manifest:
        """The inverse of `encoded`; `IntegrityBroken` when the bytes are not a manifest."""
        shape = canonical.decode(data, "a partition's manifest")
        try:
            dated = date.fromisoformat(shape["dated"]) if shape["dated"] else None
            return cls(**shape | {"items": tuple(shape["items"]), "dated": dated})
        except (KeyError, TypeError, ValueError) as problem:
            raise IntegrityBroken(f"a partition's manifest has another shape: {problem}") from problem


def differences(old: Manifest, new: Manifest) -> list[str]:
    """What a rebuild changed, as sentences; empty when the two manifests are equal."""
    before, after = old.as_json(), new.as_json()
    return [f"{name} was {before[name]}, is {after[name]}" for name in before if before[name] != after[name]]
