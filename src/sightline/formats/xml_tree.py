"""XML lists read as a stream of small trees, each text and attribute with the bytes it stands at.

A format describes its elements as `Shape`s; what no shape names stops the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sightline.errors import FormatChanged
from sightline.formats.source import Readable, chunks
from sightline.formats.xml_stream import REMEDY, Leaf, XmlStream, leaf_of
from sightline.model.place import Place

_ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_NAMESPACES = ("xmlns", "xsi:")
_ROOT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*"
    rb"<(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand in an element: attributes, and elements with shapes of their own; else it holds text.

    `many` may stand more than once. `needs` must be there and not be empty: elements, `@attributes`.
    What `passed_over` holds, whatever it is, is left out.
    """

    inside: Mapping[str, Shape] = field(default_factory=dict)
    attributes: frozenset[str] = frozenset()
    many: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    passed_over: bool = False
    opened: bool = False
    """its elements are given one by one in its place, as the root's are: it may be of any length"""


TEXT = Shape()
PASSED_OVER = Shape(passed_over=True)


def known(shape: Shape) -> Iterator[str]:
    """Every element and attribute a shape names, with what it stands in: `individual/@sex`."""
    yield from dict.fromkeys(_known(shape, ""))


def _known(shape: Shape, tag: str) -> Iterator[str]:
    ahead = f"{tag}/" if tag else ""
    for attribute in sorted(shape.attributes):
        yield f"{ahead}@{attribute}"
    for inner in shape.inside:
        yield f"{ahead}{inner}"
    for inner, inside in shape.inside.items():
        yield from _known(inside, inner)


@dataclass(slots=True)
class Element:
    """One element with all it holds; attributes and texts that are empty are left out."""

    tag: str
    path: str
    start: int
    end: int = 0
    attributes: dict[str, Leaf] = field(default_factory=dict)
    inside: list[Element] = field(default_factory=list)
    text: Leaf | None = None

    @property
    def place(self) -> Place:
        """Where the whole element stands."""
        return Place(f"element {self.path}", self.start, max(self.end - 1, self.start))

    @property
    def leaf(self) -> Leaf:
        """The whole element as a Leaf without text, for what is said by its being there."""
        return Leaf(self.path, "", self.start, self.end, exact=False)

    def first(self, tag: str) -> Element | None:
        """The first element of this name right inside."""
        return next((one for one in self.inside if one.tag == tag), None)

    def all(self, *tags: str) -> list[Element]:
        """The elements that `tags` lead to, one level a tag."""
        found = [self]
        for tag in tags:
            found = [inner for one in found for inner in one.inside if inner.tag == tag]
        return found

    def texts(self, *tags: str) -> list[Leaf]:
        """The texts of the elements that `tags` lead to."""
        return [one.text for one in self.all(*tags) if one.text]

    def text_of(self, tag: str) -> Leaf | None:
        """The text of the first element of this name right inside."""
        return next(iter(self.texts(tag)), None)


@dataclass(slots=True)
class _Open:
    """An element whose end has not come: its shape and how many elements of each name it holds."""

    element: Element
    shape: Shape
    counts: dict[str, int] = field(default_factory=dict)


class TreeReader(XmlStream):
    """Turns the stream into the elements right inside the root; refuses what the shape does not name."""

    def __init__(self, item: Readable, root: str, shape: Shape) -> None:
        super().__init__(item)
        self.root = root
        self.shape = shape
        self.attributes: dict[str, Leaf] = {}
        self._ready: list[Element] = []
        self._open: list[_Open] = []
        self._skipped = 0
        self._text: list[str] = []
        self._text_start = 0
        self._kept = b""
        self._kept_from = 0

    def elements(self) -> Iterator[Element]:
        """Each element right inside the root or what is `opened`; raises at the first thing that is wrong."""
        fed = 0
        with self.item.open() as stream:
            for piece in chunks(stream):
                self._kept = self._kept[self._at - self._kept_from :] + piece
                self._kept_from = self._at
                self._feed(piece, last=False)
                fed += len(piece)
                self._refuse_endless(min(self._begun(fed), self._at), fed)
                yield from self._ready
                self._ready.clear()
            self._feed(b"", last=True)
            yield from self._ready
            self._ready.clear()

    def _begun(self, fed: int) -> int:
        """Where the outermost element starts that is held whole and has not ended."""
        return next((one.element.start for one in self._open[1:] if not one.shape.opened), fed)

    def _path_now(self) -> str:
        return self._open[-1].element.path if self._open else "/"

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        at = self._at = self._parser.CurrentByteIndex
        if self._skipped or (self._open and self._open[-1].shape.passed_over):
            self._skipped += 1
            return
        shape, path = self._place_of(tag)
        element = Element(tag, path, at)
        self._refuse_text()
        self._text.clear()
        self._open.append(_Open(element, shape))
        if not shape.passed_over:
            self._read_attributes(element, shape, attributes)
        if len(self._open) == 1:
            self.attributes = element.attributes

    def _place_of(self, tag: str) -> tuple[Shape, str]:
        if not self._open:
            if tag != self.root:
                self._changed(f"unknown element {tag}")
            return self.shape, f"/{tag}"
        parent = self._open[-1]
        shape = parent.shape.inside.get(tag)
        if shape is None:
            self._changed(f"unknown element {tag}")
        count = parent.counts[tag] = parent.counts.get(tag, 0) + 1
        if tag in parent.shape.many:
            return shape, f"{parent.element.path}/{tag}[{count}]"
        if count > 1:
            self._changed(f"second element {tag}")
        return shape, f"{parent.element.path}/{tag}"

    def _read_attributes(self, element: Element, shape: Shape, given: dict[str, str]) -> None:
        told = {name: value for name, value in given.items() if not name.startswith(_NAMESPACES)}
        if unknown := sorted(set(told) - shape.attributes):
            self._changed(f"unknown attribute {unknown[0]} of {element.tag}")
        if not told:
            return
        at = element.start - self._kept_from + 1 + len(element.tag.encode())
        while found := _ATTRIBUTE.match(self._kept, at):
            at = found.end()
            name = found[1].decode()
            if name in told:
                group = 2 if found[2] is not None else 3
                start = self._kept_from + found.start(group)
                leaf = leaf_of(f"{element.path}/@{name}", told[name], start, start + len(found[group]))
                if leaf.text:
                    element.attributes[name] = leaf

    def _characters(self, data: str) -> None:
        if self._skipped or not self._open or self._open[-1].shape.passed_over:
            return
        if not self._text:
            self._text_start = self._parser.CurrentByteIndex
        self._text.append(data)

    def _refuse_text(self) -> None:
        """Stop at text between elements."""
        text = "".join(self._text).strip()
        if text and self._open and self._open[-1].shape.inside:
            self._changed(f"unexpected text {text[:40]!r}")

    def _end(self, tag: str) -> None:
        at = self._at = self._parser.CurrentByteIndex
        if self._skipped:
            self._skipped -= 1
            return
        self._refuse_text()
        opened = self._open[-1]
        element = opened.element
        text = "".join(self._text)
        self._text.clear()
        if text.strip() and not opened.shape.inside:
            element.text = leaf_of(element.path, text, self._text_start, at)
        element.end = self._end_of_tag(element.start, at)
        self._refuse_incomplete(opened)
        self._open.pop()
        if opened.shape.opened:
            return
        if len(self._open) == 1 or (self._open and self._open[-1].shape.opened):
            self._ready.append(element)
        elif self._open and not opened.shape.passed_over:
            self._open[-1].element.inside.append(element)

    def _end_of_tag(self, start: int, at: int) -> int:
        """The byte after `</tag>`; of `<tag/>`, behind which expat stands already, that byte."""
        begun, here = start - self._kept_from, at - self._kept_from
        empty = (
            begun >= 0 and self._kept[here - 2 : here] == b"/>" and self._kept.find(b"<", begun + 1, here) < 0
        )
        return at if empty else self._kept_from + self._kept.index(b">", here) + 1

    def _refuse_incomplete(self, opened: _Open) -> None:
        element = opened.element
        held = {one.tag for one in element.inside if one.text or one.inside or one.attributes}
        for need in opened.shape.needs:
            if (len(self._open) == 1 or opened.shape.opened) and need in opened.counts:
                continue
            if need.startswith("@") and need[1:] not in element.attributes:
                self._changed(f"no attribute {need[1:]}, or an empty one,")
            if not need.startswith("@") and need not in held:
                self._changed(f"no element {need}, or an empty one,")


def unknown(what: str, leaf: Leaf) -> FormatChanged:
    """The error for a code, number or day that no description names."""
    return FormatChanged(f"unknown {what} {leaf.text!r}", place=str(leaf.place), remedy=REMEDY)


def texts(*tags: str) -> dict[str, Shape]:
    """Elements that hold nothing but text."""
    return dict.fromkeys(tags, TEXT)


def listed(tag: str, inside: Shape) -> Shape:
    """An element that holds any number of one other: `akaList` of `aka`."""
    return Shape(inside={tag: inside}, many=frozenset({tag}))


def root_of(head: bytes) -> str:
    """The name of a file's first element, without its prefix; empty where there is none."""
    found = _ROOT.search(head)
    return found[1].decode("utf-8", "replace") if found else ""
