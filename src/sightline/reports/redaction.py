"""That what an edition withholds stands in none of its bytes: read back from the files that were made.

A PDF is read page by page through its text, its streams unpacked; a DOCX member by member; HTML and JSON with
what escapes them undone. A withheld text that stands elsewhere in the edition by its own right is not sought.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pypdfium2

SHORTEST = 12
"""letters of a text that is sought: less would be found by chance"""
_TAG = re.compile(r"<[^>]*>")
_LETTERS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Leak:
    """A withheld text that stands in a file."""

    format: str
    text: str


def leaks(withheld: Iterable[str], tree: bytes, documents: Mapping[str, bytes]) -> tuple[Leak, ...]:
    """Withheld texts and hashes that stand in a document; `tree` is the edition's own published JSON."""
    own = _folded(_json(tree))
    wanted = {text: folded for text in withheld if len(folded := _folded(text)) >= SHORTEST}
    sought = {text: folded for text, folded in wanted.items() if folded not in own}
    if not sought:
        return ()
    found = []
    for format, data in documents.items():
        shown = _folded(_READ[format](data))
        found += [Leak(format, text) for text, folded in sought.items() if folded in shown]
    return tuple(found)


def commitment(signature: bytes) -> str:
    """What a bundle publishes of an item it withholds; only who holds the signature can say which it is."""
    return hashlib.sha256(signature).hexdigest()


def stated(sha256: str) -> bytes:
    """What the office signs of an item it withholds."""
    return f"sightline withheld item {sha256}\n".encode()


def _folded(text: str) -> str:
    """Letters and digits alone: line breaks, hyphens and ligatures of a page hide nothing."""
    return _LETTERS.sub("", text).casefold()


def _pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        told = [str(value) for value in document.get_metadata_dict().values()]
        for page in document:
            text = page.get_textpage()
            told.append(text.get_text_range())
            text.close()
            page.close()
        told += [one.get_title() for one in document.get_toc()]
    finally:
        document.close()
    return "\n".join(told).replace("\ufffe", "").replace("\xad", "")


def _docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        raw = [held.read(name).decode("utf-8", errors="replace") for name in held.namelist()]
    return "\n".join((*raw, *(html.unescape(_TAG.sub("", text)) for text in raw)))


def _html(data: bytes) -> str:
    raw = data.decode("utf-8", errors="replace")
    return f"{raw}\n{html.unescape(_TAG.sub('', raw))}"


def _json(data: bytes) -> str:
    raw = data.decode("utf-8", errors="replace")
    said: list[str] = []
    waiting: list[object] = [json.loads(raw)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
        else:
            said.append(str(one))
    return "\n".join((raw, *said))


_READ: dict[str, Callable[[bytes], str]] = {"pdf": _pdf, "docx": _docx, "html": _html, "json": _json}
