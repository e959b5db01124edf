"""Han characters: how one is read in Korean, in Mandarin, in Cantonese."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sightline.names.tables import values

COMMON = "name"


@dataclass(frozen=True, slots=True)
class Han:
    """The readings of one character, the usual one first; `common`: met in names in both countries."""

    korean: tuple[str, ...]
    mandarin: tuple[str, ...]
    cantonese: str
    common: bool


@cache
def characters() -> dict[str, Han]:
    """Every character we know, simplified forms included."""
    found: dict[str, Han] = {}
    simple: dict[str, Han] = {}
    for character, simplified, korean, mandarin, cantonese, level in values("han"):
        han = Han(tuple(korean.split()), tuple(mandarin.split()), cantonese, level == COMMON)
        found[character] = han
        if simplified:
            simple.setdefault(simplified, han)
    return simple | found


def is_han(character: str) -> bool:
    """Whether this is a Han character (unified ideographs and extension A)."""
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"
