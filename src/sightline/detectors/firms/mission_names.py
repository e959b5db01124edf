"""Which mission of the DPRK, or which official of one, an account's holder is, however the name is written.

The state and the kind of mission are told by words (`mission_words`, `clean.holder_kinds`); what is left of
the name tells a place or a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from sightline.clean import country_words, holder_kinds
from sightline.clean.holder_kinds import PERSONS
from sightline.detectors.firms import mission_words
from sightline.detectors.firms.listed_parties import name_key
from sightline.detectors.firms.ties import normal
from sightline.matching import name_syllables
from sightline.names.empty_words import COMPANY_FORMS
from sightline.names.readable import readable
from sightline.names.words import words as told_words

SAME_LETTERS, OTHER_LETTERS = 0.99, 0.85
"""likeness of two Korean names (`name_syllables`, 0 to 1) from which they are one official's: both in one
script, and in two, where a reading is less certain; proposals of this project"""
_TO = r"(?: (?:the|der|de|la|el|a|o|il|l))*"
_ELSEWHERE = re.compile(rf"(?:\b(?:in|to|bei|en|em|aupres|ante|presso|в|при){_TO}| 在| 주) $")
"""before the name of the state: it is where another's mission is"""
_STATIONED = re.compile("[驻駐在주]$")
_HERE = re.compile(r"^ ?주재")
_OWNER = re.compile(r"\b(?:of|der|de|du|del|di|da|d)(?: (?:the|la|le))? (\w{4,}(?: \w+){0,5}) $")
"""between the word for a mission and the name of the state: whose the mission is"""
_HOME = frozenset({"pyongyang", "pyoengyang", "phyongyang", "пхеньян", "пхеньяне", "平壤"})
"""where another state's mission is, and none of the DPRK's"""


@dataclass(frozen=True, slots=True)
class Holder:
    """What a name means: `post` of a mission, empty for an official; the place or person that is left."""

    post: str
    rest: str
    """as it is compared; of an official in the order in which it is written"""
    place: bool
    """whether what is left is a place"""


def plain(text: str) -> str:
    """Small letters without accents, words parted by single spaces."""
    split = unicodedata.normalize("NFD", normal("name", text))
    return unicodedata.normalize("NFC", "".join(one for one in split if unicodedata.category(one) != "Mn"))


def _plain_all(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(plain, words))


_POSTS = {post: _plain_all(words) for post, words in holder_kinds.POSTS.items()}
_OF_POSTS = frozenset[str]().union(*_POSTS.values())
_UNSPACED = sorted(
    {word for word in _OF_POSTS if not word.isascii()}.union(mission_words.UNSPACED_SECTIONS),
    key=lambda one: (-len(one), one),
)
_PARTS = re.compile("|".join(_UNSPACED))
_OFFICIALS = _plain_all(holder_kinds.OFFICIALS)
_RANKS = _OFFICIALS | mission_words.RANKS
_SECTIONS = _plain_all(mission_words.SECTIONS)
_LITTLE = mission_words.LITTLE
_BODIES = _plain_all(mission_words.BODIES)
_STATE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(
        sorted(_plain_all((*mission_words.WHOLE, *mission_words.SHORT)), key=lambda one: (-len(one), one))
    )
    + r")(?: s)?(?!\w)"
)
_HINT = re.compile(
    r"d ?p ?r|d ?v ?r|kore|core|r ?p ?d|krld|kldr|kndk|trieu|kdhc|rrd|коре|кндр|democratic p|democratique|"
    r"konghwa|كوريا|کره|朝|조선|북"
)
"""a text without any of these names no DPRK: most names of a register"""


@cache
def _towns() -> Mapping[str, str]:
    """Writings of towns, each with the town."""
    return {
        plain(writing): town
        for (town, _country), others in mission_words.TOWNS.items()
        for writing in (town, *others)
    }


@cache
def _capitals() -> Mapping[str, str]:
    return {country: town for town, country in mission_words.TOWNS}


def holder(name: str, kind: str) -> Holder | None:
    """The mission or official a holder's name and the register's kind mean; None where none of the DPRK."""
    text, sort = plain(name), plain(kind)
    for phrase, word in mission_words.PHRASES.items():
        text = text.replace(phrase, word)
    rest = _without_state(text) if _HINT.search(text) else None
    if rest is None and (not _HINT.search(sort) or _without_state(sort) is None):
        return None
    words = (text if rest is None else rest).split()
    if not _HOME.isdisjoint(words) or _is_of_others(words):
        return None
    post = _post(words)
    kept = [word for word in words if word not in _SECTIONS | _LITTLE | _OF_POSTS | _BODIES]
    person = [word for word in kept if word not in _RANKS | mission_words.IN]
    ranked = not _OFFICIALS.isdisjoint(words)
    called = not _OFFICIALS.isdisjoint(sort.split()) or sort in PERSONS
    if called or ranked:
        if not post and not ranked and sort in PERSONS:
            return None
        if _is_official(words, person, post, called, sort):
            return Holder("", _folded(" ".join(person) or name_key(name)), False)
    post = post or _post(sort.split())
    if not post or (post in ("mission", "representation") and _is_firm(text, sort)):
        return None
    if post == "mission" and "trade" in words:
        post = "representation"
    left = [word for word in kept if word not in _RANKS] if ranked else kept
    said = [word for word in left if word not in mission_words.IN]
    town = _towns().get(" ".join(said), "")
    place = (
        bool(town)
        or len(said) < 2
        or left[0] in mission_words.IN
        or bool(country_words.read(" ".join(said)).code)
    )
    return Holder(post, town or _folded(" ".join(said), place), place)


def _is_official(words: Sequence[str], person: Sequence[str], post: str, called: bool, kind: str) -> bool:
    """Whether a name is an official's, or an account of a section of a mission that is called by its head."""
    if not post:
        return True
    known = " ".join(person) in _towns()
    if called:
        return (len(person) > 1 and not known) or bool(_OFFICIALS.intersection(words)) or kind in PERSONS
    if person and not known:
        return len(person) > 1
    return not (_post(kind.split()) or not _SECTIONS.isdisjoint(words))


def _is_firm(name: str, kind: str) -> bool:
    return kind in mission_words.FIRMS or not COMPANY_FORMS.isdisjoint(name.split())


def _is_of_others(words: Sequence[str]) -> bool:
    """Whether a name that speaks of the DPRK says of what other people the mission is: *British Embassy*."""
    return any(word in country_words.PEOPLE and after in _OF_POSTS for word, after in pairwise(words))


def together(found: Iterable[tuple[Hashable, Holder, str]]) -> Mapping[Hashable, tuple[str, ...]]:
    """Which of several (an id, what its name means, the country of its account) are one: the same tuple.

    A state has one embassy in a country: names of an embassy there that tell no place, or all the same one,
    are of one, and so of a permanent mission and a representation. Where they tell several, each is by
    itself, as are consulates and all whose accounts have no country. Officials are one by the words of their
    names in any order, or by their syllables where these are Korean.
    """
    every = list(found)
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    officials: dict[str, list[str]] = defaultdict(list)
    for _id, one, country in every:
        if one.place and country:
            places[one.post, country].add(_town(one.rest, country))
        if not one.post:
            officials[country].append(one.rest)
    person = {country: _persons(names) for country, names in officials.items()}
    known: dict[Hashable, tuple[str, ...]] = {}
    for number, one, country in every:
        met = person.get(country, {})
        if not one.place and (official := met.get(one.rest) or _met(one.rest, met)):
            known[number] = ("", country, official, "")
            continue
        rest = _town(one.rest, country) if one.place else _turned(one.rest)
        alone = one.post != "consulate" and one.place and bool(country)
        if alone and len(places[one.post, country] - {""}) < 2:
            rest = ""
        known[number] = (one.post, country, rest, "" if one.place else "named")
    return known


def _persons(names: Iterable[str]) -> dict[str, str]:
    """Each name of an official with the one that stands for all of that person."""
    found: dict[str, str] = {}
    for name in sorted(set(names)):
        found[name] = _met(name, found) or name
    return found


def _met(name: str, known: Mapping[str, str]) -> str:
    """The person of those known that has this name; empty where none has."""
    return next((person for one, person in known.items() if _is_one(name, one)), "")


def _is_one(one: str, other: str) -> bool:
    if _turned(one) == _turned(other):
        return True
    if len(one.split()) > 4 or len(other.split()) > 4:
        return False
    found = name_syllables.compare(one, other)
    least = SAME_LETTERS if one.isascii() == other.isascii() else OTHER_LETTERS
    return found is not None and found.score >= least


def _turned(name: str) -> str:
    return " ".join(sorted(name.split()))


def _town(rest: str, country: str) -> str:
    """A place as it is compared: nothing for the account's own country, the capital for another country."""
    code = mission_words.STATIONED.get(rest) or (country_words.read(rest).code if rest else "")
    if code and code == country:
        return ""
    return _capitals().get(code, rest) if code else rest


def _folded(text: str, place: bool = False) -> str:
    """A place as it sounds unless it is a country; a person in Latin letters where written in others."""
    if (text.isascii() and not place) or text in mission_words.STATIONED or country_words.read(text).code:
        return text
    return " ".join(told_words(readable(text).text)) or text


def _without_state(text: str) -> str | None:
    """A text without the state's name; None where it is not there, or says where another's mission is."""
    spaced = f" {text} "
    if found := _STATE.search(spaced):
        before, after = spaced[: found.start()], spaced[found.end() :]
        if _ELSEWHERE.search(before) or _owner(before):
            return None
        return f"{before} {after}".strip()
    for mark in mission_words.UNSPACED:
        before, met, after = text.partition(mark)
        if met:
            if _STATIONED.search(before.rstrip()) or _HERE.match(after):
                return None
            return _parted(f"{before} {after}")
    return _cut(text)


def _cut(text: str) -> str | None:
    """What stands before a name of the state that is cut at the end of a line; None where none is."""
    for least in mission_words.CUT:
        before, met, after = text.partition(least)
        whole = any(one.startswith(met + after) for one in mission_words.WHOLE)
        if met and whole and not _ELSEWHERE.search(before) and not _owner(before):
            return before.strip()
    return None


def _owner(before: str) -> bool:
    """Whether what stands before the state's name says that the mission is of another country."""
    found = _OWNER.search(before)
    return bool(found and (country_words.read(found[1]).code not in ("", "kp")))


def _parted(rest: str) -> str:
    """Words of a script that parts none, parted at what a mission and its parts are called."""
    rest = _PARTS.sub(r" \g<0> ", rest)
    rest = re.sub("[驻駐]", " in ", rest).replace("주재", " ")
    return " ".join(word for word in rest.split() if word not in mission_words.UNSPACED_SECTIONS)


def _post(words: Iterable[str]) -> str:
    told = set(words)
    return next((post for post, names in _POSTS.items() if told & names), "")
