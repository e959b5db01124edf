"""Names as the compiled part reads them: words as hashes, letters and signs, sequences as keys."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sightline.names import chinese
from sightline.names.commonness import worth
from sightline.names.hangul import is_hangul, parts
from sightline.names.korean import Readings
from sightline.names.sound import bones, sound
from sightline.names.syllables import CHINESE, CROSSED, KOREAN, Sequence
from sightline.screening import kernels

KINDS = {KOREAN: kernels.KOREAN, CHINESE: kernels.CHINESE, CROSSED: kernels.CROSSED}
HANGUL = 11172
"""numbers of readings: Hangul syllables first, then pinyin"""
SHORTEST_SOUND = 4
FEWEST_BONES = 3
DEAREST_KEY, MOST_KEYS = 1.0, 4
"""nats and number of the readings under which a syllable is looked up"""

_LETTER_BITS = {letter: 1 << n for n, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
_PAIR_BITS = 38
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


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its hash, those of its sound and its consonants (0: none), letters, what it says."""

    hash: int
    sound: int
    bones: int
    sign: int
    letters: bytes
    number: int
    worth: int


def hashed(text: str) -> int:
    """64 bits of a text, never 0."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") | 1


@lru_cache(maxsize=200_000)
def word(text: str) -> Word:
    """A word as `names.words` gives it."""
    number = not text.isalpha()
    heard = "" if number else sound(text)
    consonants = bones(text)
    return Word(
        hashed(text),
        hashed("~" + heard) if len(text) >= SHORTEST_SOUND and heard else 0,
        hashed("*" + consonants) if len(consonants) >= FEWEST_BONES else 0,
        sign(text),
        text.encode("ascii")[: kernels.LONGEST_WORD],
        int(number),
        worth(text),
    )


def sign(text: str) -> int:
    """64 bits that two words of few edits share but for few: letters, and pairs of letters."""
    found = 0
    for letter in text:
        found |= _LETTER_BITS.get(letter, 0)
    for first, second in pairwise(text):
        found |= 1 << (26 + (ord(first) * 31 + ord(second)) % _PAIR_BITS)
    return found


@lru_cache(maxsize=1)
def _pinyin() -> dict[str, int]:
    return {one: HANGUL + n for n, one in enumerate(chinese.inventory())}


def reading(text: str) -> int:
    """The number of a reading."""
    return ord(text) - 0xAC00 if is_hangul(text) else _pinyin()[text]


def readings() -> int:
    """How many numbers there are."""
    return HANGUL + len(_pinyin())


@lru_cache(maxsize=100_000)
def syllable(
    kind: str, spelt: str, read: Readings
) -> tuple[tuple[int, ...], tuple[int, ...], int, tuple[int, ...]]:
    """Numbers of the readings, costs in millinats, the spelling as up to eight bytes, lookup classes."""
    numbers = tuple(reading(one) for one, _ in read)
    costs = tuple(round(1000 * cost) for _, cost in read)
    text = int.from_bytes(spelt.encode("ascii")[:8], "little") if spelt.isascii() and spelt.islower() else 0
    near = [one for one, cost in read if cost <= DEAREST_KEY] or [read[0][0]]
    classes = [_class(one) if kind != CHINESE else reading(one) for one in near]
    return numbers, costs, text, tuple(dict.fromkeys(classes))[:MOST_KEYS]


@lru_cache(maxsize=16384)
def _class(syllable: str) -> int:
    initial, vowel, coda = parts(syllable)
    return (_INITIAL_CLASS[initial] * 9 + _VOWEL_CLASS[vowel]) * 7 + _CODA_CLASS.get(coda, _OTHER_CODA)


@lru_cache(maxsize=100_000)
def pair_keys(sequence: Sequence) -> tuple[int, ...]:
    """Where a sequence is looked up: each pair of its syllables, by the classes of what they stand for."""
    space = 1 if sequence.kind == CHINESE else 0
    classes = [
        syllable(sequence.kind, spelt, read)[3]
        for spelt, read in zip(sequence.spelt, sequence.readings, strict=True)
    ]
    pairs = [(0, 0, 1), (1, 0, 1)] if len(classes) == 2 else [(0, 0, 1), (1, 0, 2), (2, 1, 2)]
    return tuple(
        sorted(
            {
                space << 40 | place << 32 | first << 16 | second
                for place, a, b in pairs
                for first in classes[a]
                for second in classes[b]
            }
        )
    )
