"""Traps of customs papers and statistics, each a rule: what looks like one thing and may be another.

A trap never answers by itself. It says what to look at, and where it leaves a question in doubt, the answer
to that question is *cannot say*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from sightline.model.check import Question
from sightline.model.measure import Direction, Measure
from sightline.regime.goods import nomenclature
from sightline.regime.lookup import in_force

DPRK_PLACES = (
    "pyongyang", "nampo", "nampho", "rajin", "rason", "wonsan", "chongjin", "hungnam", "haeju", "songnim",
    "sinuiju",
    "dprk", "north korea", "평양", "남포", "라진", "라선", "원산", "청진", "흥남", "해주", "신의주", "북한",
    "平壤", "南浦", "罗津", "朝鲜", "пхеньян", "нампо", "раджин", "кндр",
)  # fmt: skip
_PLACES = re.compile(
    "|".join(rf"(?<![a-z]){re.escape(one)}(?![a-z])" for one in sorted(DPRK_PLACES, key=len, reverse=True))
)
NEIGHBOURS = frozenset({"cn", "ru", "vn", "id", "my", "hk"})
"""where coal and textiles of the DPRK were relabelled or worked up; typologies E6, unverified"""
RELABELLED = ("2701", "2702", "2703", "2704", "61", "62", "03")
"""goods of that typology: coal, apparel, seafood"""
HS_SINCE = int(nomenclature.VERSION[-4:])
"""the year in the name of the version codes are read in"""
VALUE_FACTOR = 5.0
"""a unit value that many times above or below the median of its code is named; a proposal"""
SUBHEADING = 6
"""digits of a whole code; chapters and headings say roughly the same in every version"""
LEAST_VALUES = 8
"""fewer unit values make no median to speak of"""


@dataclass(frozen=True, slots=True)
class Trap:
    """A trap that may have sprung: its name and what to look at."""

    name: str
    text: str


def notes(question: Question) -> tuple[str, ...]:
    """What to look at, in words."""
    return tuple(trap.text for trap in of_question(question))


def in_doubt(question: Question) -> bool:
    """Whether a trap leaves it open what the question is about."""
    return any(trap.name in {"kp_kr"} for trap in of_question(question))


def of_question(question: Question) -> Iterator[Trap]:
    """Every trap one question shows."""
    yield from kp_or_kr(question)
    yield from transshipment(question)
    yield from other_version(question)


def kp_or_kr(question: Question) -> Iterator[Trap]:
    """KP and KR confused: the papers say KR but a word in them names a place of the DPRK."""
    if "kr" not in question.places or "kp" in question.places:
        return
    text = f"{question.goods} {' '.join(one.asked for one in question.screened)}".casefold()
    for found in _PLACES.finditer(text):
        yield Trap(
            "kp_kr",
            f"KR may stand for KP: the description names {found[0]!r}, and KP is nowhere in the route.",
        )
        return


def transshipment(question: Question) -> Iterator[Trap]:
    """Goods that would be banned from the DPRK, from a neighbour, without a word on their origin."""
    if question.origin or "kp" in question.places or question.source not in NEIGHBOURS or not question.hs:
        return
    banned = [one for one in in_force(question.on) if _bans(one, question.hs)]
    if banned and question.hs.startswith(RELABELLED):
        yield Trap(
            "transshipment",
            f"Goods of this kind from the DPRK are covered by {banned[0].id}, and were relabelled in third "
            f"countries (unverified): is {question.source.upper()} their origin, or only on their way?",
        )


def _bans(measure: Measure, hs: str) -> bool:
    return measure.direction is Direction.EXPORT and hs.startswith(measure.hs or ("-",))


def other_version(question: Question) -> Iterator[Trap]:
    """A whole code asked for a day before its version of the HS, on papers that name no version."""
    older = question.on.year < HS_SINCE and not question.hs_version
    if older and len(question.hs) == SUBHEADING and "kp" in question.places:
        yield Trap(
            "version",
            f"The code is read as {nomenclature.VERSION}, which is younger than the day asked: papers of "
            "that day count in an older version, where the same digits may have meant other goods. No "
            "correlation table is held here: compare the wording, or name the version.",
        )


def unit_values(values: Sequence[float]) -> tuple[float, float] | None:
    """Least and most unit value that is in line with the others; None where there are too few."""
    known = [value for value in values if value > 0]
    if len(known) < LEAST_VALUES:
        return None
    middle = median(known)
    return middle / VALUE_FACTOR, middle * VALUE_FACTOR


def unit_value(value: float, line: tuple[float, float] | None) -> Trap | None:
    """A unit value out of line with the others of its code and unit."""
    if line is None or line[0] <= value <= line[1]:
        return None
    return Trap(
        "unit_value",
        f"A unit value of {value:,.4g} is out of line: others lie from {line[0]:,.4g} to {line[1]:,.4g}.",
    )
