"""What someone typed, made safe to compare: bounded, composed, without invisible characters."""

from __future__ import annotations

import re
import unicodedata

import msgspec

LONGEST = 500
"""Characters of a name that are looked at; the longest name on the UN and OFAC lists has under 250."""

CUT = "cut to its first {kept} of {given} characters"
INVISIBLE = "removed {count} invisible or direction-changing characters"

LOOKED = "read {count} letters of another alphabet as the Latin ones they look like"

_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјкорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTYXaesijkopcyxABEZHIKMNOPTYXo"
)
"""Cyrillic and Greek letters that nobody can tell from Latin ones, in a word that has those as well."""
_LATIN = re.compile("[A-Za-z]")
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")
_HIDDEN = re.compile(
    "(?<=\\w)[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0001-\U000e007f\U000e0100-\U000e01ef]+(?=(\\w))"
)
"""what is not seen between letters: fillers of Hangul, an empty sign of Braille, marks of variants too"""
PARTED = "has invisible characters between letters: asked with a space for them, too"
_INVISIBLE = {"Cf", "Cs", "Co", "Cn"}
_BREAKS = {"Cc", "Zl", "Zp"}


class Readable(msgspec.Struct, frozen=True, gc=False):
    """The text to compare and, in words, what was changed that a reader would want to know."""

    text: str
    notes: tuple[str, ...] = ()


def readable(text: str) -> Readable:
    """`text` in Unicode NFKC, at most `LONGEST` characters, without invisible ones and false letters."""
    if text.isascii() and text.isprintable() and len(text) <= LONGEST:
        return Readable(text.strip())
    kept, notes = text[:LONGEST], []
    if len(text) > LONGEST:
        notes.append(CUT.format(kept=LONGEST, given=len(text)))
    if not kept.isprintable():
        seen = [(character, unicodedata.category(character)) for character in kept]
        if count := sum(kind in _INVISIBLE for _, kind in seen):
            notes.append(INVISIBLE.format(count=count))
        kept = "".join(
            " " if category in _BREAKS else character
            for character, category in seen
            if category not in _INVISIBLE
        )
    plain = unicodedata.normalize("NFKC", kept).strip()
    if _OTHER.search(plain) and _LATIN.search(plain):
        plain, count = _as_it_looks(plain)
        notes += [LOOKED.format(count=count)] if count else []
    return Readable(plain, tuple(notes))


def parted(text: str) -> tuple[str, ...]:
    """What a text with invisible characters between letters may stand for besides what `readable` makes of
    it: joined there, parted before capitals alone, parted throughout; nothing for nearly all."""
    if text.isascii() or not _HIDDEN.search(text := text[:LONGEST]):
        return ()
    before_capitals = _HIDDEN.sub(lambda found: " " if found[1].isupper() else "", text)
    seen = [readable(one).text for one in (_HIDDEN.sub("", text), before_capitals, _HIDDEN.sub(" ", text))]
    return tuple(one for one in dict.fromkeys(seen) if one != readable(text).text)


def _as_it_looks(text: str) -> tuple[str, int]:
    """Words that mix Latin letters with ones that look like them, in Latin throughout; how many changed.

    A word with another letter that cannot be mistaken for a Latin one is left as it is.
    """
    count = 0

    def latin(found: re.Match[str]) -> str:
        nonlocal count
        word = found[0]
        if not _LATIN.search(word) or not _OTHER.search(word):
            return word
        changed = word.translate(_ALIKE)
        if _OTHER.search(changed):
            return word
        count += sum(a != b for a, b in zip(word, changed, strict=True))
        return changed

    return _WORD.sub(latin, text), count
