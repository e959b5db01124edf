"""Chinese syllables as they are written: Han characters, pinyin, Wade-Giles, Cantonese and Hokkien habits.

As in `korean`, a spelling is read as all pinyin syllables it may stand for, each with a cost in nats.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import cache

from sightline.names.han import characters
from sightline.names.korean import Readings
from sightline.names.tables import rows

MOST_READINGS = 6
COMMONEST_UNKNOWN = 1e-3
"""the share a surname has at least: a rare one says no more, since it may be none"""
WADE, CANTONESE = 0.2, 0.5
"""nats for a Wade-Giles spelling without its apostrophes, and for a Cantonese one"""

_VOWEL = re.compile("[aeiouv]")
_WADE_INITIALS = (
    ("zhi", "chih"), ("chi", "chih"), ("shi", "shih"), ("ri", "jih"), ("zi", "tzu"), ("ci", "tzu"),
    ("si", "ssu"),
)  # fmt: skip
"""whole syllables"""
_WADE_STARTS = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("d", "t"), ("g", "k"), ("j", "ch"), ("q", "ch"),
    ("x", "hs"), ("z", "ts"), ("c", "ts"), ("r", "j"),
)  # fmt: skip
_JYUTPING_INITIALS = {
    "b": ("p", "b"), "p": ("p",), "d": ("t", "d"), "t": ("t",), "g": ("k", "g"), "k": ("k",),
    "gw": ("kw", "gw", "k"), "kw": ("kw",), "z": ("ch", "ts", "j"), "c": ("ch", "ts"), "j": ("y",),
}  # fmt: skip
_JYUTPING_FINALS = (
    ("eoi", ("ui", "eui")), ("eot", ("ut",)), ("eon", ("un", "eun")), ("oeng", ("eung", "eong")),
    ("oek", ("euk", "eok")), ("oe", ("oe",)), ("aai", ("ai",)), ("aau", ("au",)), ("aam", ("am",)),
    ("aan", ("an",)), ("aang", ("ang",)), ("aap", ("ap",)), ("aat", ("at",)), ("aak", ("ak",)), ("aa",
    ("a", "ah")),
    ("ai", ("ai",)), ("au", ("au", "ou", "ow")), ("am", ("am", "um")), ("an", ("an", "un")), ("ang",
    ("ang", "ung")),
    ("ei", ("ei", "ee", "i", "ay")), ("iu", ("iu", "ew")), ("yun", ("uen", "un", "yuen")), ("yut", ("uet",
    "ut")),
    ("yu", ("u", "ue", "yu")), ("ung", ("ung", "oong")), ("uk", ("uk", "ook")), ("ou", ("o", "ow", "oh")),
    ("oi", ("oi", "oy")), ("ui", ("ui", "ooi")), ("un", ("un", "oon")), ("u", ("u", "oo")), ("i", ("i",
    "ee")),
)  # fmt: skip


@cache
def surnames() -> dict[str, float]:
    """Pinyin of surnames with their share."""
    return {row["surname"]: max(0.5, float(row["per_mille"])) / 1000 for row in rows("chinese_surnames")}


@cache
def given_shares() -> dict[str, float]:
    """The share of a pinyin syllable in given names, counted where it was, else by its characters."""
    counts: Counter[str] = Counter()
    for han in characters().values():
        if han.common:
            counts[han.mandarin[0]] += 1
    for row in rows("chinese_frequency"):
        counts[row["pinyin"]] += 3 * int(row["given"])
    whole = sum(counts.values())
    return {pinyin: count / whole for pinyin, count in counts.items()}


def info(reading: str, is_surname: bool) -> float:
    """Nats a syllable says in its place."""
    share = (
        max(surnames().get(reading, 0), COMMONEST_UNKNOWN)
        if is_surname
        else given_shares().get(reading, 3e-4)
    )
    return round(-math.log(share), 3)


@cache
def inventory() -> tuple[str, ...]:
    """Every pinyin syllable."""
    return tuple(sorted({one for han in characters().values() for one in han.mandarin if _VOWEL.search(one)}))


def _wade(pinyin: str) -> str:
    """A pinyin syllable in Wade-Giles, its apostrophes dropped as they mostly are."""
    for ours, theirs in _WADE_INITIALS:
        if pinyin == ours:
            return theirs
    start, rest = "", pinyin
    for ours, theirs in _WADE_STARTS:
        if pinyin.startswith(ours):
            start, rest = theirs, pinyin[len(ours) :]
            break
    else:
        found = re.match("[fhklmnpstwy]?", pinyin)
        start = found[0] if found else ""
        rest = pinyin[len(start) :]
    palatal = pinyin[0] in "jqxy"
    changed = {
        "ian": "ien",
        "ie": "ieh",
        "ong": "ung",
        "iong": "iung",
        "ui": "ui",
        "uo": "o",
        "e": "o" if start in ("k", "h") else "e",
    }
    if palatal and rest.startswith("u"):
        rest = {"u": "u", "ue": "ueh", "uan": "uan", "un": "un"}.get(rest, rest)
    elif rest == "uo" and start in ("k", "h"):
        rest = "uo"
    else:
        rest = changed.get(rest, rest)
    if pinyin == "yan":
        rest = "en"
    if pinyin == "ye":
        rest = "eh"
    if pinyin == "yi":
        return "i"
    if pinyin == "you":
        return "yu"
    return start + rest


def _cantonese(jyutping: str) -> set[str]:
    """A Jyutping syllable as people of Hong Kong and of the Straits write it."""
    found = re.fullmatch("(gw|kw|ng|[bpmfdtnlgkhwzcsj])?(.*)", jyutping)
    if not found:
        return set()
    initial, final = found[1] or "", found[2]
    starts = _JYUTPING_INITIALS.get(initial, (initial,))
    ends = next((to for ours, to in _JYUTPING_FINALS if ours == final), (final,))
    return {start + end for start in starts for end in ends if start + end}


@cache
def _read() -> tuple[dict[str, Readings], dict[str, Readings]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for pinyin in inventory():
        found[pinyin][pinyin] = 0.0
        _cheaper(found[pinyin.replace("v", "u")], pinyin, 0.1)
        _cheaper(found[pinyin.replace("v", "yu")], pinyin, 0.2)
        _cheaper(found[_wade(pinyin)], pinyin, WADE)
    names: dict[str, dict[str, float]] = defaultdict(dict)
    listed = surnames()
    for spelling, readings in found.items():
        for pinyin, cost in readings.items():
            if pinyin in listed:
                names[spelling][pinyin] = cost
    cantonese: dict[str, Counter[str]] = defaultdict(Counter)
    for han in characters().values():
        if han.common:
            for spelling in _cantonese(han.cantonese):
                cantonese[spelling][han.mandarin[0]] += 1
    for spelling, known in cantonese.items():
        whole = sum(known.values())
        for pinyin, times in known.most_common(MOST_READINGS):
            _cheaper(found[spelling], pinyin, CANTONESE + min(1.0, 0.3 * math.log(whole / times)))
    for row in rows("chinese_habits"):
        _cheaper(names[row["spelling"]], row["pinyin"], float(row["cost"]))
    return _best(found), _best(names)


def _cheaper(known: dict[str, float], pinyin: str, cost: float) -> None:
    known[pinyin] = min(cost, known.get(pinyin, 9.0))


def _best(found: dict[str, dict[str, float]]) -> dict[str, Readings]:
    return {
        spelling: tuple(sorted(known.items(), key=lambda one: (one[1], one[0]))[:MOST_READINGS])
        for spelling, known in found.items()
        if known
    }


def spelt(text: str, is_surname: bool) -> Readings:
    """The pinyin syllables one spelling may stand for; empty when it is none."""
    if len(text) == 1 and not text.isascii():
        han = characters().get(text)
        known = [one for one in han.mandarin if _VOWEL.search(one)] if han else []
        return tuple((pinyin, 0.3 * n) for n, pinyin in enumerate(known))
    given, surname = _read()
    return (surname if is_surname else given).get(text, ())


def longest() -> int:
    """Letters of the longest spelling of one syllable."""
    return 6
