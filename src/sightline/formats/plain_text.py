"""Plain text in UTF-8, Markdown among it: a document to cite, in paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.formats.description import Description, Passage
from sightline.formats.source import LONGEST, Readable
from sightline.formats.text_lines import decode, lines
from sightline.model.place import Place

DESCRIPTION = Description(
    name="plain_text",
    version=1,
    kind="document",
    title="Plain text (UTF-8)",
    publisher="",
    list_id="",
    roles=("document",),
    knows=(),
    met_real_file=True,
    specification="UTF-8 (RFC 3629); paragraphs are separated by empty lines",
    fallback=True,
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def recognise(head: bytes, name: str) -> str | None:
    """`document` for bytes without control characters; other encodings are refused when read."""
    if b"\x00" in head or _CONTROL.search(head.decode("utf-8", "replace")):
        return None
    text = head.decode("utf-8", "replace")
    return "document" if text.count("\ufffd") * 20 <= len(text) else None


def passages(item: Readable) -> Iterator[Passage]:
    """One passage a paragraph; BadInput names the first byte that is not UTF-8.

    A paragraph that grows beyond 16 MiB is given out in parts.
    """
    start, end, kept = 0, 0, list[str]()
    for line in lines(item):
        text = decode(line.raw, line.start, item.name)
        if kept and (not text.strip() or end - start > LONGEST):
            yield Passage(Place("", start, end - 1), "\n".join(kept))
            kept = []
        if text.strip():
            if not kept:
                start = line.start
            kept.append(text)
            end = line.start + len(line.raw)
    if kept:
        yield Passage(Place("", start, end - 1), "\n".join(kept))


def pages(item: Readable) -> int:
    """Text has no pages: 1, once every byte has been found to be UTF-8."""
    for line in lines(item):
        decode(line.raw, line.start, item.name)
    return 1
