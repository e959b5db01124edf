"""Names of countries to ISO 3166-1 alpha-2 codes in lower case."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pycountry

OWN_NAMES = {
    "bolivia": "bo",
    "british virgin islands": "vg",
    "brunei": "bn",
    "burma": "mm",
    "cape verde": "cv",
    "china hong kong special administrative region": "hk",
    "china macao special administrative region": "mo",
    "congo republic of the": "cg",
    "republic of the congo": "cg",
    "cote d ivoire": "ci",
    "cote divoire": "ci",
    "ivory coast": "ci",
    "czech republic": "cz",
    "democratic people s republic of korea": "kp",
    "dprk": "kp",
    "korea north": "kp",
    "north korea": "kp",
    "democratic republic of the congo": "cd",
    "congo democratic republic of the": "cd",
    "east timor": "tl",
    "england": "gb",
    "great britain": "gb",
    "iran islamic republic of": "ir",
    "iran": "ir",
    "korea south": "kr",
    "republic of korea": "kr",
    "south korea": "kr",
    "kosovo": "xk",
    "laos": "la",
    "macau": "mo",
    "macedonia": "mk",
    "north macedonia the republic of": "mk",
    "micronesia": "fm",
    "moldova": "md",
    "palestine": "ps",
    "palestinian": "ps",
    "state of palestine": "ps",
    "russia": "ru",
    "saint kitts and nevis": "kn",
    "st kitts and nevis": "kn",
    "swaziland": "sz",
    "syria": "sy",
    "taiwan": "tw",
    "tanzania": "tz",
    "the gambia": "gm",
    "turkey": "tr",
    "united kingdom of great britain and northern ireland": "gb",
    "uk": "gb",
    "usa": "us",
    "vatican city": "va",
    "venezuela": "ve",
    "vietnam": "vn",
    "virgin islands british": "vg",
    "virgin islands u s": "vi",
}
"""Spellings of the UN and OFAC lists, and short names pycountry lacks. `xk` is the code in common use for
Kosovo; ISO 3166-1 assigns none."""

LONGEST = 100
"""letters of a text that is looked up as a name"""
_WORDS = re.compile(r"[^a-z0-9]+")


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _WORDS.sub(" ", letters.lower()).strip()


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    names: dict[str, str] = {}
    for country in pycountry.countries:
        for field in ("name", "official_name", "common_name"):
            if name := getattr(country, field, ""):
                key = _key(name)
                names[key] = country.alpha_2.lower()
                names.setdefault(key.removeprefix("the "), country.alpha_2.lower())
    return names | OWN_NAMES


@lru_cache(maxsize=1)
def words() -> frozenset[str]:
    """The words of the names `code` knows, in small letters: of a text without any of them it knows none."""
    return frozenset(word for name in _table() for word in name.split())


@lru_cache(maxsize=1)
def last_words() -> frozenset[str]:
    """The last words of these names, with which a text must end that ends with one of them."""
    return frozenset(name.split()[-1] for name in _table())


@lru_cache(maxsize=4096)
def code(name: str) -> str | None:
    """The code of a country by its name in English; None for a name not known, and for codes.

    Inverted names (`Bahamas, The`; `Korea, North`) are read. Former states (`former Soviet Union`) have
    no code here and give None.
    """
    if len(name) > LONGEST:
        return None
    table = _table()
    key = _key(name)
    if found := table.get(key):
        return found
    if key.endswith(" the"):
        return table.get(key.removesuffix(" the")) or table.get("the " + key.removesuffix(" the"))
    return table.get(key.removeprefix("the "))


def of_code(text: str) -> str | None:
    """The lower-case alpha-2 code for an alpha-2 or alpha-3 code as written; None when it is neither."""
    written = text.strip().upper()
    if written == "XK":
        return "xk"
    found = None
    if len(written) == 2:
        found = pycountry.countries.get(alpha_2=written)
    elif len(written) == 3:
        found = pycountry.countries.get(alpha_3=written)
    return found.alpha_2.lower() if found else None


def value(name: str) -> str:
    """The code where the name is known, else the name itself, so that nothing is guessed or lost.

    A name of two letters that is no known name comes back in quotes: it must not pass for a code.
    """
    name = " ".join(name.split())
    return code(name) or (name if len(name) > 2 else f'"{name}"')
