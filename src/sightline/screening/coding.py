"""Names as the compiled part reads them: words as hashes, letters and signs, sequences as keys."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence as Many
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from sightline.matching.name_words import own_eases
from sightline.names import chinese
from sightline.names.commonness import worths
from sightline.names.hangul import is_hangul, parts
from sightline.names.korean import Readings
from sightline.names.met import Met
from sightline.names.sound import all_bones, sounds
from sightline.names.syllables import CHINESE, CROSSED, KOREAN, Sequence
from sightline.screening.kernels import constants
from sightline.screening.kernels.arrays import Bytes, Hashes, Ints

KINDS = {KOREAN: constants.KOREAN, CHINESE: constants.CHINESE, CROSSED: constants.CROSSED}
HANGUL = 11172
"""numbers of readings: Hangul syllables first, then pinyin"""
SHORTEST_SOUND = 4
FEWEST_BONES = 3
_TWO, _FACTS = struct.Struct("<QQ"), struct.Struct("<ii")
DEAREST_KEY, MOST_KEYS = 1.0, 4
"""nats and number of the readings under which a syllable is looked up"""
_CLASSES, _NO_CLASS = struct.Struct(f"<{MOST_KEYS}q"), -1

_CHINESE, _PLACE = 1 << 40, 1 << 32
"""bits of a key: of a name read as Chinese, of which syllables of three it is made"""

_INITIAL_CLASS = dict(
    zip(
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
        (0, 0, 1, 2, 2, 1, 3, 4, 4, 5, 5, 1, 6, 6, 6, 0, 2, 4, 7),
        strict=True,
    )
)
_VOWEL_CLASS = dict(
    zip(
        "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
        (0, 1, 2, 1, 3, 1, 4, 1, 3, 5, 6, 6, 4, 3, 7, 6, 8, 4, 3, 8, 8),
        strict=True,
    )
)
_CODA_CLASS = {"_": 0, "ㄱ": 1, "ㄴ": 2, "ㅇ": 2, "ㄹ": 3, "ㅁ": 4, "ㅂ": 5}
_OTHER_CODA = 6


_B, _MIX, _BITS = 0x9E3779B97F4A7C15, 0xFF51AFD7ED558CCD, (1 << 64) - 1


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word: a hash of its sound (0: none), letters, what it says, what an edit costs in it in per cent;
    its numbers for the compiled part, `facts`: what it says and whether it is a number, `told`: hashes of
    sound and consonants."""

    sound: int
    letters: bytes
    number: int
    worth: int
    ease: int
    facts: bytes
    told: bytes


def hashed(text: str) -> int:
    """64 bits of a word, as `kernels.letters.hash_into` counts them."""
    h = 7
    for letter in text.encode():
        h = (h * _B + letter) & _BITS
    h = ((h ^ (h >> 33)) * _MIX) & _BITS
    return h ^ (h >> 29)


def _key(text: str) -> int:
    """64 bits of what words have in common, never 0."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") | 1


def words(texts: Many[str]) -> list[Word]:
    """Words as `names.words` gives them."""
    return _words.of(texts)


def _words_of(texts: Many[str]) -> list[Word]:
    return [*map(_word, texts, sounds(texts), consonants(texts, True), worths(texts), own_eases(texts))]


_words = Met(_words_of)


def _word(text: str, heard: str, asks: int, says: int, ease: int) -> Word:
    number = not text.isalpha()
    by_sound = 0 if number or text.isupper() or len(text) < SHORTEST_SOUND else _key("~" + heard)
    letters = text.encode("ascii")[: constants.LONGEST_WORD]
    facts, told = _FACTS.pack(says, number), _TWO.pack(by_sound, asks)
    return Word(by_sound, letters, int(number), says, ease, facts, told)


def consonants(texts: Many[str], other: bool = False) -> list[int]:
    """A hash of the consonants of each word, 0 where it has too few; another for a script without vowels.

    A word asks for the consonants of the other kind: what is written with vowels meets what is not.
    """
    return [
        _key(("^" if text.isupper() != other else "*") + found) if len(found) >= FEWEST_BONES else 0
        for text, found in zip(texts, all_bones([text.lower() for text in texts]), strict=True)
    ]


@lru_cache(maxsize=1)
def _pinyin() -> dict[str, int]:
    return {one: HANGUL + n for n, one in enumerate(chinese.inventory())}


def reading(text: str) -> int:
    """The number of a reading."""
    return ord(text) - 0xAC00 if is_hangul(text) else _pinyin()[text]


def readings() -> int:
    """How many numbers there are."""
    return HANGUL + len(_pinyin())


class Syllable(msgspec.Struct, frozen=True, gc=False):
    """A syllable: numbers of its readings, costs in millinats, its spelling as up to eight bytes (0: other
    letters), `MOST_KEYS` classes it is looked up by, and readings with costs as the compiled part takes
    them."""

    readings: tuple[int, ...]
    costs: tuple[int, ...]
    text: int
    classes: bytes
    packed: bytes


@lru_cache(maxsize=100_000)
def syllable(kind: str, spelt: str, read: Readings) -> Syllable:
    """A syllable of a sequence, kept for the next name that has it."""
    numbers = tuple(reading(one) for one, _ in read)
    costs = tuple(round(1000 * cost) for _, cost in read)
    text = 0
    if spelt.isascii() and spelt.islower():
        text = _letters(spelt)
    elif kind == CHINESE:
        text = _letters(read[0][0]) | int(constants.CHARACTER)
    near = [one for one, cost in read if cost <= DEAREST_KEY] or [read[0][0]]
    classes = [_class(one) if kind != CHINESE else reading(one) for one in near]
    told = [number for pair in zip(numbers, costs, strict=True) for number in pair]
    packed = struct.pack(f"<{len(told)}i", *told)
    some = sorted([*dict.fromkeys(classes)][:MOST_KEYS])
    some += [_NO_CLASS] * (MOST_KEYS - len(some))
    return Syllable(numbers, costs, text, _CLASSES.pack(*some), packed)


def _letters(spelt: str) -> int:
    """Up to eight letters, the first in the lowest byte."""
    return int.from_bytes(spelt.encode("ascii")[:8], "little")


def syllables(ways: Many[Sequence]) -> list[Syllable]:
    """The syllables of some sequences one after the other, of each the surname first."""
    asked = [
        (id(read), way.kind, spelt)
        for way in ways
        for spelt, read in zip(way.spelt, way.readings)  # noqa: B905
    ]
    found = [*map(_SEEN.get, asked)]
    if None in found:
        if len(_SEEN) + len(found) > MOST_SEEN:
            _SEEN.clear()
        readings = [read for way in ways for read in way.readings]
        for n, (key, read) in enumerate(zip(asked, readings, strict=True)):
            if key not in _SEEN:
                _SEEN[key] = syllable(key[1], key[2], read), read
            found[n] = _SEEN[key]
    return [one[0] for one in found if one]


MOST_SEEN = 100_000
_SEEN: dict[tuple[int, str, str], tuple[Syllable, Readings]] = {}
"""Syllables by the very readings they were made of, held here so that no others come in their place: readings
mostly come from one table, and what they hold takes longer to compare than to find."""


@lru_cache(maxsize=16384)
def _class(syllable: str) -> int:
    initial, vowel, coda = parts(syllable)
    return (_INITIAL_CLASS[initial] * 9 + _VOWEL_CLASS[vowel]) * 7 + _CODA_CLASS.get(coda, _OTHER_CODA)


def pair_keys(in_chinese: NDArray[np.bool_], read: Many[Syllable], lengths: Bytes) -> tuple[Hashes, Ints]:
    """Where sequences are looked up, and where the keys of each begin: each pair of its syllables, by the
    classes of what they stand for, in their order. `in_chinese`: which are read as Chinese, `read`: the
    syllables of all, `lengths`: how many each has, two or three."""
    if not read:
        return np.zeros(0, np.uint64), np.zeros(1, np.int32)
    lengths = lengths.astype(np.int64)
    classes = np.frombuffer(b"".join([one.classes for one in read]), np.int64).reshape(-1, MOST_KEYS)
    last = np.cumsum(lengths) - 1
    first = last + 1 - lengths
    ours, others = np.stack([first, first, first + 1], axis=1), np.stack([first + 1, last, last], axis=1)
    pairs = (classes[ours][..., None] << 16 | classes[others][:, :, None]).reshape(len(last), 3, MOST_KEYS**2)
    pairs[lengths == 2, 2] = _NO_CLASS
    spaces = (in_chinese * _CHINESE)[:, None] + np.arange(3) * _PLACE
    keys = spaces[:, :, None] | pairs
    told = pairs >= 0
    key_at = np.zeros(len(first) + 1, np.int32)
    np.cumsum(told.sum(axis=(1, 2)), out=key_at[1:])
    return keys[told].astype(np.uint64), key_at
