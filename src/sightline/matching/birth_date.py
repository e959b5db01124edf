"""Birth dates, whole or partial: lists often know the year alone."""

from __future__ import annotations

from sightline.clean import dates, typed_dates
from sightline.matching.compared import Compared, compared, strongest
from sightline.matching.weights import BIRTH_DATE_NEAR_YEARS, BIRTH_DATE_SCALE, points, value

NAME, FIELD = "birth_date", "birth_date"
PROPS = ("birthDate",)
FIRST, LAST = "1901", "2026"
"""years in which whoever is asked may be born: earlier and later ones stand where nobody knew, as 1900-01-01
does. They are fixed, so that a certificate replays to the same answer; the last goes up with the engine."""

_SENTENCES = {
    "same_day": "born on the same day",
    "same_month": "born in the same month",
    "same_year": "born in the same year",
    "day_and_month_swapped": "born on the same day with day and month swapped",
    "next_year": "born a year apart",
    "next_year_same_day": "born on the same day a year apart",
    "next_year_other_day": "born a year apart on another day",
    "other_day": "born in the same year on another day",
    "two_years": "born two years apart",
    "three_years": "born three years apart",
    "years_apart": "born years apart",
}


def asked(text: str) -> tuple[str, ...]:
    """All dates a query may mean, but for those on which nobody who lives was born."""
    return tuple([one for one in typed_dates.typed(text) if FIRST <= one[:4] <= LAST])


def compare(query: str, listed: str, named: float = 0.0) -> Compared | None:
    """How near two birth dates are; of a query that gives a range the nearest year; None when unreadable, or
    nobody was born then.

    `named`: the log-odds by which the names agree; a rare name that agrees makes an estimated year likely.
    """
    theirs = dates.clean(listed)
    if not theirs:
        return None
    scale = BIRTH_DATE_SCALE | (BIRTH_DATE_NEAR_YEARS if named >= value("near_years_from") else {})
    return strongest([_compare(ours, theirs, scale) for ours in asked(query)])


def _compare(ours: str, theirs: str, scale: dict[str, float]) -> Compared:
    forms = {
        "comparison": NAME,
        "query": ours,
        "listed": theirs,
        "scale": scale,
        "points": points(NAME),
    }
    said = {score: name for name, score in scale.items()}
    return compared(forms, lambda score: f"{_SENTENCES[said[score]]}: {ours} and {theirs}")
