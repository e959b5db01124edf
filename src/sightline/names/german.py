"""Slavic, Persian and Arabic names as German writes them, or with hooks on letters, in English letters.

*Marija Sacharowa* is Maria Zakharova, *Siradschuddin* Sirajuddin, *Lukašenka* Lukashenka. What one letter may
stand for, *s* for z and *sch* for zh, the public lists decide: a word is read so where they have it. German
names are spelt with the same letters: where nothing but such letters says that a name may be respelt, a word
is changed only if the lists have what comes of it and not what stands. How letters are put into German is
common knowledge, compared with no document: unverified.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sightline.names.commonness import is_known
from sightline.names.folding import folded, is_syllable

SHORTEST = 4
"""letters of a word that is read so"""
SIGNS, HOOKED = ("ch", "owa", "ewa", "wsk"), "šžč"
"""one of which stands in every name that is read so"""
_SURE = re.compile(r"dsch|tsch|[šžč]|\w[eo]wa\b|wskij|wska\b")
"""what says that a name is written so: few German names have it"""
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = {
    "schtsch": "shch", "dsch": "j", "tsch": "ch", "sch": "sh", "ch": "kh", "j": "y", "w": "v",
    "š": "sh", "ž": "zh", "č": "ch",
}  # fmt: skip
_PATTERN = re.compile("|".join(_LETTERS))
_MAY_BE_Z = re.compile("(?:^|(?<=[aeiou]))s(?=[aeiou])")
_TECH, _TEC = "tech", "tec"
"""*Rostech*, whose last letter is х in Russian, and which calls itself *Rostec*"""


def in_english(text: str) -> str:
    """A name as English would spell it; empty where German spelling changes nothing that is compared."""
    small = text.lower()
    if not any(map(small.__contains__, SIGNS if small.isascii() else (*SIGNS, *HOOKED))):
        return ""
    sure = bool(_SURE.search(small))
    respelt = _WORD.sub(lambda found: _word(found[0].lower(), sure) or found[0], text)
    if respelt == text:
        return ""
    return respelt.upper() if text.isupper() else respelt.title()


@lru_cache(maxsize=50_000)
def _word(word: str, sure: bool) -> str:
    """A word respelt; empty for one that stays as it is."""
    if len(word) < SHORTEST or not (sure or "ch" in word):
        return ""
    stands = folded(word)
    if word.endswith(_TECH) and is_known(folded(tec := word.removesuffix(_TECH) + _TEC)):
        return "" if is_known(stands) else tec
    plain = _PATTERN.sub(lambda found: _LETTERS[found[0]], word)
    ways = [plain, _MAY_BE_Z.sub("z", plain)]
    if "sch" in word:
        ways += [one.replace("sh", "zh") for one in ways]
    if is_syllable(word) or folded(plain) == stands == folded(ways[-1]):
        return ""
    if word.isascii() and is_known(stands):
        return ""
    known = next((one for one in ways if is_known(folded(one))), "")
    return known or (plain if sure and folded(plain) != stands else "")
