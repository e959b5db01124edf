"""Branches of banks and companies: *Kadan Bank Aleppo Branch*, *Kadan Bank Succursale di Roma*.

What is said of a branch stands behind the name of whose it is. Words written from general knowledge.
"""

from __future__ import annotations

import re

from sightline.screening.field.addresses import place_behind

_ABROAD = (
    "agence|agencia|filial|filiale|niederlassung|oddział|succursale|sucursal|şubesi|zweigniederlassung|филиал"
)
WORDS = frozenset({*_ABROAD.split("|"), "branch", "office"})
"""one of these stands in every name of a branch"""
_BEHIND = re.compile(rf"[\s,–-]+(?:(?:{_ABROAD})\b(?:\s+\S+){{0,5}}|branch\s+(?:of|in)\s+.+)$", re.IGNORECASE)
"""a word of a branch that its place stands behind"""
_AT_END = re.compile(r"[\s,–-]+(?P<word>branch|(?:representative |liaison |rep\.? )?office)$", re.IGNORECASE)
"""a word of a branch that its place stands in front of"""
_KIND = re.compile(r"[\s,–-]+(?:main|central|head|overseas|foreign|regional)$", re.IGNORECASE)


def without_branch(text: str) -> str:
    """A name without the branch behind it and its place; empty for most.

    *Branch* and *office* stand behind their place and end the name: *Olive Branch Trading* is none, and
    *Kadan Office* has no place.
    """
    if found := _BEHIND.search(text):
        return _KIND.sub("", text[: found.start()])
    if not (found := _AT_END.search(text)):
        return ""
    name = _KIND.sub("", text[: found.start()])
    if place := place_behind(name):
        return name[: len(name) - len(place)].rstrip(" ,-–")
    return name if found["word"].lower() == "branch" else ""
