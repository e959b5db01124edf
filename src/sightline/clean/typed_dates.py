"""Dates of birth as people type them: in digits, in words of several languages, in two digits of a year."""

from __future__ import annotations

import re

from sightline.clean import dates
from sightline.clean.text import plain

READ = "1962-02-18, 1962-02, 1962, 18 Feb 1962, 18.02.1962, 18-Feb-62, 1962년 2월 18일, 1960 to 1963"
"""What people may write, as a note names it"""
_YEAR_FIRST = re.compile(
    r"(\d{4})\s?(?:[./]|년|年)\s?(\d{1,2})\s?(?:[./]|월|月)\s?(\d{1,2})\s?(?:[.]|일|日)?"
)
_DIGITS_ALONE = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})\.?")
_COMPACT = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")
_SHORT_YEAR = re.compile(r"(\d{1,2}[\s./-]+(?:[a-z]+|\d{1,2})\.?[\s./-]+)'?(\d\d)", re.IGNORECASE)
_BORN = re.compile(
    r"^(?:born|b\.|née|né|geb\.|род\.)?\s*(?:on|in|le|am)?\s*(?:(abt|est|estimated)\b\.?)?\s*", re.IGNORECASE
)
_DOUBT = re.compile(r"\s*(?:\?|\(\?\)|г\.?|года)$")
_WORD = re.compile(r"[^\W\d_]+")
LAST_MONTH = 12
_SINCE = 30
"""From this year on two digits are of the last century alone; below, of either"""
MONTHS = {
    month: english
    for english, several in {
        "jan": "janvier janv januar enero ene gennaio gen janeiro января январь يناير",
        "feb": "février fevrier févr fevr februar febrero febbraio fevereiro февраля февраль فبراير",
        "mar": "mars märz maerz mär marzo março marco марта март مارس",
        "apr": "avril avr april abril abr aprile апреля апрель أبريل ابريل",
        "may": "mai mayo maggio mag maio мая май مايو",
        "jun": "juin juni junio giugno giu junho июня июнь يونيو",
        "jul": "juillet juil juli julio luglio lug julho июля июль يوليو",
        "aug": "août aout agosto ago августа август أغسطس اغسطس",
        "sep": "septembre septiembre settembre set setembro сентября сентябрь سبتمبر",
        "oct": "octobre oktober okt octubre ottobre ott outubro out октября октябрь أكتوبر اكتوبر",
        "nov": "novembre noviembre novembro ноября ноябрь نوفمبر",
        "dec": "décembre dezember dez diciembre dic dicembre dezembro декабря декабрь ديسمبر",
    }.items()
    for month in several.split()
}
"""Months in French, German, Spanish, Italian, Portuguese, Russian and Arabic, by the English one (written
from general knowledge)"""


def typed(text: str) -> tuple[str, ...]:
    """All dates that what someone typed may mean: also digits where they can mean one day alone.

    `18.02.1962` and `02/18/1962` can, since there is no month 18; so can any date of digits with dots, whose
    day stands first wherever dots are used. `03/04/1962` is not read. The year first, with Korean, Chinese or
    Japanese signs or without, is read. Months may be in other languages, a year in two digits (`18-Feb-62`;
    `18-Feb-05` may be 1905 or 2005).
    """
    if len(text) > dates.LONGEST:
        return ()
    text = _english(_DOUBT.sub("", _BORN.sub("", plain(text))))
    if found := _COMPACT.fullmatch(text):
        text = "-".join(found.groups())
    if found := _SHORT_YEAR.fullmatch(text):
        centuries = ("19",) if int(found[2]) >= _SINCE else ("19", "20")
        return tuple(one for century in centuries for one in typed(found[1] + century + found[2]))
    if found := _YEAR_FIRST.fullmatch(text):
        one = (
            dates.checked(int(found[1]), int(found[2]), int(found[3]))
            if int(found[2]) and int(found[3])
            else None
        )
        return (one,) if one else ()
    if found := _DIGITS_ALONE.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day, month = (second, first) if second > LAST_MONTH and found[2] != "." else (first, second)
        sure = found[2] == "." or first > LAST_MONTH or second > LAST_MONTH or first == second
        one = dates.checked(year, month, day) if sure and day and month else None
        return (one,) if one else ()
    return dates.values(text)


def _english(text: str) -> str:
    """Names of months in English, without what stands between their parts in other languages."""
    words = _WORD.sub(lambda word: MONTHS.get(word[0].lower(), word[0]), text)
    return re.sub(r"(?<=\d)\. (?=[a-z])", " ", re.sub(r"\s+(?:de|del|di)\s+", " ", words))
