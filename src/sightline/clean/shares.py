"""Percentages of ownership as registers write them: numbers, ranges, `over 25`, `majority`.

A share is never made a point where the text gives a range: it keeps two bounds, open where the text says
"over" or "less than", and the assumption behind them. Numbers are percent: `0.5` is half a percent.
"""

from __future__ import annotations

import re
from decimal import Decimal

from sightline.model.ownership import EVERYTHING, NOTHING, WHOLE, Bound, Share

LONGEST = 80
"""letters of a text that is read as a share"""
_NUMBER = r"([0-9]{1,3}(?:[.,][0-9]{1,12})?)"
_EXACT = re.compile(_NUMBER)
_RANGE = re.compile(rf"(?:between )?{_NUMBER} ?(?:-|–|—|to|and|\.\.) ?{_NUMBER}")
_OVER = re.compile(rf"(?:over|more than|above|greater than|exceeding|>) ?{_NUMBER}")
_OVER_UP_TO = re.compile(
    rf"(?:over|more than|above|>) ?{_NUMBER},? (?:but )?(?:not more than|up to|to|and up to) ?{_NUMBER}"
)
_LEAST = re.compile(
    rf"(?:at least|not less than|minimum|from|>=|≥) ?{_NUMBER}|{_NUMBER} ?(?:\+|or more|and more)"
)
_UNDER = re.compile(rf"(?:under|less than|below|<) ?{_NUMBER}")
_MOST = re.compile(rf"(?:at most|not more than|no more than|up to|maximum|<=|≤) ?{_NUMBER}|{_NUMBER} or less")
_WORDS = {
    "majority": Share(Bound(Decimal(50), 1), EVERYTHING),
    "minority": Share(NOTHING, Bound(Decimal(50), -1)),
    "whole": Share(EVERYTHING, EVERYTHING),
    "wholly": Share(EVERYTHING, EVERYTHING),
    "all": Share(EVERYTHING, EVERYTHING),
    "sole": Share(EVERYTHING, EVERYTHING),
    "half": Share(Bound(Decimal(50)), Bound(Decimal(50))),
}
_NOISE = re.compile(r"\b(?:percent|per cent|pct|ownership of shares|shares|interest|stake|owned|owner)\b|%")


def share(text: str) -> Share | None:
    """The bounds a text gives; None when it is no percentage from 0 to 100."""
    if len(text) > LONGEST:
        return None
    plain = text.casefold().replace("_", " ")
    plain = re.sub(r"(?<=[a-z])-|-(?=[a-z])", " ", plain)
    plain = " ".join(_NOISE.sub(" ", plain).split())
    found = _WORDS.get(plain) or _bounds(plain)
    if found is None or found.high < found.low or found.high > EVERYTHING or found.low < NOTHING:
        return None
    assumption = "" if found.exact else f"{text.strip()!r} is read as {found.text}"
    return Share(found.low, found.high, text, assumption)


def _bounds(plain: str) -> Share | None:
    if found := _EXACT.fullmatch(plain):
        return Share(_bound(found[1]), _bound(found[1]))
    if found := _OVER_UP_TO.fullmatch(plain):
        return Share(_bound(found[1], 1), _bound(found[2]))
    if found := _RANGE.fullmatch(plain):
        return Share(_bound(found[1]), _bound(found[2]))
    if found := _OVER.fullmatch(plain):
        return Share(_bound(found[1], 1), EVERYTHING) if _decimal(found[1]) < WHOLE else None
    if found := _LEAST.fullmatch(plain):
        return Share(_bound(found[1] or found[2]), EVERYTHING)
    if found := _UNDER.fullmatch(plain):
        return Share(NOTHING, _bound(found[1], -1))
    if found := _MOST.fullmatch(plain):
        return Share(NOTHING, _bound(found[1] or found[2]))
    return None


def _bound(number: str, beyond: int = 0) -> Bound:
    return Bound(_decimal(number), beyond)


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", "."))
