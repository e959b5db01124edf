"""A name in Arabic letters as Latin letters write it: with the vowels that the script leaves out.

A word of the table has its usual spelling. Of another the words of the public lists tell that have its
consonants, its long vowels in their places, and short ones between (*muhammad lahbous* for محمد لحبوس); where
none has, short vowels are put where Arabic syllables need them. Letters of Persian, Urdu and Pashto are read
as well. How letters are romanised is common knowledge, compared with no document: unverified.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA

from sightline.names.folding import folded
from sightline.names.tables import rows, values
from sightline.names.words import mended

MOST_WORDS = 16
"""words of a name that is read so"""
SHORTEST, LONGEST = 2, 14
"""letters of a word that is read so"""
LONGEST_ARTICLE = 4
"""letters up to which a word is not thought to begin with its article"""
FAMILIAR = 0.5
"""edits for which it makes up that a word stands on e times as many entries"""
LONG, SHORT = ("a", "i", "u"), "(?:[aeiou]|ou|oo|ee|ae|ei|ai)?"
PREFIXES = (("عبد", "abd"), ("ابو", "abu"))

_WORD = re.compile("[\u0621-\u06ff]+")
_VOWEL = re.compile("[aeiou]")
_RUNS = re.compile(r"(.)\1+")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("أإٱ", "ا"), **dict.fromkeys("یېۍےۓ", "ي"), **dict.fromkeys("کڪ", "ك"),
        **dict.fromkeys("ہھەۀۂۃ", "ه"), **dict.fromkeys("ڼں", "ن"), **dict.fromkeys("ٹټ", "ت"),
        **dict.fromkeys("ڈډ", "د"), **dict.fromkeys("ڑړ", "ر"), **dict.fromkeys("ۇۋۆ", "و"),
        "ځ": "ز", "څ": "س", "ښ": "ش", "ږ": "ژ", "ګ": "گ", "ـ": None,
    }
)  # fmt: skip
"""letters of other languages, and seats of hamza, as the letter whose place they have"""
_LETTERS = {
    "ب": "bp", "پ": "p", "ت": ("t", "th"), "ث": ("th", "s", "t"), "ج": ("j", "dj", "g", "zh"),
    "چ": ("ch", "tch"), "ح": "h", "خ": ("kh", "k", "h"), "د": "d", "ذ": ("dh", "z", "d", "th"), "ر": "r",
    "ز": ("z", "dz"), "ژ": ("zh", "j"), "س": "sc", "ش": ("sh", "ch", "s"), "ص": "sc", "ض": ("d", "dh", "z"),
    "ط": ("t", "th"), "ظ": ("z", "dh", "th", "d"), "غ": ("gh", "g", "rh"), "ف": ("f", "ph"),
    "ق": ("q", "k", "g", "gh", "c"), "ك": "kcq", "گ": "g", "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
"""how a consonant is spelt, the usual way first"""
_WEAK = {
    "ا": "[aei]|aa|ae|ai", "آ": "aa?", "ع": "[aeiou]?", "ء": "", "ئ": "[iye]?", "ؤ": "[uow]?",
    "ى": "a|i|y|ee", "ة": "ah?|eh?|at|et", "ه": "h", "و": "[wvuo]|ou|oo|au|aw|ow|uw",
    "ي": "[yie]|ee|ai|ei|ay|ey|iy|ie|ii",
}  # fmt: skip
"""how a letter that may be a vowel is spelt"""
_SAID = {"ئ": "i", "ؤ": "u", "ء": "", "ح": "h", "ه": "h", "ة": "a", "ى": "a", "ا": "a", "آ": "a", "ع": "a"}
_OPEN = frozenset("عءئؤهوي")
"""weak letters behind which a short vowel may stand"""
_CLASSES = {
    **dict.fromkeys("bp", "b"), **dict.fromkeys("tdszcjx", "s"), **dict.fromkeys("kqg", "k"),
    "f": "f", "l": "l", "r": "r", "m": "m", "n": "n",
}  # fmt: skip


def plain(text: str) -> str:
    """A name in Arabic letters without signs of vowels, every letter in the one form that is compared."""
    apart = unicodedata.normalize("NFC", text).translate(_ALIKE)
    return "".join(one for one in apart if unicodedata.category(one) != "Mn")


@cache
def _table() -> dict[str, str]:
    return {plain(row["word"]): row["latin"] for row in rows("arabic_words")}


def latin(text: str) -> str:
    """How a name in Arabic letters is written in Latin ones; empty for one that has no such letter, is too
    long, or has a word nothing is made of."""
    found = _WORD.findall(plain(text))
    told = list(map(_word, found)) if len(found) <= MOST_WORDS else []
    return " ".join(told) if all(told) else ""


@cache
def _companies() -> tuple[dict[str, str], frozenset[str]]:
    """What words of companies mean, and those of them that only a company is called by."""
    known = list(rows("arabic_companies"))
    heads = frozenset(plain(row["word"]) for row in known if row["kind"] == "head")
    return {plain(row["word"]): row["means"] for row in known}, heads


def translated(text: str) -> str:
    """A company's name in Arabic letters with its words put into English, those without a meaning as `latin`
    has them: *bank commercial syrian*. Empty for a name without a word that only companies have."""
    found = [_bare(word) for word in _WORD.findall(plain(text))]
    means, heads = _companies()
    found = _in_pairs(found)
    if len(found) > MOST_WORDS or heads.isdisjoint(found):
        return ""
    told = [means.get(word) or _word(word) for word in found]
    return " ".join(told) if all(told) else ""


def _in_pairs(found: list[str]) -> list[str]:
    """Words of companies, two that mean one thing as one: *lines of the air* are an airline."""
    means, _ = _companies()
    told: list[str] = []
    for word in found:
        if told and (pair := f"{told[-1]} {word}") in means:
            told[-1] = pair
        else:
            told.append(word)
    return told


def _bare(word: str) -> str:
    """A word of companies without its article, or *for the* in front of it."""
    means, _ = _companies()
    return next((bare for part in ("", "ال", "لل") if (bare := word.removeprefix(part)) in means), word)


@lru_cache(maxsize=50_000)
def _word(word: str) -> str:
    """One word, its article left out, a servant of God and *Abu* apart."""
    if known := _table().get(word):
        return known
    bare = word.removeprefix("ال") if len(word) > LONGEST_ARTICLE else word
    if known := _table().get(bare):
        return known
    for prefix, begins in PREFIXES:
        rest = bare.removeprefix(prefix)
        if rest != bare and (known := _table().get(rest.removeprefix("ال"))):
            return f"{begins} {known}"
        if rest != bare and rest.startswith("ال") and (spelt := _spelt(rest.removeprefix("ال"))):
            return f"{begins} {spelt}"
    return _spelt(bare)


def _spelt(word: str) -> str:
    """A word that stands in no table; empty where what comes of it would be read as a word of the tables."""
    if not SHORTEST <= len(word) <= LONGEST:
        return ""
    spelt = _listed(word) or _by_rule(word)
    return spelt if mended(spelt) == spelt else ""


def _listed(word: str) -> str:
    """The word of the public lists a word may be written as: one near to what rules make of it, which stands
    on many entries; empty where none may."""
    if not (some := _by_bones().get(_bones_of(word))):
        return ""
    pattern, rule, bare = re.compile(_pattern(word)), folded(_by_rule(word)), anyascii(word)
    may = [(one, count) for one, count in some if one != bare and pattern.fullmatch(one)]
    near = [(OSA.distance(folded(one), rule) - FAMILIAR * math.log(count), one) for one, count in may]
    return min(near, default=(0.0, ""))[1]


def _pattern(word: str) -> str:
    """How a word may be spelt in Latin letters: any consonant twice, short vowels behind it."""
    parts = []
    for letter in word:
        if spelt := _LETTERS.get(letter):
            parts.append(f"(?:{'|'.join(one if len(one) > 1 else f'{one}{one}?' for one in spelt)}){SHORT}")
        else:
            parts.append(f"(?:{_WEAK.get(letter, '')}){SHORT if letter in _OPEN or letter == 'ح' else ''}")
    if word.endswith("ه"):
        parts[-1] = "(?:[ae]?h|[ae])"
    whole = "".join(parts)
    return whole.removesuffix(SHORT) if word[-1] in _LETTERS else whole


@cache
def _by_bones() -> dict[str, list[tuple[str, int]]]:
    """Words of the lists by the classes of their consonants, each with its count."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for word, count in values("word_counts"):
        if word.isalpha() and word.isascii() and _VOWEL.search(word):
            found[_bones(word)].append((word, int(count)))
    return found


@lru_cache(maxsize=50_000)
def _bones(word: str) -> str:
    """The classes of the consonants of a word in Latin letters, those that may be vowels left out."""
    return _RUNS.sub(r"\1", "".join(_CLASSES.get(one, "") for one in word.replace("ph", "f")))


def _bones_of(word: str) -> str:
    return _bones("".join(_LETTERS.get(letter, ("",))[0] for letter in word))


def _by_rule(word: str) -> str:
    """A word with a short vowel wherever Arabic syllables need one: each is a consonant, a vowel, and no more
    than one consonant behind it."""
    sounds: list[str] = []
    for at, letter in enumerate(word):
        after = word[at + 1 : at + 2]
        if letter in "وي":
            glide = not at or after in tuple("اآةى") or (sounds[-1:] == ["a"] and after)
            sounds.append(("w" if letter == "و" else "y") if glide else "u" if letter == "و" else "i")
        elif letter == "ه" and at and not after and sounds[-1:] and sounds[-1] not in LONG:
            sounds.append("a")
        elif letter == "ئ" and after == "ي":
            continue
        else:
            sounds.append(_SAID[letter] if letter in _SAID else _LETTERS.get(letter, ("",))[0])
    return _with_vowels([one for one in sounds if one])


def _with_vowels(sounds: list[str]) -> str:
    """Sounds with a short vowel before each that would close a syllable without one."""
    told: list[str] = []
    for sound in reversed(sounds):
        if told and sound not in LONG and told[-1] not in LONG and not (len(told) > 1 and told[-2] in LONG):
            told.append("a")
        told.append(sound)
    if len(told) > 1 and told[-1] not in LONG and told[-2] not in LONG:
        told.insert(-1, "a")
    return "".join(reversed(told))
