"""Which records meet: those that share a key, too common keys made finer, what was cut counted.

A key is a number made of a kind of key and its parts. A block of more than `most` records is divided by a
further trait, again and again; what is still too large after the last is divided into runs. Nothing is
left out silently: `Cut` says how many pairs no longer meet under a key (they may meet under another).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from sightline.matching.resolving.columns import owners
from sightline.matching.resolving.kernels import Blocks, Columns, Ints, Longs

Keys = NDArray[np.uint64]

MOST = 40
"""records of a block that all meet one another"""
TELLING = 5
"""rarest words of a name that make keys"""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


@dataclass(frozen=True, slots=True)
class Pass:
    """One way to meet."""

    name: str
    keys: Callable[[Columns], tuple[Longs, Keys]]
    """records and a key of each; a record may stand several times"""


@dataclass(frozen=True, slots=True)
class Cut:
    """How many pairs that share a key of this pass no longer meet under it, since too many share it."""

    name: str
    pairs: int


def mixed(*parts: NDArray[np.integer] | int) -> Keys:
    """One number of several, equal for equal parts, spread evenly."""
    key: Keys = np.zeros(1, np.uint64)
    for part in parts:
        key = (key ^ np.asarray(part).astype(np.uint64)) * _FACTOR
        key = key ^ (key >> _SHIFT)
    return key


@dataclass(frozen=True, slots=True)
class _Telling:
    """The words of names that make keys: for each name its rarest, as sounds."""

    owner: Longs
    sounds: Ints
    name: Longs


def _telling(c: Columns) -> _Telling:
    """Up to `TELLING` rarest words of every name, in a row by name; those of a short name in any order."""
    name, long = owners(c.word_at), np.repeat(np.diff(c.word_at) > TELLING, np.diff(c.word_at))
    at = np.flatnonzero(long)
    order = at[np.lexsort((c.words[at], -c.worth[c.words[at]], name[at]))]
    place = np.arange(len(name)) - np.repeat(c.word_at[:-1].astype(np.int64), np.diff(c.word_at))
    kept = np.sort(np.concatenate([np.flatnonzero(~long), order[place[at] < TELLING]]))
    return _Telling(owners(c.name_at)[name[kept]], c.sound[c.words[kept]], name[kept])


def word_keys(c: Columns) -> tuple[Longs, Keys]:
    """A telling word by its sound."""
    found = _telling(c)
    return _distinct(found.owner, mixed(1, found.sounds))


def word_pair_keys(c: Columns) -> tuple[Longs, Keys]:
    """Two telling words of one name by their sounds, in either order."""
    found = _telling(c)
    records, keys = [], []
    for step in range(1, TELLING):
        same = found.name[:-step] == found.name[step:]
        a, b = found.sounds[:-step][same], found.sounds[step:][same]
        records.append(found.owner[:-step][same])
        keys.append(mixed(2, np.minimum(a, b), np.maximum(a, b)))
    return _distinct(np.concatenate(records), np.concatenate(keys))


def joined_keys(c: Columns) -> tuple[Longs, Keys]:
    """The letters of a whole name without the gaps, so that Yongwon meets Yong Won."""
    starts = c.text_at[c.words]
    lengths = (c.text_at[c.words + 1] - starts).astype(np.int64)
    position = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths) + np.arange(int(lengths.sum()))
    size = np.add.reduceat(lengths, c.word_at[:-1]) if len(c.word_at) > 1 else lengths
    place = np.arange(len(position)) - np.repeat(np.cumsum(size) - size, size)
    letter = mixed(3, c.text[position], place)
    begins = (np.cumsum(size) - size).astype(np.int64)
    keys = np.add.reduceat(letter, begins) if len(begins) else letter
    return _distinct(owners(c.name_at), keys)


def word_year_keys(c: Columns) -> tuple[Longs, Keys]:
    """A telling word with the year of a date."""
    found = _telling(c)
    counts = np.diff(c.date_at)[found.owner]
    at = _spread(c.date_at[found.owner], counts)
    records, sounds = np.repeat(found.owner, counts), np.repeat(found.sounds, counts)
    return _distinct(records, mixed(4, sounds, c.dates[at] // 10000))


def day_keys(c: Columns) -> tuple[Longs, Keys]:
    """A whole date with a country: for names that are garbled throughout."""
    records, whole = owners(c.date_at), c.dates % 100 > 0
    country = _first(c.country_at, c.countries)
    records, dates = records[whole], c.dates[whole]
    return _distinct(records, mixed(5, dates, country[records]))


def number_keys(c: Columns) -> tuple[Longs, Keys]:
    """Numbers, contacts and IMO numbers."""
    records = [owners(starts) for starts in (c.number_at, c.contact_at, c.imo_at)]
    keys = [mixed(6, c.numbers), mixed(7, c.contacts), mixed(8, c.imo)]
    return np.concatenate(records), np.concatenate(keys)


def address_keys(c: Columns) -> tuple[Longs, Keys]:
    """The two rarest words of all addresses of a record."""
    owner = owners(c.address_at)
    order = np.lexsort((c.addresses, -c.place_worth[c.addresses], owner))
    rank = np.arange(len(order)) - np.repeat(c.address_at[:-1].astype(np.int64), np.diff(c.address_at))
    first, second = order[rank == 0], order[rank == 1]
    several = np.diff(c.address_at)[owner[first]] > 1
    a, b = c.addresses[first[several]], c.addresses[second]
    return owner[second], mixed(9, np.minimum(a, b), np.maximum(a, b))


PASSES = (
    Pass("number", number_keys),
    Pass("two words", word_pair_keys),
    Pass("whole name", joined_keys),
    Pass("word and year", word_year_keys),
    Pass("word", word_keys),
    Pass("day and country", day_keys),
    Pass("address", address_keys),
)


def keys_of(c: Columns) -> int:
    """How many keys all passes make at most."""
    telling = np.minimum(np.diff(c.word_at), TELLING).astype(np.int64)
    held = np.concatenate(([0], np.cumsum(telling)))
    by_record = held[c.name_at[1:]] - held[c.name_at[:-1]]
    dated = int((by_record * np.diff(c.date_at)).sum())
    pairs = int((telling * (telling - 1) // 2).sum())
    plain = (c.word_at, c.dates, c.numbers, c.contacts, c.imo, c.kind)
    return int(telling.sum()) + pairs + dated + sum(len(column) for column in plain)


def _finer(c: Columns) -> Iterator[Callable[[Longs], Keys]]:
    """The traits that divide too large blocks, in turn."""
    years = _first(c.date_at, c.dates)
    yield lambda records: mixed(years[records] // 10000)
    countries = _first(c.country_at, c.countries)
    yield lambda records: mixed(countries[records])
    rarest = _rarest(c.address_at, c.addresses, c)
    yield lambda records: mixed(rarest[records])
    yield lambda records: mixed(years[records] // 100)
    initials = _initials(c)
    yield lambda records: mixed(initials[records])


def _first(starts: Ints, values: Ints) -> Longs:
    """The first value of each row, -1 where there is none."""
    found = np.full(len(starts) - 1, -1, np.int64)
    some = np.diff(starts) > 0
    found[some] = values[starts[:-1][some]]
    return found


def _rarest(starts: Ints, values: Ints, c: Columns) -> Longs:
    """The address word of each record that says most, -1 where there is none."""
    order = np.argsort(c.place_worth, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    best = np.full(len(starts) - 1, -1, np.int64)
    np.maximum.at(best, owners(starts), rank[values])
    return np.append(order, -1)[best]


def _initials(c: Columns) -> Longs:
    """A number of the words of the first name of each record, whatever their order."""
    found = np.zeros(len(c.kind), np.int64)
    name = owners(c.word_at)
    first = np.zeros(len(c.word_at) - 1, bool)
    first[c.name_at[:-1][np.diff(c.name_at) > 0]] = True
    kept = first[name]
    np.add.at(found, owners(c.name_at)[name[kept]], c.sound[c.words[kept]].astype(np.int64) + 1)
    return found


def _spread(starts: NDArray[np.integer], counts: NDArray[np.integer]) -> Longs:
    """Positions of the values of rows that begin at `starts`, one after the other."""
    total = np.cumsum(counts)
    return np.repeat(starts - (total - counts), counts) + np.arange(int(total[-1]) if len(total) else 0)


def _distinct(records: Longs, keys: Keys) -> tuple[Longs, Keys]:
    return records, keys


@dataclass(frozen=True, slots=True)
class Meeting:
    """Records that meet, and what was cut."""

    blocks: Blocks
    cut: tuple[Cut, ...]
    entries: int


def meet(c: Columns, part: int = 0, parts: int = 1, most: int = MOST) -> Meeting:
    """The blocks of all passes whose keys fall into one of `parts` equal parts of all keys."""
    members, ends, cut = [], [], []
    finer = list(_finer(c))
    start = 0
    for one in PASSES:
        records, keys = _share(*one.keys(c), part, parts)
        member, sizes, lost = _divided(records, keys, finer, most)
        last = np.cumsum(sizes)
        members.append(member)
        ends.append((np.repeat(last, sizes) + start).astype(np.int32))
        start += len(member)
        cut.append(Cut(one.name, lost))
    member = np.concatenate(members)
    entry = np.sort(member.astype(np.int64) << 32 | np.arange(len(member)))
    of = (entry & 0xFFFFFFFF).astype(np.int32)
    of_at = np.zeros(len(c.kind) + 1, np.int32)
    np.cumsum(np.bincount(member, minlength=len(c.kind)), out=of_at[1:])
    return Meeting(Blocks(member, np.concatenate(ends), of_at, of), tuple(cut), start)


def _share(records: Longs, keys: Keys, part: int, parts: int) -> tuple[Longs, Keys]:
    if parts == 1:
        return records, keys
    kept = (keys >> np.uint64(40)) % np.uint64(parts) == np.uint64(part)
    return records[kept], keys[kept]


def _divided(
    records: Longs, keys: Keys, finer: list[Callable[[Longs], Keys]], most: int
) -> tuple[Ints, Longs, int]:
    """Members by block, the sizes of the blocks, and how many pairs the dividing has parted."""
    records, keys = _grouped(records, keys)
    members, sizes, before = [], [], 0
    for trait in finer:
        small, large = _parted(records, keys, most)
        members.append(small[0])
        sizes.append(small[1])
        if not before:
            before = _meetings(_sizes(keys))
        records, keys = _grouped(large[0], mixed_keys(large[1], trait(large[0])))
    members.append(records.astype(np.int32))
    sizes.append(_runs(_sizes(keys), most))
    counts = np.concatenate(sizes)
    return np.concatenate(members), counts, max(before - _meetings(counts), 0)


def mixed_keys(keys: Keys, further: Keys) -> Keys:
    """Keys made finer."""
    key = (keys ^ further) * _FACTOR
    return key ^ (key >> _SHIFT)


def _grouped(records: Longs, keys: Keys) -> tuple[Longs, Keys]:
    """By key, records rising, each once in a key, alone in none.

    Key and record share one number, so that one sort does: a key keeps 44 bits beside a million records, and
    two keys that become one only let a few more records meet.
    """
    if not len(keys):
        return records, keys
    low = np.uint64(int(records.max()).bit_length())
    both = np.sort((keys >> low) << low | records.astype(np.uint64))
    both = both[np.concatenate(([True], both[1:] != both[:-1]))]
    keys, records = both >> low << low, (both & ((np.uint64(1) << low) - np.uint64(1))).astype(np.int64)
    alone = np.ones(len(keys), bool)
    alone[1:] &= keys[1:] != keys[:-1]
    alone[:-1] &= keys[:-1] != keys[1:]
    return records[~alone], keys[~alone]


def _sizes(keys: Keys) -> Longs:
    """How many entries each run of equal keys has."""
    if not len(keys):
        return np.zeros(0, np.int64)
    begins = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return np.diff(np.append(begins, len(keys)))


def _parted(records: Longs, keys: Keys, most: int) -> tuple[tuple[Ints, Longs], tuple[Longs, Keys]]:
    """Blocks that are small enough, and the entries of those that are not."""
    sizes = _sizes(keys)
    fits = np.repeat(sizes <= most, sizes)
    return (records[fits].astype(np.int32), sizes[sizes <= most]), (records[~fits], keys[~fits])


def _runs(sizes: Longs, most: int) -> Longs:
    """Sizes of the runs that too large blocks are cut into."""
    whole, rest = sizes // most, sizes % most
    parts = [[most] * w + ([r] if r else []) for w, r in zip(whole.tolist(), rest.tolist(), strict=True)]
    return np.array([size for part in parts for size in part], np.int64)


def _meetings(sizes: Longs) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def pairs_of(blocks: Blocks) -> set[tuple[int, int]]:
    """Every pair that meets, for small cases."""
    found: set[tuple[int, int]] = set()
    at = 0
    while at < len(blocks.member):
        block = sorted(blocks.member[at : blocks.end[at]].tolist())
        found.update(combinations(block, 2))
        at = int(blocks.end[at])
    return found
