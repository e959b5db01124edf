"""How wide a text of a drawing is, by the advances of DejaVu Sans, one of the broadest it may be set in."""

from __future__ import annotations

import unicodedata

_BY_WIDTH = {
    0.30: "'ijlIJ", 0.32: " ,.·", 0.36: "/:;\\|f-", 0.40: "()[]t!", 0.46: "r\"", 0.53: "*_`sz?’–°",
    0.58: "cLFk", 0.61: "vxyPTYao", 0.64: "eESbdghnpqu$0123456789{}", 0.70: "KAVBRXZC", 0.79: "UHNDGOQ&",
    0.86: "w#+<=>^~M",
}  # fmt: skip
"""the signs of each advance, in ems: read from the font and rounded up"""
_ADVANCES = {sign: width for width, signs in _BY_WIDTH.items() for sign in signs}
_BROAD, _CAPITAL, _OTHER = 1.0, 0.9, 0.75
"""of a Chinese, Japanese or Hangul sign and of the broadest Latin ones; of another capital; of all others"""
CUT = "…"


def breadth(text: str, size: float) -> float:
    """The room a text takes in a size, in the unit of that size."""
    return size * sum(_advance(sign) for sign in text)


def _advance(sign: str) -> float:
    if (known := _ADVANCES.get(sign)) is not None:
        return known
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(sign) in "WF" or sign in "mW@%…—":
        return _BROAD
    return _CAPITAL if sign.isupper() else _OTHER


def fitted(text: str, size: float, room: float) -> str:
    """The text, cut where it takes more than the room."""
    if breadth(text, size) <= room:
        return text
    kept = text
    while kept and breadth(kept.rstrip() + CUT, size) > room:
        kept = kept[:-1]
    return kept.rstrip() + CUT


def lines(text: str, size: float, room: float, most: int) -> list[str]:
    """The text in lines that each fit in the room, at most so many; what is left over is cut."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".lstrip()
        if breadth(longer, size) <= room or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    last = " ".join(found[most - 1 :])
    kept = [*found[: most - 1], last] if last else found
    return [fitted(line, size, room) for line in kept]
