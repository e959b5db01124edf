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

    kind: Ints
    name_at: Ints
    """records to names"""
    weak: Ints
    """names: 1 where the publisher calls it weak"""
    word_at: Ints
    """names to words"""
    words: Ints
    text_at: Ints
    """a word's letters, ASCII"""
    sound: Ints
    """a word's sound"""
    date_at: Ints
    dates: Ints
    """YYYYMMDD, with 00 for what is not known"""
    country_at: Ints
    countries: Ints
    address_at: Ints
    addresses: Ints
    birthplace_at: Ints
    birthplaces: Ints
    number_at: Ints
    numbers: Ints
    contact_at: Ints
    contacts: Ints
    imo_at: Ints
    imo: Ints
    worth: Floats
    """nats a word says when it is shared"""
    sound_worth: Floats
    """nats a word's sound says"""
    country_worth: Floats
    place_worth: Floats
    sizes: Floats
    """three of a record: gross tonnage, deadweight, length; 0 where not known"""
    records: Floats
    """one number: how many records the worths were counted over"""
    text: Bytes


(
    KIND, NAME_AT, WEAK, WORD_AT, WORDS, TEXT_AT, SOUND, DATE_AT, DATES, COUNTRY_AT, COUNTRIES,
    ADDRESS_AT, ADDRESSES, BIRTHPLACE_AT, BIRTHPLACES, NUMBER_AT, NUMBERS, CONTACT_AT, CONTACTS,
    IMO_AT, IMO, WORTH, SOUND_WORTH, COUNTRY_WORTH, PLACE_WORTH, SIZES, HOW_MANY,
) = range(27)  # fmt: skip
FIRST_FLOAT = WORTH
MEASURES = 3
"""sizes of a record"""


class Packed(NamedTuple):
    """The same columns end to end: compiled code takes four arrays ten times as fast as thirty."""

    ints: Ints
    floats: Floats
    text: Bytes
    at: Longs
    """where each column begins, in the order of `Columns`"""


def pack(columns: Columns) -> tuple[Columns, Packed]:
    """Columns end to end, and the same columns as views of them, so that they stand in memory once."""
    sizes = [len(column) for column in columns[:-1]]
    starts = [sum(sizes[(0 if at < FIRST_FLOAT else FIRST_FLOAT) : at]) for at in range(len(sizes))]
    ints: Ints = np.concatenate(columns[:FIRST_FLOAT], dtype=np.int32)
    floats: Floats = np.concatenate(columns[FIRST_FLOAT:-1], dtype=np.float64)
    views: dict[str, Any] = {
        name: (ints if at < FIRST_FLOAT else floats)[starts[at] : starts[at] + sizes[at]]
        for at, name in enumerate(Columns._fields[:-1])
    }
    return columns._replace(**views), Packed(ints, floats, columns.text, np.array(starts, np.int64))


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
"""years a date may be off whose day and month agree; not on the first of January, which is often made up"""
PERSON = 1
OTHER_KIND = 0
NAME_SPACE = 5 + MOST_WORDS * MOST_WORDS
"""floats two names need to be aligned: what they say, then how alike each two words are"""
WORD_SPACE = 2 * MOST_WORDS + 3 * (LONGEST_WORD + 1)
"""whole numbers they need: their words, then three rows of edits"""


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile at first use, keep the machine code beside the source, let other threads run meanwhile."""
    made: Callable[P, R] = njit(cache=True, nogil=True, error_model="numpy")(function)
    return made


@compiled
def pair_part(p: Packed, a: int, b: int, rows: Longs) -> float:
    """The part of their worth two words bring that are neither equal nor sound alike.

    By the edits between them: insert, delete, replace, swap neighbours; `rows` is room for three rows.
    """
    at, text = p.at[TEXT_AT], p.text
    sa, sb = p.ints[at + a], p.ints[at + b]
    la, lb = min(p.ints[at + a + 1] - sa, LONGEST_WORD), min(p.ints[at + b + 1] - sb, LONGEST_WORD)
    longest, shortest = max(la, lb), min(la, lb)
    if shortest == 1:
        return INITIAL_PART if longest > 1 and text[sa] == text[sb] else 0.0
    if shortest < 3 or longest - shortest > (1.0 - NEAR_LEAST) * longest:
        return 0.0
    before, last, row = 0, LONGEST_WORD + 1, 2 * (LONGEST_WORD + 1)
    for j in range(lb + 1):
        rows[last + j] = j
    for i in range(1, la + 1):
        rows[row] = i
        for j in range(1, lb + 1):
            differ = 1 if text[sa + i - 1] != text[sb + j - 1] else 0
            least = min(rows[last + j] + 1, rows[row + j - 1] + 1, rows[last + j - 1] + differ)
            if (
                i > 1
                and j > 1
                and text[sa + i - 1] == text[sb + j - 2]
                and text[sa + i - 2] == text[sb + j - 1]
            ):
                least = min(least, rows[before + j - 2] + 1)
            rows[row + j] = least
        before, last, row = last, row, before
    alike = 1.0 - rows[last + lb] / longest
    return NEAR_PART * (alike - NEAR_LEAST) / (1.0 - NEAR_LEAST) + 0.1 if alike >= NEAR_LEAST else 0.0


@compiled
def take(x: Floats, credit: float, worth: float) -> None:
    """Count a pair of words: the best one apart from the rest, what is garbled of it beside."""
    x[1] += min(credit, x[0])
    x[0] = max(credit, x[0])
    x[2] += max(worth - credit, 0.0)


@compiled
def take_joined(p: Packed, x: Floats, o: Longs, ll: int, lr: int) -> None:
    """Pair a word with two neighbours written together in it, either way round; what is taken becomes -1."""
    at, worth = p.at[TEXT_AT], p.at[WORTH]
    for turn in range(2):
        left, parts = turn * MOST_WORDS, lr if turn else ll
        right, wholes = MOST_WORDS - left, ll if turn else lr
        for a in range(left, left + parts - 1):
            for b in range(right, right + wholes):
                first, second, whole = o[a], o[a + 1], o[b]
                if first < 0 or second < 0 or whole < 0:
                    continue
                sf, ss, sw = p.ints[at + first], p.ints[at + second], p.ints[at + whole]
                lf, ls = p.ints[at + first + 1] - sf, p.ints[at + second + 1] - ss
                same = p.ints[at + whole + 1] - sw == lf + ls
                for k in range(lf + ls if same else 0):
                    same = same and p.text[sw + k] == (p.text[sf + k] if k < lf else p.text[ss + k - lf])
                if same:
                    said = min(p.floats[worth + whole], p.floats[worth + first] + p.floats[worth + second])
                    take(x, said, said)
                    o[a] = o[a + 1] = o[b] = -1


@compiled
def take_near(p: Packed, x: Floats, o: Longs, ll: int, lr: int) -> None:
    """Pair words a letter or two off, the most alike first; behind x and o is room for the arithmetic."""
    worth, rows = p.at[SOUND_WORTH], o[2 * MOST_WORDS :]
    for a in range(ll):
        for b in range(lr):
            there = o[a] >= 0 and o[MOST_WORDS + b] >= 0
            x[5 + a * MOST_WORDS + b] = pair_part(p, o[a], o[MOST_WORDS + b], rows) if there else 0.0
    while True:
        best, at, to = 0.0, -1, -1
        for a in range(ll):
            for b in range(lr):
                if x[5 + a * MOST_WORDS + b] > best and o[a] >= 0 and o[MOST_WORDS + b] >= 0:
                    best, at, to = x[5 + a * MOST_WORDS + b], a, b
        if at < 0:
            return
        most = min(p.floats[worth + o[at]], p.floats[worth + o[MOST_WORDS + to]])
        take(x, best * most, most)
        o[at] = o[MOST_WORDS + to] = -1


@compiled
def names_alike(p: Packed, m: int, n: int, full: bool, need: float, x: Floats, o: Longs) -> float:
    """Fill x with best, rest, garbled, extra, conflict; gives the part of all worth that agrees.

    Words that are merely near are not looked for where not even all of them could say `need` nats.
    """
    x[:5] = 0.0
    word_at, words, worth = p.at[WORD_AT], p.at[WORDS], p.at[WORTH]
    sound, sound_worth = p.at[SOUND], p.at[SOUND_WORTH]
    sm, sn = p.ints[word_at + m], p.ints[word_at + n]
    ll, lr = min(p.ints[word_at + m + 1] - sm, MOST_WORDS), min(p.ints[word_at + n + 1] - sn, MOST_WORDS)
    whole = 0.0
    for k in range(ll):
        o[k] = p.ints[words + sm + k]
        whole += p.floats[worth + o[k]]
    for k in range(lr):
        o[MOST_WORDS + k] = p.ints[words + sn + k]
        whole += p.floats[worth + o[MOST_WORDS + k]]
    for sounding in range(2):
        for a in range(ll):
            for b in range(MOST_WORDS, MOST_WORDS + lr):
                if o[a] < 0 or o[b] < 0:
                    continue
                if o[a] == o[b]:
                    take(x, p.floats[worth + o[a]], p.floats[worth + o[a]])
                    o[a] = o[b] = -1
                elif sounding and p.ints[sound + o[a]] == p.ints[sound + o[b]]:
                    most = p.floats[sound_worth + o[a]]
                    take(x, SOUND_PART * most, most)
                    o[a] = o[b] = -1
    for looked in range(2):
        ours, theirs = 0.0, 0.0
        for k in range(ll):
            ours += p.floats[worth + o[k]] if o[k] >= 0 else 0.0
        for k in range(MOST_WORDS, MOST_WORDS + lr):
            theirs += p.floats[worth + o[k]] if o[k] >= 0 else 0.0
        x[4] = min(ours, theirs)
        x[3] = max(ours, theirs) - x[4]
        if looked or x[4] == 0.0 or x[0] + x[1] + x[4] < need or not (full or x[0] > 0.0):
            break
        take_joined(p, x, o, ll, lr)
        take_near(p, x, o, ll, lr)
    return 2.0 * (x[0] + x[1]) / whole if whole > 0.0 else 0.0


@compiled
def compare_names(
    p: Packed, i: int, j: int, w: Floats, need: float, f: Floats, at: Longs, x: Floats, o: Longs
) -> None:
    """The pair of names that says most; `at` tells which. Nothing where one has no name.

    What cannot say `need` nats need not be exact.
    """
    first, second = p.ints[p.at[NAME_AT] + i], p.ints[p.at[NAME_AT] + j]
    ours = min(p.ints[p.at[NAME_AT] + i + 1] - first, MOST_NAMES)
    theirs = min(p.ints[p.at[NAME_AT] + j + 1] - second, MOST_NAMES)
    if ours == 0 or theirs == 0:
        return
    full, best, also, others = ours * theirs <= FEW_NAMES, -1e9, 0, 0
    for m in range(first, first + ours):
        nearest = 0.0
        for n in range(second, second + theirs):
            alike = names_alike(p, m, n, full, need, x, o)
            nearest = max(nearest, alike)
            others |= (1 if alike >= ALIKE_NAMES else 0) << (n - second)
            weak = float(max(p.ints[p.at[WEAK] + m], p.ints[p.at[WEAK] + n]))
            value = x[0] * w[NAME_BEST] + x[1] * w[NAME_REST] + x[2] * w[NAME_GARBLED]
            value += x[3] * w[NAME_EXTRA] + x[4] * w[NAME_CONFLICT] + weak * w[NAME_WEAK]
            if value > best:
                best, at[0], at[1] = value, m, n
                for k in range(5):
                    f[NAME_BEST + k] = x[k]
                f[NAME_WEAK] = weak
        also += 1 if nearest >= ALIKE_NAMES else 0
    f[NAME_MANY] = np.log(float(ours * theirs))
    also_there = 0
    for n in range(theirs):
        also_there += (others >> n) & 1
    f[NAME_ALSO] = float(min(max(min(also, also_there) - 1, 0), MOST_ALSO))


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
def compare_dates(p: Packed, i: int, j: int, f: Floats, at: Longs) -> None:
    """The dates that agree best; of founding or building only whether it is the same day, or year."""
    date_at, dates, kind = p.at[DATE_AT], p.at[DATES], p.at[KIND]
    best, persons = 1000, p.ints[kind + i] == PERSON or p.ints[kind + j] == PERSON
    for m in range(p.ints[date_at + i], p.ints[date_at + i + 1]):
        for n in range(p.ints[date_at + j], p.ints[date_at + j + 1]):
            level = date_level(p.ints[dates + m], p.ints[dates + n])
            if level < best:
                best, at[2], at[3] = level, m, n
    if best == 1000:
        return
    if persons or best == SAME_DAY:
        f[best] = 1.0
    else:
        f[FOUNDED_SAME if best <= OTHER_DAY else FOUNDED_OTHER] = 1.0


@compiled
def shared(p: Packed, starts: int, codes: int, worth: int, i: int, j: int, x: Floats) -> None:
    """Of two sorted rows: x[0] nats of all codes both have, x[1] of the rarest; -1 where they have none.

    Both are -2 where a row is empty. With `worth` below 0 a code counts 1. Where columns begin is passed as
    a value, since the compiler would make one function for each constant.
    """
    m, n = p.ints[starts + i], p.ints[starts + j]
    last, end = p.ints[starts + i + 1], p.ints[starts + j + 1]
    x[0] = x[1] = -2.0 if m == last or n == end else -1.0
    while m < last and n < end:
        a, b = p.ints[codes + m], p.ints[codes + n]
        if a == b:
            said = p.floats[worth + a] if worth >= 0 else 1.0
            x[0] = max(x[0], 0.0) + said
            x[1] = max(x[1], said)
        m += 1 if a <= b else 0
        n += 1 if b <= a else 0


@compiled
def compare_codes(p: Packed, i: int, j: int, f: Floats, x: Floats) -> None:
    """The rarest country both have; words of an address and of a birthplace of both; numbers and contacts."""
    at, no_worth = p.at, p.at[KIND] - 1
    shared(p, at[COUNTRY_AT], at[COUNTRIES], at[COUNTRY_WORTH], i, j, x)
    f[COUNTRY_SAME], f[COUNTRY_OTHER] = max(x[1], 0.0), 1.0 if x[1] == -1.0 else 0.0
    shared(p, at[ADDRESS_AT], at[ADDRESSES], at[PLACE_WORTH], i, j, x)
    f[ADDRESS_SAME], f[ADDRESS_OTHER] = min(max(x[0], 0.0), MOST_PLACE), 1.0 if x[0] == -1.0 else 0.0
    shared(p, at[BIRTHPLACE_AT], at[BIRTHPLACES], at[PLACE_WORTH], i, j, x)
    f[BIRTHPLACE_SAME], f[BIRTHPLACE_OTHER] = min(max(x[0], 0.0), MOST_PLACE), 1.0 if x[0] == -1.0 else 0.0
    shared(p, at[NUMBER_AT], at[NUMBERS], no_worth, i, j, x)
    f[NUMBER_SAME] = 1.0 if x[0] > 0.0 else 0.0
    shared(p, at[CONTACT_AT], at[CONTACTS], no_worth, i, j, x)
    f[CONTACT_SAME] = 1.0 if x[0] > 0.0 else 0.0
    shared(p, at[IMO_AT], at[IMO], no_worth, i, j, x)
    f[IMO_SAME], f[IMO_OTHER] = 1.0 if x[0] > 0.0 else 0.0, 1.0 if x[0] == -1.0 else 0.0
    for k in range(MEASURES):
        a, b = p.floats[p.at[SIZES] + i * MEASURES + k], p.floats[p.at[SIZES] + j * MEASURES + k]
        if a > 0.0 and b > 0.0:
            f[SIZE_SAME if abs(a - b) <= 0.01 * max(a, b) else SIZE_OTHER] += 1.0


@compiled
def features(
    p: Packed, i: int, j: int, w: Floats, least: float, f: Floats, at: Longs, x: Floats, o: Longs
) -> float:
    """Fill the features of a pair, and which names and dates they come from (-1: none); gives the log odds.

    A pair of less than `least` log odds may be told less than it has. Names are compared last, since they
    cost most, and only as far as they can still bring it there: what words share counts at most once, and
    all but further names that agree speaks against. `x` and `o` are room for `NAME_SPACE` floats and
    `WORD_SPACE` whole numbers. The sum is always taken in the order of the table.
    """
    f[:] = 0.0
    at[:] = -1
    f[BASE], f[RECORDS] = 1.0, np.log(p.floats[p.at[HOW_MANY]])
    compare_dates(p, i, j, f, at)
    compare_codes(p, i, j, f, x)
    need = least - MOST_ALSO * w[NAME_ALSO]
    for k in range(FEATURES):
        need -= f[k] * w[k]
    compare_names(p, i, j, w, need, f, at, x, o)
    total = 0.0
    for k in range(FEATURES):
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
    p: Packed,
    b: Blocks,
    w: Floats,
    least: float,
    span: tuple[int, int],
    left: Ints,
    right: Ints,
    odds: Floats,
) -> tuple[int, int, int]:
    """Pairs of records of the span with later ones, each scored once; those of `least` log odds stay.

    Gives the record to go on with (the end of the span when all are done, less when the result is full),
    how many pairs were kept, how many were scored.
    """
    first, last = span
    met = np.full(len(b.of_at) - 1, -1, np.int32)
    f, at = np.empty(FEATURES, np.float64), np.empty(4, np.int64)
    x, o = np.empty(NAME_SPACE, np.float64), np.empty(WORD_SPACE, np.int64)
    kept, scored = 0, 0
    for i in range(first, last):
        begun, before, kind = kept, scored, p.ints[p.at[KIND] + i]
        for k in range(b.of_at[i], b.of_at[i + 1]):
            entry = b.of[k]
            for q in range(entry + 1, b.end[entry]):
                j = int(b.member[q])
                if met[j] == i or j == i:
                    continue
                met[j] = i
                other = p.ints[p.at[KIND] + j]
                if kind != other and kind != OTHER_KIND and other != OTHER_KIND:
                    continue
                scored += 1
                total = features(p, i, j, w, least, f, at, x, o)
                if total >= least:
                    if kept == len(left):
                        return i, begun, before
                    left[kept], right[kept], odds[kept] = i, j, total
                    kept += 1
    return last, kept, scored
