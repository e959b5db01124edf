"""The members of a bundle by name: the edition, the items it cites, and all that is needed to check it.

Assembling is pure; the container writes, hashes and signs what it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sightline.evidence.canonical import encode, instant
from sightline.evidence.container import Source
from sightline.lake.rows import line_of, row_of
from sightline.model.item import Item
from sightline.model.statement import Statement
from sightline.reports.footnotes import Catalogue


@dataclass(frozen=True, slots=True)
class Held:
    """An item that goes into the bundle: the noun, the acquisition it was cleared through, its bytes."""

    item: Item
    acquisition: str
    content: Source


@dataclass(frozen=True, slots=True)
class Partition:
    """A pinned list version: all its statements, and its manifest's exact bytes."""

    id: str
    statements: Iterable[Statement]
    manifest: bytes


@dataclass(frozen=True, slots=True)
class Pieces:
    """Everything a bundle is made of, already cut to the edition's audience."""

    documents: Mapping[str, bytes]
    """`json`, `pdf`, `docx`, `html`: the rendered edition"""
    held: tuple[Held, ...]
    catalogue: Catalogue
    custody: Mapping[str, list[dict[str, Any]]]
    """ledger entries by acquisition id, as they stand in the ledger"""
    keys: list[dict[str, Any]]
    partitions: tuple[Partition, ...]
    regime: Any
    certificates: Mapping[str, Mapping[str, Any]]
    signals: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """signals as JSON by their id"""


def published_origin(item: Item) -> str:
    """Where the bytes were taken from: an address, or the bare name of a file on some machine of ours."""
    return item.origin if "://" in item.origin else item.name


def item_line(held: Held, catalogue: Catalogue) -> dict[str, Any]:
    """One line of `items.json`."""
    item = held.item
    return {
        "sha256": item.sha256,
        "size": item.size,
        "name": item.name,
        "media_type": item.media_type,
        "source": item.source,
        "source_name": catalogue.source(item),
        "origin": published_origin(item),
        "collected_at": instant(item.collected_at),
        "basis": item.basis.value,
        "document": item.document,
        "originator": item.originator,
        "marking": str(item.marking),
        "acquisition": held.acquisition,
    }


def members(pieces: Pieces) -> dict[str, Source]:
    """Member name to bytes or stream, for the container; equal pieces give equal members."""
    found: dict[str, Source] = {f"report/report.{kind}": data for kind, data in pieces.documents.items()}
    found |= {f"items/{held.item.sha256}": held.content for held in pieces.held}
    lines = [item_line(held, pieces.catalogue) for held in pieces.held]
    found["items.json"] = encode(sorted(lines, key=lambda line: str(line["sha256"])))
    found["custody.json"] = encode(dict(pieces.custody))
    found["keys.json"] = encode(pieces.keys)
    found["regime.json"] = encode(pieces.regime)
    for partition in pieces.partitions:
        rows = sorted(line_of(row_of(said.entity, said)) for said in partition.statements)
        found[f"statements/{partition.id}.jsonl"] = b"".join(rows)
        found[f"statements/{partition.id}.manifest.json"] = partition.manifest
    for name, body in pieces.certificates.items():
        found[f"certificates/{name}.json"] = encode(dict(body))
    for name, signal in pieces.signals.items():
        found[f"signals/{name}.json"] = encode(dict(signal))
    return dict(sorted(found.items()))
