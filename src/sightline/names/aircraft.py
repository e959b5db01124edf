"""Marks of aircraft: whether one is whole, with a state in front that there is."""

from __future__ import annotations

import re

LETTERS = 5
"""of a whole mark: EP-IDA, F-OJHI"""
_STATES = (
    "B C D F G I M N P AP CC CN CP CR CS CU CX DQ EC EI EJ EK EP ER ES ET EW EX EY EZ HA HB HC HH HI "
    "HJ HK HL HP HR HS HV HZ JA JU JY LN LQ LV LX LY LZ OB OD OE OH OK OM OO OY PH PJ PK PP PR PS PT "
    "PU PZ RA RF RP SE SN SP SU SX TC TF TG TI TJ TL TN TR TS TT TU TY TZ UK UN UP UR VH VN VP VQ VR "
    "VT XA XB XC XT XU XW XY XZ YA YI YJ YK YL YN YR YS YU YV ZA ZJ ZK ZP ZS ZT ZU ZZ"
)
STATES = frozenset(_STATES.split(" "))
"""what marks begin with where that is letters alone, as states notify ICAO (Annex 7); from general knowledge,
the text not compared"""

LISTED = frozenset({"EP", "YK", "UR", "EW", "EX", "EK"})
"""those whose marks stand on the lists"""


def whole_mark(text: str) -> bool:
    """Whether a mark, *EP-IDA*, has all its letters and a state in front: *GP-IDA* is mistyped."""
    state, _, rest = text.strip().partition("-")
    return len(state + rest) == LETTERS and state in STATES


MAKERS = frozenset({
    "airbus", "antonov", "atr", "bae", "beechcraft", "bell", "boeing", "bombardier", "cessna", "dassault",
    "dornier", "douglas", "embraer", "falcon", "fokker", "gulfstream", "ilyushin", "iljuschin", "kamov",
    "learjet", "lockheed", "mcdonnell", "mil", "saab", "sukhoi", "tupolev", "yakovlev",
    "аэробус", "боинг", "ил", "ильюшин", "антонов", "туполев",
})  # fmt: skip
"""who builds aircraft; written from general knowledge"""
_TYPED = re.compile(
    rf"(?:(?P<state>{'|'.join(sorted(LISTED))})[ .-]?|(?P<other>[A-Z]{{1,2}})-)"
    r"(?P<letters>[A-Z]{3}|(?<=-)[A-Z0-9]{3,5})[\s,;(]+(?P<type>[^\s].*)",
    re.IGNORECASE,
)
_TYPE = re.compile(r"[a-zа-я]{0,4}-?\d{2,4}[a-z\d]*(?:-\d{1,3}[a-z]{0,3})?", re.IGNORECASE)


def without_type(text: str) -> str:
    """The mark of an aircraft behind which its type stands, *EP-MMC* for *EP MMC A340*; empty for others."""
    if (text[:2].upper() not in LISTED and "-" not in text[1:3]) or not (told := _TYPED.fullmatch(text)):
        return ""
    words = told["type"].lower().replace(",", " ").strip(" ()").split()
    if not all(word in MAKERS or _TYPE.fullmatch(word) for word in words) or " ".join(words).isdigit():
        return ""
    if told["other"] and told["other"].upper() not in STATES:
        return ""
    return f"{told['state'] or told['other']}-{told['letters']}".upper()
