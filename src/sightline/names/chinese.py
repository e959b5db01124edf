"""Chinese syllables as they are written: Han, pinyin, Wade-Giles, Cantonese and Hokkien habits, Cyrillic.

As in `korean`, a spelling is read as all pinyin syllables it may stand for, each with a cost in nats.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import cache, lru_cache

from sightline.names import palladius
from sightline.names.han import characters
from sightline.names.korean import Readings
from sightline.names.tables import rows

MOST_READINGS = 6
COMMONEST_UNKNOWN = 1e-3
"""the share a surname has at least: a rare one says no more, since it may be none"""
WADE, CANTONESE, TAIWAN, SOUTHERN = 0.2, 0.5, 0.4, 0.7
"""nats for a spelling of Wade-Giles without its apostrophes, of Canton, of Taiwan (Tongyong), of Fujian"""
CYRILLIC, CYRILLIC_HABIT, BY_CYRILLIC = 0.1, 0.2, 0.4
"""nats for a spelling in Cyrillic, more with е for э, and for one in Latin letters that was made of it"""
DEAREST_CANTONESE = 1.1
"""nats; characters that are rarer among those a spelling may stand for are left out"""
SURNAME_BY_RULE, SURE_SURNAME = 0.3, 0.8
"""nats more for a Cantonese surname that only the rule gives, and what it may cost before"""

_VOWEL = re.compile("[aeiouv]")
_WADE_STARTS = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("d", "t"), ("g", "k"), ("j", "ch"), ("q", "ch"),
    ("x", "hs"), ("z", "ts"), ("c", "ts"), ("r", "j"),
)  # fmt: skip
_TAIWAN = (
    ("zh", "jh"),
    ("x", "s"),
    ("q", "c"),
    ("zhi", "jhih"),
    ("shi", "shih"),
    ("xu", "syu"),
    ("xi", "si"),
)
_JYUTPING_INITIALS = {
    "b": ("p", "b"), "p": ("p",), "d": ("t", "d"), "t": ("t",), "g": ("k", "g"), "k": ("k",),
    "gw": ("kw", "gw", "k"), "kw": ("kw",), "z": ("ch", "ts", "j", "z"), "c": ("ch", "ts", "c"),
    "j": ("y", "j"), "s": ("s", "sh"), "ng": ("ng", ""),
}  # fmt: skip
_JYUTPING_FINALS = (
    ("eoi", ("ui", "eui")), ("eot", ("ut",)), ("eon", ("un", "eun")), ("oeng", ("eung", "eong")),
    ("oek", ("euk", "eok")), ("oe", ("oe",)), ("aai", ("ai", "aai")), ("aau", ("au", "aau")),
    ("aam", ("am", "aam")),
    ("aan", ("an", "aan")), ("aang", ("ang", "aang")), ("aap", ("ap", "aap")), ("aat", ("at", "aat")),
    ("aak", ("ak", "aak", "ark")), ("aa", ("a", "ah", "ar")),
    ("ai", ("ai",)), ("au", ("au", "ou", "ow")), ("am", ("am", "um")), ("an", ("an", "un")), ("ang",
    ("ang", "ung")),
    ("ei", ("ei", "ee", "i", "ay", "ey")), ("iu", ("iu", "ew")), ("yun", ("uen", "un", "yuen")),
    ("yut", ("uet",
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


@lru_cache(maxsize=20_000)
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


_WADE_ENDS = {
    "ian": "ien", "ie": "ieh", "ue": "ueh", "ve": "veh", "ong": "ung", "iong": "iung", "uo": "o", "v": "u",
}  # fmt: skip
_WADE_WHOLE = {
    "yan": "yen", "ye": "yeh", "yi": "i", "you": "yu", "yong": "yung", "yue": "yueh", "er": "erh",
    "gui": "kuei", "kui": "kuei", "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo", "ge": "ko",
    "ke": "ko", "he": "ho", "e": "o", "lve": "lueh", "nve": "nueh", "lv": "lu", "nv": "nu",
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu",
}  # fmt: skip


def _wade(pinyin: str) -> str:
    """A pinyin syllable in Wade-Giles, its apostrophes and dots dropped as they mostly are."""
    if pinyin in _WADE_WHOLE:
        return _WADE_WHOLE[pinyin]
    found = re.match("zh|ch|sh|[bcdfghjklmnpqrstwxyz]?", pinyin)
    start = found[0] if found else ""
    rest = pinyin[len(start) :]
    return dict(_WADE_STARTS).get(start, start) + _WADE_ENDS.get(rest, rest)


def _rounded(pinyin: str) -> bool:
    """Whether a syllable has ü, which pinyin writes as u after j, q, x and y."""
    return "v" in pinyin or (pinyin[0] in "jqxy" and pinyin[1:2] == "u")


def _spellings(pinyin: str) -> dict[str, float]:
    """How Mandarin systems write one syllable, each with its cost."""
    wade = _wade(pinyin)
    found = {wade: WADE, pinyin: 0.0}
    if _rounded(pinyin):
        for text, cost in ((pinyin.replace("v", "u"), 0.1), (wade, WADE)):
            at = text.rindex("u")
            for sound in ("u", "v", "yu"):
                spelling = text[:at] + sound + text[at + 1 :]
                found[spelling] = min(cost + (0.1 if sound == "yu" else 0.0), found.get(spelling, 9.0))
    for ours, theirs in _TAIWAN:
        if pinyin.startswith(ours):
            found.setdefault(theirs + pinyin[len(ours) :], TAIWAN)
    return found


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
        for spelling, cost in _spellings(pinyin).items():
            _cheaper(found[spelling], pinyin, cost)
    names: dict[str, dict[str, float]] = defaultdict(dict)
    listed = surnames()
    for spelling, readings in found.items():
        for pinyin, cost in readings.items():
            if pinyin in listed and cost <= SURE_SURNAME:
                names[spelling][pinyin] = cost
    cantonese: dict[str, Counter[str]] = defaultdict(Counter)
    for han in characters().values():
        if han.common:
            for spelling in _cantonese(han.cantonese):
                cantonese[spelling][han.mandarin[0]] += 1
    for spelling, known in cantonese.items():
        whole = sum(known.values())
        for pinyin, times in known.most_common(MOST_READINGS):
            cost = CANTONESE + 0.3 * math.log(whole / times)
            if cost > DEAREST_CANTONESE:
                continue
            _cheaper(found[spelling], pinyin, cost)
            if pinyin in listed and cost <= SURE_SURNAME:
                _cheaper(names[spelling], pinyin, cost + SURNAME_BY_RULE)
    for row in rows("chinese_given_habits"):
        for pinyin in row["pinyin"].split():
            _cheaper(found[row["spelling"]], pinyin, SOUTHERN)
    for row in rows("chinese_habits"):
        _cheaper(names[row["spelling"]], row["pinyin"], float(row["cost"]))
    _read_in_russian(found, names)
    return _best(found), _best(names)


def _read_in_russian(found: dict[str, dict[str, float]], names: dict[str, dict[str, float]]) -> None:
    """Add spellings in Cyrillic, and those in Latin letters made of them that are no other spelling."""
    known, listed = {*found, *names}, surnames()
    for pinyin in inventory():
        for n, written in enumerate(palladius.cyrillic(pinyin)):
            spellings = {written: CYRILLIC + n * CYRILLIC_HABIT}
            spellings |= {one: BY_CYRILLIC for one in palladius.latin(written) if one not in known}
            for spelling, cost in spellings.items():
                _cheaper(found[spelling], pinyin, cost)
                if pinyin in listed:
                    _cheaper(names[spelling], pinyin, cost)


def _cheaper(known: dict[str, float], pinyin: str, cost: float) -> None:
    known[pinyin] = min(cost, known.get(pinyin, 9.0))


def _best(found: dict[str, dict[str, float]]) -> dict[str, Readings]:
    return {
        spelling: tuple(sorted(known.items(), key=lambda one: (one[1], one[0]))[:MOST_READINGS])
        for spelling, known in found.items()
        if known
    }


@cache
def _read_by_cyrillic() -> tuple[dict[str, Readings], dict[str, Readings]]:
    """What Latin letters stand for that were made of Cyrillic: *min* is *min* and *ming* then."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for pinyin in inventory():
        for written in palladius.cyrillic(pinyin):
            for spelling in palladius.latin(written):
                _cheaper(found[spelling], pinyin, BY_CYRILLIC)
    listed = surnames()
    names = {
        spelling: {pinyin: cost for pinyin, cost in known.items() if pinyin in listed}
        for spelling, known in found.items()
    }
    return _best(found), _best(names)


def spelt_by_cyrillic(text: str, is_surname: bool) -> Readings:
    """The same as `spelt` for a name in Latin letters that were made of Cyrillic throughout."""
    return _read_by_cyrillic()[is_surname].get(text, ())


def table_by_cyrillic(is_surname: bool) -> dict[str, Readings]:
    """All such spellings."""
    return _read_by_cyrillic()[is_surname]


def spelt(text: str, is_surname: bool) -> Readings:
    """The pinyin syllables one spelling may stand for; empty when it is none."""
    if len(text) == 1 and not text.isascii() and (han := characters().get(text)):
        known = [one for one in han.mandarin if _VOWEL.search(one)]
        return tuple((pinyin, 0.3 * n) for n, pinyin in enumerate(known))
    return _read()[is_surname].get(text, ())


def table(is_surname: bool) -> dict[str, Readings]:
    """All spellings of several letters with what they may stand for, those of surnames or of given names."""
    return _read()[is_surname]


def longest() -> int:
    """Letters of the longest spelling of one syllable."""
    return 7
