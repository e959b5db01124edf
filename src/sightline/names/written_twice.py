"""A name that is written twice in one field, as papers do, or with a title behind it; and other ways to write
a listed one.

*김여정 (金與正)*, *Kim Yo Jong / Kim Yeo-jeong*, *김정은 위원장*; *Wonsan 2* for *WON SAN 2*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.names import acronyms
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
_MAY_BE_SEVERAL = re.compile(r"[/;]|k\.?a\b|alias", re.IGNORECASE)
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
_ACRONYM = re.compile(r"\s\((?P<short>[A-Z]{3,8})\)\s*$")
MOST_PARTS = 4
"""syllables of a ship's name that are written together"""
FEWEST = 2
"""words of a name on either side of a slash, a semicolon or an *alias* in Latin letters"""


def _script(text: str) -> str:
    """The first of the scripts above a text has letters of."""
    return next((name for name, letters in _SCRIPTS if letters.search(text)), "")


def ways_written(text: str) -> tuple[str, ...]:
    """The names a field holds, titles left out: one for most, several where one is written twice."""
    if text.isascii() and not _MAY_BE_SEVERAL.search(text):
        return (text,)
    if (beside := _BESIDE.fullmatch(text)) and _script(beside["name"]) != _script(beside["other"]) != "":
        found = [beside["name"], beside["other"]]
    elif len(parts := _BETWEEN.split(text)) > 1 and all(map(_is_name, parts)):
        found = parts
    else:
        found = [text]
    return tuple(dict.fromkeys(_untitled(one.strip()) for one in found))


def also_written(name: str, schema: str) -> Iterator[str]:
    """Other ways to write a listed name that whoever asks may use.

    The acronym it gives itself, *Ocean Maritime Management (OMM)*, and a ship whose syllables stand apart
    written together: *Wonsan 2* for *WON SAN 2*.
    """
    behind = _ACRONYM.search(name)
    short = acronyms.is_acronym(behind["short"]) if behind else ""
    if behind and short and short in acronyms.of_name(name[: behind.start()]):
        yield behind["short"]
    if schema == "Vessel":
        told = plain(readable(name).text)
        number = told[-1:] if told and told[-1].isdigit() else []
        parts = told[: len(told) - len(number)]
        if 1 < len(parts) <= MOST_PARTS and all(map(is_syllable, parts)):
            yield " ".join(["".join(parts), *number])


def _is_name(part: str) -> bool:
    return bool(_script(part)) and (len(part.split()) >= FEWEST or not part.isascii())


def _untitled(text: str) -> str:
    titled = _TITLED.fullmatch(text)
    return titled[1] if titled else text
