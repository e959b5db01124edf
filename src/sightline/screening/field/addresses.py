"""Addresses behind a name, and in front of one: countries, cities, streets, rooms."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sightline.clean import countries, country_words
from sightline.names.tables import values

OF_ADDRESSES = frozenset({
    "avenue", "bldg", "boulevard", "box", "branch", "building", "city", "county", "distr", "district", "dong",
    "floor", "guyok", "kuyok", "lane", "office", "province", "road", "room", "street", "suite", "ulitsa",
})  # fmt: skip
"""written from general knowledge"""
_STREET = re.compile(
    rf"\b(?:{'|'.join(sorted(OF_ADDRESSES))})\b|-(?:gu|si|ri)\b|^\d{{4,6}}\b|\b\d{{5,6}}$", re.IGNORECASE
)
"""what says that a part of a field is of an address"""
_TRADES = frozenset(
    {"and", "&", "company", "co", "corporation", "corp", "ltd", "limited", "society", "materials"}
)
"""words beside which *building* and *office* are what a company does"""
DOOR = re.compile(
    r"(?:room|rm|suite|unit|flat|floor|no)\b\.?\s*\d+\w?|\d+(?:st|nd|rd|th) floor|p\.?o\.? box \d+", re.I
)
_LOCODE = re.compile(r"[A-Z]{2} ?[A-Z2-9]{3}")
"""a code of a port, as acronyms look as well"""
GIVEN_NAMES = frozenset({
    "chad", "chino", "georgia", "german", "india", "irakli", "ireland", "israel", "jordan", "salvador",
    "siam",
})  # fmt: skip
SURNAMES = frozenset({"england", "france", "holland", "jersey", "korea", "mali", "martin", "wales"})
"""places people are called as, besides the cities that the table marks so"""
MOST = 3
"""words of a place that stands behind a name"""
_EDGES = " .,()"


def is_place(part: str) -> bool:
    """Whether a part of a field is a country, a city, or has a word of addresses."""
    told = part.lower().replace("'", "").split()
    if is_country(part) or (_STREET.search(part) and _TRADES.isdisjoint(told)):
        return True
    return part.lower().strip(_EDGES) in _cities() or (
        bool(told) and told[0].isalpha() and all(word in _cities() for word in told)
    )


@lru_cache(maxsize=4096)
def is_country(text: str) -> bool:
    """Whether a text is the name of a country; of few letters it may be a form of company or a degree."""
    if sum(map(str.isalpha, text)) <= len("XXX") and text.isascii():
        return False
    return bool(countries.code(text) or (not _LOCODE.fullmatch(text) and country_words.read(text).code))


def is_given_name(place: str) -> bool:
    """Whether people are called as this place is, so that it may be one behind a comma: *Smith, Georgia*."""
    return place.lower().strip(_EDGES) in _given_names()


def is_name(place: str) -> bool:
    """Whether people have this place as a given name or a surname: *Isaiah Berlin*."""
    return place.lower().strip(_EDGES) in _names()


def place_behind(text: str) -> str:
    """The place of few words that a name ends with, nothing between: *KOMID Pyongyang*; empty for most."""
    told = text.split()
    for count in range(min(MOST, len(told) - 1), 0, -1):
        tail = " ".join(told[-count:])
        if tail.lower().strip(_EDGES) in _in_table() or is_country(tail):
            return tail
    return ""


@cache
def _in_table() -> frozenset[str]:
    return frozenset(city for city, _ in values("cities"))


@cache
def _cities() -> frozenset[str]:
    """Cities, and words of places that are common in names."""
    return _in_table().union(
        word for word, _, why in values("common_words") if why == "a place in many names"
    )


@cache
def _given_names() -> frozenset[str]:
    return GIVEN_NAMES.union(city for city, person in values("cities") if person == "g")


@cache
def _names() -> frozenset[str]:
    return _given_names() | SURNAMES.union(city for city, person in values("cities") if person)


@cache
def words_of_places() -> frozenset[str]:
    """Words one of which stands in every address without digits that is told, short ones apart."""
    cities = frozenset(word for city in _cities() for word in city.split())
    known = cities | countries.words() | country_words.OWN_WORDS.keys() | OF_ADDRESSES
    return frozenset(
        word for word in known if len(word) > len("XXX") or word in OF_ADDRESSES or not word.isascii()
    )


@cache
def last_words() -> frozenset[str]:
    """Words one of which ends every name behind which a place stands by itself."""
    own = (word.split()[-1] for word in country_words.OWN_WORDS)
    known = {*(city.split()[-1] for city in _in_table()), *countries.last_words(), *own}
    return frozenset(known - {"of", "the", "and", "s", "d", "da", "el"})
