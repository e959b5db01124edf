"""One spelling for the many that transliterations and habits give a word.

*Iwanow*, *Ivanoff* and *Ivanov* become *ivanov*, *Yevgeny* and *Evgenii* *evgeni*, *Khalid* and *Khaled* are
one name by the table. Only what hardly ever parts two names is folded; other differences cost.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sightline.names import chinese, korean
from sightline.names.tables import rows, values

SHORTEST, BY_RULE = 3, 4
"""letters of a word that may be a form of a given name, and of one that is folded by rule, unless it may be a
syllable of a Korean or Chinese name"""
LONGEST_SYLLABLE = 5
"""letters from which on a word is folded whatever it may be"""
CONSONANTS = (
    ("shch", "sh"), ("tsch", "ch"), ("tch", "ch"), ("sch", "sh"), ("dzh", "j"), ("ph", "f"), ("ck", "k"),
    ("q", "k"), ("w", "v"),
)  # fmt: skip
VOWELS = (("ou", "u"), ("iy", "i"), ("ij", "i"), ("yi", "i"), ("ye", "e"), ("y", "i"))
_RULES = dict((*CONSONANTS, *VOWELS))
_PATTERN = re.compile("|".join(sorted(_RULES, key=lambda one: -len(one))))
_ENDINGS = (
    ("off", re.compile("(?<=..)off$"), "ov"), ("eff", re.compile("(?<=..)eff$"), "ev"),
    ("h", re.compile("(?<=[aeiou])h$"), ""), ("iia", re.compile("(?<=..)iia$"), "ia"),
    ("iov", re.compile("(?<=..[bcdfghjklmnprstvz])iov$"), "ev"),
    ("iova", re.compile("(?<=..[bcdfghjklmnprstvz])iova$"), "eva"),
    (("skii", "skij"), re.compile("(?<=[bcdfgklmnprstv])ski[ij]$"), "ski"),
)  # fmt: skip
"""an ending, where it counts, and what is put there"""
_ANY_ENDING = ("off", "eff", "h", "iia", "iov", "iova", "skii", "skij")
_OF_GOD = re.compile("([a-z]{3,}?)(?:[aou]|ou)(?:lla|ll?ah)")
"""a word and *Allah* in one, as *Hizbullah*, *Hezbollah*, *Hisbollah*: the vowels and the *z* in front of him
are written by habit"""
_IEV = re.compile("(?<=..)iev")
_IN_PERSIAN = str.maketrans("eo", "iu")
"""vowels as they are said in Persian, and as they are in Arabic"""
_TWICE = re.compile(r"([a-z])\1")
_VOWEL = re.compile("[aeiou]")
"""what words have and acronyms of initials may lack, in which a letter twice stands for two words: *KKBC*"""
_DOUBLED = re.compile(r"([a-z])\1+")


@cache
def _usual() -> dict[str, str]:
    """Other forms of a given name to the usual one, both folded by rule."""
    found = {by_rule(row["form"]): by_rule(row["usual"]) for row in rows("given_names")}
    return found | {usual: usual for usual in found.values()}


@cache
def _given() -> frozenset[str]:
    return frozenset(_usual().values())


def is_given(word: str) -> bool:
    """Whether a folded word is a given name of the table, of which a letter makes another name."""
    return word in _given()


@cache
def listed_words() -> frozenset[str]:
    """Words that stand on public lists: what is one of them is no error of typing."""
    return frozenset(word for word, _ in values("word_counts"))


def is_listed(word: str) -> bool:
    """Whether a word as it is spelt stands on the public lists that were counted."""
    return word in listed_words()


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """The one spelling of a word as `names.words` gives it; words with digits and short ones as they are."""
    if len(word) < SHORTEST or not word.isalpha():
        return word
    plain = by_rule(word)
    usual = _usual().get(plain)
    if usual or (len(word) < LONGEST_SYLLABLE and is_syllable(word)):
        return usual or word
    if len(word) < BY_RULE:
        return word
    if found := _OF_GOD.fullmatch(word):
        return by_rule(found[1]).translate(_IN_PERSIAN).replace("sb", "zb") + "ala"
    return plain


def is_syllable(word: str) -> bool:
    """Whether a word is how a syllable of a Korean or Chinese name may be written."""
    return bool(korean.spelt(word, False) or chinese.spelt(word, False))


def by_rule(word: str) -> str:
    """Folded by letters alone."""
    text = _PATTERN.sub(lambda found: _RULES[found[0]], word)
    if text.endswith(_ANY_ENDING):
        for ending, pattern, put in _ENDINGS:
            if text.endswith(ending):
                text = pattern.sub(put, text)
    if "iev" in text:
        text = _IEV.sub("ev", text)
    if _TWICE.search(text) and _VOWEL.search(text):
        text = _DOUBLED.sub(r"\1", text)
    return text if len(text) > 1 else word
