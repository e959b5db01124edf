"""Names that are written otherwise than they are meant or listed: several in one field, a title around one,
words joined or apart, a mark without its hyphen, initials that look like a form of company.

*Kim Yo Jong / Kim Yeo-jeong*, *김정은 위원장*; *Wonsan 2* for *WON SAN 2*, *EPITD* for *EP-ITD*,
*Silchenko O.F.*
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.names import acronyms
from sightline.names.aircraft import LISTED
from sightline.names.apart import apart, hangul_apart, listed_apart
from sightline.names.folding import is_syllable
from sightline.names.german import in_english
from sightline.names.initials import initials_meant
from sightline.names.readable import readable
from sightline.names.several_names import MARKS, several_names
from sightline.names.titled import AT_THE_END, OFFICES, TITLES, untitled
from sightline.names.tokens import plain

_MARK = re.compile(r"([A-Z]{2})[ .]?([A-Z]{3})")
"""the mark of an aircraft, its hyphen left out"""
_ASSIMILATED = re.compile(r"(?<=[aeiou])ng[ -]?ny(eo)")
"""ㄱ before ㄹ as it is spoken and written in the south: 국렬 is *Kuk-ryol*, and *Gungnyeol*"""
_ASIAN = re.compile("[\u3040-\u9fff\uac00-\ud7a3\uff08]")
"""letters that titles are written to, and a bracket"""
_TIED = re.compile(
    r"(?<![^\W\d_])(?:[A-Za-z]\.\s?[A-Za-z]|[а-яё]\.\s?[а-яё])\.|^(?:mr|mrs|ms|dr|prof)\.(?=\S)",
    re.IGNORECASE,
)
"""two initials, a title without room behind it"""
_BEFORE_OTHERS = re.compile(r"\b(allah)(?=[a-z]{3})", re.IGNORECASE)
"""*Allahdad* as *Allah Dad*, whose h is kept in one and dropped in the other"""
_SMALL_BEFORE_CAPITAL = re.compile("[a-z][A-Z]")
_CAPITAL_BEHIND = re.compile(r"(?<![A-Za-z'’])([a-z])([A-Z])(?![A-Z])")
_APOSTROPHES = str.maketrans("`´ʻʼʽ’‘", "'" * 7)
_ACRONYM = re.compile(r"\s\((?P<short>[A-Z]{3,8})\)\s*$")
SHORT_FOR = {
    "assn": "association", "comm'l": "commercial", "constn": "construction", "ctr": "center",
    "dev.": "development", "devt": "development", "econ": "economic", "engg": "engineering",
    "equip": "equipment", "grp": "group", "hldg": "holding", "hldgs": "holdings",
    "indl": "industrial", "inds": "industries", "mktg": "marketing", "mgmt": "management", "svc": "service",
    "svcs": "services", "transp": "transport", "trdg": "trading",
}  # fmt: skip
"""words of companies as they are shortened; of those who ask only, since on a list such a word tells one from
another. Set here by reading lists"""
_SHORT = frozenset({*SHORT_FOR, *(f"{one}." for one in SHORT_FOR if one[-1] != ".")})
ROMAN = {"i": "1", "v": "5", "x": "10"}
"""numbers behind the name of a ship, initials in other names: *Bicentenario 1* for BICENTENARIO I"""
MOST_PARTS = 4
"""syllables of a ship's name that are written together"""
_PARTED = _SHORT | MARKS | TITLES | {*AT_THE_END, *(f"{one}." for one in AT_THE_END)} | OFFICES
"""words that are no part of the name beside them, or may be none"""


def ways_written(text: str) -> tuple[str, ...]:
    """The names a field holds, titles left out: one for most, several where one is written twice, or may be
    meant otherwise than it is written."""
    if _is_one(text):
        other = _otherwise(text)
        return (text, other) if other else (text,)
    found = [bare for name in several_names(text) for bare in untitled(name.strip())]
    others = [_otherwise(found[0])] if len(found) == 1 else []
    others += [*map(initials_meant, found), *map(_in_full, found)]
    return tuple(dict.fromkeys([*found, *filter(None, others)]))


def _in_full(text: str) -> str:
    """A name with words of companies in full, *Kangbong Trading Corp* for *Kangbong Trdg Corp*; or none."""
    told = text.split()
    full = [
        SHORT_FOR.get(one) or SHORT_FOR.get(one.rstrip("."), word) for word in told for one in [word.lower()]
    ]
    return " ".join(full) if full != told else ""


def _is_one(text: str) -> bool:
    """Whether nothing says that a field has a title or another name."""
    lower = text.lower()
    if "(" in text or "/" in text or ";" in text or "[" in text or "ex-" in lower:
        return False
    if not (_PARTED.isdisjoint(lower.split()) and (text.isascii() or not _ASIAN.search(text))):
        return False
    return "." not in text or not _TIED.search(text)


def _otherwise(text: str) -> str:
    """A name as it may be meant, empty for most."""
    if text.isascii():
        return _meant(text)
    plain = text.translate(_APOSTROPHES)
    return _meant(plain) if plain.isascii() else hangul_apart(text) or in_english(text)


def _meant(text: str) -> str:
    """A name as it may be meant, empty for most: the mark of an aircraft without its hyphen, *EPITD*; a
    capital that has changed places with the letter behind it, *iR Chun Song*; words written together; a
    Korean name as it is spoken, *Geungnyeol*."""
    if text[:2] in LISTED and (mark := _MARK.fullmatch(text)):
        return f"{mark[1]}-{mark[2]}"
    as_usual = text.istitle() or text.isupper()
    if not as_usual and _SMALL_BEFORE_CAPITAL.search(text) and _CAPITAL_BEHIND.search(text):
        return _CAPITAL_BEHIND.sub(lambda found: found[2] + found[1].upper(), text).title()
    if ("llah" in text or "LLAH" in text) and _BEFORE_OTHERS.search(text):
        return _BEFORE_OTHERS.sub(r"\1 ", text)
    if "nyeo" in text and _ASSIMILATED.search(text):
        return _ASSIMILATED.sub(r"kry\1", text)
    return apart(text) or in_english(text)


def also_written(name: str, schema: str) -> Iterator[str]:
    """Other ways to write a listed name that whoever asks may use.

    The acronym it gives itself, *Ocean Maritime Management (OMM)*, and a ship whose syllables stand apart
    written together: *Wonsan 2* for *WON SAN 2*.
    """
    behind = _ACRONYM.search(name)
    short = acronyms.is_acronym(behind["short"]) if behind else ""
    if behind and short and short in acronyms.of_name(name[: behind.start()]):
        yield behind["short"]
    if schema == "Person" and name.isascii():
        found = name.split()
        if len(found) <= MOST_PARTS and any(listed_apart(word.lower()) for word in found):
            yield " ".join(" ".join(listed_apart(word.lower()) or (word,)) for word in found)
    if schema == "Vessel":
        told = plain(readable(name).text)
        if len(told) > 1 and told[-1] in ROMAN and len(told[0]) > 1:
            yield " ".join([*told[:-1], ROMAN[told[-1]]])
        number = told[-1:] if told and told[-1].isdigit() else []
        parts = told[: len(told) - len(number)]
        if 1 < len(parts) <= MOST_PARTS and all(map(is_syllable, parts)):
            yield " ".join(["".join(parts), *number])
