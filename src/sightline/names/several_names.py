"""A field that holds several names of one party: a former one, another, the one in the other script.

*OCEAN DREAM (ex HORIZON)*, *Ocean Dream f.k.a. Horizon*, *Foo Trading; KAFOLATBANK*, *Irina Huish née
Ivanova*. Each is asked by itself: what two names say together no list says.
"""

from __future__ import annotations

import re

from sightline.names.acronyms import words_of_companies
from sightline.names.commonness import is_place
from sightline.names.folding import folded
from sightline.names.tokens import tokens_of
from sightline.names.words import aircraft_mark, is_tabled

_ALSO = (
    r"(?:[afn]\.?\s?k\.?\s?a\b\.?|[afn]/k/a|alias(?:es)?\b|d\.?b\.?a\b\.?"
    r"|(?:also|formerly|previously|better|now|otherwise)\s+(?:known|called|named|registered)(?:\s+as)?"
    r"|(?:former|previous|old|other|new)\s+names?\b|formerly\b|previously\b)\s*:?"
)
"""what says that another name follows"""
_ONCE = rf"(?:{_ALSO}|ex(?:[-.:]\s?|\s+)|now\b:?)"
"""the same in brackets, where shorter words say it"""
_BETWEEN = re.compile(
    rf"\s+/\s+|\s*;\s*|[,(]?\s+{_ALSO}\s+|,?\s+(?<!imp )(?<!im )(?<!import )(?:ex[-:.]\s?|ex\s+)(?=\w)"
    r"|,\s+now\s+"
    r"|(?<=[\uac00-\ud7a3\u4e00-\u9fff])/(?=[\uac00-\ud7a3\u4e00-\u9fff])",
    re.IGNORECASE,
)
"""what stands between names of one field"""
_TOLD = re.compile(rf"[,(]?\s+{_ALSO}\s+|\sex(?:[-:.]\s?|\s+)(?=\w)|,\s+now\s+", re.IGNORECASE)
"""the same where words say that both are names, however short"""
_EX = re.compile(r"(?<!,)\sex\s", re.IGNORECASE)
"""what may belong to a name, which is asked with it as well"""
_IN_FRONT = re.compile(rf"(?!aka\b)(?:{_ALSO}\s+|ex(?:[-:.]\s?|\s+))(?=\w)", re.IGNORECASE)
_BRACKETS = re.compile(r"(?P<name>[^()（）]+?)\s*[(（](?P<other>[^()（）]+)[)）]\s*")
_MARKED = re.compile(
    rf"\s*[(（\[]\s*{_ONCE}\s*(?P<name>[^\s()（）\[\]][^()（）\[\]]*)[)）\]]\s*", re.IGNORECASE
)
_BORN = re.compile(
    r"(?P<name>.+?)\s*[,(（]?\s*\b(?:née|né|nee|geb\.?)\s+(?P<born>[^()（）]+?)[)）]?\s*", re.IGNORECASE
)
MARKS = frozenset({
    "/", ";", "-", "aka", "a.k.a.", "a.k.a", "aka:", "a.k.a.:", "fka", "f.k.a.", "f.k.a", "nka", "n.k.a.",
    "alias", "alias:", "also", "formerly", "previously", "former", "previous", "ex", "ex.", "ex:", "now",
    "née", "né", "nee", "geb", "geb.", "dba",
})  # fmt: skip
"""words of a field that may hold several names"""
_SCRIPTS = (
    ("hangul", re.compile("[\uac00-\ud7a3]")),
    ("han", re.compile("[\u3400-\u9fff]")),
    ("kana", re.compile("[\u3040-\u30ff]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("arabic", re.compile("[\u0600-\u06ff]")),
    ("latin", re.compile("[A-Za-z]")),
)
SHORTEST = 4
"""letters of a name of one word beside a slash or a semicolon, where nothing says that it is a name"""


def script(text: str) -> str:
    """The first of the scripts above a text has letters of."""
    return next((name for name, letters in _SCRIPTS if letters.search(text)), "")


def several_names(text: str) -> tuple[str, ...]:
    """The names a field holds, one for most."""
    if born := _BORN.fullmatch(text):
        names = _born(born["name"].strip(" ,"), born["born"].strip())
        return names if "(" in text or "née" in text.lower() else (text, *names)
    if marked := _MARKED.search(text):
        name = f"{text[: marked.start()]} {text[marked.end() :]}".strip()
        return (
            (name, *several_names(marked["name"].strip())) if name else several_names(marked["name"].strip())
        )
    if (found := _BRACKETS.fullmatch(text)) and script(found["name"]) != script(found["other"]) != "":
        return found["name"], found["other"]
    if front := _IN_FRONT.match(text):
        bare = text[front.end() :]
        return (bare, text) if script(bare) and not aircraft_mark(text) else (text,)
    parts = [part.strip(" ,()") for part in _BETWEEN.split(text)]
    if len(parts) == 1 or not all(map(script, parts)):
        return (text,)
    if all(len(part.split()) > 1 or not part.isascii() for part in parts) or _TOLD.search(text):
        return (text, *parts) if _EX.search(text) else tuple(parts)
    return (text, *filter(_says_something, parts))


def _born(name: str, born: str) -> tuple[str, ...]:
    """*Irina Huish née Ivanova* with either surname; a whole name behind *née* is the other."""
    words = name.split()
    if len(born.split()) > 1 or len(words) == 1:
        return name, f"{name} {born}" if len(words) == 1 else born
    if words[0].endswith(","):
        return name, " ".join([f"{born},", *words[1:]])
    behind, front = " ".join([*words[:-1], born]), " ".join([born, *words[1:]])
    return (name, behind, front) if len(words) > 2 else (name, behind)


def _says_something(part: str) -> bool:
    told = tokens_of(part)
    if len(told) != 1 or not part.isascii():
        return bool(told)
    if len(told[0]) < SHORTEST or is_place(folded(told[0])):
        return False
    return told[0] not in words_of_companies() and not is_tabled(told[0])
