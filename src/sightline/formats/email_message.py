"""An e-mail message: headers, text parts, and the names of attachments, as a document to cite.

Attachments are named, not opened: take them out and give them as items of their own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from html.parser import HTMLParser

from sightline.errors import BadInput, Hostile, Truncated
from sightline.formats.description import Description, Passage
from sightline.formats.source import Readable
from sightline.model.place import Place

MOST_BYTES = 64 * 1024 * 1024
MOST_PARTS = 1000
LONGEST_MARKUP = 1024 * 1024
"""letters of an HTML part; a longer one is not read, for markup can be made slow to read"""
DEEPEST = 10
DESCRIPTION = Description(
    name="email_message",
    version=1,
    kind="document",
    title="E-mail message",
    publisher="",
    list_id="",
    roles=("document",),
    knows=("From", "To", "Cc", "Date", "Subject", "Message-ID"),
    met_real_file=False,
    specification="RFC 5322 and MIME (RFC 2045 to 2049)",
)
SHOWN = ("From", "Sender", "Reply-To", "To", "Cc", "Date", "Subject", "Message-ID")
_HEADER = re.compile(rb"(?m)^([!-9;-~]+):[ \t]?((?:.*(?:\r?\n[ \t].*)*))")
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_STARTS = re.compile(rb"[!-9;-~]+:")
_PROOF = {b"date", b"message-id", b"received", b"mime-version"}


@dataclass(frozen=True, slots=True)
class _Part:
    """A part without parts inside: its headers, where they stand, and where its body stands."""

    headers: Message
    start: int
    body: int
    end: int


def recognise(head: bytes, name: str) -> str | None:
    """`document` when it begins with headers, `From` and a date, an id or a trace of transport among them."""
    if not _STARTS.match(head):
        return None
    block = _EMPTY_LINE.split(head, maxsplit=1)[0]
    lines = [line for line in block.splitlines() if not line.startswith((b" ", b"\t"))]
    if not all(_STARTS.match(line) for line in lines):
        return None
    names = {line.partition(b":")[0].lower() for line in lines}
    return "document" if b"from" in names and names & _PROOF else None


def passages(item: Readable) -> Iterator[Passage]:
    """Headers, then each paragraph of each text part, then attachments by name; in the order they stand."""
    raw = _whole(item)
    parts = list(_parts(raw, 0, len(raw), item.name, 0))
    end = found.start() if (found := _EMPTY_LINE.search(raw)) else len(raw)
    yield from _headers(raw[:end])
    for part in parts:
        if part.headers.get_filename() or part.headers.get_content_disposition() == "attachment":
            name = _decoded((part.headers.get_filename() or "without a name").encode("utf-8", "replace"))
            named = f"attachment {name}"
            yield _passage(raw, part.start, max(part.body, part.start + 1), named)
        elif part.headers.get_content_maintype() == "text":
            yield from _text(raw, part)


def pages(item: Readable) -> int:
    """A message has no pages: 1, once it has been found readable."""
    raw = _whole(item)
    for _ in _parts(raw, 0, len(raw), item.name, 0):
        pass
    return 1


def _whole(item: Readable) -> bytes:
    if item.size > MOST_BYTES:
        raise Hostile(
            f"{item.name} has {item.size} bytes, more than {MOST_BYTES}",
            place=f"bytes {MOST_BYTES}-{item.size - 1}",
            remedy="take its attachments out, and give the message without them",
        )
    with item.open() as stream:
        return stream.read()


def _headers(block: bytes) -> Iterator[Passage]:
    shown = {name.lower().encode() for name in SHOWN}
    for found in _HEADER.finditer(block):
        if found[1].lower() in shown:
            name = found[1].decode("ascii", "replace")
            yield _passage(block, found.start(), found.end(), f"{name}: {_decoded(found[2])}")


def _decoded(value: bytes) -> str:
    """A header's value unfolded, its encoded words read."""
    text = " ".join(value.decode("utf-8", "replace").split())
    try:
        return str(make_header(decode_header(text)))
    except (MessageError, LookupError, ValueError):
        return text


def _passage(raw: bytes, start: int, end: int, text: str) -> Passage:
    shown = html.unescape(raw[start:end].decode("utf-8", "replace"))
    return Passage(Place("", start, end - 1), text, all(token in shown for token in text.split()))


def _parts(raw: bytes, start: int, end: int, name: str, depth: int) -> Iterator[_Part]:
    """The innermost parts of the message or part that stands from `start` up to `end`."""
    if raw.startswith((b"\n", b"\r\n"), start, end):
        body = start
    else:
        found = _EMPTY_LINE.search(raw, start, end)
        body = found.end() if found else end
    headers = BytesParser().parsebytes(raw[start:body], headersonly=True)
    if headers.get_content_maintype() != "multipart":
        yield _Part(headers, start, body, end)
        return
    if depth >= DEEPEST:
        raise Hostile(f"{name} has parts nested more than {DEEPEST} deep", place=f"bytes {start}-{start}")
    for first, last in _sections(raw, body, end, headers.get_boundary() or "", name):
        yield from _parts(raw, first, last, name, depth + 1)


def _sections(raw: bytes, start: int, end: int, boundary: str, name: str) -> list[tuple[int, int]]:
    """Where the parts between the boundary lines stand; Truncated when the closing one is missing."""
    if not boundary:
        raise BadInput(f"{name} has parts but names no boundary", place=f"bytes {start}-{start}")
    line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary.encode()) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    sections: list[tuple[int, int]] = []
    first: int | None = None
    at = max(start - 2, 0)
    while found := line.search(raw, at, end):
        if first is not None:
            sections.append((first, max(found.start(), first)))
        if found[1]:
            return sections
        if len(sections) > MOST_PARTS:
            raise Hostile(
                f"{name} has more than {MOST_PARTS} parts", place=f"bytes {found.start()}-{end - 1}"
            )
        first = raw.find(b"\n", found.end()) + 1 or end
        at = max(first - 2, found.end())
    raise Truncated(
        f"{name} ends at byte {len(raw)} before its parts are complete",
        place=f"bytes {max(end - 1, 0)}-{max(end - 1, 0)}",
        remedy="fetch the message again",
    )


def _text(raw: bytes, part: _Part) -> Iterator[Passage]:
    encoding = str(part.headers.get("Content-Transfer-Encoding", "7bit")).strip().lower()
    markup = part.headers.get_content_subtype() == "html"
    if encoding in {"7bit", "8bit", "binary"} and not markup:
        yield from _paragraphs(raw, part)
        return
    content = BytesParser().parsebytes(raw[part.start : part.end]).get_payload(decode=True)
    text = _in_charset(content if isinstance(content, bytes) else b"", part)
    if markup:
        text = _without_tags(text) if len(text) <= LONGEST_MARKUP else ""
    if text.strip() and part.end > part.body:
        yield _passage(raw, part.body, part.end, text.strip())


class _Words(HTMLParser):
    """What a reader sees of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"} and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def _without_tags(markup: str) -> str:
    reader = _Words()
    try:
        reader.feed(markup)
        reader.close()
    except (AssertionError, ValueError):
        return markup
    return " ".join(" ".join(reader.words).split())


def _paragraphs(raw: bytes, part: _Part) -> Iterator[Passage]:
    """Paragraphs of a body that stands as it reads, each at its own bytes."""
    whole = raw[part.body : part.end]
    for found in re.finditer(rb"(?:[^\n]*\S[^\n]*(?:\n|\Z))+", whole):
        piece = found[0].strip()
        start = part.body + found.start() + found[0].index(piece)
        text = _in_charset(piece, part).replace("\r\n", "\n")
        yield _passage(raw, start, start + len(piece), text)


def _in_charset(raw: bytes, part: _Part) -> str:
    """The text in the charset the part names, else in UTF-8 with marks for what is none."""
    try:
        return raw.decode(part.headers.get_content_charset("utf-8"))
    except (LookupError, ValueError):
        return raw.decode("utf-8", "replace")
