"""Names on a list that may be meant by names that are asked, many at once, each with its log-odds."""

from __future__ import annotations

from collections.abc import Sequence as Many
from itertools import chain
from typing import NamedTuple

import msgspec
import numpy as np

from sightline.screening import coding, columns, model
from sightline.screening.asked_name import Name
from sightline.screening.gathering import offsets
from sightline.screening.index import Index
from sightline.screening.kernels import constants
from sightline.screening.kernels.arrays import AskedSyllables, AskedWords, Floats, Longs
from sightline.screening.kernels.by_syllables import by_syllables
from sightline.screening.kernels.by_words import by_words
from sightline.screening.kernels.letters import hash_into
from sightline.screening.kernels.look_up import look_up

BY_WORDS = -1
NONE = -1e9
"""log-odds of nothing at all"""


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A listed name, its log-odds, and how it was found: by words (-1), else which sequence by which.

    `told`, where it was found by words: the millinats matched, then `constants.PAIR` numbers for each pair of
    words that agree, the most telling first.
    """

    entity: int
    name: int
    odds: float
    way: int
    told: Many[int] = ()


class Batch(NamedTuple):
    """Names that are asked together, as the compiled part takes them; `floors` and `nearest` are log-odds: of
    a name above its floor, and more than this of one below. Of one batch one list is asked after the other,
    never two at once."""

    floors: Floats
    nearest: Floats
    words: Longs
    syllables: Longs
    held: tuple[columns.Arrays, ...]
    """what stands at the addresses"""


class Came(NamedTuple):
    """What came of a batch from one list: plain lists with the rows of each name end to end, since most are
    never looked at one by one."""

    starts: list[int]
    entity: list[int]
    name: list[int]
    odds: list[float]
    way: list[int]
    pair_at: list[int]
    told: list[int]

    def of(self, asked: int) -> list[Candidate]:
        """The candidates for one name of the batch."""
        return [self.candidate(row) for row in range(self.starts[asked], self.starts[asked + 1])]

    def candidate(self, row: int) -> Candidate:
        """One row."""
        told = self.told[self.pair_at[row] : self.pair_at[row + 1]]
        return Candidate(self.entity[row], self.name[row], self.odds[row], self.way[row], told)


class Candidates(NamedTuple):
    """What came of a batch by words and by syllables; `hit`: whose best by words is above its floor; `best`:
    the log-odds of the nearest where none is above the floor, else of one above; `NONE` for none."""

    words: Came
    syllables: Came
    hit: list[bool]
    best: Floats

    def of(self, asked: int) -> list[Candidate]:
        """The listed names for one name: those above its floor, or the one that comes nearest."""
        return [one for came in self._some(asked) for one in came.of(asked)]

    def best_of(self, asked: int, limit: int, most: int) -> list[Candidate]:
        """Of each entity the name that agrees best, the first by log-odds, then by entity: `limit`, and, of
        `most`, those that are as near as the last of these."""
        some = self._some(asked)
        rows: list[tuple[float, int, int, int, int]] = []
        for way, came in enumerate(some):
            first, last = came.starts[asked], came.starts[asked + 1]
            if last - first == 1 and len(some) == 1:
                return [came.candidate(first)]
            odds, name, entity = came.odds, came.name, came.entity
            rows += [(-odds[row], name[row], entity[row], way, row) for row in range(first, last)]
        rows.sort()
        best: dict[int, tuple[float, int, int, int, int]] = {}
        for one in rows:
            best.setdefault(one[2], one)
        chosen = sorted([(one[0], entity, one[3], one[4]) for entity, one in best.items()])[:most]
        if len(chosen) > limit:
            chosen = [one for one in chosen if one[0] <= chosen[limit - 1][0]]
        return [some[way].candidate(row) for _, _, way, row in chosen]

    def _some(self, asked: int) -> tuple[Came, ...]:
        """By what the listed names for one name were found: where both, the nearest by syllables alone unless
        there are hits."""
        starts = self.syllables.starts
        if starts[asked] == starts[asked + 1]:
            return (self.words,)
        return (self.words, self.syllables) if self.hit[asked] else (self.syllables,)


_NOTHING = Came([0], [], [], [], [], [0], [])
NOTHING = Candidates(_NOTHING, _NOTHING, [], np.zeros(0))
"""what comes of no name"""


def candidates(index: Index, batch: Batch, least: Floats | None = None) -> Candidates:
    """For each name of a batch the listed names above its floor, or the one that comes nearest, where it has
    more than `least` log-odds."""
    count, made = len(batch.floors), model.addresses()
    batch.nearest[:] = NONE if least is None else least
    with index.scratch() as scratch:
        words, syllables = scratch.rooms(count)
        _by_words(index, batch, scratch, words)
        in_words = _came(index, words, count)
        best = np.full(count, NONE)
        _first_odds(in_words, best)
        done = best >= batch.floors
        np.maximum(batch.nearest, best, out=batch.nearest)
        batch.nearest[done] = 1e9
        by_syllables(index.syllables, batch.syllables, made, scratch.touched, syllables.at)
        in_syllables = _came(index, syllables, count)
    _first_odds(in_syllables, best)  # by syllables something is found only where it is nearer
    return Candidates(in_words, in_syllables, done.tolist(), best)


def _first_odds(came: Came, into: Floats) -> None:
    """The log-odds of the first that was found for each name, where anything was."""
    if came.odds:
        starts = np.array(came.starts)
        found = starts[1:] > starts[:-1]
        into[found] = np.array(came.odds)[starts[:-1][found]]


def _by_words(index: Index, batch: Batch, scratch: columns.Scratch, room: columns.Room) -> None:
    """What is found by words: as many queries at once as there is room for the words they may mean."""
    made, asking, first = model.addresses(), batch.words, 0
    while first < len(batch.floors):
        last = look_up(index.alike, asking, made, scratch.memory, first)
        by_words(
            index.words, asking, made, scratch.memory, scratch.touched, scratch.query, room.at, first, last
        )
        first = last


def _came(index: Index, room: columns.Room, queries: int) -> Came:
    """What stands in a room, for so many queries."""
    found = room.found
    starts = found["at"][: queries + 1].tolist()
    end = starts[-1]
    if not end:
        return Came(starts, [], [], [], [], [0], [])
    names, pair_at = found["name"][:end], found["pair_at"][: end + 1].tolist()
    return Came(
        starts,
        index.name_entity[names].tolist(),
        names.tolist(),
        found["odds"][:end].tolist(),
        found["way"][:end].tolist(),
        pair_at,
        found["pairs"][: pair_at[-1]].tolist(),
    )


def asked(names: Many[Name], floors: Many[float]) -> Batch:
    """Many names as arrays; `floors` are log-odds."""
    least, nearest = np.array(floors, np.float64), np.empty(len(floors))
    words = _asked_words(names) | {"floors": least, "nearest": nearest}
    syllables = _asked_syllables(names) | {"floors": least, "nearest": nearest}
    return Batch(
        least,
        nearest,
        columns.addresses(AskedWords, words),
        columns.addresses(AskedSyllables, syllables),
        (words, syllables),
    )


def _asked_words(names: Many[Name]) -> columns.Arrays:
    told = [name.compared for name in names]
    flat = coding.words(list(chain.from_iterable(told)))
    eases = [word.ease for word in flat]
    others = [one for name in names for one in name.others]
    spelt = [word.letters for word in flat]
    letters = np.frombuffer(b"".join([*spelt, "".join(others).encode("ascii")]), np.uint8)
    letter_at, at = offsets(list(map(len, spelt))), offsets(list(map(len, told)))
    other_at = np.repeat(offsets(list(map(len, others))) + letter_at[-1], 2)[1:-1]
    hashes, joined = np.empty(len(flat), np.uint64), np.empty(len(flat), np.uint64)
    for name, first in zip(names, at.tolist(), strict=False):
        if name.beside:
            eases[first : first + len(name.compared)] = name.ease
    hash_into(letters, letter_at, at, np.arange(len(flat), dtype=np.int32), hashes, joined)
    kinds = [
        sum({coding.KINDS[way.kind] for way in name.sequences}) & constants.READ
        if name.sequences and not name.sequences[0].slip
        else 0
        for name in names
    ]
    return {
        "at": at,
        "letters": letters,
        "letter_at": letter_at,
        "facts": np.frombuffer(b"".join([word.facts for word in flat]), np.int32),
        "other_at": other_at,
        "ease": np.array(eases, np.int32),
        "told": np.frombuffer(b"".join([word.told for word in flat]), np.uint64),
        "hash": hashes,
        "joined": joined,
        "kinds": np.array(kinds, np.uint8),
        "forms": np.array([name.forms for name in names], np.uint64),
        "slip_at": np.array([name.slip.at for name in names], np.int32),
        "slips": np.array([name.slip.forms for name in names], np.uint64),
        "asked_at": np.empty(len(flat), np.int32),
        "asked_count": np.empty(len(flat), np.int32),
    }


def _asked_syllables(names: Many[Name]) -> columns.Arrays:
    ways = [way for name in names for way in name.sequences]
    said, length = coding.syllables(ways), np.array([len(way.spelt) for way in ways], np.uint8)
    kind = np.array([coding.KINDS[way.kind] for way in ways], np.uint8)
    keys, key_at = coding.pair_keys(kind == constants.CHINESE, said, length)
    syllables = offsets(length)[:-1, None] + np.arange(3, dtype=np.int32)
    syllables[length < 3, 2] = -1
    return {
        "at": offsets([len(name.sequences) for name in names]),
        "kind": kind,
        "length": length,
        "syllables": syllables.reshape(-1),
        "cost": np.array([round(1000 * way.cost) for way in ways], np.int32),
        "reading_at": offsets([len(one.readings) for one in said]),
        "readings": np.frombuffer(b"".join([one.packed for one in said]), np.int32),
        "spelt": np.array([one.text for one in said], np.uint64),
        "keys": keys,
        "key_at": key_at,
    }
