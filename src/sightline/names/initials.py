"""Two initials beside a surname that are read as something else: *Larijani S.A.* as a company,
*Al-Azawi H.H.* as two words."""

from __future__ import annotations

import re

from sightline.names.acronyms import words_of_companies
from sightline.names.words import INITIALLED, is_tabled

_BEHIND = re.compile(r"(?P<name>[^\s,]+(?:\s[^\s,]+){0,2}?),?\s+(?P<one>[A-Za-z])\.(?P<two>[A-Za-z])\.")
"""a surname of several parts and initials written together"""

_CYRILLIC = re.compile(
    r"(?P<before>[а-яё]{2,}(?:-[а-яё]{2,})?),?\s+(?P<one>[а-яё])\.\s?(?P<two>[а-яё])\."
    r"|(?P<first>[а-яё])\.\s?(?P<second>[а-яё])\.\s?(?P<behind>[а-яё]{2,}(?:-[а-яё]{2,})?)",
    re.IGNORECASE,
)
"""a surname and initials in Cyrillic letters, whatever form of company they look like in Latin ones"""


def initials_meant(text: str) -> str:
    """*O. F. Silchenko* for *Silchenko O.F.*, in front and apart as no form of company stands; *Al-Azawi H.
    H.* for *Al-Azawi H.H.*, *Н. В. Иванова* for *Иванова Н.В.*; empty for others."""
    if "." not in text:
        return ""
    if told := _CYRILLIC.fullmatch(text):
        one, two = told["one"] or told["first"], told["two"] or told["second"]
        return f"{one}. {two}. {told['before'] or told['behind']}"
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
