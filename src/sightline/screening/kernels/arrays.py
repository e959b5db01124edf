"""The columns the compiled part reads and writes, in kinds: what each holds, in the order they are given."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Floats = NDArray[np.float64]
Int = Any
"""a whole number, of whatever width"""


class Spelt(NamedTuple):
    """Words to be found by what is left of them when letters are taken away: how many edits a word may have
    by its length, and the buckets they go into."""

    letters: Bytes
    letter_at: Ints
    number: Bytes
    edits: Ints
    buckets: Ints
    deletions: Ints
    checks: Bytes
    n_letter_at: int
    n_buckets: int


class Alike(NamedTuple):
    """By what listed words are found. `n_x`: the rows of a column; a row of `x_at` tells where the part of
    the column it belongs to begins. Words are numbered by hash; other spellings follow, `stands` says of
    which. `deletions`: spellings by what is left when letters are taken away, `checks`: its top byte."""

    letters: Bytes
    letter_at: Ints
    stands: Ints
    hash: Hashes
    sounds: Hashes
    sound_at: Ints
    sound_words: Ints
    bones: Hashes
    bone_at: Ints
    bone_words: Ints
    deletion_at: Ints
    deletions: Ints
    checks: Bytes
    long_words: Ints
    n_hash: int
    n_sounds: int
    n_bones: int
    n_deletion_at: int
    n_long_words: int


class Words(NamedTuple):
    """Listed names in words. `postings`: the names a word stands in, in front and as complements (`~`) the
    special ones: of one word, or with single letters; `joined`: hashes of neighbours written together;
    `about`: the bits below and what all words of a name say; `forms`: bits of forms of company; `ceiling`:
    milliodds that a name which can be read in syllables has at most by its words."""

    letters: Bytes
    letter_at: Ints
    hash: Hashes
    worth: Ints
    number: Bytes
    posting_at: Ints
    postings: Ints
    word_at: Ints
    words: Ints
    about: Ints
    ceiling: Ints
    joined: Hashes
    joined_keys: Hashes
    joined_at: Ints
    joined_names: Ints
    forms: Hashes
    n_hash: int
    n_joined_keys: int


class Syllables(NamedTuple):
    """Listed names in syllables, three at most; `keys`: pairs of syllables."""

    name: Ints
    about: Ints
    kind: Bytes
    length: Bytes
    syllables: Ints
    cost: Ints
    reading_at: Ints
    readings: Ints
    costs: Ints
    spelt: Hashes
    keys: Hashes
    key_at: Ints
    key_sequences: Ints
    n_keys: int


class AskedWords(NamedTuple):
    """The words of names that are asked. `facts`: worth and whether a number, two a word; `told`: sound and
    consonants, two a word; `other_at`: where another spelling of it begins and ends in `letters`, two a
    word; `ease`: per cent of what an edit costs in it; `joined`: hash of a word and the next one written
    together; `kinds`: bits of the traditions a name can be read in; `forms`: of forms of company; `slips`: of
    those that the word `slip_at` (-1: none) may be with a letter wrong; `nearest`: log-odds that a name below
    the floor must have more of to count. `look_up` fills in where in the pool the listed words stand that a
    word may mean (`asked_at`), and how many."""

    at: Ints
    letters: Bytes
    letter_at: Ints
    facts: Ints
    other_at: Ints
    ease: Ints
    told: Hashes
    hash: Hashes
    joined: Hashes
    kinds: Bytes
    forms: Hashes
    slip_at: Ints
    slips: Hashes
    floors: Floats
    nearest: Floats
    asked_at: Ints
    asked_count: Ints
    n_floors: int


class AskedSyllables(NamedTuple):
    """The same names in syllables; `readings`: reading and cost, two each; `nearest`: log-odds that a name
    below the floor must have more of to count."""

    at: Ints
    kind: Bytes
    length: Bytes
    syllables: Ints
    cost: Ints
    reading_at: Ints
    readings: Ints
    spelt: Hashes
    keys: Hashes
    key_at: Ints
    floors: Floats
    nearest: Floats
    n_floors: int


class Memory(NamedTuple):
    """What is known of words that were asked: `keys` of the words, where their listed counterparts begin in
    `pool` and how many they are; in `used` how much of `pool` is, and a stamp for `mark`. Of a word that is
    looked up the variants, each with where its bucket begins and ends."""

    keys: Hashes
    at: Ints
    counted: Ints
    pool: Ints
    used: Longs
    mark: Ints
    variants: Hashes
    first: Ints
    last: Ints
    spelt: Hashes


class Touched(NamedTuple):
    """Working memory of one thread. `gained`: of each name what it gained of a query, and what is known of
    it, in the fields of `constants.COUNTED`: all that is asked of most names in one place. `names`: those
    touched, special ones as complements; `told`: the milliodds each can score at most; `row`: which row a
    listed word has; `rows`: its costs for each word of the query, `gains`: what it adds for each, in the
    same fields (-1: none); `row_word`: the word; `adds`: what a row adds to names in which it was not looked
    up; `work`: pairs of words that may agree, then those that were taken."""

    gained: Longs
    names: Ints
    told: Longs
    row: Ints
    rows: Ints
    gains: Longs
    row_word: Ints
    adds: Longs
    seen: Ints
    work: Longs


class Query(NamedTuple):
    """The words of one query: what each is worth, the listed word it is with the next, whether listed
    neighbours make it up. And of each word the `TIERS` its listed words stand in, the nearest first: the
    most milliodds one can add, the most millinats matched by one and said by one, how many names they lead
    to, what became of them (0: nothing yet). By how many words a name has in common, `less`: milliodds that
    it surely lacks; `telling`: those it lacks besides where so much of it is left that this tells something;
    `left`: millinats left of the query at least; `asked`: what it lacks for each millinat below `few_asked`.
    `facts`: what else bounds need, from `constants.WORDS` on."""

    worth: Longs
    most: Longs
    gains: Longs
    tells: Longs
    postings: Longs
    wide: Longs
    parted: Longs
    done: Longs
    less: Longs
    telling: Longs
    left: Longs
    asked: Longs
    facts: Longs


class Found(NamedTuple):
    """Names found, log-odds, ways (-1: by words, else the sequences that agreed); where those of a query
    begin is in `at`. For a way by words in `pairs`, from `pair_at`, the millinats matched and `PAIR` numbers
    for each pair of words."""

    at: Longs
    name: Ints
    odds: Floats
    way: Longs
    pair_at: Longs
    pairs: Ints


class Model(NamedTuple):
    """Every number a score depends on: `ints` by the offsets below, `floats` weights of words, then of
    syllables, with the constant, and what a weak alias takes off."""

    ints: Ints
    floats: Floats
