"""Which ports a destination means that a ship sends, as far as the World Port Index knows its words."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache

from sightline.detectors.sea.ports import Port, ports

SHORTEST = 4
"""letters of a name; a shorter word may be anything"""
ALIKE = 0.8
"""names that are so much alike (0 to 1, difflib) are one, mistyped"""
_EMPTY = re.compile(r"\b(PORT OF|PORT|ANCHORAGE|ANCH|ROADS|HARBOUR|HARBOR|TERMINAL|OPL|PS|HANG|GANG|KO)\b")
_SPLIT = re.compile(r"[,/;()+&]| - ")


def plain(text: str) -> str:
    """Letters and digits in capitals, words that name no place left out."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    words = re.sub(r"[^A-Z0-9 ]+", " ", bare.upper().replace("'", "").replace("’", ""))
    return " ".join(_EMPTY.sub(" ", words).split())


@cache
def _names() -> dict[str, tuple[Port, ...]]:
    found: dict[str, list[Port]] = {}
    for port in ports():
        keys = {plain(name) for name in (port.name, *port.others)} | {port.locode}
        for key in keys:
            if len(key) >= SHORTEST:
                found.setdefault(key, []).append(port)
    return {key: tuple(several) for key, several in found.items()}


@cache
def meant(text: str) -> tuple[Port, ...]:
    """Every port of that name or code; none for words that name no port, as `FOR ORDERS`.

    `KRPUS>CNSHA` means what stands behind the arrow.
    """
    last = re.split(r">|=>|\bTO\b", text.upper())[-1]
    known = _names()
    for part in (last, *_SPLIT.split(last)):
        key = plain(part)
        if found := known.get(key) or known.get(key.replace(" ", "")):
            return found
    return ()


def is_mistyped(text: str, port: Port) -> bool:
    """Whether a destination is the name of a port with a letter too few or too many."""
    said = plain(re.split(r">|=>", text.upper())[-1])
    names = (plain(name) for name in (port.name, *port.others))
    return any(SequenceMatcher(None, said, name).ratio() >= ALIKE for name in names)
