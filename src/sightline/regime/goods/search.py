"""From a description in words to the codes it may mean, with reasons; offline, and never a decision.

Every six-digit code is a document of its own words, its heading's and its chapter's, weighed by BM25. What
the nomenclature excludes ("other than", "excluding") does not count for a code. Words of trade and of
Korean, Chinese and Russian go through a glossary of ours; a word the nomenclature does not have is taken for
the one most like it by its letters, and the reason says so.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from sightline.model.check import Candidate
from sightline.regime.goods import sizes
from sightline.regime.goods.nomenclature import UNSPECIFIED, wordings

SATURATION, LENGTH = 1.2, 0.5
"""k1 and b of BM25; chosen on the benchmark `goods`"""
HEADING_SHARE, CHAPTER_SHARE = 0.6, 0.15
"""how much a word of the heading, of the chapter counts beside one of the code's own"""
NAMED_FIRST, ASKED_FIRST = 1.0, 2.0
"""how much more a word counts that stands before the first semicolon, where a wording names the thing itself:
in a code's own wording, and in a description that has one; chosen on samples the benchmark does not use"""
GLOSSARY_SHARE = 0.8
LIKE = 84.0
"""least likeness (0 to 100) of a word to one of the nomenclature for it to be taken for it"""
SHORTEST_LIKE = 5
MOST_WORDS = 60
DEEPER = 6
"""times as many codes are looked at for sizes as are asked for"""
NAMED_CODE = 3.0
"""weight of a code that the glossary names, in units of a rare word"""
_EXCLUDED = re.compile(
    r"(?:\b(?:excluding|other than|except(?:ing)?|excl\.?)\b|\bnot (?=crude|waste))[^;()]*", re.I
)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*|\d+")
_HAN = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3]")
_CYRILLIC = re.compile(r"[а-яё-]+")
_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "like",
        "n",
        "no",
        "nor",
        "not",
        "of",
        "on",
        "or",
        "other",
        "out",
        "parts",
        "per",
        "so",
        "such",
        "than",
        "that",
        "the",
        "their",
        "there",
        "these",
        "this",
        "thereof",
        "to",
        "used",
        "use",
        "whether",
        "which",
        "with",
        "without",
        "e",
        "c",
        "nec",
        "heading",
        "headings",
        "subheading",
        "chapter",
        "including",
        "similar",
        "articles",
        "new",
        "set",
        "brand",
        "pieces",
    ]
)


@dataclass(frozen=True, slots=True)
class _Term:
    """A word to look for: how much it counts, and where it came from when that is not the question."""

    word: str
    weight: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """All codes as documents: term → document numbers and weights, and the terms' rarity."""

    codes: tuple[str, ...]
    postings: Mapping[str, tuple[NDArray[np.int32], NDArray[np.float32]]]
    rarity: Mapping[str, float]


def candidates(text: str, limit: int = 5) -> tuple[Candidate, ...]:
    """The likeliest codes of six digits, best first; empty where no word of the text is known."""
    terms = _terms(text)
    if not terms:
        return ()
    scores = score(terms)
    order = np.argsort(-scores, kind="stable")[: limit * DEEPER]
    found = [_candidate(int(at), float(scores[at]), terms, text) for at in order if scores[at] > 0]
    return tuple(sorted(found, key=lambda one: -one.score)[:limit])


def _candidate(at: int, scored: float, terms: Sequence[_Term], text: str) -> Candidate:
    code = index().codes[at]
    share, why = sizes.fits(text, wordings()[code])
    reasons = (*_reasons(at, terms), *filter(None, (why,)))
    return Candidate(code, wordings()[code], round(scored * share, 3), reasons)


def score(terms: Iterable[_Term]) -> NDArray[np.float64]:
    """The score of every code for these terms."""
    held = index()
    scores = np.zeros(len(held.codes))
    for term in terms:
        if term.word in held.postings:
            at, weight = held.postings[term.word]
            scores[at] += term.weight * held.rarity[term.word] * weight
        elif len(term.word) == 6 and term.word.isdigit() and term.word in wordings():
            scores[held.codes.index(term.word)] += NAMED_CODE * term.weight
    return scores


def of_wording(text: str) -> tuple[_Term, ...]:
    """Terms of a text in the nomenclature's own words, without the glossary."""
    counted = Counter(words(_kept(text)))
    first = Counter(words(_kept(_named(text))))
    return tuple(_Term(word, count + ASKED_FIRST * first[word]) for word, count in counted.items())


def _named(text: str) -> str:
    """What stands before the first semicolon, as in `Coal; anthracite, …`; the whole text where none is."""
    return text.partition(";")[0]


def words(text: str) -> list[str]:
    """Words in one form: small letters, no plural, compounds whole and in parts."""
    found = []
    for token in _WORD.findall(text.casefold()):
        if token.isdigit() and len(token) != 6:
            continue
        parts = [token, *token.split("-")] if "-" in token else [token]
        found += [_stem(part) for part in parts if part not in _STOP and len(part) > 1]
    return found


@cache
def index() -> Index:
    """The index over HS 2022, built once."""
    texts = wordings()
    codes = tuple(code for code in texts if len(code) == 6 and not code.startswith(UNSPECIFIED))
    bags = [_bag(code, texts) for code in codes]
    lengths = [sum(bag.values()) for bag in bags]
    mean = sum(lengths) / len(lengths)
    lists: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, (bag, length) in enumerate(zip(bags, lengths, strict=True)):
        norm = SATURATION * (1 - LENGTH + LENGTH * length / mean)
        for word, count in bag.items():
            lists[word].append((at, count * (SATURATION + 1) / (count + norm)))
    postings = {
        word: (
            np.array([at for at, _ in each], np.int32),
            np.array([weight for _, weight in each], np.float32),
        )
        for word, each in lists.items()
    }
    rarity = {
        word: math.log(1 + (len(codes) - len(each) + 0.5) / (len(each) + 0.5)) for word, each in lists.items()
    }
    return Index(codes, postings, rarity)


def _bag(code: str, texts: Mapping[str, str]) -> dict[str, float]:
    bag: dict[str, float] = defaultdict(float)
    for text, share in (
        (texts[code], 1.0),
        (texts[code[:4]], HEADING_SHARE),
        (texts[code[:2]], CHAPTER_SHARE),
    ):
        for word in words(_kept(text)):
            bag[word] += share
    for word in words(_kept(_named(texts[code]))):
        bag[word] += NAMED_FIRST
    return bag


def _kept(text: str) -> str:
    return _EXCLUDED.sub(" ", text)


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
        return word[:-1] if word.endswith(("she", "che", "xe", "sse")) else word
    return word


# --- what a question's words mean -------------------------------------------------------------------


def _terms(text: str) -> tuple[_Term, ...]:
    plain = " ".join(text.casefold().split())[:2000]
    found: dict[str, _Term] = {}
    glossed = _glossed(plain)
    for key, meaning in glossed:
        for word in words(meaning):
            _keep(found, _Term(word, GLOSSARY_SHARE, f"{key!r} is {meaning!r} in the glossary"))
    first = frozenset(words(_kept(_named(plain)))) if ";" in plain else frozenset()
    for word in words(_kept(plain)):
        if word in index().postings:
            _keep(found, _Term(word, 1.0 + ASKED_FIRST * (word in first)))
        elif like := _like(word):
            _keep(found, _Term(like, 0.6, f"{word!r} is taken for {like!r}"))
    return tuple(list(found.values())[:MOST_WORDS])


def unread(text: str) -> tuple[str, ...]:
    """Words of a description that neither the nomenclature nor the glossary has."""
    plain = " ".join(text.casefold().split())[:2000]
    for key, _ in _glossed(plain):
        plain = _pattern(key).sub(" ", plain)
    return tuple(
        dict.fromkeys(
            word
            for word in words(_kept(plain))
            if word not in index().postings and not word.isdigit() and not _like(word)
        )
    )


def _keep(found: dict[str, _Term], term: _Term) -> None:
    if term.word not in found or found[term.word].weight < term.weight:
        found[term.word] = term


@cache
def _like(word: str) -> str:
    if len(word) < SHORTEST_LIKE or word.isdigit():
        return ""
    hit = process.extractOne(word, _vocabulary(), scorer=fuzz.ratio, score_cutoff=LIKE)
    return hit[0] if hit else ""


@cache
def _vocabulary() -> tuple[str, ...]:
    return tuple(word for word in index().postings if len(word) >= SHORTEST_LIKE)


@cache
def glossary() -> tuple[tuple[str, str], ...]:
    """Keys and meanings, the longest keys first, so that a compound is read before its parts."""
    text = (files("sightline.regime.goods") / "glossary.tsv").read_text("utf-8")
    rows = [line.split("\t", 1) for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(sorted(((key, meaning) for key, meaning in rows), key=lambda row: (-len(row[0]), row[0])))


def _glossed(text: str) -> list[tuple[str, str]]:
    """The glossary's entries in a text; each stretch of it is read once."""
    found = []
    for key, meaning in glossary():
        pattern = _pattern(key)
        if pattern.search(text):
            found.append((key, meaning))
            text = pattern.sub(" | ", text)
    return found


@cache
def _pattern(key: str) -> re.Pattern[str]:
    if _HAN.search(key):
        alone = len(key) == 1 and "\uac00" <= key <= "\ud7a3"  # one syllable is part of too many words
        return re.compile(rf"(?<!\w){re.escape(key)}(?!\w)" if alone else re.escape(key))
    if _CYRILLIC.search(key):
        return re.compile(r"\b" + r"\w*\s+".join(re.escape(part) for part in key.split()) + r"\w*")
    return re.compile(rf"\b{re.escape(key)}s?\b")


def _reasons(at: int, terms: Sequence[_Term]) -> tuple[str, ...]:
    """What spoke for a code: the words it shares, the weightiest first, and how they were come by."""
    held = index()
    shared = [term for term in terms if term.word in held.postings and at in held.postings[term.word][0]]
    shared.sort(key=lambda term: -term.weight * held.rarity[term.word])
    said = f"shares {', '.join(term.word for term in shared[:6])}" if shared else "named by the glossary"
    return (said, *dict.fromkeys(term.why for term in shared if term.why))
