"""Birth dates, whole or partial: lists often know the year alone."""

from __future__ import annotations

from sightline.clean import dates
from sightline.matching.compared import Compared, compared, strongest
from sightline.matching.weights import BIRTH_DATE_SCALE, points

NAME, FIELD = "birth_date", "birth_date"
PROPS = ("birthDate",)

_SENTENCES = {
    "same_day": "born on the same day",
    "same_month": "born in the same month",
    "same_year": "born in the same year",
    "day_and_month_swapped": "born on the same day with day and month swapped",
    "next_year": "born a year apart",
    "next_year_same_day": "born on the same day a year apart",
    "next_year_other_day": "born a year apart on another day",
    "other_day": "born in the same year on another day",
    "years_apart": "born years apart",
}


def compare(query: str, listed: str) -> Compared | None:
    """How near two birth dates are; of a query that gives a range the nearest year; None when unreadable."""
    theirs = dates.clean(listed)
    if not theirs:
        return None
    return strongest([_compare(ours, theirs) for ours in dates.values(query)])


def _compare(ours: str, theirs: str) -> Compared:
    forms = {
        "comparison": NAME,
        "query": ours,
        "listed": theirs,
        "scale": BIRTH_DATE_SCALE,
        "points": points(NAME),
    }
    said = {score: name for name, score in BIRTH_DATE_SCALE.items()}
    return compared(forms, lambda score: f"{_SENTENCES[said[score]]}: {ours} and {theirs}")
