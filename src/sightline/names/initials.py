"""Two initials beside a surname that are read as something else: *Larijani S.A.* as a company,
*Al-Azawi H.H.* as two words."""

from __future__ import annotations

import re

from sightline.names.acronyms import words_of_companies
from sightline.names.words import INITIALLED, is_tabled

_BEHIND = re.compile(r"(?P<name>[^\s,]+(?:\s[^\s,]+){0,2}?),?\s+(?P<one>[A-Za-z])\.(?P<two>[A-Za-z])\.")
"""a surname of several parts and initials written together"""


def initials_meant(text: str) -> str:
    """*O. F. Silchenko* for *Silchenko O.F.*, in front and apart as no form of company stands; *Al-Azawi H.
    H.* for *Al-Azawi H.H.*; empty for others."""
    if "." not in text:
        return ""
    if parted := INITIALLED.fullmatch(text):
        one, two = parted[2], parted[3]
        if bool(parted[1]) == bool(parted[4]) or not is_tabled(one.lower(), two.lower()):
            return ""
        return f"{one}. {two}. {parted[1] or parted[4]}"
    behind = _BEHIND.fullmatch(text)
    if not behind or is_tabled(behind["one"].lower(), behind["two"].lower()):
        return ""
    if not words_of_companies().isdisjoint(behind["name"].lower().split()):
        return ""
    return f"{behind['name']} {behind['one']}. {behind['two']}."
