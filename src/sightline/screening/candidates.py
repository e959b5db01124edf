"""Names on a list that may be meant by names that are asked, many at once, each with its log-odds."""

from __future__ import annotations

from collections.abc import Sequence as Many
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sightline.names.syllables import Sequence, sequences
from sightline.screening import coding, columns, kernels, model
from sightline.screening.gathering import offsets
from sightline.screening.index import Index
from sightline.screening.kernels import Floats, Packed

BY_WORDS = -1


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is asked: as it can be read, its words, the ways to read it in syllables."""

    text: str
    words: tuple[str, ...]
    sequences: tuple[Sequence, ...]


class Candidate(NamedTuple):
    """A listed name, its log-odds, and how it was found: by words (-1), else which sequence by which.

    `told`, where it was found by words: the millinats matched, then `kernels.PAIR` numbers for each pair of
    words that agree, the most telling first.
    """

    entity: int
    name: int
    odds: float
    way: int
    told: Many[int] = ()


class Batch(NamedTuple):
    """Names that are asked together, as the compiled part takes them; `floors` are log-odds."""

    asked: Packed
    floors: Floats


def candidates(index: Index, batch: Batch) -> list[list[Candidate]]:
    """For each name of a batch the listed names above its floor, or the one that comes nearest."""
    with index.scratch() as scratch:
        starts, names, odds, ways, pair_at, pairs = kernels.search(
            index.packed, batch.asked, batch.floors, model.model(), scratch
        )
    entities, at, told = index.name_entity[names].tolist(), pair_at.tolist(), pairs.tolist()
    found = [
        Candidate(entity, name, odd, way, told[start:end])
        for entity, name, odd, way, start, end in zip(
            entities, names.tolist(), odds.tolist(), ways.tolist(), at, at[1:], strict=False
        )
    ]
    return [found[start:end] for start, end in pairwise(starts.tolist())]


def asked(names: Many[Name], floors: Many[float]) -> Batch:
    """Many names as arrays; `floors` are log-odds."""
    told = [name.words[: kernels.MOST_TOKENS] for name in names]
    flat = [coding.word(word) for each in told for word in each]
    hashes = b"".join(word.told for word in flat)
    ways = [way for name in names for way in name.sequences]
    read = [coding.syllables(way) for way in ways]
    said = [one for each in read for one in each]
    keys = [coding.pair_keys(way.kind, each) for way, each in zip(ways, read, strict=True)]
    syllables, at = list[int](), 0
    for each in read:
        syllables += (at, at + 1, at + 2 if len(each) > 2 else -1)
        at += len(each)
    arrays: columns.Arrays = {
        "asked_at": offsets([len(each) for each in told]),
        "facts": np.array([fact for word in flat for fact in (word.worth, word.number)], np.int32),
        "asked_letter_at": offsets([len(word.letters) for word in flat]),
        "sequence_at": offsets([len(name.sequences) for name in names]),
        "asked_syllables": np.array(syllables, np.int32),
        "asked_cost": np.array([round(1000 * way.cost) for way in ways], np.int32),
        "asked_reading_at": offsets([len(one.readings) for one in said]),
        "asked_readings": np.frombuffer(b"".join(one.packed for one in said), np.int32),
        "asked_key_at": offsets([len(each) for each in keys]),
        "told": np.frombuffer(hashes, np.uint64),
        "asked_keys": np.array([key for each in keys for key in each], np.uint64),
        "asked_spelt": np.array([one.text for one in said], np.uint64),
        "asked_letters": np.frombuffer(b"".join(word.letters for word in flat), np.uint8),
        "asked_kind": np.array([coding.KINDS[way.kind] for way in ways], np.uint8),
        "asked_length": np.array([len(each) for each in read], np.uint8),
    }
    return Batch(columns.asked(arrays), np.array(floors, np.float64))


def name_of(text: str, words: tuple[str, ...]) -> Name:
    """A name that can be read, made ready."""
    return Name(text, words, sequences(text))
