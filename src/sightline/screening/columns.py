"""What the compiled part of screening reads and writes: arrays, and what they mean."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Shorts = NDArray[np.int16]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Floats = NDArray[np.float64]


class Words(NamedTuple):
    """The words of an index: numbered by length and hash; the names each stands in."""

    letters: Bytes
    offsets: Longs
    by_length: Longs
    signs: Hashes
    hashes: Hashes
    order: Ints
    sounds: Hashes
    sound_order: Ints
    bones: Hashes
    bone_order: Ints
    worth: Ints
    number: Bytes
    name_offsets: Longs
    names: Ints


class Names(NamedTuple):
    """The names of an index: their words, joined neighbours, and in which traditions they can be read."""

    offsets: Longs
    words: Ints
    joined: Hashes
    total: Ints
    kinds: Bytes
    weak: Bytes
    joined_keys: Hashes
    joined_offsets: Longs
    joined_names: Ints


class Sequences(NamedTuple):
    """Names as syllables: three a row (-1: none), what each syllable may stand for, pairs as keys."""

    name: Ints
    kind: Bytes
    length: Bytes
    syllables: Ints
    cost: Ints
    offsets: Longs
    readings: Ints
    costs: Ints
    spelt: Hashes
    keys: Longs
    key_offsets: Longs
    key_sequences: Ints


class Asked(NamedTuple):
    """A batch of names that are asked, in the same terms."""

    word_offsets: Longs
    letters: Bytes
    offsets: Longs
    signs: Hashes
    hashes: Hashes
    sounds: Hashes
    bones: Hashes
    worth: Ints
    number: Bytes
    pairs: Hashes
    floors: Floats
    sequence_offsets: Longs
    kind: Bytes
    length: Bytes
    syllables: Ints
    cost: Ints
    syllable_offsets: Longs
    readings: Ints
    costs: Ints
    spelt: Hashes
    key_offsets: Longs
    keys: Longs


class Model(NamedTuple):
    """Every number a score depends on."""

    words: Floats
    edits: Longs
    costs: Longs
    syllables: Floats
    initials: Ints
    vowels: Ints
    codas: Ints
    surname_worth: Ints
    given_worth: Ints


class Scratch(NamedTuple):
    """Working memory of one thread for one index, all zero between two queries."""

    gained: Ints
    freed: Ints
    touched: Ints
    row: Ints
    seen: Bytes


class Out(NamedTuple):
    """Names found for one query."""

    name: Ints
    odds: Floats
    way: Longs
