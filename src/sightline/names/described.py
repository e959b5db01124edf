"""What someone is, in words around a name: *X, arms dealer*, *Russian arms dealer X*, *X sister of Y*.

A title or an office alone is taken off in `names.titled`; here are words of occupations and of families, and
whatever stands in small letters beside a name in capitals, as in a newspaper. The name is asked without them
as one more form.
"""

from __future__ import annotations

import re

from sightline.names.acronyms import words_of_companies
from sightline.names.folding import folded, is_given, is_listed, is_syllable
from sightline.names.titled import OFFICES

OCCUPATIONS = frozenset({
    "accountant", "acting", "adviser", "advisor", "aide", "ally", "analyst", "banker", "boss", "broker",
    "businessman", "businesswoman", "chieftain", "citizen", "clerk", "cleric", "consul", "counsellor",
    "counselor", "courier", "dealer", "delegate", "diplomat", "engineer", "entrepreneur", "envoy",
    "facilitator", "financier", "former", "fundraiser", "hacker", "inspector", "intermediary",
    "investor", "judge", "lawyer", "leader", "lieutenant-general", "magnate", "major-general",
    "merchant", "militant", "mp", "national", "official", "oligarch", "operative", "operator",
    "overseer", "physicist", "pilot", "politician", "premier", "prime", "procurator", "professor",
    "programmer", "prosecutor", "recruiter", "rep", "resident", "scientist", "seafarer",
    "secretary-general", "senator", "shipowner", "smuggler", "spokesman", "spokesperson", "spokeswoman",
    "supporter", "terrorist", "trader", "trafficker", "tycoon", "vice-chairman", "vice-marshal",
    "vice-president", "warlord",
})  # fmt: skip
"""what people do and what they are called for, besides offices and ranks; written from general knowledge"""
FIELDS = frozenset({
    "arms", "army", "business", "chief", "defence", "defense", "drug", "drugs", "economy", "energy", "ex",
    "finance", "foreign", "interior", "intelligence", "military", "naval", "navy", "nuclear", "oil", "party",
    "police", "shipping", "state", "supreme", "the", "trade", "transport", "weapons",
})  # fmt: skip
"""what stands among these in front of a name: *Deputy Defence Minister*"""
RELATIVES = frozenset({
    "aunt", "brother", "brother-in-law", "cousin", "daughter", "father", "husband", "mother", "nephew",
    "niece", "sister", "sister-in-law", "son", "son-in-law", "uncle", "widow", "wife",
})  # fmt: skip
WORDS = OFFICES | OCCUPATIONS
"""one of these says that a part of a field is no name; a relative only with *of* behind: *Ri, Son Kwon*"""
_IN_FRONT = WORDS | FIELDS
_PARTICLES = frozenset({
    "abou", "abul", "bint", "binti", "della", "delle", "degli", "dell", "dello", "and", "for", "from", "het",
    "ibn", "oder", "und", "van", "von", "vom", "zum", "zur", "with",
})  # fmt: skip
"""words that stand in small letters in names"""
LEAST_SMALL, LEAST_NAME = 4, 2
"""letters of a word in small letters that is none of a name, and words of the name that is left"""
_OF = re.compile(rf"\s+(?:the\s+)?(?:{'|'.join(sorted(RELATIVES))})\s+(?:of|to)\s+\S", re.IGNORECASE)
SMALL = re.compile(r"(?:^|[ ,(])[a-z-]{4,}(?=[ ,.)]|$)")
"""what stands in every field in which words in small letters may describe"""


def describes(part: str, mixed: bool) -> bool:
    """Whether a part of a field says what someone is; `mixed`: whether the field has capitals elsewhere, so
    that small letters say something."""
    told = [word.strip(".,;:()") for word in part.split()]
    if not WORDS.isdisjoint([word.lower() for word in told]) or _OF.search(f" {part}"):
        return True
    return mixed and any(map(_is_small, told))


def has_small(text: str) -> bool:
    """Whether a word in small letters that is none of a name stands in a field."""
    if text.istitle() or text.isupper() or not SMALL.search(text):
        return False
    return any(_is_small(word.strip(".,;:()")) for word in text.split())


def without_description(text: str) -> str:
    """A name of several words without what someone is, in front or behind; empty where nothing says so."""
    if (related := _OF.search(text)) and len(text[: related.start()].split()) >= LEAST_NAME:
        return text[: related.start()].strip(" ,-–")
    told = text.split()
    if named := _behind_office(told):
        return named
    if not SMALL.search(text):
        return ""
    small = [n for n, word in enumerate(told) if _is_small(word.strip(".,;:()"))]
    if not small:
        return ""
    return _named(told[: small[0]]) or _named(told[small[-1] + 1 :])


def _behind_office(told: list[str]) -> str:
    """*Viktor Kadan* of *Deputy Defence Minister Viktor Kadan*; nothing where a company may be called so."""
    plain = [word.strip(",:").lower() for word in told]
    office = next((n for n, word in enumerate(plain) if word not in _IN_FRONT), len(plain))
    if WORDS.isdisjoint(plain[:office]) or len(told) < office + LEAST_NAME:
        return ""
    return " ".join(told[office:]) if words_of_companies().isdisjoint(plain[office:]) else ""


def _named(kept: list[str]) -> str:
    """A name of several words in capitals, without words in small letters behind; else nothing."""
    while kept and kept[-1].islower():
        kept = kept[:-1]
    named = sum(word[:1].isupper() for word in kept)
    return " ".join(kept).strip(" ,-–:;") if named >= LEAST_NAME and kept[0][:1].isupper() else ""


def _is_small(word: str) -> bool:
    """Whether a word in small letters is none of a name."""
    if len(word) < LEAST_SMALL or not word.islower() or word in _PARTICLES:
        return False
    if word in WORDS:
        return True
    return not (is_listed(word) or is_syllable(word) or is_given(folded(word)))
