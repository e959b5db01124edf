"""What the name of a company may be shortened to: initials, and for Korean ones syllables (KOMID)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import product

from sightline.names.tables import rows
from sightline.names.tokens import plain, tokens_of

FEWEST, MOST = 3, 8
"""letters of an acronym, and words of a name that has one"""
OPTIONAL = frozenset({"trading", "general", "group", "holding", "holdings", "international", "bureau"})
"""words an acronym often leaves out, as it does forms of company"""
SYLLABIC = frozenset({"korea", "korean", "choson", "chosun"})
"""first words whose companies are also known by the first letters of their words: KOMID, KORID"""
WORDS_OF_COMPANIES = frozenset({
    "academy", "agency", "association", "bank", "banking", "bureau", "center", "centre", "committee", "corps",
    "department", "development", "export", "foundation", "front", "guard", "import", "industries", "industry",
    "institute", "insurance", "ministry", "organization", "organisation", "shipping", "technology",
    "university",
})  # fmt: skip
"""what says that a name is no person's"""
INITIALS = 3
"""acronyms of initials alone at most: with forms of company, without, and without what is optional"""
FEWEST_SYLLABIC, MOST_SYLLABIC = 4, 4
"""letters of such an acronym, and the words it may be of"""


@cache
def _skipped() -> tuple[frozenset[str], frozenset[str]]:
    """Forms of company, and articles."""
    table = list(rows("words"))
    return (
        frozenset(row["word"] for row in table if row["kind"] == "form"),
        frozenset(row["word"] for row in table if row["kind"] == "article"),
    )


@lru_cache(maxsize=20_000)
def is_acronym(text: str) -> str:
    """A name of one word that may be an acronym, in lower case, without its form of company; or nothing."""
    told = tokens_of(text)[: MOST + 1]
    if len(told) > 1 and _left_out().isdisjoint(told):
        return ""
    forms, _ = _skipped()
    told = tuple([word for word in told if word not in forms])
    told = tuple([word for word in told if word not in OPTIONAL]) if len(told) > 1 else told
    one = told[0] if len(told) == 1 else ""
    return one if FEWEST <= len(one) <= MOST and one.isalpha() else ""


@cache
def _left_out() -> frozenset[str]:
    """What may stand beside an acronym."""
    return _skipped()[0] | OPTIONAL


def of_name(text: str) -> tuple[str, ...]:
    """The acronyms a company's name may have, the fullest first; none for fewer than three words."""
    return _of_words(tuple(plain(text)[: MOST + 4]))


@lru_cache(maxsize=20_000)
def _of_words(told: tuple[str, ...]) -> tuple[str, ...]:
    forms, articles = _skipped()
    words = [word for word in told if word not in articles and word.isalpha()]
    core = [word for word in words if word not in forms]
    least = [word for word in core if word not in OPTIONAL]
    found: dict[str, None] = {}
    for some in (words, core, least):
        if FEWEST <= len(some) <= MOST:
            found["".join([word[0] for word in some])] = None
    for some in (core, least):
        if FEWEST <= len(some) <= MOST_SYLLABIC and some[0] in SYLLABIC:
            found.update(dict.fromkeys(_syllabic(some)))
    return tuple(found)


def _syllabic(words: Sequence[str]) -> list[str]:
    """Two or three letters of the first word, then one or two of each other."""
    starts = [(words[0][:2], words[0][:3]), *((word[:1], word[:2]) for word in words[1:])]
    told = ("".join(parts) for parts in product(*starts))
    return [one for one in told if FEWEST_SYLLABIC <= len(one) <= MOST]


@cache
def words_of_companies() -> frozenset[str]:
    """Tokens that say of a name that it is a company's, and may have to do with an acronym."""
    forms, _ = _skipped()
    return forms | OPTIONAL | WORDS_OF_COMPANIES


def has_nothing(text: str) -> bool:
    """Whether a name has several words and none that a company has: it has nothing to do with one."""
    told = tokens_of(text)
    return len(told) > 1 and words_of_companies().isdisjoint(told)


def of_company(text: str) -> tuple[str, ...]:
    """The initials of a name that is one of a company, as a word in it says; else none."""
    told = tokens_of(text)[: MOST + 4]
    return () if words_of_companies().isdisjoint(told) else _of_words(told)[:INITIALS]


def without_own(text: str) -> str:
    """The name of a company without the acronym of it that stands beside, *SPC Syrian Petroleum Co.*; empty
    where none does."""
    front, behind = text.find(" "), text.rfind(" ")
    if front < 1:
        return ""
    if FEWEST <= front <= MOST and text[front + 1 : front + 2] == text[0]:
        short, name = text[:front], text[front + 1 :]
    elif FEWEST < len(text) - behind <= MOST + 1 and text[behind + 1] == text[0]:
        short, name = text[behind + 1 :], text[:behind]
    else:
        return ""
    whole = short.isupper() and short.isalpha() and short.lower() in of_name(name)
    return name.strip(" ,-–:") if whole else ""
