"""Text in UTF-8 that was opened as if it were in an older encoding, as it was before: *NuÃ±ez*, *ÐšÐ¸Ð¼*.

A letter of two to four bytes became as many signs of Windows-1252 (or Latin-1) or, on Russian machines, of
Windows-1251: *РЎРёР»СЊ*. The signs are made bytes again; that the bytes are UTF-8, and letters of one script
in each word, hardly happens by chance.
"""

from __future__ import annotations

import re
import unicodedata

_CODECS = ("cp1252", "cp1251")


def _signs(codec: str) -> list[str]:
    """The sign of each byte; of a byte that has none the control character, as browsers have it."""
    return [bytes([number]).decode(codec, "ignore") or chr(number) for number in range(256)]


_BYTES = {
    codec: {
        **{
            letter: bytes([number]) for number, letter in enumerate(map(chr, range(256))) if codec == "cp1252"
        },
        **{letter: bytes([number]) for number, letter in enumerate(_signs(codec))},
    }
    for codec in _CODECS
}
"""the byte each sign stands for, in Windows-1252 those of Latin-1 as well"""
_BEGINS = re.compile(
    "|".join(
        "[{}][{}]".format(
            *(re.escape("".join(signs[least:most])) for least, most in ((0xC2, 0xF5), (0x80, 0xC0)))
        )
        for signs in map(_signs, _CODECS)
    )
    + "|[\u00c2-\u00f4][\u0080-\u009f]"
)
"""how such a letter begins"""
_GAP = re.compile(rb"(?:(?<=[\xc3\xd0])|(?<=[\xe1-\xef][\x80-\xbf])|(?<=[\xe1-\xef])(?=.[\x80-\xbf])) ", re.S)
"""a space that was one that does not break, as programs put one for the other"""
_WORD = re.compile(r"\w+")
LEAST = 3
"""letters that came out whole, for each that has lost a byte on the way"""
LOST = "\ufffd"
NOTE = "was read as {text!r}: it is UTF-8 that was opened as another encoding"
NOTE_LOST = NOTE + ", and {count} of its letters are lost"


def put_right(text: str) -> tuple[str, str]:
    """The text as it was before, and what was done to it; the text itself and nothing for all others."""
    if text.isascii() or not _BEGINS.search(text):
        return text, ""
    for codec in _CODECS:
        if (raw := _bytes(text, codec)) is None or (plain := _decoded(raw)) is None:
            continue
        if not (count := plain.count(LOST)):
            return plain, NOTE.format(text=plain)
        plain = plain.replace(LOST, "")
        return plain, NOTE_LOST.format(text=plain, count=count)
    return text, ""


def _bytes(text: str, codec: str) -> bytes | None:
    known = _BYTES[codec]
    found = [known[letter] for letter in text if letter in known]
    return b"".join(found) if len(found) == len(text) else None


def _decoded(raw: bytes) -> str | None:
    """The text of bytes, U+FFFD for what is lost; None where too much is, or it is no text."""
    for some in (raw, _GAP.sub(b"\xa0", raw)):
        try:
            plain = some.decode()
        except UnicodeDecodeError:
            continue
        again, _ = ("", "") if _is_text(plain) else put_right(plain)
        return again or plain if again != plain else None
    plain = raw.decode(errors="replace")
    whole = sum(not letter.isascii() and letter != LOST for letter in plain)
    return plain if whole >= LEAST * plain.count(LOST) and _is_text(plain.replace(LOST, "")) else None


def _is_text(plain: str) -> bool:
    """Whether every word is in letters of one script, and nothing else came out but signs of punctuation."""
    if plain.isascii() or not plain.isprintable():
        return False
    for word in _WORD.findall(plain):
        latin = [unicodedata.name(letter, "").startswith("LATIN") for letter in word if letter.isalpha()]
        if any(latin) and not all(latin):
            return False
    return all(letter.isascii() or unicodedata.category(letter)[0] in "LPMZ" for letter in plain)
