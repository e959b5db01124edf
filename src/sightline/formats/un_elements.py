"""The elements of the UN Consolidated List's XML, read as a stream with the bytes each stands at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sightline.errors import FormatChanged
from sightline.formats.source import Readable, chunks
from sightline.formats.xml_stream import REMEDY, Leaf, XmlStream, leaf_of
from sightline.model.place import Place

ROOT = "CONSOLIDATED_LIST"
GROUPS = {"INDIVIDUALS": "INDIVIDUAL", "ENTITIES": "ENTITY"}
VALUES = frozenset({"VALUE"})
TEXT: frozenset[str] = frozenset()

_COMMON = {
    "DATAID": TEXT,
    "VERSIONNUM": TEXT,
    "FIRST_NAME": TEXT,
    "UN_LIST_TYPE": TEXT,
    "REFERENCE_NUMBER": TEXT,
    "LISTED_ON": TEXT,
    "NAME_ORIGINAL_SCRIPT": TEXT,
    "COMMENTS1": TEXT,
    "LIST_TYPE": VALUES,
    "LAST_DAY_UPDATED": VALUES,
    "SORT_KEY": TEXT,
    "SORT_KEY_LAST_MOD": TEXT,
}
_ADDRESS = frozenset({"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE"})
FIELDS: dict[str, dict[str, frozenset[str]]] = {
    "INDIVIDUAL": _COMMON
    | {
        "SECOND_NAME": TEXT,
        "THIRD_NAME": TEXT,
        "FOURTH_NAME": TEXT,
        "GENDER": TEXT,
        "TITLE": VALUES,
        "DESIGNATION": VALUES,
        "NATIONALITY": VALUES,
        "INDIVIDUAL_ALIAS": frozenset(
            {"QUALITY", "ALIAS_NAME", "DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "NOTE"}
        ),
        "INDIVIDUAL_ADDRESS": _ADDRESS,
        "INDIVIDUAL_DATE_OF_BIRTH": frozenset(
            {"TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"}
        ),
        "INDIVIDUAL_PLACE_OF_BIRTH": frozenset({"STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE"}),
        "INDIVIDUAL_DOCUMENT": frozenset(
            {
                "TYPE_OF_DOCUMENT",
                "TYPE_OF_DOCUMENT2",
                "NUMBER",
                "ISSUING_COUNTRY",
                "DATE_OF_ISSUE",
                "CITY_OF_ISSUE",
                "COUNTRY_OF_ISSUE",
                "NOTE",
            }
        ),
    },
    "ENTITY": _COMMON
    | {"ENTITY_ALIAS": frozenset({"QUALITY", "ALIAS_NAME", "NOTE"}), "ENTITY_ADDRESS": _ADDRESS},
}
MANDATORY = ("DATAID", "FIRST_NAME", "UN_LIST_TYPE", "REFERENCE_NUMBER", "LISTED_ON", "LIST_TYPE")


_REFERENCE = re.compile(rb"<REFERENCE_NUMBER>\s{0,100}([A-Za-z]{1,20}\.[0-9]{1,20})\s{0,100}</")
_REFERENCE_BYTES = 300
"""at least as many as a reference number with its element may take"""


@dataclass(slots=True)
class Group:
    """An element with elements inside, such as one alias."""

    path: str
    start: int
    leaves: dict[str, list[Leaf]] = field(default_factory=dict)

    def __getitem__(self, tag: str) -> Leaf | None:
        found = self.leaves.get(tag)
        return found[0] if found else None


@dataclass(slots=True)
class Record:
    """One INDIVIDUAL or ENTITY with all it holds; elements without text are left out."""

    tag: str
    path: str
    start: int
    end: int = 0
    leaves: dict[str, Leaf] = field(default_factory=dict)
    groups: dict[str, list[Group]] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Where the whole entry stands."""
        return Place(f"element {self.path}", self.start, self.end - 1)

    def values(self, tag: str) -> list[Leaf]:
        """The texts of `<tag><VALUE>`."""
        return [leaf for group in self.groups.get(tag, ()) for leaf in group.leaves.get("VALUE", ())]

    def texts(self) -> Iterator[Leaf]:
        """The running texts: the comments, designations, and the notes of whatever is inside."""
        if comments := self.leaves.get("COMMENTS1"):
            yield comments
        yield from self.values("DESIGNATION")
        for groups in self.groups.values():
            for group in groups:
                yield from group.leaves.get("NOTE", ())


def references(item: Readable) -> frozenset[str]:
    """The reference numbers a list holds, found without parsing it."""
    found: set[str] = set()
    kept = b""
    with item.open() as stream:
        for piece in chunks(stream):
            kept += piece
            found.update(match[1].decode() for match in _REFERENCE.finditer(kept))
            kept = kept[-_REFERENCE_BYTES:]
    return frozenset(found)


class ElementReader(XmlStream):
    """Turns the stream into Records; refuses what the tables above do not name."""

    def __init__(self, item: Readable) -> None:
        super().__init__(item)
        self.generated = ""
        self.ready: list[Record] = []
        self._path: list[str] = []
        self._counts: dict[str, int] = {}
        self._record: Record | None = None
        self._group: Group | None = None
        self._text: list[str] | None = None
        self._text_start = 0
        self._met: set[str] = set()

    def records(self) -> Iterator[Record]:
        """Every entry in turn; raises at the first thing that is wrong, and Truncated at a missing end."""
        fed = 0
        with self.item.open() as stream:
            for piece in chunks(stream):
                self._feed(piece, last=False)
                fed += len(piece)
                begun = self._record.start if self._record else self._at
                self._refuse_endless(min(begun, self._at), fed)
                yield from self.ready
                self.ready.clear()
            self._feed(b"", last=True)
        if missing := sorted(set(GROUPS) - self._met):
            raise FormatChanged(
                f"{self.item.name} has no element {missing[0]}", place=f"bytes 0-{fed - 1}", remedy=REMEDY
            )

    def _path_now(self) -> str:
        return "/" + "/".join(self._path)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        at = self._at = self._parser.CurrentByteIndex
        depth = len(self._path)
        if attributes and depth:
            self._changed(f"unknown attribute {min(attributes)} of {tag}")
        if depth == 0:
            self._open_root(tag, attributes)
        elif depth == 1:
            self._known(tag, tag in GROUPS)
            self._met.add(tag)
            self._path.append(tag)
        elif depth == 2:
            self._known(tag, GROUPS[self._path[1]] == tag)
            self._counts[tag] = self._counts.get(tag, 0) + 1
            self._path.append(f"{tag}[{self._counts[tag]}]")
            self._record = Record(tag, self._path_now(), at)
        else:
            self._open_field(tag, at, depth)

    def _open_root(self, tag: str, attributes: dict[str, str]) -> None:
        self._known(tag, tag == ROOT)
        self._path.append(tag)
        if unknown := [n for n in attributes if n != "dateGenerated" and not n.startswith(("xmlns", "xsi:"))]:
            self._changed(f"unknown attribute {unknown[0]}")
        if "dateGenerated" not in attributes:
            self._changed("no attribute dateGenerated")
        self.generated = attributes["dateGenerated"]

    def _open_field(self, tag: str, at: int, depth: int) -> None:
        record = self._record
        assert record is not None
        if depth == 3:
            inside = FIELDS[record.tag].get(tag)
            self._known(tag, inside is not None)
            if inside:
                siblings = record.groups.setdefault(tag, [])
                self._path.append(tag if inside is VALUES else f"{tag}[{len(siblings) + 1}]")
                self._group = Group(f"{record.path}/{self._path[-1]}", at)
                siblings.append(self._group)
                return
        elif depth == 4 and self._group is not None:
            self._known(tag, tag in FIELDS[record.tag][self._path[3].partition("[")[0]])
            if tag == "VALUE":
                tag = f"VALUE[{len(self._group.leaves.get(tag, ())) + 1}]"
        else:
            self._known(tag, False)
        self._path.append(tag)
        self._text = []

    def _known(self, tag: str, known: bool) -> None:
        if not known:
            self._changed(f"unknown element {tag}")

    def _characters(self, data: str) -> None:
        if self._text is not None:
            if not self._text:
                self._text_start = self._parser.CurrentByteIndex
            self._text.append(data)
        elif not data.isspace():
            self._changed(f"unexpected text {data.strip()[:40]!r}")

    def _end(self, tag: str) -> None:
        at = self._at = self._parser.CurrentByteIndex
        if self._text is not None:
            text = "".join(self._text)
            self._text = None
            if text and not text.isspace():
                self._keep(tag, leaf_of(self._path_now(), text, self._text_start, at))
        elif len(self._path) == 4:
            self._group = None
        elif len(self._path) == 3 and self._record:
            self._close(self._record, at + len(tag.encode()) + 3)
        self._path.pop()

    def _keep(self, tag: str, leaf: Leaf) -> None:
        if self._group is not None:
            same = self._group.leaves.setdefault(tag, [])
            if same and tag != "VALUE":
                self._changed(f"second element {tag}")
            same.append(leaf)
        elif self._record is not None:
            if tag in self._record.leaves:
                self._changed(f"second element {tag}")
            self._record.leaves[tag] = leaf

    def _close(self, record: Record, end: int) -> None:
        record.end = end
        for tag in MANDATORY:
            if tag not in record.leaves and not record.values(tag):
                self._changed(f"no element {tag}, or an empty one,")
        self.ready.append(record)
        self._record = None
