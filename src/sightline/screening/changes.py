"""What one more fact about the party would do to a hit, computed: no sentence says more than would happen."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from sightline.matching import birth_date, country, imo, kind
from sightline.matching.replay import probability
from sightline.matching.weights import BIRTH_DATE_SCALE, points
from sightline.screening.records import Facts

MOST_YEARS = 4
"""years of birth, and numbers of ships, named in a sentence"""
MOST_COUNTRIES = 4
PEOPLE_AND_SHIPS = frozenset({"person", "ship"})

FAR = BIRTH_DATE_SCALE["years_apart"] * points(birth_date.NAME)["contradicts"]
SAME_YEAR = BIRTH_DATE_SCALE["same_year"] * points(birth_date.NAME)["agrees"]
OTHER_SHIP, OTHER_KIND = points(imo.NAME)["contradicts"], points(kind.NAME)["contradicts"]
ELSEWHERE = points(country.NAME)["contradicts"]
"""log-odds by which these facts move a hit"""


Asks = tuple[bool, bool, bool, bool]
"""whether a query is silent of birth, of a ship's number, of what the party is, of its country"""


class Stands(msgspec.Struct, frozen=True, gc=False):
    """A hit as it stands: its score and the log-odds behind it, the score of its name or identifier alone.

    `unshortened`: log-odds and that score without acronyms, for which no party of another kind is asked;
    `year_matches`: whether the same year of birth would make it a match; `hit`: whether it is one.
    """

    score: float
    odds: float
    base: float
    decided: bool
    match: bool
    unshortened: tuple[float, float]
    year_matches: Callable[[], bool]
    threshold: float
    hit: bool


def would_change(facts: Facts, asks: Asks, one: Stands) -> tuple[str, ...]:
    """A sentence a fact of which the query is silent. Of a country of persons and ships only where
    nothing else is told: their births and numbers tell more."""
    years, ships, kind_of, countries = facts
    born, ship, schema, place = asks
    told: tuple[str, ...] = ()
    if years and born:
        said = years[0] if len(years) == 1 else _years(years)
        told = (f"a birth year far from {said} would {_lowered(one, one.odds + FAR, one.base)}",)
        if more := _raised(one):
            told += (f"a birth year of {said} would {more}",)
    if ships and ship:
        told += (
            f"the IMO number {' or '.join(ships[:MOST_YEARS])} would make this a match",
            f"another IMO number would {_lowered(one, one.odds - OTHER_SHIP, one.base)}",
        )
    if kind_of and schema:
        odds, base = one.unshortened
        told += (f"a kind other than {kind_of} would {_lowered(one, odds - OTHER_KIND, base, False)}",)
    if countries and place and (kind_of not in PEOPLE_AND_SHIPS or not told):
        said = " or ".join(countries[:MOST_COUNTRIES]) + (" or others" if countries[MOST_COUNTRIES:] else "")
        told += (f"a country other than {said} would {_lowered(one, one.odds - ELSEWHERE, one.base, False)}",)
    return told


def _years(years: tuple[str, ...]) -> str:
    return " or ".join(years[:MOST_YEARS]) + (" or others" if len(years) > MOST_YEARS else "")


def _lowered(one: Stands, odds: float, base: float, unmatches: bool = True) -> str:
    """What a contradiction would do that leaves such log-odds, of which `base` is the name's score.

    `unmatches`: nothing is a match against it.
    """
    score = probability(odds)
    if not one.hit:
        return f"lower the score to {score}"
    unmatched = " and no match" if one.match and unmatches and not one.decided else ""
    if score >= one.threshold or one.decided:
        return f"lower the score to {score}, still an alert{unmatched}"
    if base >= one.threshold:
        return f"lower the score to {score}: no alert{unmatched}, yet still among the hits"
    return f"rule this out (score {score})"


def _raised(one: Stands) -> str:
    """What the same year of birth would do; nothing where nothing changes."""
    score = probability(one.odds + SAME_YEAR)
    told = [f"raise the score to {score}"] if score > one.score else []
    made = ["an alert"] if one.hit and score >= one.threshold > one.score and not one.decided else []
    if one.hit and not one.match and one.year_matches():
        made.append("a match")
    if made:
        told.append("make this " + " and ".join(made))
    return " and ".join(told)
