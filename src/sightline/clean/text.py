"""Text as a person reads it: composed, without invisible characters, with single spaces."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\x00-\x08\x0e-\x1f\x7f]"
)
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """NFC; zero-width characters, bidirectional and other controls dropped; white space folded to one space.

    Never fails; text of nothing but white space becomes the empty string. Zero-width joiners go too:
    compare with the original where a script needs them.
    """
    if text.isascii():
        return " ".join(text.split()) if text.isprintable() else _fold(_INVISIBLE.sub("", text))
    return _fold(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)))


def _fold(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def paragraphs(text: str) -> str:
    """As `clean`, but line breaks stay: lines are trimmed and runs of empty lines become one."""
    lines = [clean(line) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def plain(text: str) -> str:
    """A number as its machine wants it: `clean`, with letters of full width and digits of every script as
    ASCII has them (９３４９５７６, ٩٣٤٩٥٧٦)."""
    composed = unicodedata.normalize("NFKC", clean(text))
    return "".join(str(unicodedata.digit(one, one)) for one in composed)
