"""Lines that the rules cannot tell apart are one question: the same answer for each, worked out once.

A code stands for all that the measures cover in the same way, a country for all that no rule names, a day
for all between two days on which the law changes, an amount for all that stay below every cap.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from datetime import date
from functools import cache

from sightline.clean import country_words
from sightline.model.measure import Measure, Nexus
from sightline.regime.changes import days, days_of
from sightline.regime.goods import nomenclature, traps
from sightline.regime.judging import CASE_BY_CASE
from sightline.regime.matching import any_goods
from sightline.regime.measure_files import load

OTHERS = {"from": "FR", "to": "DE", "via": "IT", "origin": "ES"}
"""a country that no rule and no trap names, for all such countries, another one in each place"""
NAMED = frozenset({"kp", "kr", *traps.NEIGHBOURS})
"""countries that a rule or a trap names"""
NEAR = ", ".join(f"'{one.upper()}'" for one in sorted(traps.NEIGHBOURS))
SMALL_BBL, SMALL_USD = 499_999, 99
"""an amount up to these passes no cap and no value from which goods are luxury"""
BEGIN, LATEST = date(2006, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True, slots=True)
class Code:
    """What a code is asked as. `weighs`: amount or value may decide; `moves`: a trap asks on its way."""

    hs: str
    version: str
    weighs: bool
    moves: bool
    sound: bool = True
    """whether it could be read"""


@cache
def code(hs: str, version: str) -> Code:
    """The representative of a code as written; one that cannot be read stands for itself."""
    read = nomenclature.read(hs, version) if hs else nomenclature.CodeRead("")
    if not hs or read.problem:
        return Code(hs, version, False, False, not hs)
    return _representative(_signature(read.code), read.code)


_seen: dict[tuple[str, ...], Code] = {}


def _representative(signature: tuple[str, ...], hs: str) -> Code:
    """The least code met so far would depend on the order; the first of the nomenclature does not."""
    if not _seen:
        for each in nomenclature.wordings():
            if not each.startswith(nomenclature.UNSPECIFIED):
                _seen.setdefault(_signature(each), _class(each))
    return _seen.get(signature) or _class(hs)


def _class(hs: str) -> Code:
    return Code(hs, "", _weighs(hs), hs.startswith(traps.RELABELLED))


@cache
def _signature(hs: str) -> tuple[str, ...]:
    """By which codes each measure covers it, and which traps know it."""
    covered = [_covered(measure, hs) for measure in _with_goods()]
    return (
        *covered,
        next((one for one in traps.RELABELLED if hs.startswith(one)), ""),
        str(hs.startswith("2709")),
        str(len(hs) == traps.SUBHEADING),
    )


def _covered(measure: Measure, hs: str) -> str:
    codes = (*measure.hs, *measure.hs_reading)
    above = max((one for one in codes if hs.startswith(one)), key=len, default="")
    below = [one for one in codes if one.startswith(hs)]
    return above or (f"part of {','.join(below)}" if below else "")


@cache
def _with_goods() -> tuple[Measure, ...]:
    return tuple(one for one in load() if one.hs or one.hs_reading)


def _weighs(hs: str) -> bool:
    return any((one.caps or one.above) and _covered(one, hs) for one in _with_goods())


@cache
def country(text: str, place: str) -> str:
    """The representative of a country as written; one that cannot be read stands for itself."""
    if not text:
        return ""
    found = country_words.read(text)
    if found.problem:
        return text
    return found.code.upper() if found.code in NAMED else OTHERS[place]


@cache
def country_code(text: str) -> str:
    """The ISO code of a country as written; empty where it cannot be told."""
    return country_words.read(text).code


@cache
def day(text: str, weighs: bool) -> str:
    """The first day of the stretch in which the law is the same; for amounts, and the period of the caps."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    if not BEGIN <= found <= LATEST:
        return text
    start = _changes()[bisect.bisect_right(_changes(), found) - 1]
    if weighs:
        start = max(start, date(found.year, 1, 1))
        if found >= date(found.year, 12, 22):
            start = max(start, date(found.year, 12, 22))
    return start.isoformat()


@cache
def span(hs: str, start: str) -> str:
    """The first day of the stretch in which nothing changes for a code; `start`: as `day` gave it."""
    concerned = _concerned(hs)
    try:
        found = date.fromisoformat(start)
    except ValueError:
        return start
    if not BEGIN <= found <= LATEST:
        return start
    return concerned[bisect.bisect_right(concerned, found) - 1].isoformat()


@cache
def _concerned(hs: str) -> tuple[date, ...]:
    """Days on which a rule changes that covers the code, or any goods, or parties."""
    found = {BEGIN, date(traps.HS_SINCE, 1, 1)}
    for measure in load():
        if _covered(measure, hs) or any_goods(measure) or measure.nexus is not Nexus.DPRK:
            found |= days_of(measure)
    return tuple(sorted(found | days_of(next(one for one in load() if one.id == CASE_BY_CASE))))


@cache
def _changes() -> tuple[date, ...]:
    return tuple(sorted({BEGIN, date(traps.HS_SINCE, 1, 1), *days()}))
