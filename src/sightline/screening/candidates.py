"""Names on a list that may be meant by names that are asked, many at once, each with its log-odds."""

from __future__ import annotations

from collections.abc import Sequence as Many
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sightline.matching import name_syllables
from sightline.matching.weights import SYLLABLE_MODEL, WORD_MODEL, value
from sightline.names import chinese, korean
from sightline.names.hangul import CODAS, INITIALS, VOWELS
from sightline.names.sound import is_abjad
from sightline.names.syllables import Sequence, sequences
from sightline.screening import coding, columns, kernels
from sightline.screening.gathering import offsets
from sightline.screening.index import Index

BY_WORDS = -1


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is asked: as it can be read, its words, the ways to read it in syllables."""

    text: str
    words: tuple[str, ...]
    sequences: tuple[Sequence, ...]
    abjad: bool = False
    """whether its letters leave the vowels out, as Arabic and Hebrew do"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A listed name, its log-odds, and how it was found: by words (-1), else which sequence by which."""

    entity: int
    name: int
    odds: float
    way: int


def candidates(index: Index, batch: columns.Asked) -> list[list[Candidate]]:
    """For each name of a batch the listed names above its floor, or the one that comes nearest."""
    starts, names, odds, ways = kernels.search(
        index.words, index.names, index.sequences, batch, model(), index.scratch()
    )
    if not len(names):
        return [[] for _ in range(len(starts) - 1)]
    found = [
        Candidate(*one)
        for one in zip(
            index.name_entity[names].tolist(), names.tolist(), odds.tolist(), ways.tolist(), strict=True
        )
    ]
    return [found[start:end] for start, end in pairwise(starts.tolist())]


def asked(names: Many[Name], floors: Many[float]) -> columns.Asked:
    """Many names as arrays; `floors` are log-odds."""
    words = [[coding.word(word) for word in name.words[: kernels.MOST_TOKENS]] for name in names]
    flat = [word for told in words for word in told]
    pairs = [hashed for name in names for hashed in _joined(name.words[: kernels.MOST_TOKENS])]
    ways = [way for name in names for way in name.sequences]
    coded = [
        coding.syllable(way.kind, spelt, read)
        for way in ways
        for spelt, read in zip(way.spelt, way.readings, strict=True)
    ]
    keys = [coding.pair_keys(way) for way in ways]
    syllables, at = [], 0
    for way in ways:
        count = len(way.spelt)
        syllables += [*range(at, at + count), -1, -1][:3]
        at += count
    return columns.Asked(
        offsets([len(told) for told in words]),
        np.frombuffer(b"".join(word.letters for word in flat) or b"\0", np.uint8),
        offsets([len(word.letters) for word in flat]),
        np.array([word.sign for word in flat], np.uint64),
        np.array([word.hash for word in flat], np.uint64),
        np.array([word.sound for word in flat], np.uint64),
        np.array(
            [
                word.bones if name.abjad else 0
                for name, told in zip(names, words, strict=True)
                for word in told
            ],
            np.uint64,
        ),
        np.array([word.worth for word in flat], np.int32),
        np.array([word.number for word in flat], np.uint8),
        np.array(pairs, np.uint64),
        np.array(floors, np.float64),
        offsets([len(name.sequences) for name in names]),
        np.array([coding.KINDS[way.kind] for way in ways], np.uint8),
        np.array([len(way.spelt) for way in ways], np.uint8),
        np.array(syllables, np.int32),
        np.array([round(1000 * way.cost) for way in ways], np.int32),
        offsets([len(numbers) for numbers, _, _, _ in coded]),
        np.array([n for numbers, _, _, _ in coded for n in numbers], np.int32),
        np.array([c for _, costs, _, _ in coded for c in costs], np.int32),
        np.array([text for _, _, text, _ in coded], np.uint64),
        offsets([len(known) for known in keys]),
        np.array([key for known in keys for key in known], np.int64),
    )


def _joined(words: tuple[str, ...]) -> list[int]:
    """Hashes of neighbours written together, 0 after the last."""
    return [*(coding.hashed(a + b) for a, b in pairwise(words)), 0][: len(words)]


@cache
def model() -> columns.Model:
    """The weights as arrays."""
    costs = [WORD_MODEL[name] for name in ("sound", "edit", "edit_short", "join", "initial", "most")]
    surname = np.zeros(coding.readings(), np.int32)
    given = np.zeros(coding.readings(), np.int32)
    surname[:] = round(1000 * korean.info("쀍", True))
    given[:] = round(1000 * korean.info("쀍", False))
    for one in (*korean.inventory(), *chinese.inventory()):
        surname[coding.reading(one)] = name_syllables.info(one, True)
        given[coding.reading(one)] = name_syllables.info(one, False)
    return columns.Model(
        np.array([*WORD_MODEL["weights"], value("weak_alias")], np.float64),
        np.array(WORD_MODEL["edits"], np.int64),
        np.array(
            [
                *costs,
                SYLLABLE_MODEL["wrong"],
                WORD_MODEL["bone"],
                SYLLABLE_MODEL["dearest"],
                WORD_MODEL["sound_short"],
                WORD_MODEL["sound_edit"],
                WORD_MODEL["dearest"],
                WORD_MODEL["little"],
            ],
            np.int64,
        ),
        np.array(SYLLABLE_MODEL["weights"], np.float64),
        _near(INITIALS),
        _near(VOWELS),
        _near(CODAS),
        surname,
        given,
    )


def _near(sounds: str) -> NDArray[np.int32]:
    """Millinats between any two sounds of one place."""
    near = SYLLABLE_MODEL["near"]
    found = [
        0 if a == b else near.get("".join(sorted((a, b), key=sounds.index)), SYLLABLE_MODEL["wrong"])
        for a in sounds
        for b in sounds
    ]
    return np.array(found, np.int32)


def name_of(text: str, words: tuple[str, ...]) -> Name:
    """A name that can be read, made ready."""
    return Name(text, words, sequences(text), is_abjad(text))
