"""Names that are written otherwise than they are meant or listed: several in one field, as papers do, a title
behind one, words joined or apart, a mark without its hyphen.

*김여정 (金與正)*, *Kim Yo Jong / Kim Yeo-jeong*, *김정은 위원장*; *Wonsan 2* for *WON SAN 2*, *EPITD* for
*EP-ITD*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.names import acronyms
from sightline.names.apart import apart, hangul_apart, listed_apart
from sightline.names.folding import is_syllable
from sightline.names.readable import readable
from sightline.names.tokens import plain

_BESIDE = re.compile(r"(?P<name>[^()（）]+?)\s*[(（](?P<other>[^()（）]+)[)）]\s*")
_BETWEEN = re.compile(
    r"\s+/\s+|\s*;\s*|,?\s+(?:[af]\.?k\.?a\.?|alias)\s+"
    r"|(?<=[\uac00-\ud7a3\u4e00-\u9fff])/(?=[\uac00-\ud7a3\u4e00-\u9fff])",
    re.IGNORECASE,
)
"""what stands between names of one field"""
_MAY_BE_SEVERAL = re.compile(r"[/;]|k\.?a\b|alias")
_SCRIPTS = (
    ("hangul", re.compile("[\uac00-\ud7a3]")),
    ("han", re.compile("[\u3400-\u9fff]")),
    ("kana", re.compile("[\u3040-\u30ff]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("arabic", re.compile("[\u0600-\u06ff]")),
    ("latin", re.compile("[A-Za-z]")),
)
TITLES = (
    "국무위원장", "부위원장", "위원장", "제1부부장", "부부장", "부장", "국장", "총비서", "비서", "대사",
    "총리", "장관", "외무상", "무력상", "사장", "회장", "대표", "동지", "원수", "차수", "대장", "상장",
    "중장", "소장",
)  # fmt: skip
"""what stands behind the name of an official in Korean: common words, compared with no document"""
_TITLED = re.compile(rf"([\uac00-\ud7a3]{{2,4}})(?:\s+(?:{'|'.join(TITLES)}))+\s*")
STATES = frozenset({"EP", "YK", "UR", "EW", "EX", "EK"})
"""with what the marks of aircraft begin, of states whose marks stand on the lists"""
_MARK = re.compile(r"([A-Z]{2})[ .]?([A-Z]{3})")
"""such a mark, its hyphen left out"""
_ASSIMILATED = re.compile(r"(?<=[aeiou])ng[ -]?ny(eo)")
"""ㄱ before ㄹ as it is spoken and written in the south: 국렬 is *Kuk-ryol*, and *Gungnyeol*"""
_SMALL_BEFORE_CAPITAL = re.compile("[a-z][A-Z]")
_CAPITAL_BEHIND = re.compile(r"(?<![A-Za-z'’])([a-z])([A-Z])(?![A-Z])")
_APOSTROPHES = str.maketrans("`´ʻʼʽ’‘", "'" * 7)
_ACRONYM = re.compile(r"\s\((?P<short>[A-Z]{3,8})\)\s*$")
ROMAN = {"i": "1", "v": "5", "x": "10"}
"""numbers behind the name of a ship, initials in other names: *Bicentenario 1* for BICENTENARIO I"""
MOST_PARTS = 4
"""syllables of a ship's name that are written together"""
FEWEST = 2
"""words of a name on either side of a slash, a semicolon or an *alias* in Latin letters"""


def _script(text: str) -> str:
    """The first of the scripts above a text has letters of."""
    return next((name for name, letters in _SCRIPTS if letters.search(text)), "")


def ways_written(text: str) -> tuple[str, ...]:
    """The names a field holds, titles left out: one for most, several where one is written twice, or may be
    meant otherwise than it is written."""
    if text.isascii() and not _may_be_several(text.lower()):
        meant = _meant(text)
        return (text, meant) if meant else (text,)
    if (beside := _BESIDE.fullmatch(text)) and _script(beside["name"]) != _script(beside["other"]) != "":
        found = [beside["name"], beside["other"]]
    elif len(parts := _BETWEEN.split(text)) > 1 and all(map(_is_name, parts)):
        found = parts
    else:
        plain = text.translate(_APOSTROPHES)
        found = [
            text,
            *filter(None, [_meant(plain) if plain.isascii() and plain != text else hangul_apart(text)]),
        ]
    return tuple(dict.fromkeys(_untitled(one.strip()) for one in found))


def _may_be_several(lower: str) -> bool:
    """Whether a name in small letters may be several names."""
    if "ka" in lower or "k.a" in lower or "/" in lower or ";" in lower or "alias" in lower:
        return _MAY_BE_SEVERAL.search(lower) is not None
    return False


def _meant(text: str) -> str:
    """A name as it may be meant, empty for most: the mark of an aircraft without its hyphen, *EPITD*; a
    capital that has changed places with the letter behind it, *iR Chun Song*; words written together; a
    Korean name as it is spoken, *Geungnyeol*."""
    if text[:2] in STATES and (mark := _MARK.fullmatch(text)):
        return f"{mark[1]}-{mark[2]}"
    as_usual = text.istitle() or text.isupper()
    if not as_usual and _SMALL_BEFORE_CAPITAL.search(text) and _CAPITAL_BEHIND.search(text):
        return _CAPITAL_BEHIND.sub(lambda found: found[2] + found[1].upper(), text).title()
    if "nyeo" in text and _ASSIMILATED.search(text):
        return _ASSIMILATED.sub(r"kry\1", text)
    return apart(text)


def also_written(name: str, schema: str) -> Iterator[str]:
    """Other ways to write a listed name that whoever asks may use.

    The acronym it gives itself, *Ocean Maritime Management (OMM)*, and a ship whose syllables stand apart
    written together: *Wonsan 2* for *WON SAN 2*.
    """
    behind = _ACRONYM.search(name)
    short = acronyms.is_acronym(behind["short"]) if behind else ""
    if behind and short and short in acronyms.of_name(name[: behind.start()]):
        yield behind["short"]
    if schema == "Person" and name.isascii():
        found = name.split()
        if len(found) <= MOST_PARTS and any(listed_apart(word.lower()) for word in found):
            yield " ".join(" ".join(listed_apart(word.lower()) or (word,)) for word in found)
    if schema == "Vessel":
        told = plain(readable(name).text)
        if len(told) > 1 and told[-1] in ROMAN and len(told[0]) > 1:
            yield " ".join([*told[:-1], ROMAN[told[-1]]])
        number = told[-1:] if told and told[-1].isdigit() else []
        parts = told[: len(told) - len(number)]
        if 1 < len(parts) <= MOST_PARTS and all(map(is_syllable, parts)):
            yield " ".join(["".join(parts), *number])


def _is_name(part: str) -> bool:
    return bool(_script(part)) and (len(part.split()) >= FEWEST or not part.isascii())


def _untitled(text: str) -> str:
    titled = _TITLED.fullmatch(text)
    return titled[1] if titled else text
