# ruff: noqa: E501 - the words of a language stand together
"""The numbers a text gives in any language of a report, as values that can be held against one another.

Digits of any script; separators of thousands and decimals of any language; 万, 억, million and the like multiplied
out; months beside a day or a year as their number; numbers in words, as far as the tables below go. The tables
are ours; a native reader has not gone over them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from sightline.reports.number import REFERENCE
from sightline.reports.said import WORDS
from sightline.reports.tongues import TONGUES

_COMMA_GROUPS = frozenset({"en", "zh", "ja", "ko"})
"""languages whose comma parts thousands and whose point parts decimals, and never the other way round"""
_SEPARATORS = " \u00a0\u2009\u202f.,'’٬٫"
_RUN = re.compile(rf"\d+(?:[{_SEPARATORS}]\d+)*")
_EAST = {
    "十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12,
    "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12,
}  # fmt: skip
_EASTERN = re.compile(rf"\s?([{''.join(_EAST)}]+)")
_WESTERN = re.compile(
    r"\s?(?:(?P<e12>trillions?\b|трлн|триллион)|(?P<e9>billions?\b|milliards?\b|mil millones\b|млрд|миллиард|مليار|بليون)|"
    r"(?P<e6>millions?\b|mill[óo]n(?:es)?\b|млн|миллион|مليون|ملايين)|(?P<e3>thousand\b|mille\b|mil\b|тыс|ألف|آلاف))"
)
_BETWEEN = re.compile(
    r"\s?(?:to|and|or|à|et|ou|a|y|o|и|до|или|и до|إلى|و|أو|至|到|和|と|から|에서|와|과|[-–—~])\s?[$€£¥]?"
)
"""what stands between two numbers that share the word behind the second: 620 and 625 million"""
_HAN = re.compile("[〇零一二两兩三四五六七八九十百千万萬亿億]+")
_HAN_DIGITS = {sign: n for n, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_TENS = (20, 30, 40, 50, 60, 70, 80, 90)
_SPELT = {
    "en": "|".join(WORDS),
    "fr": "zéro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf|vingt|trente|quarante|cinquante|soixante|soixante-dix|quatre-vingts|quatre-vingt-dix",
    "es": "cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciséis|diecisiete|dieciocho|diecinueve|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa",
    "ru": "нол|одн|дв|тр|четыр|пят|шест|сем|вос|девят|десят|одиннадцат|двенадцат|тринадцат|четырнадцат|пятнадцат|шестнадцат|семнадцат|восемнадцат|девятнадцат|двадцат|тридцат|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяност",
    "ar": "صفر|واحد|اثن|ثلاث|أربع|خمس|ست|سبع|ثمان|تسع|عشر",
    "ko": "영|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열",
}
"""numbers in words from 0, then the tens from 20: whole words, stems in Russian, Arabic and Korean"""
_MORE = {
    "fr": "cent 100|cents 100|mille 1000|million 1000000|millions 1000000|milliard 1000000000|milliards 1000000000|une 1|vingts 20",
    "es": "ciento 100|cien 100|doscientos 200|doscientas 200|trescientos 300|trescientas 300|cuatrocientos 400|cuatrocientas 400|quinientos 500|quinientas 500|seiscientos 600|seiscientas 600|setecientos 700|setecientas 700|ochocientos 800|ochocientas 800|novecientos 900|novecientas 900|mil 1000|millón 1000000|millones 1000000|veintiuno 21|veintiún 21|veintiuna 21|veintidós 22|veintitrés 23|veinticuatro 24|veinticinco 25|veintiséis 26|veintisiete 27|veintiocho 28|veintinueve 29",
    "ru": "сто 100|ста 100|двести 200|двухсот 200|триста 300|трехсот 300|трёхсот 300|четыреста 400|пятьсот 500|шестьсот 600|семьсот 700|восемьсот 800|девятьсот 900|тысяч 1000|миллион 1000000|миллиард 1000000000|сорока 40|пятидесят 50|шестидесят 60|семидесят 70|восьмидесят 80|восьм 8",
    "ar": "عشرون 20|عشرين 20|ثلاثون 30|ثلاثين 30|أربعون 40|أربعين 40|خمسون 50|خمسين 50|ستون 60|ستين 60|سبعون 70|سبعين 70|ثمانون 80|ثمانين 80|تسعون 90|تسعين 90|مئة 100|مائة 100|مئتان 200|مئتين 200|مائتان 200|مائتين 200|ثلاثمائة 300|ثلاثمئة 300|أربعمائة 400|أربعمئة 400|خمسمائة 500|خمسمئة 500|ستمائة 600|ستمئة 600|سبعمائة 700|سبعمئة 700|ثمانمائة 800|ثمانمئة 800|تسعمائة 900|تسعمئة 900|ألف 1000|ألفا 1000|آلاف 1000|ألفان 2000|ألفين 2000|مليون 1000000|ملايين 1000000|مليار 1000000000",
}
"""more words that numbers of several words are made of, each with what it is worth"""
_JOINING = frozenset({"et", "y", "e", "и", "و", "de"})
"""what may stand between the words of one number"""
_STEMS = frozenset({"ru", "ar", "ko"})
_OTHERS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "once": 1, "twice": 2, "both": 2, "double": 2, "doubled": 2, "pair": 2, "dozen": 12, "dual": 2,
    "single": 1, "triple": 3, "half": 50, "quarter": 25, "hundred": 100, "thousand": 1000, "million": 10**6,
    "première": 1, "premier": 1, "deuxième": 2, "troisième": 3, "quatrième": 4, "cinquième": 5, "primera": 1,
    "primer": 1, "primero": 1, "segunda": 2, "segundo": 2, "tercera": 3, "tercer": 3, "cuarta": 4, "quinta": 5,
    "ambos": 2, "ambas": 2, "cent": 100, "cien": 100, "mille": 1000, "mil": 1000,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands, and what it may mean: each reading is one value, or several side by side."""

    text: str
    readings: tuple[tuple[Decimal, ...], ...]

    def among(self, values: frozenset[Decimal]) -> bool:
        """Whether some reading of it stands among these values."""
        return any(all(one in values for one in reading) for reading in self.readings)


@dataclass(frozen=True, slots=True)
class Numerals:
    """What a text says in numbers; `values` are those of its figures and those it has in words."""

    figures: tuple[Figure, ...]
    values: frozenset[Decimal]


def numerals(text: str, language: str) -> Numerals:
    """The numbers of a text in a language; references to parts of the report are passed over."""
    plain = _plain(text)
    found = [*_figures(plain, language), *_months(plain, language)]
    values = {value for figure in found for reading in figure.readings for value in reading}
    return Numerals(tuple(found), frozenset(values | set(_in_words(plain, language))))


def _plain(text: str) -> str:
    """The text with ASCII digits for those of every script, without references."""
    bare = unicodedata.normalize("NFC", REFERENCE.sub(" ", text)).translate({0xFF0C: ",", 0xFF0E: "."})
    return "".join(
        str(unicodedata.decimal(sign)) if unicodedata.decimal(sign, None) is not None else sign
        for sign in bare
    )


def _figures(plain: str, language: str) -> Iterator[Figure]:
    found = list(_runs(plain, language))
    for one, after in zip_longest(found, found[1:]):
        readings = one.readings
        if after and after.factor and _BETWEEN.fullmatch(plain, one.end, after.start):
            readings += tuple((*reading[:-1], reading[-1] * after.factor) for reading in readings)
        yield Figure(plain[one.start : one.end], readings)


class _Run(NamedTuple):
    """Digits with the words that multiply them; `factor` is 0 where there are none."""

    start: int
    end: int
    readings: tuple[tuple[Decimal, ...], ...]
    factor: Decimal


def _runs(plain: str, language: str) -> Iterator[_Run]:
    at = 0
    while run := _RUN.search(plain, at):
        readings, end, factor = _read(run[0], language), run.end(), Decimal(0)
        if east := _EASTERN.match(plain, end):
            total, end = _eastern(plain, readings[0][-1], east, language)
            readings, factor = ((total,),), Decimal(_factor(east[1]))
        elif west := _WESTERN.match(plain.casefold(), end):
            factor = Decimal(10) ** int(str(west.lastgroup)[1:])
            readings = tuple((*reading[:-1], reading[-1] * factor) for reading in readings)
            end = west.end()
        yield _Run(run.start(), end, readings, factor)
        at = end


def _eastern(plain: str, first: Decimal, east: re.Match[str], language: str) -> tuple[Decimal, int]:
    """`3億4,500万` as one number, and where it ends."""
    total, factor, end = Decimal(0), _factor(east[1]), east.end()
    total += first * factor
    while more := re.compile(rf"\s?({_RUN.pattern})").match(plain, end):
        value = _read(more[1], language)[0][-1]
        again = _EASTERN.match(plain, more.end())
        worth = value * (_factor(again[1]) if again else 1)
        if worth >= factor:
            break
        total, factor, end = total + worth, _factor(again[1]) if again else 1, (again or more).end()
    return total, end


def _factor(signs: str) -> int:
    factor = 1
    for sign in signs:
        factor *= _EAST[sign]
    return factor


def _read(run: str, language: str) -> tuple[tuple[Decimal, ...], ...]:
    """What a run of digits and separators may mean."""
    parts, marks = re.split(rf"[{_SEPARATORS}]", run), re.findall(rf"[{_SEPARATORS}]", run)
    if not marks:
        return ((Decimal(run),),)
    found: list[tuple[Decimal, ...]] = []
    if _grouped(parts, marks) and not (language in _COMMA_GROUPS and marks[-1] == "."):
        found.append((Decimal("".join(parts)),))
    head, last = marks[:-1], marks[-1]
    decimal = last in ".,٫" and (not head or (last not in head and _grouped(parts[:-1], head)))
    if decimal and not (language in _COMMA_GROUPS and last == "," and found):
        found.append((Decimal(f"{''.join(parts[:-1])}.{parts[-1]}"),))
    return tuple(found) or (tuple(map(Decimal, parts)),)


def _grouped(parts: list[str], marks: list[str]) -> bool:
    """Whether the parts are groups of a thousand each, parted alike."""
    groups = all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3 and not parts[0].startswith("0")
    return groups and len(set(marks)) == 1 and marks[0] != "٫"


def _months(plain: str, language: str) -> Iterator[Figure]:
    """Names of months that stand beside a day or a year."""
    names = _month_names(language)
    if not names:
        return
    month = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    beside = re.compile(
        rf"\d(?:er|º|°|st|nd|rd|th)?\.?\s+(?:de\s+|of\s+)?({month})(?!\w)|(?<!\w)({month})(?:\s+de)?,?\s+\d",
        re.I,
    )
    for found in beside.finditer(plain):
        name = found[1] or found[2]
        yield Figure(name, ((Decimal(names[name.casefold()]),),))


@cache
def _month_names(language: str) -> dict[str, int]:
    months = TONGUES[language].months if language in TONGUES else ()
    several = [(part, n) for n, name in enumerate(months, 1) for part in (name, *name.split("/"))]
    return {name.casefold(): n for name, n in several}


@cache
def _worth(language: str) -> dict[str, int]:
    """The words that numbers of several words are made of, and what each is worth."""
    table = _spelt(language)
    several = [entry.rsplit(" ", 1) for entry in _MORE.get(language, "").split("|") if entry]
    return table | {name: int(value) for name, value in several}


def _value(word: str, language: str) -> int | None:
    """What a word is worth in a number, None where it is no number; stems count where words are inflected."""
    worth = _worth(language)
    if language not in _STEMS:
        return worth.get(word)
    bare = word.removeprefix("و") if language == "ar" else word
    stems = [name for name in worth if bare.startswith(name)]
    return worth[max(stems, key=len)] if stems else None


def _composed(words: list[str], language: str) -> Iterator[Decimal]:
    """`deux cent vingt mille` and every shorter number on the way."""
    total = current = 0
    for word in [*words, ""]:
        value = _value(word, language) if word else None
        if value is None:
            if word not in _JOINING:
                total = current = 0
            continue
        if value >= 1000:
            total, current = total + max(current, 1) * value, 0
        elif value == 100 and 1 < current < 10:
            current *= 100
        elif value in (20, 80) and current == 4 and language == "fr":
            current = 80
        else:
            current += value
        yield Decimal(total + current)


def _in_words(plain: str, language: str) -> Iterator[Decimal]:
    """Numbers in words that a text may be said to give."""
    small = plain.casefold()
    for found in _HAN.finditer(plain):
        yield from _han(found[0])
    words = re.findall(r"[^\W\d_]+", small)
    table = _spelt(language)
    for word in words:
        if word in _OTHERS:
            yield Decimal(_OTHERS[word])
        for name, value in table.items():
            if word == name or (language in _STEMS and name in word):
                yield Decimal(value)
    yield from (Decimal(value) for name, value in table.items() if "-" in name and name in small)
    if language == "en":
        yield from _english(words)
    elif language in _MORE:
        yield from _composed(words, language)
    for name, number in _month_names(language).items():
        if name in small:
            yield Decimal(number)


@cache
def _spelt(language: str) -> dict[str, int]:
    names = _SPELT.get(language, "").split("|")
    if language == "en":
        return {name: int(WORDS[name]) for name in names}
    values = [*range(len(names))] if len(names) < 20 else [*range(20), *_TENS]
    return {name: value for name, value in zip(names, values, strict=False) if name}


def _english(words: list[str]) -> Iterator[Decimal]:
    """`two hundred and five thousand` and every shorter number on the way."""
    total = current = 0
    for word in [*words, ""]:
        if word in WORDS:
            current += int(WORDS[word])
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in {"thousand", "million", "billion"}:
            total += max(current, 1) * {"thousand": 10**3, "million": 10**6, "billion": 10**9}[word]
            current = 0
        elif word != "and":
            total = current = 0
        yield Decimal(total + current)


def _han(signs: str) -> Iterator[Decimal]:
    """A number in Han signs: by place (二〇一七), or with its units (三千五百)."""
    if all(sign in _HAN_DIGITS for sign in signs):
        yield Decimal("".join(str(_HAN_DIGITS[sign]) for sign in signs))
        return
    total = section = digit = 0
    for sign in signs:
        if sign in _HAN_DIGITS:
            digit = _HAN_DIGITS[sign]
        elif _EAST[sign] < 10**4:
            section += (digit or 1) * _EAST[sign]
            digit = 0
        else:
            total += (section + digit or 1) * _EAST[sign]
            section = digit = 0
    yield Decimal(total + section + digit)
