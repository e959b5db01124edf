"""Call signs: the state that gave one, by its first letters, and whether a ship's flag is of that state.

`data/call_signs.csv` says where the series are from; it is unverified. Dependent territories use the series
of their state or their own, so that both count as one.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources

from sightline.clean.mmsi import flag

SIGN = re.compile(r"[A-Z]{4}|(?=.*\d)(?=.*[A-Z])[A-Z0-9]{4,7}")
"""four letters, or up to seven letters and digits: what is longer and has no digit is sooner a word"""
LONGEST = 3
WITH = {
    "gb": "ai bm fk gg gi gs im io je ky ms pn sh tc uk vg",
    "fr": "bl gf gp mf mq nc pf pm re tf wf yt",
    "nl": "aw bq cw sx",
    "dk": "fo gl",
    "us": "as gu mp pr um vi",
    "cn": "hk mo tw",
    "no": "bv sj",
    "nz": "ck nu tk",
    "au": "cc cx hm nf",
    "fi": "ax",
}
"""territories by the state whose series they may use, and Taiwan, whose series begin as those of China do"""


def state_of(sign: str) -> str:
    """ISO alpha-2 code of the state a call sign is of, in small letters; empty for what is none."""
    if not SIGN.fullmatch(sign) or len(set(sign)) < LONGEST:
        return ""
    return next((state for n in (3, 2, 1) if (state := _series().get(sign[:n]))), "")


def fits(sign: str, mmsi: int) -> bool:
    """Whether a call sign may be of the flag that the digits of an MMSI claim; true where one is unknown."""
    state, flagged = state_of(sign), flag(mmsi)
    return not state or not flagged or _with(state) == _with(flagged)


@cache
def _series() -> dict[str, str]:
    text = resources.files(__package__).joinpath("data/call_signs.csv").read_text(encoding="utf-8")
    return {
        row["begins"]: row["state"]
        for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    }


@cache
def _with(state: str) -> str:
    return next((other for other, some in WITH.items() if state in some.split()), state)
