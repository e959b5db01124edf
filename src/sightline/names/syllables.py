"""A name as a sequence of syllables, surname first, where it can be read as Korean or Chinese throughout.

Where syllables end is not written in most spellings, nor which part is the surname. So a name may be read
in a few ways; one that cannot be read to its last letter is not read at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from collections.abc import Sequence as Sequences
from functools import lru_cache
from operator import attrgetter

import msgspec
from anyascii import anyascii

from sightline.names import korean, palladius
from sightline.names.han import is_han
from sightline.names.hangul import is_hangul
from sightline.names.kana import is_kana, latin
from sightline.names.korean import Readings
from sightline.names.parted import MOST_GIVEN, RARELY, Part, Split, by_cyrillic, is_surname, parts
from sightline.names.signs import signed, weighed
from sightline.names.syllable import Syllable, with_costs
from sightline.names.tokens import tokens_of
from sightline.names.words import aircraft_mark

KOREAN, CHINESE, CROSSED = "korean", "chinese", "crossed"
MOST_WORDS = 1 + MOST_GIVEN
MOST_WAYS = 2
"""ways one name is read in one tradition"""
TURNED, TURNED_SHORT, TURNED_RARER = 0.2, 0.8, 0.21
"""nats for a name read with its surname last, more for one of two syllables, and of the nats that it says
more than the same name read with its surname first: it may be read in either order, which says no more"""
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


@lru_cache(maxsize=16_384)
def sequences(text: str) -> tuple[Sequence, ...]:
    """All ways to read a name as `readable` gives it, those that cost least first in each tradition."""
    found = words(text) if len(text) <= LONGEST else ()
    return tuple(_all_ways(text, found, False))


def asked(text: str) -> tuple[Sequence, ...]:
    """All ways to read a name that is asked: as `sequences`, with a letter wrong where that is likelier."""
    found = words(text) if len(text) <= LONGEST else ()
    ways = _all_ways(text, found, True)
    if len(found) == MOST_WORDS and not (ways and ways[0].kind != KOREAN):
        ways += _mistyped(text, found)
    return tuple(ways)


def _all_ways(text: str, found: tuple[str, ...], asked: bool) -> list[Sequence]:
    if not 1 <= len(found) <= MOST_WORDS or not (
        len(found) == 1 or is_surname(found[0]) or is_surname(found[-1])
    ):
        return []
    if _has_digit(text) or aircraft_mark(text):
        return []
    in_korean, in_chinese = zip(*map(parts, found))  # noqa: B905
    read = _ways(in_korean)
    if read and (told := signed(text)):
        apart = _words(told)
        return [_korean(way, asked) for way in _levelled([_with_signs(way, found, apart) for way in read])]
    ways = [_korean(way, asked) for way in _levelled(read)]
    if found[0].islower() or is_han(found[0][0]):
        others = _likely(_levelled(_ways(in_chinese)), ways)
        if asked and text.isascii() and palladius.MARK.search(text):
            others += [one for one in _ways([*map(by_cyrillic, found)]) if one not in others]
        ways += [_sequence(CHINESE, way, map(_readings, way.syllables)) for way in others]
        if others and not _all_han(found):
            ways += _crossed(others if asked else others[:1], asked)
    return ways


def _korean(way: _Way, asked: bool) -> Sequence:
    """A name read as Korean; one that is asked, its syllables also for what they likelier are with a letter
    wrong."""
    if asked:
        return _sequence(KOREAN, way, [one.when_asked or one.asked() for one in way.syllables])
    return _sequence(KOREAN, way, map(_weighed, way.syllables))


def _sequence(kind: str, way: _Way, readings: Iterable[Readings]) -> Sequence:
    return Sequence(kind, tuple(map(_spelt, way.syllables)), tuple(readings), way.cost)


_spelt, _readings, _weighed, _by_mandarin = map(
    attrgetter, ("spelt", "readings", "weighed", "by_mandarin")
)  # of a syllable


def _mistyped(text: str, found: tuple[str, ...]) -> list[Sequence]:
    """A name of three words read as Korean, one of which is no syllable but a letter from some: *Koyng*."""
    readings: list[Readings] = []
    wrong = -1
    for n, word in enumerate(found):
        readings.append(korean.spelt(word, n == 0))
        if not readings[n] or readings[n][0][1] >= RARELY:
            if wrong >= 0:
                return []
            wrong = n
    if wrong < 0 or _has_digit(text) or not all(map(str.isascii, found)):
        return []
    if not (meant := korean.mistyped(found[wrong], wrong == 0)):
        return []
    readings[wrong] = meant
    return [Sequence(KOREAN, found, tuple(readings), 0.0, True)]


def _with_signs(way: _Way, found: tuple[str, ...], told: tuple[str, ...]) -> _Way:
    """A way to read a name as Korean, its readings weighed by the signs it has."""
    whole = "".join([one.spelt for one in way.syllables])
    letters = "".join((told[-1], *told[:-1]) if whole != "".join(found) else told)
    if letters.lower() != whole:
        return way
    syllables: list[Syllable] = []
    at = 0
    for one in way.syllables:
        signs = letters[at : at + len(one.spelt)]
        syllables.append(with_costs(one, weighed(one.readings, signs, one.is_surname)))
        at += len(signs)
    return _Way(tuple(syllables), way.cost)


def _likely(chinese_ways: list[_Way], korean_ways: list[Sequence]) -> list[_Way]:
    """Ways to read a name as Chinese, without those that only rare habits allow where it is plain Korean."""
    if not chinese_ways or not korean_ways:
        return chinese_ways
    plain = min([way.cost + sum([read[0][1] for read in way.readings]) for way in korean_ways])
    if plain > PLAIN:
        return chinese_ways
    least = plain + FAR_FETCHED
    return [way for way in chinese_ways if way.cost + sum([one.dear for one in way.syllables]) < least]


def _has_digit(text: str) -> bool:
    return bool(_DIGIT.search(text)) if text.isascii() else any(c.isdigit() for c in text)


def words(text: str) -> tuple[str, ...]:
    """Words in the letters they are written in: Latin and Cyrillic in lower case, kana in capitals. Of a name
    with a digit anything may come: it is not read in syllables."""
    if text.isascii():
        if "'" not in text and "`" not in text and "." not in text:
            return tokens_of(text)
        return tuple(_WORD.findall(_APOSTROPHES.sub("", _BREAK.sub(" ", text)).lower()))
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


class _Way(msgspec.Struct, gc=False, eq=False):
    """A name as syllables of one tradition, the surname first, and the nats it costs to arrange it so."""

    syllables: Split
    cost: float

    def order(self) -> tuple[float, list[str]]:
        """Nats by which ways to read a name are told apart."""
        cost = 0.0
        for one in self.syllables:
            cost += one.cost
        return self.cost + cost, [*map(_spelt, self.syllables)]

    def worth(self) -> float:
        """Nats it says of a name that is spelt alike."""
        return sum([one.worth for one in self.syllables])


def _ways(found: Sequences[Part]) -> list[_Way]:
    """The ways to read the words of a name in one tradition, those that cost least: surname and given name in
    every order that may be meant."""
    first, last = found[0], found[-1]
    if len(found) == 1:
        read = [_Way(split, 0.0) for split in first.name()]
    else:
        read, cost = [], TURNED
        straight: list[Split] = []
        if first.surname:
            for split in _given(found[1:]):
                straight.append((first.surname, *split))
                read.append(_Way(straight[-1], 0.0))
        if last.surname:
            for split in _given(found[:-1]):
                cost += TURNED_SHORT if len(split) == 1 else 0.0
                if (turned := (last.surname, *split)) not in straight:
                    read.append(_Way(turned, cost))
    return sorted(read, key=_Way.order)[:MOST_WAYS] if len(read) > 1 else read


def _levelled(ways: list[_Way]) -> list[_Way]:
    """Ways to read a name, those with its surname last at a cost where they would say more."""
    if len(ways) < 2:
        return ways
    straight = max([way.worth() for way in ways if not way.cost], default=math.inf)
    return [
        _Way(way.syllables, way.cost + TURNED_RARER * more)
        if way.cost and (more := way.worth() - straight) > 0
        else way
        for way in ways
    ]


def _given(found: Sequences[Part]) -> Sequences[Split]:
    """The syllables of a given name, at most two, in every way its words can be parted."""
    if len(found) == 1:
        return found[0].given()
    first, second = found
    whole = first.whole()
    return ((*whole, *other),) if whole and (other := second.whole()) else ()


def _crossed(ways: list[_Way], asked: bool) -> list[Sequence]:
    """Chinese readings as the Korean names whose characters are read so in Mandarin, where there are some."""
    found = list[Sequence]()
    for way in ways:
        readings = [*map(_when_asked if asked else _by_mandarin, way.syllables)]
        if all(readings):
            found.append(_sequence(CROSSED, way, readings))
    return found


def _when_asked(one: Syllable) -> Readings:
    return one.when_asked or (one.asked() if one.by_mandarin else ())
