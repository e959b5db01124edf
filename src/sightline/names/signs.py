"""The signs of McCune-Reischauer: ŏ and ŭ are other vowels than o and u, and a name with them says which.

*Sŭng* is 승, while *sung* may be 성 as well, by habit; and in a name where ŏ stands elsewhere, *so* is 소 and
not 서. Signs come mangled, too, as an apostrophe behind the vowel: *Su'ng*.
"""

from __future__ import annotations

import re

from sightline.names.hangul import is_hangul, parts
from sightline.names.korean import Readings, info

AGAINST = 1.5
"""nats against a reading that the signs of a name speak against: some leave a sign out, or mangle another"""
SIGNED = frozenset("ㅓㅕㅝㅡㅢ")
"""vowels that are written with a sign"""
_BREVES = str.maketrans({"ŏ": "O", "ŭ": "U"})
_MANGLED = re.compile("(?<=[a-z'`´ʻʼʽ’‘])([ou])['`´ʻʼʽ’‘](?![aeiou])")


def signed(text: str) -> str:
    """A name in small letters with every vowel that has a sign as a capital; empty where none has."""
    lower = text.lower()
    if lower.isascii() and "'" not in lower and "`" not in lower:
        return ""
    told = _MANGLED.sub(lambda found: found[1].upper(), lower.translate(_BREVES))
    return told if "O" in told or "U" in told else ""


def weighed(readings: Readings, spelt: str, is_surname: bool) -> Readings:
    """The readings of a syllable of such a name, the likeliest first; `spelt` has its signs as capitals."""

    def dear(one: tuple[str, float]) -> tuple[float, str]:
        return one[1] + 0.2 * info(one[0], is_surname), one[0]

    vowels = [letter for letter in spelt if letter in "ouOU"]
    if not vowels:
        return readings
    has = any(map(str.isupper, vowels))
    told = [
        (one, cost + AGAINST if is_hangul(one) and (parts(one)[1] in SIGNED) != has else cost)
        for one, cost in readings
    ]
    return tuple(sorted(told, key=dear))
