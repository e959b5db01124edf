"""Dates inside cells that may hold several, with words round them: `18.1.1970 or 29.3.1965`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sightline.clean import dates
from sightline.formats import written
from sightline.formats.saying import Saying

LONGEST = 2000
"""characters of a text that is searched"""
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = re.compile(
    r"(?<![\d./-])(?:"
    r"(?P<dotted>\d{1,2}\.\s?\d{1,2}\.\s?\d{4})"
    r"|(?P<iso>\d{4}-\d\d-\d\d)"
    rf"|(?P<named>(?:\d{{1,2}} )?{_MONTH} \d{{4}})"
    r"|(?P<range>(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d)"
    r"|(?P<month>\d{4}-\d\d)"
    r"|(?P<decade>(?:19|20)\d0)s"
    r"|(?P<year>(?:19|20)\d\d)"
    r")(?![\d/-])",
    re.IGNORECASE,
)
_ONLY_JOINED = re.compile(
    r"(?:\b(?:or|and|to|possibly|circa|approximately|about|between|c)\b|[\s.,;:()/–-])*", re.I
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date or range in a text: its values, and the characters from and up to which it stands."""

    values: tuple[str, ...]
    first: int
    last: int


def dates_in(text: str) -> tuple[list[Found], bool]:
    """Every date that stands in a text, and whether the text is nothing but dates and words that join them.

    Days written with dots are day first (`24.3.2007`). A date that is not in the calendar is none.
    """
    found: list[Found] = []
    rest, at = "", 0
    for match in _DATE.finditer(text[:LONGEST]):
        if values := _values(match):
            found.append(Found(values, *match.span()))
            rest += text[at : match.start()] + " "
            at = match.end()
    rest += text[at:]
    return found, bool(found) and _ONLY_JOINED.fullmatch(rest) is not None


def _values(match: re.Match[str]) -> tuple[str, ...]:
    if match["dotted"]:
        day = dates.day_first(match["dotted"])
        return (day,) if day else ()
    if match["decade"]:
        return dates.span(match["decade"], str(int(match["decade"]) + 9))
    return dates.values(match[0])


def say(said: Saying, prop: str, spot: written.Spot | None) -> None:
    """State each date at its own place; what says more than dates, or none, becomes a note as well."""
    if spot is None:
        return
    found, whole = dates_in(spot.text)
    for one in found:
        for value in one.values:
            said.say(prop, value, spot.text[one.first : one.last], spot.part(one.first, one.last))
    if not whole:
        said.say("notes", f"{prop}: {' '.join(spot.text.split())}", spot.text, spot.place)
