"""The arithmetic of resolution, compiled: every comparison of two records, and their sum.

A pair of records becomes a row of features, one a weight of `weights.WEIGHTS` and in its order; the log
odds are the sum of features times weights. The search through millions of pairs and the comparison of one
pair run the same code. All compiled functions stand in this one file, since the compiler's cache notices a
change in a file but not in the files it calls.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, ParamSpec, TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

P = ParamSpec("P")
R = TypeVar("R")

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]


class Columns(NamedTuple):
    """Records as arrays. `x_at[i]` to `x_at[i + 1]` are the places of record i in `x`; codes are numbers
    that only mean equality, counted within these columns. Words of a record's address are sorted codes."""

    kind: NDArray[np.int8]
    name_at: Ints
    """records to names"""
    weak: Bytes
    """names: 1 where the publisher calls it weak"""
    word_at: Ints
    """names to words"""
    words: Ints
    text_at: Ints
    """a word's letters, ASCII"""
    text: Bytes
    sound: Ints
    """a word's sound"""
    worth: Floats
    """nats a word says when it is shared"""
    sound_worth: Floats
    """nats a word's sound says"""
    date_at: Ints
    dates: Ints
    """YYYYMMDD, with 00 for what is not known"""
    country_at: Ints
    countries: Ints
    country_worth: Floats
    address_at: Ints
    addresses: Ints
    birthplace_at: Ints
    birthplaces: Ints
    place_worth: Floats
    number_at: Ints
    numbers: Ints
    contact_at: Ints
    contacts: Ints
    imo_at: Ints
    imo: Ints
    sizes: NDArray[np.float32]
    """records by gross tonnage, deadweight, length; 0 where not known"""
    records: Floats
    """one number: how many records the worths were counted over"""


(
    BASE, RECORDS,
    NAME_BEST, NAME_REST, NAME_GARBLED, NAME_EXTRA, NAME_CONFLICT, NAME_WEAK, NAME_MANY, NAME_ALSO,
    SAME_DAY, SAME_MONTH, SAME_YEAR, DAY_SLIPPED, OTHER_DAY, NEAR_YEAR, OTHER_YEAR,
    FOUNDED_SAME, FOUNDED_OTHER,
    COUNTRY_SAME, COUNTRY_OTHER,
    ADDRESS_SAME, ADDRESS_OTHER, BIRTHPLACE_SAME, BIRTHPLACE_OTHER,
    NUMBER_SAME, CONTACT_SAME, IMO_SAME, IMO_OTHER, SIZE_SAME, SIZE_OTHER,
) = range(31)  # fmt: skip
FEATURES = 31

SOUND_PART = 0.8
"""part of a word's worth for one that sounds alike and is spelt otherwise"""
NEAR_PART = 0.7
"""part of a word's worth for one a letter off; less in proportion, down to none at `NEAR_LEAST`"""
NEAR_LEAST = 0.7
"""similarity, 0 to 1, below which two words are two words"""
INITIAL_PART = 0.1
"""part of a word's worth for its first letter alone"""
MOST_WORDS = 16
"""words of a name that are aligned"""
MOST_NAMES = 64
"""names of a record that are compared"""
LONGEST_WORD = 32
FEW_NAMES = 4
"""so many pairs of names are aligned in full; of more only those that share a word or a sound"""
MOST_PLACE = 12.0
"""nats an address may say at most before its weight"""
ALIKE_NAMES = 0.9
"""part of all worth from which another pair of names counts as agreeing too"""
MOST_ALSO = 3
NEAR_YEARS = 2
MOST_SLIP = 10
"""years a date may be off whose day and month are the same; not for the first of January, which is often made up"""
PERSON = 1
OTHER_KIND = 0


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile at first use, keep the machine code beside the source, let other threads run meanwhile."""
    made: Callable[P, R] = njit(cache=True, nogil=True, error_model="numpy")(function)
    return made


@compiled
def edits(text: Bytes, a: int, la: int, b: int, lb: int) -> int:
    """Edits between two words: insert, delete, replace, swap neighbours."""
    before, last, row = np.empty(33, np.int64), np.empty(33, np.int64), np.empty(33, np.int64)
    for j in range(lb + 1):
        last[j] = j
    for i in range(1, la + 1):
        row[0] = i
        for j in range(1, lb + 1):
            differ = 1 if text[a + i - 1] != text[b + j - 1] else 0
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + differ)
            if i > 1 and j > 1 and text[a + i - 1] == text[b + j - 2] and text[a + i - 2] == text[b + j - 1]:
                least = min(least, before[j - 2] + 1)
            row[j] = least
        before, last, row = last, row, before
    return last[lb]


@compiled
def likeness(c: Columns, a: int, b: int) -> float:
    """How alike two words are spelt: 1 down to `NEAR_LEAST`, else 0."""
    la, lb = c.text_at[a + 1] - c.text_at[a], c.text_at[b + 1] - c.text_at[b]
    la, lb = min(la, LONGEST_WORD), min(lb, LONGEST_WORD)
    longest = max(la, lb)
    if min(la, lb) < 3 or abs(la - lb) > (1.0 - NEAR_LEAST) * longest:
        return 0.0
    alike = 1.0 - edits(c.text, c.text_at[a], la, c.text_at[b], lb) / longest
    return alike if alike >= NEAR_LEAST else 0.0


@compiled
def is_initial(c: Columns, a: int, b: int) -> bool:
    """Whether one is a single letter and the other begins with it."""
    la, lb = c.text_at[a + 1] - c.text_at[a], c.text_at[b + 1] - c.text_at[b]
    return min(la, lb) == 1 and max(la, lb) > 1 and c.text[c.text_at[a]] == c.text[c.text_at[b]]


@compiled
def is_joined(c: Columns, first: int, second: int, whole: int) -> bool:
    """Whether two words written together are the third."""
    lf, ls = c.text_at[first + 1] - c.text_at[first], c.text_at[second + 1] - c.text_at[second]
    if c.text_at[whole + 1] - c.text_at[whole] != lf + ls:
        return False
    at = c.text_at[whole]
    for k in range(lf):
        if c.text[at + k] != c.text[c.text_at[first] + k]:
            return False
    for k in range(ls):
        if c.text[at + lf + k] != c.text[c.text_at[second] + k]:
            return False
    return True


@compiled
def pair_part(c: Columns, a: int, b: int) -> float:
    """The part of their worth two words bring that are neither equal nor sound alike."""
    alike = likeness(c, a, b)
    if alike > 0.0:
        return NEAR_PART * (alike - NEAR_LEAST) / (1.0 - NEAR_LEAST) + 0.1
    return INITIAL_PART if is_initial(c, a, b) else 0.0


@compiled
def take(x: Floats, credit: float, worth: float) -> None:
    """Count a pair of words: the best one apart from the rest, what is garbled of it beside."""
    if credit > x[0]:
        x[1] += x[0]
        x[0] = credit
    else:
        x[1] += credit
    x[2] += max(worth - credit, 0.0)


@compiled
def take_equal(c: Columns, x: Floats, left: Longs, right: Longs) -> None:
    """Pair words that are spelt or sound alike; those taken become -1."""
    for a in range(len(left)):
        for b in range(len(right)):
            if right[b] >= 0 and left[a] == right[b]:
                take(x, c.worth[left[a]], c.worth[left[a]])
                left[a] = right[b] = -1
                break
    for a in range(len(left)):
        for b in range(len(right)):
            if left[a] >= 0 and right[b] >= 0 and c.sound[left[a]] == c.sound[right[b]]:
                most = c.sound_worth[left[a]]
                take(x, SOUND_PART * most, most)
                left[a] = right[b] = -1
                break


@compiled
def take_joined(c: Columns, x: Floats, left: Longs, right: Longs) -> None:
    """Pair a word with two neighbours that are written together in it."""
    for a in range(len(left) - 1):
        for b in range(len(right)):
            if left[a] >= 0 and left[a + 1] >= 0 and right[b] >= 0:
                if is_joined(c, left[a], left[a + 1], right[b]):
                    worth = min(c.worth[right[b]], c.worth[left[a]] + c.worth[left[a + 1]])
                    take(x, worth, worth)
                    left[a] = left[a + 1] = right[b] = -1


@compiled
def take_near(c: Columns, x: Floats, left: Longs, right: Longs) -> None:
    """Pair words a letter or two off, the most alike first."""
    while True:
        best, at, to = 0.0, -1, -1
        for a in range(len(left)):
            for b in range(len(right)):
                if left[a] >= 0 and right[b] >= 0:
                    part = pair_part(c, left[a], right[b])
                    if part > best:
                        best, at, to = part, a, b
        if at < 0:
            return
        most = min(c.sound_worth[left[at]], c.sound_worth[right[to]])
        take(x, best * most, most)
        left[at] = right[to] = -1


@compiled
def worth_of(c: Columns, words: Longs) -> float:
    """Nats of all words that are left."""
    total = 0.0
    for word in words:
        if word >= 0:
            total += c.worth[word]
    return total


@compiled
def words_of(c: Columns, name: int, out: Longs) -> Longs:
    """The words of a name, at most `MOST_WORDS`."""
    start = c.word_at[name]
    count = min(c.word_at[name + 1] - start, MOST_WORDS)
    for k in range(count):
        out[k] = c.words[start + k]
    return out[:count]


@compiled
def names_alike(c: Columns, m: int, n: int, full: bool, x: Floats, space: NDArray[np.int64]) -> float:
    """Fill x with best, rest, garbled, extra, conflict; gives the part of all worth that agrees."""
    x[:] = 0.0
    left, right = words_of(c, m, space[0]), words_of(c, n, space[1])
    whole = worth_of(c, left) + worth_of(c, right)
    take_equal(c, x, left, right)
    if full or x[0] > 0.0:
        take_joined(c, x, left, right)
        take_joined(c, x, right, left)
        take_near(c, x, left, right)
    ours, theirs = worth_of(c, left), worth_of(c, right)
    x[4] = min(ours, theirs)
    x[3] = max(ours, theirs) - x[4]
    return 2.0 * (x[0] + x[1]) / whole if whole > 0.0 else 0.0


@compiled
def name_value(x: Floats, weak: float, w: Floats) -> float:
    """What one pair of names says."""
    said = x[0] * w[NAME_BEST] + x[1] * w[NAME_REST] + x[2] * w[NAME_GARBLED]
    return said + x[3] * w[NAME_EXTRA] + x[4] * w[NAME_CONFLICT] + weak * w[NAME_WEAK]


@compiled
def compare_names(c: Columns, i: int, j: int, w: Floats, f: Floats, at: Longs) -> None:
    """The pair of names that says most; `at` tells which. Nothing where one has no name."""
    first, second = c.name_at[i], c.name_at[j]
    ours = min(c.name_at[i + 1] - first, MOST_NAMES)
    theirs = min(c.name_at[j + 1] - second, MOST_NAMES)
    at[0] = at[1] = -1
    if ours == 0 or theirs == 0:
        return
    x, space = np.empty(5, np.float64), np.empty((2, MOST_WORDS), np.int64)
    full, best, also = ours * theirs <= FEW_NAMES, -1e9, 0
    for m in range(first, first + ours):
        nearest = 0.0
        for n in range(second, second + theirs):
            nearest = max(nearest, names_alike(c, m, n, full, x, space))
            weak = max(float(c.weak[m]), float(c.weak[n]))
            value = name_value(x, weak, w)
            if value > best:
                best, at[0], at[1] = value, m, n
                f[NAME_BEST : NAME_BEST + 5] = x
                f[NAME_WEAK] = weak
        also += 1 if nearest >= ALIKE_NAMES else 0
    f[NAME_MANY] = np.log(float(ours * theirs))
    f[NAME_ALSO] = min(max(also - 1, 0), MOST_ALSO)


@compiled
def date_level(a: int, b: int) -> int:
    """The feature that says how two dates, YYYYMMDD with 00 for the unknown, stand to one another."""
    ya, yb, ma, mb, da, db = a // 10000, b // 10000, a // 100 % 100, b // 100 % 100, a % 100, b % 100
    whole = da > 0 and db > 0
    swapped = ya == yb and ma == db and da == mb
    slip = (ma != 1 or da != 1) and abs(ya - yb) <= MOST_SLIP and (ya == yb) + (ma == mb) + (da == db) == 2
    if whole and (swapped or slip) and a != b:
        return DAY_SLIPPED
    if ya != yb:
        return NEAR_YEAR if abs(ya - yb) <= NEAR_YEARS else OTHER_YEAR
    if ma == 0 or mb == 0:
        return SAME_YEAR
    if ma != mb:
        return OTHER_DAY
    if whole:
        return SAME_DAY if da == db else DAY_SLIPPED
    return SAME_MONTH


@compiled
def compare_dates(c: Columns, i: int, j: int, f: Floats, at: Longs) -> None:
    """The dates that agree best, of birth for persons, of founding or building for others."""
    best, persons = 1000, c.kind[i] == PERSON or c.kind[j] == PERSON
    for p in range(c.date_at[i], c.date_at[i + 1]):
        for q in range(c.date_at[j], c.date_at[j + 1]):
            level = date_level(c.dates[p], c.dates[q])
            if level < best:
                best, at[2], at[3] = level, p, q
    if best == 1000:
        return
    if persons:
        f[best] = 1.0
    else:
        f[FOUNDED_SAME if best <= OTHER_DAY else FOUNDED_OTHER] = 1.0


@compiled
def compare_countries(c: Columns, i: int, j: int, f: Floats) -> None:
    """The rarest country both have, or that they have none in common."""
    some, best = False, -1.0
    for p in range(c.country_at[i], c.country_at[i + 1]):
        for q in range(c.country_at[j], c.country_at[j + 1]):
            some = True
            if c.countries[p] == c.countries[q]:
                best = max(best, c.country_worth[c.countries[p]])
    if best >= 0.0:
        f[COUNTRY_SAME] = best
    elif some:
        f[COUNTRY_OTHER] = 1.0


@compiled
def places_shared(starts: Ints, words: Ints, worth: Floats, i: int, j: int) -> float:
    """Nats of the address words both have; -1 where one has none."""
    p, q = starts[i], starts[j]
    if p == starts[i + 1] or q == starts[j + 1]:
        return -1.0
    shared = 0.0
    while p < starts[i + 1] and q < starts[j + 1]:
        if words[p] == words[q]:
            shared += worth[words[p]]
        step = words[p] <= words[q]
        if words[q] <= words[p]:
            q += 1
        if step:
            p += 1
    return min(shared, MOST_PLACE)


@compiled
def compare_places(c: Columns, i: int, j: int, f: Floats) -> None:
    """Words that stand in an address of both, and in a birthplace of both."""
    shared = places_shared(c.address_at, c.addresses, c.place_worth, i, j)
    f[ADDRESS_SAME] = max(shared, 0.0)
    f[ADDRESS_OTHER] = 1.0 if shared == 0.0 else 0.0
    shared = places_shared(c.birthplace_at, c.birthplaces, c.place_worth, i, j)
    f[BIRTHPLACE_SAME] = max(shared, 0.0)
    f[BIRTHPLACE_OTHER] = 1.0 if shared == 0.0 else 0.0


@compiled
def shares(starts: Ints, codes: Ints, i: int, j: int) -> int:
    """1 where both hold one code, 0 where both hold some and share none, -1 where one holds none."""
    if starts[i] == starts[i + 1] or starts[j] == starts[j + 1]:
        return -1
    for p in range(starts[i], starts[i + 1]):
        for q in range(starts[j], starts[j + 1]):
            if codes[p] == codes[q]:
                return 1
    return 0


@compiled
def compare_numbers(c: Columns, i: int, j: int, f: Floats) -> None:
    """Numbers that stand for one holder, contacts that may be shared, IMO numbers, sizes of ships."""
    f[NUMBER_SAME] = 1.0 if shares(c.number_at, c.numbers, i, j) == 1 else 0.0
    f[CONTACT_SAME] = 1.0 if shares(c.contact_at, c.contacts, i, j) == 1 else 0.0
    imo = shares(c.imo_at, c.imo, i, j)
    f[IMO_SAME] = 1.0 if imo == 1 else 0.0
    f[IMO_OTHER] = 1.0 if imo == 0 else 0.0
    for k in range(c.sizes.shape[1]):
        a, b = c.sizes[i, k], c.sizes[j, k]
        if a > 0.0 and b > 0.0:
            f[SIZE_SAME if abs(a - b) <= 0.01 * max(a, b) else SIZE_OTHER] += 1.0


@compiled
def comparable(c: Columns, i: int, j: int) -> bool:
    """Whether two records may be one by their kinds."""
    a, b = c.kind[i], c.kind[j]
    return a == b or a == OTHER_KIND or b == OTHER_KIND


@compiled
def features(c: Columns, i: int, j: int, w: Floats, f: Floats, at: Longs) -> None:
    """Fill the features of a pair, and which names and dates they come from (-1: none)."""
    f[:] = 0.0
    at[:] = -1
    f[BASE], f[RECORDS] = 1.0, np.log(c.records[0])
    compare_names(c, i, j, w, f, at)
    compare_dates(c, i, j, f, at)
    compare_countries(c, i, j, f)
    compare_places(c, i, j, f)
    compare_numbers(c, i, j, f)


@compiled
def log_odds(f: Floats, w: Floats) -> float:
    """Features times weights, always summed in the order of the table."""
    total = 0.0
    for k in range(len(f)):
        total += f[k] * w[k]
    return total


class Blocks(NamedTuple):
    """Which records meet. An entry is a record in a block; entries of a block lie together, records rising.

    `member` is the record of an entry, `end` where its block ends; `of_at` and `of` list the entries of
    each record."""

    member: Ints
    end: Ints
    of_at: Ints
    of: Ints


@compiled
def search(
    c: Columns,
    b: Blocks,
    w: Floats,
    least: float,
    first: int,
    last: int,
    left: Ints,
    right: Ints,
    odds: Floats,
) -> tuple[int, int, int]:
    """Pairs of records `first` to `last` with later ones, each scored once; those of `least` log odds stay.

    Gives the record to go on with (`last` when all are done, less when the result is full), how many pairs
    were kept, how many were scored.
    """
    met = np.full(len(c.kind), -1, np.int32)
    f, at = np.empty(FEATURES, np.float64), np.empty(4, np.int64)
    kept, scored = 0, 0
    for i in range(first, last):
        begun, before = kept, scored
        for k in range(b.of_at[i], b.of_at[i + 1]):
            entry = b.of[k]
            for q in range(entry + 1, b.end[entry]):
                j = b.member[q]
                if met[j] == i or j == i:
                    continue
                met[j] = i
                if not comparable(c, i, j):
                    continue
                scored += 1
                features(c, i, j, w, f, at)
                total = log_odds(f, w)
                if total >= least:
                    if kept == len(left):
                        return i, begun, before
                    left[kept], right[kept], odds[kept] = i, j, total
                    kept += 1
    return last, kept, scored


Array = NDArray[Any]
