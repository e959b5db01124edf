"""A name as words that can be compared: Latin letters, one word for one meaning, empty words left out."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sightline.names.folding import folded
from sightline.names.han import characters, is_han
from sightline.names.hangul import is_hangul, parts
from sightline.names.sound import is_abjad
from sightline.names.tables import rows
from sightline.names.tokens import MOST_TOKENS, plain

_ROMAN = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12",
}  # fmt: skip
LONGEST_ARTICLE = 4
"""Letters up to which a word in Arabic letters is not thought to begin with its article."""
LONGEST_WORD = 40
"""Letters of a word that are compared."""
SERVANT = frozenset({"abd", "abdul", "abdel", "abdal", "abdol", "abdur", "abdus", "abed"})
ARTICLES = frozenset({"al", "el", "ul", "ur", "us", "as", "ar", "an", "az"})
_SERVANT_JOINED = re.compile(
    "abd(?:[aeou]l|al|el|ul|[aeou]r(?=r)|[aeou]s(?=s)|[aeou]z(?=z)|[aeou]n(?=n))([a-z]{4,})"
)
_REGISTRATION = re.compile(r"\s*(?!AL|EL)([A-Z]{1,2})-([A-Z]{2,3})\s*")
"""the mark of an aircraft: two letters of the country, a hyphen, letters or digits"""
_EMPTY = frozenset({"form", "article", "title"})
PERSON = 3
"""Characters up to which a run is a person's name and not parted into words."""
_RUN = re.compile("[\u3400-\u9fff\uac00-\ud7a3]+")
_ASIAN = re.compile("[\u3040-\u9fff\uac00-\ud7a3]")
_DPRK = {
    "ㄱ": "k", "ㄲ": "kk", "ㄴ": "n", "ㄷ": "t", "ㄸ": "tt", "ㄹ": "r", "ㅁ": "m", "ㅂ": "p", "ㅃ": "pp",
    "ㅅ": "s",
    "ㅆ": "ss", "ㅇ": "", "ㅈ": "j", "ㅉ": "jj", "ㅊ": "ch", "ㅋ": "kh", "ㅌ": "th", "ㅍ": "ph", "ㅎ": "h",
    "ㅏ": "a", "ㅐ": "ae", "ㅑ": "ya", "ㅒ": "yae", "ㅓ": "o", "ㅔ": "e", "ㅕ": "yo", "ㅖ": "ye",
    "ㅗ": "o", "ㅘ": "wa",
    "ㅙ": "wae", "ㅚ": "oe", "ㅛ": "yo", "ㅜ": "u", "ㅝ": "wo", "ㅞ": "we", "ㅟ": "wi", "ㅠ": "yu", "ㅡ": "u",
    "ㅢ": "ui", "ㅣ": "i",
}  # fmt: skip
_DPRK_CODA = {"_": "", "ㅇ": "ng", "ㄹ": "l", "ㄱ": "k", "ㄴ": "n", "ㅁ": "m", "ㅂ": "p", "ㅅ": "s"}


@cache
def _meanings() -> tuple[
    dict[str, str], frozenset[str], dict[str, list[tuple[tuple[str, ...], str]]], dict[str, str]
]:
    """Words that stand for others, empty words, phrases by their first word, words in Hangul and Han."""
    same: dict[str, str] = {}
    empty: set[str] = set()
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    asian: dict[str, str] = {}
    for row in rows("words"):
        word, means = row["word"], row["means"]
        if not word.isascii():
            asian[word] = means
        elif " " in word:
            parted = tuple(word.split())
            phrases.setdefault(parted[0], []).append((parted, means))
        elif row["kind"] in _EMPTY:
            empty.add(word)
        else:
            same[word] = means
    for known in phrases.values():
        known.sort(key=lambda one: -len(one[0]))
    return same, frozenset(empty), phrases, asian


def words(text: str) -> tuple[str, ...]:
    """The words of a name as `readable` gives it, in their order; empty when nothing can be compared.

    Each in the one spelling that transliterations share, as `names.folding` has it.
    """
    return tuple(folded(word) for word in shown(text))


@lru_cache(maxsize=8192)
def shown(text: str) -> tuple[str, ...]:
    """The same words, as many, as a reader would spell them."""
    if not text.isascii() and _ASIAN.search(text):
        text = _RUN.sub(lambda found: f" {_latin(found[0])} ", text)
    if "-" in text and (mark := _REGISTRATION.fullmatch(text)):
        return ((mark[1] + mark[2]).lower(),)
    found = plain(text)
    if is_abjad(text):
        found = [word.removeprefix("al") if len(word) > LONGEST_ARTICLE else word for word in found]
    same, empty, phrases, _ = _meanings()
    if not phrases.keys().isdisjoint(found):
        found = _phrased(found)
    if any(word.startswith("ab") for word in found):
        found = _servants(found)
    told = [word for word in found if word not in empty] or found
    if same.keys().isdisjoint(told) and len(told) <= MOST_TOKENS:
        told = [_ROMAN.get(word, word) for word in told] if len(told) > 1 else told
        return tuple([word[:LONGEST_WORD] for word in told or found])
    whole: list[str] = []
    for word in told[:MOST_TOKENS]:
        if word in same:
            whole += same[word].split()
        else:
            whole.append(_ROMAN.get(word, word) if len(told) > 1 else word)
    return tuple(word[:LONGEST_WORD] for word in whole or found)


def _servants(found: list[str]) -> list[str]:
    """*Abd al-Rahman*, *Abdul Rahman*, *Abdelrahman* and *Abdurrahman* as the same two words."""
    whole: list[str] = []
    for word in found:
        joined = _SERVANT_JOINED.fullmatch(word)
        if word in SERVANT:
            whole.append("abd")
        elif joined:
            whole += ["abd", joined[1]]
        elif not (whole and whole[-1] == "abd" and word in ARTICLES):
            whole.append(word)
    return whole or found


def _phrased(found: list[str]) -> list[str]:
    """Phrases replaced by what they mean, unless nothing would be left."""
    _, _, phrases, _ = _meanings()
    changed: list[str] = []
    at = 0
    while at < len(found):
        for parted, means in phrases.get(found[at], ()):
            if tuple(found[at : at + len(parted)]) == parted:
                changed += means.split()
                at += len(parted)
                break
        else:
            changed.append(found[at])
            at += 1
    return changed or found


def _latin(run: str) -> str:
    """Hangul in DPRK spelling, Han in pinyin, words we know in English."""
    *_, asian = _meanings()
    if len(run) <= PERSON:
        return _spelt(run)
    found: list[str] = []
    at, start = 0, 0
    while at < len(run):
        for length in (6, 5, 4, 3, 2):
            if run[at : at + length] in asian and len(run[at : at + length]) == length:
                found += [_spelt(run[start:at]), asian[run[at : at + length]]]
                at += length
                start = at
                break
        else:
            at += 1
    found.append(_spelt(run[start:]))
    return " ".join(filter(None, found)) or _spelt(run)


def _spelt(run: str) -> str:
    return "".join(_one(character) for character in run)


def _one(character: str) -> str:
    if is_hangul(character):
        return dprk(character)
    if is_han(character) and (han := characters().get(character)):
        return han.mandarin[0]
    return character


def dprk(syllable: str) -> str:
    """One Hangul syllable as the DPRK writes it."""
    initial, vowel, coda = parts(syllable)
    return _DPRK[initial] + _DPRK[vowel] + _DPRK_CODA.get(coda, "t")
