"""Dates as publishers write them: ISO, `14 Apr 1958`, month and year, a year, ranges, circa.

A date is a text `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. A range or an approximate date becomes several
values, and the caller keeps the original beside them.
"""

from __future__ import annotations

import re
from datetime import date

WIDEST_RANGE = 30
"""years; a wider range is given by its two ends only, since every year of it would match someone"""

LONGEST = 100
"""letters of a text that is read as a date or a range"""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",),
            ("jun", "june"), ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"),
            ("oct", "october"), ("nov", "november"), ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_HOUR = r"[Tt ](?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?|:60)?"
_ZONE = r"[Zz]|[+-](?:(?:0\d|1[0-3]):?[0-5]\d|14:?00)"
_ISO = re.compile(rf"(\d{{4}})(?:-(\d\d?)(?:-(\d\d?)(?:{_HOUR})?(?:{_ZONE})?)?)?")
"""a day may say in which time zone it is that day (xs:date), which changes nothing about the day"""
_DAY_FIRST = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+)?([A-Za-z]+)\.?,?[\s-]+(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DIGITS = re.compile(r"(\d{1,2}|dd)([./])\s?(\d{1,2}|mm)\2\s?(\d{4})", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:circa|approximately|approx|about|around|ca?)\b\.?\s*", re.IGNORECASE)
_RANGE = re.compile(
    r"(?:between|from)?\s*(?P<start>.+?)\s*(?:\bto\b|\band\b|\buntil\b|\s-\s|–|(?<=\d{4})[-/](?=\d{4}))\s*(?P<end>.+)",
    re.IGNORECASE,
)


def clean(text: str) -> str | None:
    """One date: `1958`, `1958-04` or `1958-04-14`; None when it is none or does not exist in the calendar.

    Dates of digits alone in an order one has to guess (`03/04/1958`) are None.
    """
    text = text.strip()
    if len(text) > LONGEST:
        return None
    if found := _ISO.fullmatch(text):
        return checked(int(found[1]), int(found[2] or 0), int(found[3] or 0))
    if found := _DAY_FIRST.fullmatch(text):
        return _named(found[3], found[2], found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return _named(found[3], found[1], found[2])
    return None


def day_first(text: str) -> str | None:
    """One date of digits whose publisher writes the day first: `24.3.2007`, `24/03/2007`.

    `dd` and `mm` stand for what is not known: `dd/mm/1945` is `1945`. A day without its month is a year.
    """
    found = _DIGITS.fullmatch(text.strip())
    if not found:
        return None
    day, month = (int(part) if part.isdecimal() else 0 for part in (found[1], found[3]))
    if "0" in (found[1].lstrip("0") or "0", found[3].lstrip("0") or "0"):
        return None
    return checked(int(found[4]), month, day if month else 0)


def values(text: str) -> tuple[str, ...]:
    """All dates a text may mean: one, or the years of a range, in order; empty when it is not understood.

    `circa 1958` gives `1958`; `1958 to 1960` gives three years; `Aug 1977 to Sep 1977` gives both months.
    """
    if len(text) > LONGEST:
        return ()
    text = _ABOUT.sub("", text.strip())
    if single := clean(text):
        return (single,)
    found = _RANGE.fullmatch(text)
    if not found:
        return ()
    ends = [clean(_ABOUT.sub("", found[name])) for name in ("start", "end")]
    if ends[0] is None or ends[1] is None:
        return ()
    return span(ends[0], ends[1])


def span(start: str, end: str) -> tuple[str, ...]:
    """From one date to another: every year between two years `WIDEST_RANGE` apart or less, else the ends."""
    if len(start) == len(end) == 4 and 0 <= int(end) - int(start) <= WIDEST_RANGE:
        return tuple(str(year) for year in range(int(start), int(end) + 1))
    return (start,) if start == end else (start, end)


def is_partial(value: str) -> bool:
    """Whether a date lacks its day or its month."""
    return len(value) < 10


def _named(year: str, month: str, day: str | None) -> str | None:
    number = _MONTHS.get(month.lower())
    return checked(int(year), number, int(day or 0)) if number else None


def checked(year: int, month: int, day: int) -> str | None:
    """The date as text, without a month or day that is 0; None where the calendar has none such."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    if not month:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if day else f"{year:04d}-{month:02d}"
