"""Which mission of the DPRK, or which official of one, an account's holder is, however the name is written.

The state and the kind of mission are told by words of the languages below; what is left of the name tells a
place or a person. Words and abbreviations are this project's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from sightline.clean import country_words
from sightline.detectors.firms.company_units import PERSONS
from sightline.detectors.firms.listed_parties import name_key
from sightline.detectors.firms.ties import normal

STATE = (
    "democratic people s republic of korea", "democratic peoples republic of korea", "d p r of korea",
    "d p r korea", "dpr of korea", "dpr korea", "d p r k", "dprk", "korea dpr", "north korea", "korea north",
    "demokratische volksrepublik korea", "demokratischen volksrepublik korea", "d v r korea", "dvr korea",
    "d v r k", "dvrk", "nordkorea", "republique populaire democratique de coree", "r p d de coree",
    "rpd de coree", "r p d c", "rpdc", "coree du nord", "republica popular democratica de corea",
    "rpd de corea", "corea del norte", "republica popular democratica da coreia", "coreia do norte",
    "repubblica popolare democratica di corea", "corea del nord",
    "корейская народно демократическая республика", "корейской народно демократической республики", "кндр",
    "северной кореи",
)  # fmt: skip
UNSPACED = ("朝鲜", "朝鮮", "조선민주주의인민공화국", "북한")
"""names of the state in scripts that part no words"""
POSTS = {
    "embassy": (
        "embassy", "botschaft", "ambassade", "embajada", "embaixada", "ambasciata", "посольство", "大使馆",
        "大使館", "대사관",
    ),
    "consulate": (
        "consulate", "konsulat", "generalkonsulat", "consulat", "consulado", "consolato", "консульство",
        "领事馆", "領事館", "령사관", "영사관",
    ),
    "mission": ("diplomatic", "consular", "mission", "vertretung", "mision", "missao", "missione", "миссия"),
    "representation": ("representation", "representacion", "представительство"),
}  # fmt: skip
_POSTS = frozenset(word for words in POSTS.values() for word in words)
OFFICIALS = frozenset({
    "diplomat", "ambassador", "consul", "attache", "secretary", "counsellor",
    "counselor", "charge", "botschafter", "botschaftsrat", "konsul", "ambassadeur", "embajador", "посол",
    "консул",
})  # fmt: skip
"""words of an official's rank"""
RANKS = OFFICIALS | {"first", "second", "third", "d", "affaires", "general", "minister"}
LITTLE = frozenset({
    "the", "of", "and", "to", "der", "die", "das", "des", "de", "la", "le", "du", "del", "da", "di", "s",
    "general",
})  # fmt: skip
IN = frozenset({"in", "at", "zu", "a", "au", "en", "em", "в"})
_ELSEWHERE = re.compile(
    r"(?:\b(?:in|to|bei|en|em|aupres|ante|presso|в)(?: (?:the|der|de|la|el|a|o|il|l))*) $"
)
"""before the name of the state: it is where another's mission is"""


@dataclass(frozen=True, slots=True)
class Holder:
    """What a name means: `post` of a mission, empty for an official; the place or person that is left."""

    post: str
    rest: str
    place: bool
    """whether what is left is a place"""


def holder(name: str, kind: str) -> Holder | None:
    """The mission or official a holder's name and the register's kind mean; None where none of the DPRK."""
    text, sort = _plain(name), _plain(kind)
    rest = _without_state(text)
    if rest is None and _without_state(sort) is None:
        return None
    words = (text if rest is None else rest).split()
    post = _post(words) or _post(sort.split())
    ranked = bool(OFFICIALS & set(words)) or (bool(OFFICIALS & set(sort.split())) and not _post(words))
    if sort in PERSONS or ranked:
        if not post and not ranked:
            return None
        left = sorted(word for word in words if word not in RANKS | LITTLE | IN | _POSTS)
        return Holder("", " ".join(left) or name_key(name), False)
    if not post:
        return None
    left = [word for word in words if word not in LITTLE | _POSTS]
    said = [word for word in left if word not in IN]
    place = len(said) < 2 or left[0] in IN
    return Holder(post, " ".join(said if place else sorted(said)), place)


def together(found: Iterable[tuple[Hashable, Holder, str]]) -> Mapping[Hashable, tuple[str, ...]]:
    """Which of several (an id, what its name means, the country of its account) are one: the same tuple.

    A state has one embassy in a country: names of an embassy there that tell no place, or all the same one,
    are of one. Where they tell several, each is by itself, as are consulates, officials, and all whose
    accounts have no country.
    """
    every = list(found)
    places: dict[str, set[str]] = defaultdict(set)
    for _id, one, country in every:
        if one.post == "embassy" and one.place and country:
            places[country].add(_town(one.rest, country))
    known: dict[Hashable, tuple[str, ...]] = {}
    for number, one, country in every:
        rest = _town(one.rest, country) if one.place else one.rest
        if one.post == "embassy" and one.place and country and len(places[country] - {""}) < 2:
            rest = ""
        known[number] = (one.post, country, rest, "" if one.place or not one.post else "named")
    return known


def _town(rest: str, country: str) -> str:
    """What is left of a place without the country's own name."""
    return "" if rest and country and country_words.read(rest).code == country else rest


def _plain(text: str) -> str:
    """Small letters without accents, words parted by single spaces."""
    split = unicodedata.normalize("NFD", normal("name", text))
    return unicodedata.normalize("NFC", "".join(one for one in split if unicodedata.category(one) != "Mn"))


def _without_state(text: str) -> str | None:
    """A text without the state's name; None where it is not there, or says where another's mission is."""
    spaced = f" {text} "
    for words in STATE:
        at = spaced.find(f" {words} ")
        if at >= 0:
            if _ELSEWHERE.search(spaced[: at + 1]):
                return None
            return f"{spaced[:at]} {spaced[at + len(words) + 1 :]}".strip()
    for mark in UNSPACED:
        if mark in text:
            rest = text.replace(mark, " ", 1)
            for post in _POSTS:
                rest = rest if post.isascii() else rest.replace(post, f" {post} ")
            return " ".join(rest.split())
    return None


def _post(words: Iterable[str]) -> str:
    told = set(words)
    return next((post for post, names in POSTS.items() if told & set(names)), "")
