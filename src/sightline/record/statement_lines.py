"""A list version as lines of our own statement format: what `formats.statements_jsonl` reads back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from sightline.formats.statements_jsonl import MAGIC, VERSION, Cited, EntryLine, Header, ReadBy, Said
from sightline.lake.statements import Lake
from sightline.model.lists import ListVersion
from sightline.model.view import View

_ENCODER = msgspec.json.Encoder()
Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Origin:
    """What only the office knows of a version: its publisher, what read it, and the items it rests on."""

    publisher: str
    read_by: ReadBy
    items: Mapping[str, Cited]


def cited(view: View, lake: Lake, version: ListVersion) -> frozenset[str]:
    """The items a version's statements cite; `NotFound` when the View may not see it."""
    return frozenset(said.item for said in lake.statements(view, version))


def lines(
    view: View, lake: Lake, version: ListVersion, origin: Origin, tell: Tell | None = None
) -> Iterator[bytes]:
    """The header, then every entry in the order of ids with all it says; equal bytes for equal versions.

    The version is read twice, the first time for the hash that stands in the header. `NotFound` when the
    View may not see it.
    """
    digest = hashlib.sha256()
    statements = entries = 0
    for count, line in enumerate(_body(view, lake, version, origin)):
        digest.update(line)
        is_entry = line.startswith(b'{"entry":')
        entries += is_entry
        statements += not is_entry
        if tell and count % 5000 == 0:
            tell(entries)
    header = Header(
        format=MAGIC,
        version=VERSION,
        list=version.list,
        publisher=origin.publisher,
        dated=version.dated.isoformat(),
        known_at=version.known_at.isoformat(),
        marking=str(version.marking),
        read_by=origin.read_by,
        entries=entries,
        statements=statements,
        rows_sha256=lake.manifest(version.partition).rows_sha256,
        lines_sha256=digest.hexdigest(),
        items=tuple(origin.items[sha256] for sha256 in sorted(origin.items)),
    )
    yield _line(header)
    yield from _body(view, lake, version, origin)


def _body(view: View, lake: Lake, version: ListVersion, origin: Origin) -> Iterator[bytes]:
    for listed, statements in lake.by_entry(view, version):
        yield _line(EntryLine(listed.id, str(listed.place), len(statements)))
        for said in statements:
            item = origin.items[said.item]
            yield _line(
                Said(
                    said.entity, said.schema, said.prop, said.value, said.original, said.lang, said.item,
                    str(said.place), said.credibility, item.grade, item.marking,
                )
            )  # fmt: skip


def _line(shape: Header | EntryLine | Said) -> bytes:
    return _ENCODER.encode(shape) + b"\n"
