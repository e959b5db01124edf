"""What someone typed, made safe to compare: bounded, composed, without invisible characters."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

LONGEST = 500
"""Characters of a name that are looked at; the longest name on the UN and OFAC lists has under 250."""

CUT = "cut to its first {kept} of {given} characters"
INVISIBLE = "removed {count} invisible or direction-changing characters"

_INVISIBLE = {"Cf", "Cs", "Co", "Cn"}
_BREAKS = {"Cc", "Zl", "Zp"}


class Readable(NamedTuple):
    """The text to compare and, in words, what was changed that a reader would want to know."""

    text: str
    notes: tuple[str, ...] = ()


def readable(text: str) -> Readable:
    """`text` in Unicode NFKC, at most `LONGEST` characters, invisible characters removed."""
    if text.isascii() and text.isprintable() and len(text) <= LONGEST:
        return Readable(text.strip())
    kept, notes = text[:LONGEST], []
    if len(text) > LONGEST:
        notes.append(CUT.format(kept=LONGEST, given=len(text)))
    seen = [(character, unicodedata.category(character)) for character in kept]
    if count := sum(kind in _INVISIBLE for _, kind in seen):
        notes.append(INVISIBLE.format(count=count))
    visible = "".join(
        " " if category in _BREAKS else character
        for character, category in seen
        if category not in _INVISIBLE
    )
    return Readable(unicodedata.normalize("NFKC", visible).strip(), tuple(notes))
