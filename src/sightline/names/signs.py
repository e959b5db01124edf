"""The signs of McCune-Reischauer: ŏ and ŭ are other vowels than o and u, ch' is another initial than ch,
and a name with them says which.

*Sŭng* is 승, while *sung* may be 성 as well, by habit; and in a name where ŏ stands elsewhere, *so* is 소 and
not 서, and *chŏng* is 정 and not 청. Signs come mangled, too, as an apostrophe behind the vowel: *Su'ng*.
"""

from __future__ import annotations

import re

from sightline.names.hangul import is_hangul, parts
from sightline.names.korean import Readings, info

AGAINST = 1.5
"""nats against a reading that the signs of a name speak against: some leave a sign out, or mangle another"""
SIGNED = frozenset("ㅓㅕㅝㅡㅢ")
"""vowels that are written with a sign"""
BREATHED, PLAIN = frozenset("ㅋㅌㅍㅊ"), frozenset("ㄱㄷㅂㅈ")
"""initials that are written with an apostrophe behind, and those that are written alike without"""
_BREVES = str.maketrans({"ŏ": "O", "ŭ": "U"})
_BREATHED = re.compile("(k|t|p|ch)(?=['`´ʻʼʽ’‘][aeiouyw])", re.IGNORECASE)
_ALIKE = re.compile("(k|t|p|ch)(?!h)", re.IGNORECASE)
_MANGLED = re.compile("(?:(?<=[a-z'`´ʻʼʽ’‘])|\\b)([ou])['`´ʻʼʽ’‘](?![aeiou])")


def signed(text: str) -> str:
    """A name in small letters with every vowel that has a sign as a capital, and every initial that has one
    beginning with a capital; empty where no vowel has one."""
    lower = text.lower()
    if lower.isascii() and "'" not in lower and "`" not in lower:
        return ""
    told = _MANGLED.sub(lambda found: found[1].upper(), lower.translate(_BREVES))
    return _BREATHED.sub(lambda found: found[1].capitalize(), told) if "O" in told or "U" in told else ""


def weighed(readings: Readings, spelt: str, is_surname: bool) -> Readings:
    """The readings of a syllable of such a name, the likeliest first; `spelt` has its signs as capitals."""

    def dear(one: tuple[str, float]) -> tuple[float, str]:
        return one[1] + 0.2 * info(one[0], is_surname), one[0]

    vowels = [letter for letter in spelt if letter in "ouOU"]
    marked = any(map(str.isupper, vowels)) if vowels else None
    breathed = spelt[0].isupper() if _ALIKE.match(spelt) else None
    told = [(one, cost + AGAINST * _against(one, marked, breathed)) for one, cost in readings]
    return tuple(sorted(told, key=dear))


def _against(reading: str, marked: bool | None, breathed: bool | None) -> int:
    """How many signs speak against a reading: whether its vowel and its initial have one; None where a
    spelling does not tell."""
    if not is_hangul(reading):
        return 0
    initial, vowel, _ = parts(reading)
    against = int(marked is not None and (vowel in SIGNED) != marked)
    if breathed is not None and initial in BREATHED | PLAIN:
        against += (initial in BREATHED) != breathed
    return against
