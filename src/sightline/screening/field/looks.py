"""The text a field stands for: digits for letters, letters each by itself, signs of an address on the web."""

from __future__ import annotations

import re
from urllib.parse import unquote

from sightline.names.commonness import is_known, is_of_brand
from sightline.names.folding import folded, is_given, is_listed, is_syllable
from sightline.screening.field.held import Held

_LETTER_BY_LETTER = re.compile(r"[A-Za-z](?:\s+[A-Za-z]){4,}")
_ROOM = re.compile(r"\s{2,}")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_LOOKS = re.compile(r"(?<=[A-Za-z])[015]|[015](?=[A-Za-z])|(?<![A-Za-z])l(?=[A-Z](?![a-z]))")
_LETTERS = {"0": "O", "1": "I", "5": "S", "l": "I"}
"""what optical reading makes of letters"""
FIRST = "1st"
"""the one number in English that ends in letters and has such a digit"""


def meant(text: str) -> str:
    """The text that signs of an address on the web, or letters each by itself, stand for; empty for most."""
    if "%" in text and _PERCENT.search(text):
        seen = unquote(text)
        return seen if seen != text and seen.isprintable() else ""
    if text[1:2] == " " and _LETTER_BY_LETTER.fullmatch(text):
        return " ".join("".join(word.split()) for word in _ROOM.split(text))
    return ""


def looks_otherwise(text: str) -> bool:
    """Whether a field without digits has an *l* where a capital belongs, or *rn* for *m*."""
    if (" l" in text or text[:1] == "l") and _LOOKS.search(text):
        return True
    return ("rn" in text or "RN" in text) and any(map(_run_together, text.split()))


def as_it_looks(text: str, held: Held) -> list[str]:
    """A name with letters for the digits that optical reading puts for them: *K0REA DAES0NG*, *lRAN*."""
    told = text.split()
    seen = [*map(_in_letters, told)] if _LOOKS.search(text) else told
    if seen != told:
        held.notes.append(f"was read as {' '.join(seen)!r} as well, digits as the letters they look like")
    parted = [_run_together(word) or word for word in seen]
    if parted != seen:
        held.notes.append(f"was read as {' '.join(parted)!r} as well, rn as the m it looks like")
    return [" ".join(one) for one in (seen, parted) if one != told]


def _in_letters(word: str) -> str:
    """A word in letters: one of two signs only where it is a syllable of Korean names, *1L* and not *M1*."""
    seen = _LOOKS.sub(lambda found: _LETTERS[found[0]], word)
    if not seen.isalpha() or word.lower() == FIRST:
        return word
    short = len(word) <= len("IL")
    return word if short and not (word[0] in _LETTERS and is_syllable(seen.lower())) else seen


def _run_together(word: str) -> str:
    """A word of no list with m for rn, where it is one of the lists, a given name or a syllable of Korean
    names then: *Kirn*, *Moharnmad*; else nothing."""
    plain = word.lower().strip(",.")
    if "rn" not in plain or not plain.isalpha() or is_listed(plain) or is_syllable(plain):
        return ""
    seen, read = plain.replace("rn", "m"), folded(plain)
    if is_known(read) or is_of_brand(read):
        return ""
    if not (is_listed(seen) or is_given(folded(seen)) or is_syllable(seen)):
        return ""
    return word.replace("rn", "m").replace("RN", "M")
