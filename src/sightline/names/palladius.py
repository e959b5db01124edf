"""Chinese syllables in Cyrillic by the system of Palladius, and in the Latin letters that are made of it.

Чжан is *Zhang* and, in a Russian passport, *Chzhan*; Сюй is *Xu* and *Syuy*; Цзянь is *Jian* and *Tszyan*.
The system is of general knowledge and was compared with no document.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product

_INITIALS = {
    "b": "б", "p": "п", "m": "м", "f": "ф", "d": "д", "t": "т", "n": "н", "l": "л", "g": "г", "k": "к",
    "h": "х", "j": "цз", "q": "ц", "x": "с", "zh": "чж", "ch": "ч", "sh": "ш", "r": "ж", "z": "цз", "c": "ц",
    "s": "с",
}  # fmt: skip
_FINALS = {
    "a": "а", "o": "о", "e": "э", "ai": "ай", "ei": "эй", "ao": "ао", "ou": "оу", "an": "ань", "en": "энь",
    "ang": "ан", "eng": "эн", "ong": "ун", "i": "и", "ia": "я", "ie": "е", "iao": "яо", "iu": "ю",
    "ian": "янь", "in": "инь", "iang": "ян", "ing": "ин", "iong": "юн", "u": "у", "ua": "уа", "uo": "о",
    "uai": "уай", "ui": "уй", "uan": "уань", "un": "унь", "uang": "уан", "v": "юй", "ve": "юэ",
    "van": "юань", "vn": "юнь",
}  # fmt: skip
_WHOLE = {
    "zhi": "чжи", "chi": "чи", "shi": "ши", "ri": "жи", "zi": "цзы", "ci": "цы", "si": "сы", "er": "эр",
    "hui": "хуэй", "yi": "и", "ya": "я", "ye": "е", "yao": "яо", "you": "ю", "yan": "янь", "yin": "инь",
    "yang": "ян", "ying": "ин", "yong": "юн", "yo": "йо", "yu": "юй", "yue": "юэ", "yuan": "юань",
    "yun": "юнь", "wu": "у", "wa": "ва", "wo": "во", "wai": "вай", "wei": "вэй", "wan": "вань", "wen": "вэнь",
    "wang": "ван", "weng": "вэн",
}  # fmt: skip
_ROUNDED = {"u": "v", "ue": "ve", "uan": "van", "un": "vn"}
"""finals that stand for ü after j, q and x"""
_LATIN: dict[str, tuple[str, ...]] = {
    "а": ("a",), "б": ("b",), "в": ("v",), "г": ("g",), "д": ("d",), "е": ("e",), "ж": ("zh",), "з": ("z",),
    "и": ("i",), "й": ("y", "i"), "к": ("k",), "л": ("l",), "м": ("m",), "н": ("n",), "о": ("o",),
    "п": ("p",), "р": ("r",), "с": ("s",), "т": ("t",), "у": ("u",), "ф": ("f",), "х": ("kh",), "ц": ("ts",),
    "ч": ("ch",), "ш": ("sh",), "ы": ("y",), "ь": ("",), "э": ("e",), "ю": ("yu", "iu"), "я": ("ya", "ia"),
}  # fmt: skip
"""the letters of English maps and of passports since 2014"""


MARK = re.compile(r"chzh|ts[iyz]|sy[aeu]|[dghklst]uy|[ln]yu|kh[aeou]|ve[iny]|\bvan\b", re.IGNORECASE)
"""letters that stand in many names made so and in few of other systems"""


@cache
def cyrillic(pinyin: str) -> tuple[str, ...]:
    """A pinyin syllable (ü as v) in Cyrillic: by the system, with хой for хуэй, and with е for э by habit."""
    whole = _WHOLE.get(pinyin) or _by_parts(pinyin)
    if not whole:
        return ()
    found = (whole, whole.replace("хуэй", "хой"), whole[0] + whole[1:].replace("э", "е"))
    return tuple(dict.fromkeys(found))


def _by_parts(pinyin: str) -> str:
    start = next((one for one in (pinyin[:2], pinyin[:1]) if one in _INITIALS), "")
    rest = pinyin[len(start) :]
    if start in ("j", "q", "x"):
        rest = _ROUNDED.get(rest, rest)
    return _INITIALS.get(start, "") + _FINALS[rest] if rest in _FINALS else ""


@cache
def latin(text: str) -> tuple[str, ...]:
    """Such a syllable in Latin letters, as maps and passports write it."""
    return tuple(dict.fromkeys(map("".join, product(*(_LATIN[letter] for letter in text)))))
