"""A name as a sequence of syllables, surname first, where it can be read as Korean or Chinese throughout.

Where syllables end is not written in most spellings, nor which part is the surname. So a name may be read
in a few ways; one that cannot be read to its last letter is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Sequence as Sequences
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import msgspec
from anyascii import anyascii

from sightline.names import chinese, korean
from sightline.names.han import is_han
from sightline.names.hangul import is_hangul
from sightline.names.kana import is_kana, latin
from sightline.names.korean import Readings
from sightline.names.signs import signed, weighed
from sightline.names.words import aircraft_mark

KOREAN, CHINESE, CROSSED = "korean", "chinese", "crossed"
MOST_WORDS = 4
MOST_GIVEN = 2
MOST_WAYS = 2
"""ways one name is read in one tradition"""
SHORTEST, LEAST_WHOLE = 2, 9
"""letters of a syllable written together with others, and of a name written as one word"""
RARELY = 1.0
"""nats from which on a spelling is so rare a habit that a letter wrong is as likely"""
TURNED, TURNED_SHORT = 0.2, 0.8
"""nats for a name read with its surname last, and more for one of two syllables"""
BY_MANDARIN_AT_MOST = 0.1
"""nats; of a spelling dearer than that nobody makes a Korean name by way of its characters"""
PLAIN, FAR_FETCHED = 0.35, 1.0
"""nats up to which a name is plainly Korean, and by how much more it must cost to read it as Chinese for that
reading to be left out"""
LONGEST = 60

_APOSTROPHES = re.compile("['`´ʻʼʽ’‘]")
_DIGIT = re.compile("[0-9]")
_BREAK = re.compile("(?<=[aeioung])['’‘](?=[aeo])", re.IGNORECASE)
"""pinyin tells by it where a syllable begins: *Zheng'en*; other systems have it after other letters"""
_WORD = re.compile(r"[^\W\d_]+")


class Sequence(msgspec.Struct, frozen=True, gc=False):
    """One way to read a name: its syllables as spelt, the surname first, what each may stand for, a cost."""

    kind: str
    spelt: tuple[str, ...]
    readings: tuple[Readings, ...]
    cost: float
    slip: bool = False
    """whether a syllable is none, but a letter from what it may stand for"""


@dataclass(frozen=True, slots=True, eq=False)
class _Tradition:
    kind: str
    spelt: Callable[[str, bool], Readings]
    table: Callable[[bool], dict[str, Readings]]
    info: Callable[[str, bool], float]
    longest: int


_KOREAN = _Tradition(KOREAN, korean.spelt, korean.table, korean.info, korean.longest())
_CHINESE = _Tradition(CHINESE, chinese.spelt, chinese.table, chinese.info, chinese.longest())


@lru_cache(maxsize=16_384)
def sequences(text: str) -> tuple[Sequence, ...]:
    """All ways to read a name as `readable` gives it, those that cost least first in each tradition."""
    if len(text) > LONGEST:
        return ()
    found = words(text)
    if not 1 <= len(found) <= MOST_WORDS or (
        len(found) > 1 and not _is_surname(found[0]) and not _is_surname(found[-1])
    ):
        return ()
    if _has_digit(text) or aircraft_mark(text):
        return ()
    ways = [*_ways(_KOREAN, found)]
    if ways and (told := signed(text)):
        return tuple(_with_signs(way, found, _words(told)) for way in ways)
    ways = list(map(_weighed_apart, ways))
    if found[0].islower() or is_han(found[0][0]):
        read = _likely(_ways(_CHINESE, found), ways)
        ways += read
        if read and not _all_han(found) and (crossed := _crossed(read[0].spelt, read[0].cost)):
            ways.append(crossed)
    return tuple(ways)


@lru_cache(maxsize=65_536)
def _weighed_apart(way: Sequence) -> Sequence:
    """A name read as Korean, the rarer of syllables that are spelt alike at a cost."""
    readings = tuple(korean.rarer(read, n == 0) for n, read in enumerate(way.readings))
    return way if readings == way.readings else msgspec.structs.replace(way, readings=readings)


def asked(text: str) -> tuple[Sequence, ...]:
    """All ways to read a name that is asked: as `sequences`, with a letter wrong where that is likelier."""
    ways = tuple(map(_with_slips, sequences(text)))
    return ways if ways and ways[0].kind != KOREAN else ways + _mistyped(text)


@lru_cache(maxsize=65_536)
def _with_slips(way: Sequence) -> Sequence:
    """A name read as Korean, its syllables also for what they likelier are with a letter wrong."""
    if way.kind != KOREAN:
        return way
    readings = [
        read + korean.likelier(spelt, read, n == 0)
        for n, (spelt, read) in enumerate(zip(way.spelt, way.readings, strict=True))
    ]
    return msgspec.structs.replace(way, readings=tuple(readings))


@lru_cache(maxsize=16_384)
def _mistyped(text: str) -> tuple[Sequence, ...]:
    """A name of three words read as Korean, one of which is no syllable but a letter from some: *Koyng*."""
    found = words(text) if len(text) <= LONGEST else ()
    if len(found) != MOST_GIVEN + 1 or not all(map(str.isascii, found)) or _has_digit(text):
        return ()
    readings = [korean.spelt(word, n == 0) for n, word in enumerate(found)]
    wrong = [n for n, read in enumerate(readings) if not read or read[0][1] >= RARELY]
    if len(wrong) != 1 or not (meant := korean.mistyped(found[wrong[0]], wrong[0] == 0)):
        return ()
    readings[wrong[0]] = meant
    return (Sequence(KOREAN, found, tuple(readings), 0.0, True),)


def _with_signs(way: Sequence, found: tuple[str, ...], told: tuple[str, ...]) -> Sequence:
    """A way to read a name as Korean, its readings weighed by the signs its vowels have."""
    turned = "".join(way.spelt) != "".join(found)
    letters = "".join((told[-1], *told[:-1]) if turned else told)
    if letters.lower() != "".join(way.spelt):
        return way
    readings, at = list[Readings](), 0
    for n, (spelt, read) in enumerate(zip(way.spelt, way.readings, strict=True)):
        readings.append(weighed(read, letters[at : at + len(spelt)], n == 0))
        at += len(spelt)
    return msgspec.structs.replace(way, readings=tuple(readings))


def _likely(chinese_ways: list[Sequence], korean_ways: list[Sequence]) -> list[Sequence]:
    """Ways to read a name as Chinese, without those that only rare habits allow where it is plain Korean."""
    if not chinese_ways or not korean_ways:
        return chinese_ways
    plain = min(map(_dear, korean_ways))
    if plain > PLAIN:
        return chinese_ways
    return [way for way in chinese_ways if _dear(way) < plain + FAR_FETCHED]


def _dear(way: Sequence) -> float:
    """The nats a way to read a name costs at least, its spellings included."""
    return way.cost + sum([read[0][1] for read in way.readings])


@lru_cache(maxsize=65536)
def _is_surname(word: str) -> bool:
    """Whether a word may be a surname in one of the traditions."""
    return bool(korean.spelt(word, True) or chinese.spelt(word, True))


def _has_digit(text: str) -> bool:
    return bool(_DIGIT.search(text)) if text.isascii() else any(c.isdigit() for c in text)


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[str, ...]:
    """Words in the letters they are written in: Latin and Cyrillic in lower case, kana in capitals."""
    if text.isascii():
        plain = _APOSTROPHES.sub("", _BREAK.sub(" ", text)) if "'" in text or "`" in text else text
        return tuple(_WORD.findall(plain.lower()))
    return tuple(map(_plain, _words(text)))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_APOSTROPHES.sub("", _BREAK.sub(" ", text))))


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    first = word[0]
    if is_hangul(first) or is_han(first):
        return word
    if is_kana(first):
        return latin(word)
    lower = word.lower()
    if "\u0400" <= first <= "\u04ff":
        return lower
    return _APOSTROPHES.sub("", anyascii(lower)).lower()


def _all_han(found: tuple[str, ...]) -> bool:
    return all(is_han(character) for word in found for character in word)


def _ways(tradition: _Tradition, found: tuple[str, ...]) -> list[Sequence]:
    ways: dict[tuple[str, ...], float] = {}
    for surname, given, cost in _arranged(tradition, found):
        for split in _given(tradition, given):
            spelt = (surname, *split)
            cost += TURNED_SHORT if cost and len(spelt) == 2 else 0.0
            if spelt not in ways or cost < ways[spelt]:
                ways[spelt] = cost
    if len(ways) > 1:
        order = sorted([(cost + _cost(tradition, spelt), spelt) for spelt, cost in ways.items()])
        return [_sequence(tradition, spelt, ways[spelt]) for _, spelt in order[:MOST_WAYS]]
    return [_sequence(tradition, spelt, cost) for spelt, cost in ways.items()]


@lru_cache(maxsize=65536)
def _sequence(tradition: _Tradition, spelt: tuple[str, ...], cost: float) -> Sequence:
    readings = tuple(tradition.spelt(syllable, n == 0) for n, syllable in enumerate(spelt))
    return Sequence(tradition.kind, spelt, readings, cost)


def _cost(tradition: _Tradition, spelt: tuple[str, ...]) -> float:
    return sum([_syllable_cost(tradition, syllable, n == 0) for n, syllable in enumerate(spelt)])


@lru_cache(maxsize=65536)
def _syllable_cost(tradition: _Tradition, spelt: str, is_surname: bool) -> float:
    reading, dear = tradition.spelt(spelt, is_surname)[0]
    return dear + 0.2 * tradition.info(reading, is_surname)


def _arranged(tradition: _Tradition, found: tuple[str, ...]) -> list[tuple[str, tuple[str, ...], float]]:
    """Surname and the words of the given name, in every order that may be meant."""
    first, last = found[0], found[-1]
    if len(found) == 1:
        return [(one[0], one[1:], 0.0) for one in _splits(tradition, first, MOST_GIVEN + 1, True)]
    ways = [(first, found[1:], 0.0)] if tradition.spelt(first, True) else []
    return [*ways, (last, found[:-1], TURNED)] if tradition.spelt(last, True) else ways


def _given(tradition: _Tradition, given: tuple[str, ...]) -> Sequences[tuple[str, ...]]:
    """The syllables of a given name, at most two, in every way its words can be parted."""
    if len(given) == 1:
        return _splits(tradition, given[0], MOST_GIVEN, False)
    if len(given) != MOST_GIVEN:
        return ()
    first, second = given
    if not (ours := _splits(tradition, first, MOST_GIVEN, False)):
        return ()
    parted = product(ours, _splits(tradition, second, MOST_GIVEN, False))
    return [(*one, *other) for one, other in parted if len(one) == len(other) == 1]


@lru_cache(maxsize=65536)
def _splits(tradition: _Tradition, word: str, most: int, whole: bool) -> tuple[tuple[str, ...], ...]:
    """A word parted into syllables, the likeliest two ways; `whole`: a surname stands in it, in front."""
    if len(word) > most * tradition.longest or (whole and word[0].isascii() and len(word) < LEAST_WHOLE):
        return ()
    if len(word) == 1 and word.isascii():
        return ((word,),) if not whole and tradition.spelt(word, False) else ()
    found = _parted(tradition, word, most, whole, SHORTEST)
    if not found and not whole and tradition.kind == KOREAN:  # *Ujin*, *Taeu*: a syllable of one letter
        found = _parted(tradition, word, most, whole, 1)
    least = 2 if whole else 1
    kept = [(cost, taken) for cost, taken in found if len(taken) >= least]
    if whole and word.isascii():
        kept = [(cost, taken) for cost, taken in kept if len(taken) == most]
    return tuple(taken for _, taken in sorted(kept)[:MOST_WAYS])


def _parted(
    tradition: _Tradition, word: str, most: int, whole: bool, shortest: int
) -> list[tuple[float, tuple[str, ...]]]:
    """Every way to part a word into syllables of so many letters at least, with its cost."""
    if word.isascii():
        return _parted_latin(tradition, word, most, whole, shortest)
    found: list[tuple[float, tuple[str, ...]]] = []

    def go(start: int, taken: tuple[str, ...], cost: float) -> None:
        if start == len(word):
            found.append((cost, taken))
            return
        if len(taken) == most:
            return
        single = not word[start].isascii() and not "а" <= word[start] <= "ё"
        for end in range(
            start + (1 if single else shortest),
            min(len(word), start + (1 if single else tradition.longest)) + 1,
        ):
            is_surname = whole and not taken
            readings = tradition.spelt(word[start:end], is_surname)
            if readings:
                reading, dear = readings[0]
                go(end, (*taken, word[start:end]), cost + dear + 0.3 * tradition.info(reading, is_surname))

    go(0, (), 0.0)
    return found


def _parted_latin(
    tradition: _Tradition, word: str, most: int, whole: bool, shortest: int
) -> list[tuple[float, tuple[str, ...]]]:
    """The same for a word in plain Latin letters, where the tables say all."""
    found: list[tuple[float, tuple[str, ...]]] = []
    begun: list[tuple[int, tuple[str, ...], float]] = [(0, (), 0.0)]
    info, longest, letters = tradition.info, tradition.longest, len(word)
    while begun:
        start, taken, cost = begun.pop()
        is_surname, left = whole and not taken, most - len(taken) - 1
        table = tradition.table(is_surname)
        for end in range(max(start + shortest, letters - left * longest), min(letters, start + longest) + 1):
            if readings := table.get(word[start:end]):
                reading, dear = readings[0]
                if dear >= RARELY and tradition.kind == KOREAN:
                    continue
                told = (*taken, word[start:end])
                dearer = cost + dear + 0.3 * info(reading, is_surname)
                if end == letters:
                    found.append((dearer, told))
                else:
                    begun.append((end, told, dearer))
    return found


@lru_cache(maxsize=65536)
def _crossed(spelt: tuple[str, ...], cost: float) -> Sequence | None:
    """A Chinese reading as the Korean name whose characters are read so in Mandarin."""
    known = korean.by_mandarin()
    surnames, _ = korean.frequencies()
    found: list[Readings] = []
    for n, syllable in enumerate(spelt):
        cheap: dict[str, float] = {}
        for pinyin, away in _CHINESE.spelt(syllable, n == 0):
            if away <= BY_MANDARIN_AT_MOST:
                for reading, dear in known.get(pinyin, ()):
                    if n or reading in surnames:
                        cheap.setdefault(reading, away + dear)
        if not cheap:
            return None
        found.append(tuple(cheap.items())[: korean.MOST_READINGS])
    return Sequence(CROSSED, spelt, tuple(found), cost)
