"""What forms and newspapers put around a name, left out: the name is asked without it as one more form.

*Hamas (Gaza)*, *Kim Yo Jong, sister of Kim Jong Un*, *tanker Artavil*, *KOMID Pyongyang*, *EP MMC A340*, *SPC
Syrian Petroleum Co.* A name of one word that is left must be able to stand alone: of *Smith, John* and *Foo,
Inc.* nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from sightline.clean import country_words
from sightline.names.acronyms import without_own, words_of_companies
from sightline.names.aircraft import without_type
from sightline.names.commonness import has_word_of_companies
from sightline.names.commonness import is_place as is_common_place
from sightline.names.described import describes, without_description
from sightline.names.folding import folded, is_given, is_syllable
from sightline.names.ship_kinds import WORDS as KINDS
from sightline.names.ship_kinds import without_kind
from sightline.names.tokens import tokens_of
from sightline.names.words import words
from sightline.names.written_otherwise import ways_written
from sightline.screening.field.addresses import DOOR, is_given_name, is_name, is_place, place_behind
from sightline.screening.field.branches import without_branch

_BRACKETS = re.compile(r"\s*[(\[（](?P<within>[^()\[\]（）]*)(?:[)\]）]|$)\s*")
_QUOTED = re.compile(r"[«“„\"](?P<within>[^«»“”„\"]{3,})[»”“\"]?$")
_MOVEMENT = re.compile(r"\s+(?:movement|militia|militants|rebels|fighters)$", re.IGNORECASE)
_ACRONYM = re.compile(r"[B-DF-HJ-NP-TV-XZ]{3,6}")
"""capitals that cannot be spoken"""
_TIES = re.compile(r"\s*[-/]\s*")
_ENTRY = re.compile(r"[A-Z]{2}[IE]\.\d{3}", re.IGNORECASE)
"""the number of an entry on the list of the UN, which tells one party from another"""
ENOUGH = 3
"""words of a name that is made of what many have, the last of them a place"""
SHORTEST = 3
"""letters of a name of one word"""
LINES = frozenset({
    "apl", "cgm", "cma", "cosco", "cscl", "hmm", "hyundai", "maersk", "mol", "msc", "nyk", "one", "oocl",
    "sitc", "zim",
})  # fmt: skip
"""lines that call their ships by a place; written from general knowledge"""
_AT = re.compile(r"\s+(?:based\s+)?(?:at|from|in)$", re.IGNORECASE)
TIED = frozenset(
    {"&", "-", "and", "de", "del", "di", "du", "en", "for", "in", "la", "le", "of", "the", "von", "y"}
)
"""words that tie a place to the name: *Bank of Iran*"""
MOST = 3
"""parts that are left out of one field, one after the other"""


class Left(NamedTuple):
    """The names that are left, the first of which is looked at again, and what is told of it."""

    names: tuple[str, ...]
    note: str


def left_out(text: str) -> list[Left]:
    """What is left of a field, first of one part, then of the next as well; nothing for most."""
    found: list[Left] = []
    while len(found) < MOST and (left := _one(text)):
        found.append(left)
        text = left.names[0]
    return found


def _one(text: str) -> Left | None:
    return next((left for step in STEPS if (left := step(text)) and left.names[0] != text), None)


def _of_brackets(text: str) -> Left | None:
    if not (found := _BRACKETS.search(text)):
        return None
    name = " ".join(_BRACKETS.sub(" ", text).split()).strip(" ,;")
    if not _may_stand(name, True) or not any(map(str.isalnum, found["within"])):
        return None
    if _ENTRY.search(found["within"]):
        return None
    if name in ways_written(text):
        return None  # *(ex HORIZON)*, *(CEO)*: it is asked already
    return Left((name,), f"{found['within']!r} stands in brackets: asked without it, too")


def _of_comma(text: str) -> Left | None:
    """The names in front of an address or of what someone is; none in *Foo, Inc.*, *Kim, Yong Chol*."""
    if "," not in text:
        return None
    parts = [part.strip() for part in text.split(",") if part.strip()]
    while len(parts) > 1 and DOOR.fullmatch(parts[0]):
        parts = parts[1:]
    mixed = any(map(str.isupper, text))
    n = next((n for n, part in enumerate(parts) if n and _is_no_name(part, mixed)), 0)
    if not n:
        return None
    behind, place = ", ".join(parts[n:]), is_place(parts[n])
    name = " ".join(parts[:n])
    if not _may_stand(name, False) or (is_given_name(behind) and not _is_of_company(name)):
        return None
    several = n > 1 and " " in parts[0]
    names = (", ".join(parts[:n]), *(part for part in parts[:n] if several and len(part.split()) > 1))
    if not place and names[0] in ways_written(text):
        return None
    told = "was taken for an address" if place else "was taken for what the party is"
    return Left(names, f"{behind!r} {told}: asked without it, too")


def _of_ship(text: str) -> Left | None:
    name = without_kind(_of_no_people(text))
    if not name or words_of_companies().issuperset(tokens_of(name)):
        return None
    return Left((name,), f"was asked as a ship's name as well: {name!r}")


def _of_place(text: str) -> Left | None:
    place = place_behind(text)
    name = _AT.sub("", text[: len(text) - len(place)].rstrip(" ,-–")) if place else ""
    if not name or not _says_who(name) or (is_name(place) and not _is_of_company(name)):
        return None
    return Left((name,), f"{place!r} was taken for a place: asked without it, too")


def _of_aircraft(text: str) -> Left | None:
    mark = without_type(text)
    return Left((mark,), f"{mark!r} was asked as the mark of an aircraft") if mark else None


def _of_acronym(text: str) -> Left | None:
    name = without_own(text)
    return Left((name,), "has its own acronym beside it: asked without it, too") if name else None


def _of_description(text: str) -> Left | None:
    bare = _of_no_people(text)
    name = without_description(text) or (without_description(bare) if bare != text else "")
    if not name or name in ways_written(text):
        return None  # *General Kim Kadan*: it is asked already
    return Left((name,), f"says what someone is: {name!r} was asked as well")


def _of_branch(text: str) -> Left | None:
    name = without_branch(text)
    if not name or not _says_who(name) or not _is_of_company(name):
        return None
    return Left((name,), f"{text[len(name) :].strip(' ,-–')!r} was taken for a branch: asked without it, too")


def _of_quotes(text: str) -> Left | None:
    """What stands in quotation marks behind words of companies: not the nickname of a person."""
    if not (found := _QUOTED.search(text)) or not _is_of_company(text[: found.start()]):
        return None
    name = found["within"].strip()
    if not _may_stand(name, False):
        return None
    return Left((name,), f"{name!r} stands in quotation marks: asked by itself, too")


def _of_movement(text: str) -> Left | None:
    name = _MOVEMENT.sub("", text)
    if name == text or " " in name or not _may_stand(name, False):
        return None
    return Left(
        (name,), f"{text[len(name) :].strip()!r} was taken for what the party is: asked without it, too"
    )


def _of_two_acronyms(text: str) -> Left | None:
    """*FDLR* of *FDLR-FOCA*; nothing of *ROLLS-ROYCE*, which can be spoken."""
    if not is_two_acronyms(text):
        return None
    name = next(one for one in _TIES.split(text) if _ACRONYM.fullmatch(one))
    return Left((name,), f"names two acronyms: {name!r} was asked by itself as well")


def is_two_acronyms(text: str) -> bool:
    """Whether a field is two words in capitals with a sign between, one of which cannot be spoken."""
    if not text.isupper() or not ("-" in text or "/" in text):
        return False
    told = _TIES.split(text)
    return len(told) == 2 and all(map(str.isalpha, told)) and any(map(_ACRONYM.fullmatch, told))


def _is_no_name(part: str, mixed: bool) -> bool:
    return is_place(part) or describes(part, mixed) or not KINDS.isdisjoint(part.lower().split())


STEPS: tuple[Callable[[str], Left | None], ...] = (
    _of_aircraft,
    _of_two_acronyms,
    _of_quotes,
    _of_brackets,
    _of_branch,
    _of_comma,
    _of_ship,
    _of_movement,
    _of_description,
    _of_place,
    _of_acronym,
)
"""what may be left out, each told by its own sign"""


def _says_who(name: str) -> bool:
    """Whether a name in front of a place says who it is without it, as *Commercial Bank of Syria* does: not
    *Bank of Beijing*, *MSC Madrid*."""
    told = words(name)
    if name.split()[-1].lower() in TIED or all(word in LINES for word in told):
        return False
    if all(word in LINES or _says_little(word) for word in told):
        return len(told) >= ENOUGH and is_common_place(told[-1])
    return _may_stand(name, False)


def _is_of_company(name: str) -> bool:
    return has_word_of_companies(words(name)) or not words_of_companies().isdisjoint(tokens_of(name))


def _says_little(word: str) -> bool:
    """Whether a word as `names.words` gives it stands in names of many companies."""
    return word in words_of_companies() or has_word_of_companies([word]) or is_common_place(word)


def _of_no_people(text: str) -> str:
    """A field without the people in front: *tanker Kadamas* of *North Korean tanker Kadamas*."""
    told = text.split()
    for count in (2, 1):
        if " ".join(told[:count]).lower() in country_words.PEOPLE and len(told) > count:
            return " ".join(told[count:])
    return text


def _may_stand(name: str, surely: bool) -> bool:
    """Whether what is left may be a name; `surely`: it is no given name or surname, though
    it looks like one."""
    told = tokens_of(name)
    if len(told) > 1 or not name.isascii():
        return not words_of_companies().issuperset(told)
    if not told or len(word := told[0]) < SHORTEST:
        return False
    read = folded(word)
    if word in words_of_companies() or _says_little(read):
        return False
    return surely or not (is_given(read) or is_syllable(word))
