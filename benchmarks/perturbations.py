"""How a name comes to be written otherwise: typing errors, other systems of spelling, parts left out, order.

Nothing of `sightline.names` is used for it but the reading of DPRK spelling as Hangul, so that what is
measured is not the tables that are measured with.
"""

from __future__ import annotations

import csv
import random
import re
import string
from functools import cache
from pathlib import Path

from sightline.names.hangul import parts
from sightline.names.korean import spelt
from sightline.names.syllables import CHINESE, KOREAN, sequences

SPELLINGS = Path(__file__).with_name("chinese_spellings.csv")

RR = {
    "ㄱ": "g", "ㄲ": "kk", "ㄴ": "n", "ㄷ": "d", "ㄸ": "tt", "ㄹ": "r", "ㅁ": "m", "ㅂ": "b", "ㅃ": "pp",
    "ㅅ": "s", "ㅆ": "ss",
    "ㅇ": "", "ㅈ": "j", "ㅉ": "jj", "ㅊ": "ch", "ㅋ": "k", "ㅌ": "t", "ㅍ": "p", "ㅎ": "h", "ㅏ": "a",
    "ㅐ": "ae", "ㅑ": "ya",
    "ㅒ": "yae", "ㅓ": "eo", "ㅔ": "e", "ㅕ": "yeo", "ㅖ": "ye", "ㅗ": "o", "ㅘ": "wa", "ㅙ": "wae",
    "ㅚ": "oe", "ㅛ": "yo",
    "ㅜ": "u", "ㅝ": "wo", "ㅞ": "we", "ㅟ": "wi", "ㅠ": "yu", "ㅡ": "eu", "ㅢ": "ui", "ㅣ": "i",
}  # fmt: skip
"""Revised Romanisation (2000)"""
MR = RR | {
    "ㄱ": "k", "ㄷ": "t", "ㅂ": "p", "ㅈ": "ch", "ㅊ": "ch'", "ㅋ": "k'", "ㅌ": "t'", "ㅍ": "p'",
    "ㅓ": "ŏ", "ㅕ": "yŏ",
    "ㅝ": "wŏ", "ㅡ": "ŭ", "ㅢ": "ŭi", "ㅉ": "tch",
}  # fmt: skip
"""McCune-Reischauer"""
VOICED = {"k": "g", "t": "d", "p": "b", "ch": "j"}
CODA = {
    "_": "",
    "ㄱ": "k",
    "ㄴ": "n",
    "ㄷ": "t",
    "ㄹ": "l",
    "ㅁ": "m",
    "ㅂ": "p",
    "ㅅ": "t",
    "ㅇ": "ng",
    "ㅊ": "t",
    "ㅌ": "t",
    "ㅍ": "p",
}
HABIT = {
    "김": "Kim", "리": "Lee", "박": "Park", "최": "Choi", "정": "Chung", "조": "Cho", "강": "Kang",
    "장": "Chang", "윤": "Yoon",
    "림": "Lim", "한": "Han", "오": "Oh", "서": "Suh", "신": "Shin", "권": "Kwon", "황": "Hwang",
    "안": "Ahn", "송": "Song",
    "류": "Yoo", "홍": "Hong", "전": "Chun", "고": "Koh", "문": "Moon", "손": "Sohn", "량": "Yang",
    "배": "Bae", "백": "Paik",
    "허": "Huh", "로": "Noh", "남": "Nam", "주": "Joo", "우": "Woo", "구": "Koo", "라": "Ra", "민": "Min",
    "철": "Chul",
    "성": "Sung", "영": "Young", "명": "Myung", "경": "Kyung", "준": "Joon", "훈": "Hoon", "수": "Soo",
    "희": "Hee", "선": "Sun",
    "현": "Hyun", "원": "Won", "국": "Kook", "식": "Shik", "은": "Eun", "덕": "Duk", "혁": "Hyuk",
    "진": "Jin", "일": "Il",
    "광": "Kwang", "동": "Dong", "태": "Tae", "학": "Hak", "길": "Gil", "용": "Yong", "춘": "Choon",
    "순": "Soon", "문 ": "Moon",
}  # fmt: skip
"""Spellings of habit, from the domain notes and common use."""
SYSTEMS = ("revised", "mccune", "bare", "mangled", "habit")


def _one(table: dict[str, str], syllable: str, inside: bool) -> str:
    initial, vowel, coda = parts(syllable)
    start = table[initial]
    if inside and table is MR:
        start = VOICED.get(start, start)
    return start + table[vowel] + CODA.get(coda, "t")


def korean(hangul: str, system: str, draw: random.Random) -> str:
    """A Korean name, surname first, in one system; how its given name is written is drawn."""
    surname, given = hangul[0], hangul[1:]
    if system == "habit":
        written = [HABIT.get(one, _one(RR, one, False).capitalize()) for one in hangul]
        between = draw.choice((" ", "-", "-", ""))
        return f"{written[0]} {written[1]}{between}" + between.join(
            one if between != "" else one.lower() for one in written[2:]
        )
    table = RR if system == "revised" else MR
    first = _one(table, surname, False).capitalize()
    between = draw.choice(("-", "", " ") if system == "revised" else ("-", "", "-"))
    rest = "".join(
        (between if n else "") + _one(table, one, bool(n) and between != " ") for n, one in enumerate(given)
    )
    name = f"{first} {rest.capitalize()}"
    if system == "bare":
        name = name.replace("ŏ", "o").replace("ŭ", "u").replace("'", "")
    if system == "mangled":
        name = name.replace("ŏ", "o'").replace("ŭ", "u'")
    return name


def hangul_of(name: str) -> str:
    """The likeliest Hangul of a name in DPRK spelling; empty when it is no Korean name of three syllables."""
    for one in sequences(name.lower()):
        if (
            one.kind == KOREAN
            and one.cost == 0.0
            and len(one.spelt) == 3
            and all(
                spelt(text, n == 0)[0] == (read[0][0], 0.0)
                for n, (text, read) in enumerate(zip(one.spelt, one.readings, strict=True))
            )
        ):
            return "".join(readings[0][0] for readings in one.readings)
    return ""


def typo(name: str, draw: random.Random) -> str:
    """One letter dropped, doubled or added, replaced, or swapped with its neighbour."""
    places = [n for n, letter in enumerate(name) if letter.isalpha()]
    if len(places) < 3:
        return name
    for _ in range(20):
        at, kind = draw.choice(places), draw.choice(("drop", "add", "replace", "swap"))
        letter = draw.choice(string.ascii_lowercase)
        letter = letter.upper() if name[at].isupper() else letter
        if kind == "drop":
            changed = name[:at] + name[at + 1 :]
        elif kind == "add":
            changed = name[:at] + letter + name[at:]
        elif kind == "replace":
            changed = name[:at] + letter + name[at + 1 :]
        elif at + 1 < len(name) and name[at + 1].isalpha():
            changed = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        else:
            continue
        if changed != name:
            return changed
    return name


def parts_of(name: str) -> list[str]:
    """The words of a name as they stand."""
    return [part for part in re.split(r"[\s,]+", name) if part]


def dropped(name: str, draw: random.Random) -> str:
    """One of at least three parts left out; empty when there are fewer."""
    words = parts_of(name)
    if len(words) < 3:
        return ""
    del words[draw.randrange(len(words))]
    return " ".join(words)


def reordered(name: str, draw: random.Random) -> str:
    """The parts in another order; empty when there is none."""
    words = parts_of(name)
    if len(words) < 2:
        return ""
    if len(words) == 2 or draw.random() < 0.5:
        return " ".join([*words[1:], words[0]])
    return " ".join([words[-1], *words[:-1]])


CHINESE_SYSTEMS = ("wade", "wade bare", "hong kong", "surname alone", "joined", "given first")


@cache
def _chinese_spellings() -> dict[str, tuple[str, list[str], list[str]]]:
    """Pinyin to Wade-Giles and the spellings of Hong Kong, as a surname and in given names."""
    lines = SPELLINGS.read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {r["pinyin"]: (r["wade"], r["surname"].split(), r["given"].split()) for r in rows}


def pinyin_of(name: str) -> list[str]:
    """The syllables of a name in pinyin of three; empty when it is none, or a Korean name as well."""
    if hangul_of(name):
        return []
    for one in sequences(name.lower()):
        plain = one.cost == 0.0 and all(read[0][1] == 0 for read in one.readings)
        if one.kind == CHINESE and plain and len(one.spelt) == 3:
            return [read[0][0] for read in one.readings]
    return []


def chinese(pinyin: list[str], system: str, draw: random.Random) -> str:
    """A Chinese name, surname first in `pinyin`, in one system; hyphen, space or nothing between is drawn."""
    known = _chinese_spellings()
    if any(one not in known for one in pinyin):
        return ""
    written = list(pinyin)
    if system in ("wade", "wade bare"):
        written = [known[one][0] for one in pinyin]
        if system == "wade bare":
            written = [one.replace("'", "").replace("ü", "u") for one in written]
    if system in ("hong kong", "surname alone") and known[pinyin[0]][1]:
        written[0] = draw.choice(known[pinyin[0]][1])
    if system == "hong kong":
        if any(not known[one][2] for one in pinyin[1:]):
            return ""
        written[1:] = [draw.choice(known[one][2]) for one in pinyin[1:]]
    surname, one, two = written
    if system in ("joined", "given first"):
        between, second = draw.choice((("", two), ("'" if two[0] in "aeo" else "", two)))
    else:
        between, second = draw.choice((("-", two), ("-", two.capitalize()), (" ", two.capitalize())))
    given = f"{one.capitalize()}{between}{second}"
    turned = system == "given first" or draw.random() < 0.2
    return f"{given} {surname.capitalize()}" if turned else f"{surname.capitalize()} {given}"


_RUSSIAN = re.compile(r"(?:ov|ev|ova|eva|sky|skiy|skij|skaya|vich|ovna|evna|enko|yan|chuk|shvili)\b", re.I)
_RUSSIAN_LETTERS = (
    ("shch", ("sch", "shh", "sc")), ("kh", ("h", "x", "ch")), ("zh", ("j", "z")), ("ts", ("c", "tz")),
    ("yu", ("iu", "ju")), ("ya", ("ia", "ja")), ("yev", ("ev", "jev")), ("ye", ("e", "je")),
    ("iy", ("y", "i", "ii", "ij")), ("ey", ("ei", "ej")), ("ay", ("ai", "aj")),
    ("ov ", ("off ", "ow ")), ("v", ("w",)), ("y", ("i", "j")), ("ch", ("tch", "tsch")),
    ("sh", ("sch", "ch")),
)  # fmt: skip
"""how BGN spells, and how passports, libraries, Germans and Frenchmen do"""
_CYRILLIC = (
    ("shch", "щ"), ("yev", "ев"), ("kh", "х"), ("zh", "ж"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"),
    ("yu", "ю"), ("ya", "я"), ("ye", "е"), ("yo", "ё"), ("iy", "ий"), ("ey", "ей"), ("ay", "ай"),
    ("oy", "ой"), ("uy", "уй"), ("'", "ь"),
    *zip("abvgdezijklmnoprstufy", "абвгдезийклмнопрстуфы", strict=True),
)  # fmt: skip
RUSSIAN_SYSTEMS = ("latin", "cyrillic")


def russian(name: str, system: str, draw: random.Random) -> str:
    """A Russian name spelt otherwise in Latin letters, or in Cyrillic; empty when it is none."""
    if not _RUSSIAN.search(name) or not name.isascii():
        return ""
    text = name.lower()
    if system == "cyrillic":
        for latin, letter in _CYRILLIC:
            text = text.replace(latin, letter)
        return "" if re.search("[a-z]", text) else text.title()
    return _respelt(text, _RUSSIAN_LETTERS, 0.6, draw)


def _respelt(
    text: str, letters: tuple[tuple[str, tuple[str, ...]], ...], share: float, draw: random.Random
) -> str:
    """Letters replaced from left to right, each kind in one way throughout, what was put in left as it is."""
    known = {latin: draw.choice(others) for latin, others in letters if draw.random() < share}
    text = re.sub(r"[,\s]+", " ", text) + " "
    if not known:
        return ""
    pattern = re.compile("|".join(re.escape(one) for one in sorted(known, key=lambda one: -len(one))))
    return pattern.sub(lambda found: known[found[0]], text).strip().title()


_ARABIC = re.compile(
    r"\b(?:al|el|abd|abdul|abdel|abu|bin|ibn|muhammad|mohammed|mohammad|ahmad|ahmed|hassan|husayn|hussein"
    r"|mahmud|khalid|umar|ali|mustafa|yusuf|ibrahim|isma'il|said|sa'id)\b",
    re.I,
)
_ARABIC_LETTERS = (
    ("muhammad", ("mohamed", "mohammed", "mohamad", "muhammed")), ("ahmad", ("ahmed",)),
    ("husayn", ("hussein", "hussain", "hossein")), ("abd al-", ("abdul ", "abdel ", "abd el-", "abdal")),
    ("al-", ("el-", "al ", "el ", "")), ("umar", ("omar",)), ("uthman", ("osman", "othman")),
    ("yusuf", ("youssef", "yousef", "yusif")), ("aw", ("au", "ou")), ("ay", ("ai", "ei", "ey")),
    ("iy", ("i", "ee")), ("u", ("ou", "o")), ("q", ("k", "g")), ("dh", ("z", "d")), ("kh", ("k",)),
    ("ah ", ("a ", "eh ")), ("'", ("", "`")), ("j", ("dj", "g")), ("w", ("ou", "v")), ("ss", ("s",)),
    ("th", ("s", "t")), ("sh", ("ch",)), ("z", ("dh",)),
)  # fmt: skip
"""how lists spell, and how English, French, Turkish and Persian habits do"""


def arabic(name: str, draw: random.Random) -> str:
    """An Arabic name by other habits of spelling; empty when it does not look like one."""
    if not _ARABIC.search(name) or not name.isascii():
        return ""
    return _respelt(name.lower(), _ARABIC_LETTERS, 0.35, draw)
