"""Labels of crypto addresses as a TagPack (GraphSense): YAML, a header whose values every tag inherits.

A tag of several currencies or a header of several packs is none of this format. What a tag says itself goes
before what the header says. Tags of a transaction instead of an address are counted, not read. What
`concepts` say beside category and abuse is not read: how many tags have such, and the first, is noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import yaml

from sightline.clean import wallet
from sightline.errors import FormatChanged, Hostile
from sightline.formats import cells
from sightline.formats.csv_blocks import Block, Span
from sightline.formats.description import Description, Doubt
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable
from sightline.formats.table_schemas import LABELS
from sightline.formats.text_lines import BOM
from sightline.formats.unpacked import Unpacked, start

_KEPT = (
    "address", "label", "currency", "category", "abuse", "actor", "source", "confidence", "creator", "title",
    "lastmod",
)  # fmt: skip
_LEFT = (
    "description", "is_cluster_definer", "is_public", "context", "concepts", "network", "tag_type",
    "tx_hash", "baseURI", "uri",
)  # fmt: skip
"""keys of the schema that add nothing here; `network` counts as the currency where that is missing"""
DESCRIPTION = Description(
    name="tagpack_yaml",
    version=2,
    kind="table",
    title="Labels of crypto addresses (GraphSense TagPack)",
    publisher="",
    list_id="",
    roles=("pack",),
    knows=(*_KEPT, *_LEFT, "tags"),
    met_real_file=True,
    specification="GraphSense TagPack schema (header, tags; MIT)",
    table="labels",
)
CONCEPTS = "tags with concepts that are neither their category nor their abuse, and not read: {}; here {}"
_MARK = re.compile(rb"^tags:", re.MULTILINE)
_HEADER = re.compile(rb"^(?:title|creator|lastmod|label|description):", re.MULTILINE)
_TAG = "tag:yaml.org,2002:"


def recognise(head: bytes, name: str) -> str | None:
    """`pack` for YAML with a header and tags at its outermost level."""
    first = start(head)
    return "pack" if _MARK.search(first) and len(_HEADER.findall(first)) >= 2 else None


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `LABELS`; tags that are wrong go to `refuse`.

    FormatChanged for what is no YAML, an unknown key or a pack without tags; Hostile for one beyond 16 MiB
    or with references inside.
    """
    stream = Unpacked(item)
    header, tags = _pack(item, stream.whole().removeprefix(BOM))
    if stream.packed:
        tags = [(Span(span.row, 0, item.size - 1), said) for span, said in tags]
    for doubt in stream.doubts():
        asides.note(doubt)
    rows = [(span, header | said) for span, said in tags]
    asides.pass_over(sum("tx_hash" in said for _, said in rows), "tags of transactions")
    rows = [(span, said) for span, said in rows if "tx_hash" not in said]
    if unread := [(span, more) for span, said in rows if (more := _unread(said))]:
        span, more = unread[0]
        asides.note(Doubt(item.sha256, span.place, CONCEPTS.format(len(unread), more)))
    if not rows:
        return
    sheet = Sheet(item.sha256, _block(rows))
    found = {name: sheet.text(name) for name in _KEPT if name not in ("address", "lastmod", "label")}
    found |= {
        "address": sheet.mapped("address", wallet.clean, pa.string(), "an address", required=True),
        "label": sheet.text("label", required=True),
        "lastmod": sheet.mapped("lastmod", _day, pa.date32(), "a day YYYY-MM-DD, or a time of one"),
        "document": sheet.text("source"),
    }
    for refusal in sheet.refusals():
        refuse(refusal)
    yield from sheet.batches(LABELS, found)


def _unread(said: dict[str, str]) -> str:
    """Concepts that are neither the category nor the abuse of a tag."""
    read = {said.get("category", "").lower(), said.get("abuse", "").lower()}
    return ", ".join(one for one in said.get("concepts", "").split(", ") if one and one.lower() not in read)


def _day(text: str) -> object:
    return cells.day(text) or cells.day(text.partition(" ")[0].partition("T")[0])


def _block(rows: list[tuple[Span, dict[str, str]]]) -> Block:
    columns = {name: pa.array([said.get(name) or None for _, said in rows], pa.string()) for name in _KEPT}
    places = (
        np.array([getattr(span, part) for span, _ in rows], np.int64) for part in ("row", "start", "end")
    )
    return Block(columns, *places)


class _Loader(yaml.SafeLoader):
    """Knows where each tag stands, and follows no reference."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise Hostile("the pack refers to parts of itself, as YAML bombs do", remedy="write it out")
        return super().compose_node(parent, index)


def _pack(item: Readable, raw: bytes) -> tuple[dict[str, str], list[tuple[Span, dict[str, str]]]]:
    try:
        node = _Loader(raw.decode("utf-8")).get_single_node()
    except UnicodeDecodeError as error:
        raise FormatChanged(
            f"{item.name} is not UTF-8", place=f"bytes {error.start}-{error.end - 1}"
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1} column {mark.column + 1}" if mark else ""
        raise FormatChanged(f"{item.name} is not YAML", place=place, remedy="fetch the file again") from error
    if not isinstance(node, yaml.MappingNode):
        raise FormatChanged(f"{item.name} is no TagPack", remedy="a pack has a header and `tags`")
    starts = _line_starts(raw)
    outer = _mapping(node, item.name)
    tags = outer.pop("tags", None)
    if not isinstance(tags, yaml.SequenceNode) or not tags.value:
        raise FormatChanged(f"{item.name} has no tags", remedy="fetch the pack again")
    header = {key: _plain(value) for key, value in outer.items()}
    header.setdefault("currency", header.get("network", ""))
    return header, [
        (_span(number, one, starts, raw), _tag(one, item.name)) for number, one in enumerate(tags.value, 1)
    ]


def _tag(node: Any, name: str) -> dict[str, str]:
    if not isinstance(node, yaml.MappingNode):
        line = node.start_mark.line + 1
        raise FormatChanged(f"{name}: a tag is no mapping", place=f"line {line}", remedy="correct the pack")
    said = {key: _plain(value) for key, value in _mapping(node, name).items()}
    return said if "currency" in said or "network" not in said else said | {"currency": said["network"]}


def _mapping(node: yaml.MappingNode, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        place = f"line {key.start_mark.line + 1}"
        if key.value not in DESCRIPTION.knows:
            raise FormatChanged(f"{name}: unknown key {key.value!r}", place=place, remedy="report the format")
        if key.value in found:
            raise FormatChanged(f"{name}: {key.value!r} stands twice", place=place, remedy="correct the pack")
        found[key.value] = value
    return found


def _plain(node: Any) -> str:
    if isinstance(node, yaml.SequenceNode):
        return ", ".join(filter(None, map(_plain, node.value)))
    return node.value.strip() if isinstance(node, yaml.ScalarNode) and node.tag != f"{_TAG}null" else ""


def _line_starts(raw: bytes) -> list[int]:
    starts = [0]
    for line in raw.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _span(number: int, node: Any, starts: list[int], raw: bytes) -> Span:
    """From the first letter of a tag to the end of its last line with text."""
    line, column = node.start_mark.line, node.start_mark.column
    text = raw[starts[line] : starts[line + 1]].decode("utf-8")
    first = starts[line] + len(text[:column].encode())
    end = starts[node.end_mark.line] if node.end_mark.column == 0 else starts[node.end_mark.line + 1]
    stretch = raw[first : max(end, first + 1)].rstrip()
    comment = stretch.rpartition(b"\n")[2].lstrip()
    while comment.startswith(b"#"):
        stretch = stretch.rpartition(b"\n")[0].rstrip()
        comment = stretch.rpartition(b"\n")[2].lstrip()
    return Span(number, first, first + len(stretch) - 1)
