"""The compiled part of screening: which listed names may be meant by a query, and how likely each is.

All is counted in millinats, whole numbers, by the steps of `matching.replay`: both give the same score. All
compiled functions stand in this file, since the compiler's cache notices a change in a file but not in those
it calls. What is called from outside is three functions beside one another and not one around all: the
compiler works through what is inside a function once more for each function around it. They are given where
columns stand in memory, which costs it less; `columns.addresses` sees to types, nothing here to bounds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, ParamSpec, TypeVar, get_type_hints

import numpy as np
from numba import njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

P = ParamSpec("P")
R = TypeVar("R")

Bytes = NDArray[np.uint8]
Marks = NDArray[np.uint32]
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
    `about`: the bits below and what all words of a name say; `forms`: bits of forms of company."""

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
    those that the word `slip_at` (-1: none) may be with a letter wrong. `look_up` fills in where in the
    pool the listed words stand that a word may mean (`asked_at`), and how many."""

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
    asked_at: Ints
    asked_count: Ints
    n_floors: int


class AskedSyllables(NamedTuple):
    """The same names in syllables; `readings`: reading and cost, two each; `nearest`: log-odds that a name
    below the floor must have to count."""

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
    """Working memory of one thread. `gained`: of each name what it says, from bit `SAID` on in steps of
    `1 << SAID_BITS` millinats, which stays there; then the milliodds it can gain at most, and last from how
    many words: all that is asked of most names in one place. `names`: those touched, special ones
    as complements; `told`: what stands in `gained` of each in the end; `row`: which row a listed word has;
    `rows`: its costs for each word of the query; `row_word`: the word; `adds`: what a row adds to names in
    which it was not looked up; `work`: pairs of words that may agree, then those that were taken."""

    gained: Marks
    names: Ints
    told: Marks
    row: Ints
    rows: Ints
    row_word: Ints
    adds: Ints
    seen: Ints
    work: Longs


class Query(NamedTuple):
    """The words of one query: what each is worth, the listed word it is with the next, whether listed
    neighbours make it up. And of each word the `TIERS` its listed words stand in, the nearest first: the most
    milliodds one can add, how many names they lead to, whether they are looked up. By how many words a name
    has in common, `less`: milliodds that it surely lacks; `telling`: those it lacks besides where so much of
    it is left that this tells something; `left`: millinats left of the query at least. `facts`: how many
    words it has, whether none is of a single letter, from how many millinats on what is left tells something,
    and a bit for each letter that begins one of its words."""

    worth: Longs
    most: Longs
    postings: Longs
    wide: Longs
    parted: Longs
    done: Longs
    less: Longs
    telling: Longs
    left: Longs
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


(
    SOUND, EDIT, EDIT_SHORT, JOIN, INITIAL, MOST, WRONG, BONE, DEAREST, SOUND_SHORT, SOUND_EDIT,
    WORD_DEAREST, LITTLE, SWAP, GAP, FEW,
) = range(16)  # fmt: skip
EDITS = 16
"""how many edits may be in a word, by its length"""
MOST_LETTERS = 40
INITIALS = EDITS + MOST_LETTERS + 1
VOWELS = INITIALS + 19 * 19
CODAS = VOWELS + 21 * 21
READING_WORTH = CODAS + 28 * 28
"""millinats of a reading as a surname, then as a given syllable, two each"""
INITIALLED, COMPANY, CONSTANT, SYLLABLE_WEIGHTS, WEAK_ALIAS = 12, 13, 14, 15, 27

MOST_TOKENS = 16
"""words of a name that are compared"""
MOST_ALIKE = 384
"""listed words that may stand for one word of a query"""
MOST_ROWS = 4 * MOST_ALIKE
MOST_FOUND = 256
"""names kept for one query, the best"""
FEW_POSTINGS = 200_000
"""names looked up for one query after which its commonest words are only counted, not looked up"""
TIERS, NEAR, HALF = 3, 8, 5
"""the listed words for a word of a query are looked up in so many steps: those that add the most, or nearly
(tenths of it from which on a word belongs to the first and the second step), then the others"""
WORTHWHILE, MEMBER = 256, 3
"""names of words from which on it is asked whether they can lead to anything that others do not lead to, and
how many names can be looked up while words are looked for in one that was found"""
COUNT_BITS, MOST_COUNTED = 4, 15
"""words in common that are counted: the last stands for as many as there may be"""
SAID, SAID_BITS, MOST_SAID = 24, 8, 255
MOST_GAINED = (1 << SAID - COUNT_BITS) - 1
"""milliodds, more than any name needs"""
LEAST = -1e12
"""milliodds that every name has"""
SAYS_MOST, SYLLABLE_SAYS = 9_700, 9000
"""millinats no word and no syllable says more than"""
LONGEST_WORD = 40
LONGEST_DELETED, MOST_DELETED = 16, 3
"""letters of a listed word that is found by deletions; longer ones are looked through; letters taken away"""
MOST_VARIANTS = 1300
MEMOS, POOLED_WORDS = 1 << 16, 1 << 20
"""words of queries whose listed counterparts are remembered, and numbers about counterparts in all"""
PAIR = 6
"""numbers that tell of one pair of words: where it begins and how many, on both sides, cost, and its kind"""
TAKEN_FROM = 9 * MOST_TOKENS * MOST_TOKENS
"""where in `work` the pairs begin that were taken"""
WORK = TAKEN_FROM + PAIR * (2 * MOST_TOKENS + 1)
NEVER = -30.0
WORDS, PLAIN, LITTLE_LEFT, FIRSTS = range(4)
"""in `facts`"""
KOREAN, CHINESE, CROSSED = 1, 2, 4
READ, WEAK, SEVERAL, SINGLES, SAYS = KOREAN | CHINESE, 4, 8, 4, 8
"""In `ABOUT`: bits of the traditions a name can be read in, of a weak alias, of several words; from which bit
on it is counted how many words have one letter (up to 7), and what all say, in millinats."""

_B = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_BEGIN, _ONE = np.uint64(7), np.uint64(1)
_NONE: Int = np.int64(-1)
_ZERO: Int = np.int64(0)
_ONCE: Int = np.int64(1)
_TWICE: Int = np.int64(2)
"""Numbers a function is called with: for a number as it stands the compiler would make one more of it."""


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile at the first call, keep it beside the source; no arrays are made here, so none are counted."""
    known: dict[str, Any] = {"_nrt": False, "no_cfunc_wrapper": True}
    done: Callable[P, R] = njit(cache=True, nogil=True, error_model="numpy", **known)(function)
    return done


def inner(function: Callable[P, R]) -> Callable[P, R]:
    """The same for what only compiled code calls."""
    known: dict[str, Any] = {"_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    done: Callable[P, R] = njit(nogil=True, error_model="numpy", **known)(function)
    return done


pointer: Any = types.CPointer
several: Any = types.NamedTuple
_TYPES: dict[Any, Any] = {
    Bytes: pointer(types.uint8),
    Marks: pointer(types.uint32),
    Ints: pointer(types.int32),
    Longs: pointer(types.int64),
    Hashes: pointer(types.uint64),
    Floats: pointer(types.float64),
    int: types.int64,
}


def at(kind: type[R]) -> Callable[[Longs], R]:
    """Compiled: the columns of this kind that stand at these addresses, and their sizes."""
    fields = [_TYPES[hint] for hint in get_type_hints(kind).values()]
    made = several(fields, kind)

    def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        first = context.make_array(signature.args[0])(context, builder, args[0]).data
        values = []
        for place, field in enumerate(fields):
            word = builder.load(builder.gep(first, [context.get_constant(types.intp, place)]))
            kept = context.get_value_type(field)
            values.append(word if field is types.int64 else builder.inttoptr(word, kept))
        return context.make_tuple(builder, signature.return_type, values)

    def standing(typing: Any, addresses: Any) -> Any:
        return made(addresses), build

    done: Any = intrinsic(standing)
    return done  # type: ignore[no-any-return]


spelt_at, alike_at, words_at, syllables_at = at(Spelt), at(Alike), at(Words), at(Syllables)
asked_words_at, asked_syllables_at = at(AskedWords), at(AskedSyllables)
memory_at, touched_at, query_at, found_at, model_at = at(Memory), at(Touched), at(Query), at(Found), at(Model)


@inner
def spell(letters: Bytes, start: Int, end: Int, into: Hashes) -> None:
    """Where each letter stands in a word of at most 64 letters: a bit of `into`, 32 of them."""
    for k in range(32):
        into[k] = np.uint64(0)
    for k in range(start, end):
        into[letters[k] & 31] |= _ONE << np.uint64(k - start)


@inner
def edits_to(spelt: Hashes, n: Int, letters: Bytes, start: Int, end: Int) -> Int:
    """Edits between a word that was spelt and another (optimal string alignment); Hyyrö 2003."""
    if n == 0:
        return end - start
    all_set = np.uint64(0xFFFFFFFFFFFFFFFF)
    top = _ONE << np.uint64(n - 1)
    vp, vn, d0, before = all_set, np.uint64(0), np.uint64(0), np.uint64(0)
    score = n
    for k in range(start, end):
        pm = spelt[letters[k] & 31]
        swapped = (((d0 ^ all_set) & pm) << _ONE) & before
        d0 = (((pm & vp) + vp) ^ vp) | pm | vn | swapped
        hp = vn | ((d0 | vp) ^ all_set)
        hn = d0 & vp
        if hp & top:
            score += 1
        elif hn & top:
            score -= 1
        hp = (hp << _ONE) | _ONE
        vp = (hn << _ONE) | ((d0 | hp) ^ all_set)
        vn = hp & d0
        before = pm
    return score


@inner
def _mixed(h: Any) -> np.uint64:
    h = (h ^ (h >> np.uint64(33))) * _MIX
    return h ^ (h >> np.uint64(29))  # type: ignore[no-any-return]


@inner
def _run(h: np.uint64, letters: Bytes, start: Int, end: Int) -> np.uint64:
    """A hash carried on over some letters."""
    for k in range(start, end):
        h = h * _B + np.uint64(letters[k])
    return h


@compiled
def hash_into(
    letters: Bytes, letter_at: Ints, word_at: Ints, words: Ints, found: Hashes, joined: Hashes
) -> None:
    """64 bits of each word, as `coding.hashed`; for each word of each name the hash of it and the next
    written together, 0 for the last."""
    for w in range(len(found)):
        found[w] = _mixed(_run(_BEGIN, letters, letter_at[w], letter_at[w + 1]))
    for name in range(len(word_at) - 1):
        last = word_at[name + 1] - 1
        for k in range(word_at[name], last + 1):
            joined[k] = np.uint64(0)
            if k < last:
                h = _run(_BEGIN, letters, letter_at[words[k]], letter_at[words[k] + 1])
                joined[k] = _mixed(_run(h, letters, letter_at[words[k + 1]], letter_at[words[k + 1] + 1]))


@inner
def _variants(letters: Bytes, start: Int, n: Int, most: Int, out: Hashes) -> Int:
    """Hashes of a word, and of it with up to `most` (3) letters taken away; they begin at 128 in `out`."""
    out[0] = _BEGIN
    out[42] = _ONE
    for k in range(n):
        out[k + 1] = out[k] * _B + np.uint64(letters[start + k])
        out[42 + k + 1] = out[42 + k] * _B
    out[84 + n] = np.uint64(0)
    for k in range(n - 1, -1, -1):
        out[84 + k] = np.uint64(letters[start + k]) * out[42 + n - 1 - k] + out[84 + k + 1]
    count = 128
    out[count] = _mixed(out[n])
    count += 1
    if most > 0:
        for i in range(n):
            out[count] = _mixed(out[i] * out[42 + n - 1 - i] + out[84 + i + 1])
            count += 1
    if most > 1:
        for i in range(n):
            head = out[i]
            for j in range(i + 1, n):
                out[count] = _mixed(head * out[42 + n - 1 - j] + out[84 + j + 1])
                count += 1
                head = head * _B + np.uint64(letters[start + j])
    if most > 2:
        for i in range(n):
            head = out[i]
            for j in range(i + 1, n):
                far = head
                for k in range(j + 1, n):
                    out[count] = _mixed(far * out[42 + n - 1 - k] + out[84 + k + 1])
                    count += 1
                    far = far * _B + np.uint64(letters[start + k])
                head = head * _B + np.uint64(letters[start + j])
    return count


@compiled
def delete(words: Longs, memory: Longs, fill: bool) -> Int:
    """Count in `buckets` how many entries each gets, and how many there are; or, where they say where each
    ends, put every word into the buckets of its variants and let them say where each begins. Addresses of
    `Spelt` and `Memory`."""
    x, out = spelt_at(words), memory_at(memory).variants
    mask = np.uint64(x.n_buckets - 2)
    total = 0
    for w in range(x.n_letter_at - 2, -1, -1):
        first = np.int64(x.letter_at[w])
        n = x.letter_at[w + 1] - first
        if x.number[w] or n > LONGEST_DELETED:
            continue
        last = _variants(x.letters, first, n, x.edits[n], out)
        total += last - 128
        for k in range(128, last):
            b = np.int64(out[k] & mask)
            if fill:
                x.buckets[b] -= 1
                x.deletions[x.buckets[b]] = w
                x.checks[x.buckets[b]] = np.uint8(out[k] >> np.uint64(56))
            else:
                x.buckets[b] += 1
    return total


@inner
def _first(values: Hashes, count: Int, wanted: Any) -> Int:
    """Where `wanted` stands among so many sorted values; -1 where it does not."""
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low if low < count and values[low] == wanted else -1


@inner
def _same_letters(a: Bytes, a0: Int, b: Bytes, b0: Int, n: Int) -> Any:
    """Whether two words of one length that are one edit apart have the same letters: two are swapped."""
    total: Int = 0
    for k in range(n):
        total += np.int64(a[a0 + k]) - np.int64(b[b0 + k])
    return total == 0


@inner
def _found_edits(
    x: Alike, s: Memory, letters: Bytes, costs: Ints, a0: Int, n: Int, w: Int, stamp: Int, ease: Int, at: Int,
    count: Int) -> Int:  # fmt: skip
    """Take a listed word if this spelling of it is but a few edits away and was not taken yet."""
    if s.mark[w] == stamp:
        return count
    s.mark[w] = stamp
    b0, b1 = x.letter_at[w], x.letter_at[w + 1]
    m = b1 - b0
    longest = max(n, m)
    allowed = costs[EDITS + longest]
    if abs(n - m) > allowed:
        return count
    edits = edits_to(s.spelt, n, x.letters, b0, b1)
    if 0 < edits <= allowed and count < MOST_ALIKE:
        cost = edits * (costs[EDIT] + costs[EDIT_SHORT] // longest)
        if edits == 1 and n != m:
            cost = cost * costs[GAP] // 100
        elif edits == 1 and _same_letters(letters, a0, x.letters, b0, n):
            cost = cost * costs[SWAP] // 100
        s.pool[at + 2 * count], s.pool[at + 2 * count + 1] = x.stands[w], cost * ease // 100
        return count + 1
    return count


@inner
def _misspelt(
    x: Alike, s: Memory, letters: Bytes, costs: Ints, a0: Int, n: Int, ease: Int, at: Int, count: Int
) -> Int:
    """Take the listed words that are but a few edits from this spelling."""
    spell(letters, a0, a0 + n, s.spelt)
    s.used[1] += 1
    stamp = s.used[1]
    if n <= LONGEST_DELETED + MOST_DELETED:
        out = s.variants
        last = _variants(letters, a0, n, costs[EDITS + n], out)
        mask = np.uint64(x.n_deletion_at - 2)
        some: Int = 128
        for k in range(128, last):  # buckets that hold something: read together, memory answers sooner
            b = np.int64(out[k] & mask)
            starts, ends = np.int64(x.deletion_at[b]), np.int64(x.deletion_at[b + 1])
            out[some] = out[k]
            s.first[some], s.last[some] = starts, ends
            some += ends > starts
        for k in range(128, some):
            check = np.uint8(out[k] >> np.uint64(56))
            for p in range(s.first[k], s.last[k]):
                if x.checks[p] == check:
                    w = np.int64(x.deletions[p])
                    count = _found_edits(x, s, letters, costs, a0, n, w, stamp, ease, at, count)
    if n + MOST_DELETED > LONGEST_DELETED:
        for p in range(x.n_long_words):
            count = _found_edits(
                x, s, letters, costs, a0, n, np.int64(x.long_words[p]), stamp, ease, at, count
            )
    return count


@inner
def _alike(x: Alike, a: AskedWords, t: Int, costs: Ints, s: Memory, at: Int) -> Int:
    """Listed words that may stand for word `t` of the batch, and what each differs by: pairs from `at`."""
    pool, letter_at, count = s.pool, x.letter_at, 0
    w = _first(x.hash, x.n_hash, a.hash[t])
    if w >= 0:
        pool[at], pool[at + 1], count = w, 0, 1
    if a.facts[2 * t + 1]:
        return count
    a0 = np.int64(a.letter_at[t])
    n = a.letter_at[t + 1] - a0
    spell(a.letters, a0, a0 + n, s.spelt)
    for way in range(2):
        key = a.told[2 * t + way]
        if key == 0:
            continue
        k = _first(x.bones, x.n_bones, key) if way else _first(x.sounds, x.n_sounds, key)
        if k < 0:
            continue
        starts, some = (x.bone_at, x.bone_words) if way else (x.sound_at, x.sound_words)
        for p in range(starts[k], starts[k + 1]):
            if count == MOST_ALIKE:
                break
            w = some[p]
            b0, b1 = letter_at[w], letter_at[w + 1]
            cost = costs[SOUND_SHORT] // max(n, b1 - b0)
            if way:
                cost += costs[BONE]
            else:
                apart = min(6, edits_to(s.spelt, n, x.letters, b0, b1))
                cost += costs[SOUND] + apart * costs[SOUND_EDIT]
            pool[at + 2 * count], pool[at + 2 * count + 1] = w, cost
            count += 1
    for _ in range(2):
        count = _misspelt(x, s, a.letters, costs, a0, n, np.int64(a.ease[t]), at, count)
        a0 = np.int64(a.other_at[2 * t])
        n = a.other_at[2 * t + 1] - a0
        if n == 0:
            break
    return count


@compiled
def look_up(index: Longs, asked: Longs, model: Longs, memory: Longs, first: Int) -> Int:
    """Look up the listed words for every word of the queries from `first` on, and keep them, until there is
    no room for more; the first query that was not looked up. Addresses of `Alike`, `AskedWords` and so on."""
    x, a, s = alike_at(index), asked_words_at(asked), memory_at(memory)
    costs = model_at(model).ints
    for q in range(first, a.n_floors):
        t0 = np.int64(a.at[q])
        n = min(a.at[q + 1] - t0, MOST_TOKENS)
        if s.used[0] + 2 * MOST_ALIKE * n > POOLED_WORDS:
            if q > first:
                return q
            s.used[0] = 0
            for k in range(MEMOS):
                s.keys[k] = np.uint64(0)
        for t in range(t0, t0 + n):
            key = a.hash[t] ^ (a.told[2 * t + 1] >> _ONE) ^ (np.uint64(a.ease[t]) * _B)
            for k in range(a.other_at[2 * t], a.other_at[2 * t + 1]):
                key = key * _B + np.uint64(a.letters[k])
            slot = np.int64(_mixed(key) & np.uint64(MEMOS - 1))
            if s.keys[slot] != key:
                s.keys[slot] = key
                at = s.used[0]
                s.counted[slot] = _alike(x, a, t, costs, s, at)
                s.at[slot] = at
                s.used[0] += 2 * s.counted[slot]
            a.asked_at[t], a.asked_count[t] = s.at[slot], s.counted[slot]
    return a.n_floors


@inner
def _keep(out: Found, base: Int, count: Int, n: Int, o: float, w: Int) -> Int:
    """Keep a found name; when there is no room, in place of the worst, of equal ones the last."""
    at = base + count
    if count == MOST_FOUND:
        at = base
        for k in range(base + 1, base + count):
            if out.odds[k] < out.odds[at] or (out.odds[k] == out.odds[at] and out.name[k] > out.name[at]):
                at = k
        if o < out.odds[at] or (o == out.odds[at] and n >= out.name[at]):
            return count
        count -= 1
    out.name[at], out.odds[at], out.way[at] = n, o, w
    return count + 1


@inner
def _pairs(x: Words, a: AskedWords, s: Touched, v: Query, join: Int, t0: Int, n: Int, name: Int) -> Int:
    """Words of a query and of a listed name that may agree: gain, place, cost, three each from the start of
    `work`; how many numbers."""
    work, rows, count = s.work, s.rows, 0
    l0, l1 = np.int64(x.word_at[name]), np.int64(x.word_at[name + 1])
    for k in range(l0, min(l1, l0 + MOST_TOKENS)):
        w = np.int64(x.words[k])
        r = (s.row[w] - 1) * MOST_TOKENS
        worth = np.int64(x.worth[w])
        for i in range(n):
            place = ((i * 4 + 1) * 32 + k - l0) * 4 + 1
            if r >= 0:
                cost = np.int64(rows[r + i])
                if 0 <= cost < worth:
                    work[count], work[count + 1], work[count + 2] = worth - cost, place, cost
                    count += 3
            if v.parted[i] and k + 1 < l1 and k - l0 + 1 < MOST_TOKENS and x.joined[k] == a.hash[t0 + i]:
                gain = worth + x.worth[x.words[k + 1]] - join
                if gain > 0:
                    work[count], work[count + 1], work[count + 2] = gain, place + 1, join
                    count += 3
            if v.wide[i] == w and worth > join:
                work[count], work[count + 1], work[count + 2] = worth - join, place + 128, join
                count += 3
    return count


@inner
def _before(a: Int, b: Int) -> Any:
    """Whether a pair of words comes before another that says as much: by place, then by how many."""
    one = ((a >> 9) << 20) | (((a >> 2) & 31) << 8) | (((a >> 7) & 3) << 4) | (a & 3)
    two = ((b >> 9) << 20) | (((b >> 2) & 31) << 8) | (((b >> 7) & 3) << 4) | (b & 3)
    return one < two


@inner
def _score(
    x: Words, a: AskedWords, model: Model, s: Touched, v: Query, mixed: float, q: Int, n: Int, name: Int
) -> tuple[float, Int, Int]:
    """Log-odds that a listed name is the one asked, words against words, as `replay.name_words`; the nats
    matched; how many pairs of words were taken, which are left in `work`."""
    costs, f, work, facts = model.ints, model.floats, s.work, a.facts
    t0 = np.int64(a.at[q])
    count = _pairs(x, a, s, v, costs[JOIN], t0, n, name)
    l0 = np.int64(x.word_at[name])
    m = min(x.word_at[name + 1] - l0, MOST_TOKENS)
    ours, theirs = (1 << n) - 1, (1 << m) - 1
    matched, cost, pairs, wide, kept = 0, 0, 0, 0, TAKEN_FROM
    while True:
        best, most = -1, 0
        for p in range(0, count, 3):
            gain = work[p]
            if gain > most or (gain == most and best >= 0 and _before(work[p + 1], work[best + 1])):
                best, most = p, gain
        if best < 0:
            break
        shape = work[best + 1]
        i, taken, j, offered = shape >> 9, (shape >> 7) & 3, (shape >> 2) & 31, shape & 3
        mine, other = ((1 << taken) - 1) << i, ((1 << offered) - 1) << j
        if mine & ours == mine and other & theirs == other:
            ours ^= mine
            theirs ^= other
            matched += most
            cost += work[best + 2]
            wide += taken + offered - 2
            work[kept], work[kept + 1], work[kept + 2], work[kept + 3] = i, taken, j, offered
            work[kept + 4], work[kept + 5] = work[best + 2], 0
            kept += PAIR
            pairs += 1
        work[best] = 0
    if pairs == 0:
        return NEVER, 0, 0
    slip = a.slips[q] & x.forms[name] & ~a.forms[q]
    if slip:
        ours &= ~(1 << np.int64(a.slip_at[q]))
    company = slip | (x.forms[name] & a.forms[q])
    initials, k = 0, 0
    for i in range(n):
        if (ours >> i) & 1:
            while k < m and not (theirs >> k) & 1:
                k += 1
            first = a.letter_at[t0 + i]
            if (
                k == m
                or a.letter_at[t0 + i + 1] - first > 1
                or facts[2 * (t0 + i) + 1]
                or a.letters[first] != x.letters[x.letter_at[x.words[l0 + k]]]
            ):
                initials = 0
                break
            initials += 1
            k += 1
    if initials < 2 or theirs >> k:
        initials = 0
    left, right, numbers, untold, long_asked, long_listed = 0, 0, 0, 0, 0, 0
    for j in range(m):
        w = x.words[l0 + j]
        long_listed += x.letter_at[w + 1] - x.letter_at[w] > 1
        if (theirs >> j) & 1:
            untold += x.worth[w]
    for i in range(n):
        first = a.letter_at[t0 + i]
        one = a.letter_at[t0 + i + 1] - first == 1
        long_asked += not one
        if not (ours >> i) & 1:
            continue
        untold += v.worth[i]
        if not facts[2 * (t0 + i) + 1]:
            for j in range(m):
                w = x.words[l0 + j]
                other_first = x.letter_at[w]
                if (
                    (theirs >> j) & 1
                    and (one or x.letter_at[w + 1] - other_first == 1)
                    and a.letters[first] == x.letters[other_first]
                ):
                    ours ^= 1 << i
                    theirs ^= 1 << j
                    matched += costs[INITIAL]
                    cost += costs[INITIAL]
                    work[kept], work[kept + 1], work[kept + 2], work[kept + 3] = i, 1, j, 1
                    work[kept + 4], work[kept + 5] = costs[INITIAL], 1
                    kept += PAIR
                    break
        if (ours >> i) & 1:
            left += v.worth[i]
            numbers |= facts[2 * (t0 + i) + 1]
    both = numbers
    numbers = 0
    for j in range(m):
        if (theirs >> j) & 1:
            w = x.words[l0 + j]
            right += x.worth[w]
            numbers |= x.number[w]
    numbers += both
    single = pairs == 1 and wide == 0 and n + m > 2
    lone, covered = (1.0 if single and ours else 0.0), (1.0 if single and not ours else 0.0)
    whole = 1.0 if untold <= costs[LITTLE] and numbers == 0 else 0.0
    alone = cost / 1000 if max(long_asked, long_listed) <= 1 else 0.0
    matched = min(matched, costs[MOST])
    odds = (
        f[CONSTANT]
        + (
            f[0] * (matched / 1000)
            + f[1] * (left / 1000)
            + f[2] * (right / 1000)
            + f[3] * (cost / 1000)
            + f[4] * whole
            + f[5] * float(numbers)
            + f[6] * lone
            + f[7] * mixed
            + f[8] * alone
            + f[9] * covered
            + f[10] * (min(left, right) / 1000)
            + f[11] * (max(0, costs[FEW] - matched) / 1000)
            + f[INITIALLED] * (1.0 if initials else 0.0)
            + f[COMPANY] * (1.0 if company else 0.0)
        )
        - (f[WEAK_ALIAS] if x.about[name] & WEAK else 0.0)
    )
    return odds, matched, (kept - TAKEN_FROM) // PAIR


@inner
def _touch(s: Touched, touched: Int, told: Int, most: Int, words: Int) -> Int:
    """A name has so many words in common with the query, which add at most so many milliodds."""
    name = told ^ (told >> 63)
    gained = np.int64(s.gained[name])
    if gained & ((1 << SAID) - 1) == 0:
        s.names[touched] = told
        touched += 1
    s.gained[name] = np.uint32(_more(gained, most, words))
    return touched


@inner
def _more(gained: Int, most: Int, words: Int) -> Int:
    """What stands in `gained` with so many milliodds more, from so many words more."""
    counted = min((gained & MOST_COUNTED) + words, MOST_COUNTED)
    return gained >> SAID << SAID | min(_milliodds(gained) + most, MOST_GAINED) << COUNT_BITS | counted


@inner
def _milliodds(gained: Int) -> Int:
    """The most a name gained."""
    return (gained >> COUNT_BITS) & MOST_GAINED


@inner
def _adds(model: Model, gain: Int, cost: Int, ours: Int, theirs: Int) -> Int:
    """Milliodds a pair of words adds, since it gains this, costs this, and leaves so much less over."""
    f = model.floats
    return max(0, int(np.ceil(f[0] * gain + f[3] * cost - f[1] * ours - f[2] * theirs)))


@inner
def _gather(
    x: Words, a: AskedWords, model: Model, memory: Memory, s: Touched, v: Query, t0: Int, n: Int
) -> Int:
    """The listed words for each word of a query, as rows of costs; what each word is worth, the milliodds it
    can add, and how many names it leads to. Returns how many rows there are."""
    taken, pool, rows, row = 0, memory.pool, s.rows, s.row
    for i in range(n):
        at, count = np.int64(a.asked_at[t0 + i]), a.asked_count[t0 + i]
        ours = np.int64(a.facts[2 * (t0 + i)])
        if count and pool[at + 1] == 0:
            ours = np.int64(x.worth[pool[at]])
        most = _ZERO
        for p in range(at, at + 2 * count, 2):
            w = np.int64(pool[p])
            r = row[w] - 1
            if r < 0:
                if taken == MOST_ROWS:
                    break
                s.row_word[taken] = w
                for k in range(MOST_TOKENS):
                    rows[taken * MOST_TOKENS + k] = -1
                r = taken
                taken += 1
                row[w] = taken
            cell = r * MOST_TOKENS + i
            worth = np.int64(x.worth[w])
            cost = min(np.int64(pool[p + 1]), worth * model.ints[WORD_DEAREST] // 100)
            if rows[cell] < 0 or cost < rows[cell]:
                rows[cell] = cost
            if worth > cost:
                most = max(most, _adds(model, worth - cost, cost, ours, worth))
        v.worth[i] = ours
        for tier in range(TIERS):
            v.most[i * TIERS + tier], v.postings[i * TIERS + tier] = 0, 0
        v.most[i * TIERS] = most
        for r in range(taken):
            cost = np.int64(rows[r * MOST_TOKENS + i])
            w = s.row_word[r]
            worth = np.int64(x.worth[w])
            if 0 <= cost < worth:
                adds = _adds(model, worth - cost, cost, ours, worth)
                tier = i * TIERS + _tier(adds, most)
                v.most[tier] = max(v.most[tier], adds)
                v.postings[tier] += x.posting_at[w + 1] - x.posting_at[w]
        for tier in range(i * TIERS, (i + 1) * TIERS):
            v.done[tier] = v.postings[tier] == 0
    return taken


@inner
def _tier(adds: Int, most: Int) -> Int:
    """In which step a listed word is looked up that adds this, where the best for the word adds `most`."""
    if 10 * adds >= NEAR * most:
        return _ZERO
    return _ONCE if 10 * adds >= HALF * most else _TWICE


@inner
def _postings(x: Words, model: Model, s: Touched, v: Query, taken: Int, unit: Int, touched: Int) -> Int:
    """Touch every name that one of the listed words of a tier stands in."""
    i = unit // TIERS
    for r in range(taken):
        cost = np.int64(s.rows[r * MOST_TOKENS + i])
        if cost < 0:
            continue
        w = s.row_word[r]
        worth = np.int64(x.worth[w])
        if worth <= cost:
            continue
        most = _adds(model, worth - cost, cost, v.worth[i], worth)
        if i * TIERS + _tier(most, v.most[i * TIERS]) != unit:
            continue
        for p in range(x.posting_at[w], x.posting_at[w + 1]):
            touched = _touch(s, touched, np.int64(x.postings[p]), most, _ONCE)
    return touched


@inner
def _members(
    x: Words, model: Model, s: Touched, v: Query, taken: Int, n: Int, touched: Int, need: Int, other: Int,
    missing: Int,
) -> None:  # fmt: skip
    """What the words that were not looked up add to the names that were touched, as `_postings` would; names
    that have not gained what is needed even with all of these are passed over. What each gained is told."""
    for r in range(taken):
        adds, words = _ZERO, _ZERO
        worth = np.int64(x.worth[s.row_word[r]])
        for i in range(n):
            cost = np.int64(s.rows[r * MOST_TOKENS + i])
            if 0 <= cost < worth:
                most = _adds(model, worth - cost, cost, v.worth[i], worth)
                if v.done[i * TIERS + _tier(most, v.most[i * TIERS])] == 0:
                    adds, words = adds + most, words + 1
        s.adds[r] = adds << COUNT_BITS | min(words, MOST_COUNTED)
    for k in range(touched):
        told = np.int64(s.names[k])
        name = told ^ (told >> 63)
        gained = np.int64(s.gained[name])
        s.gained[name] = np.uint32(gained >> SAID << SAID)
        if _reaches(v, told, gained, need, other, missing):
            for p in range(x.word_at[name], x.word_at[name + 1]):
                r = s.row[x.words[p]] - 1
                if r >= 0 and s.adds[r]:
                    adds = np.int64(s.adds[r])
                    gained = _more(gained, adds >> COUNT_BITS, adds & MOST_COUNTED)
        s.told[k] = np.uint32(gained)


@inner
def _special(x: Words, s: Touched, v: Query, taken: Int, n: Int, touched: Int) -> Int:
    """Touch the special names of words that were not looked up; what these add `_members` tells."""
    for r in range(taken):
        w = s.row_word[r]
        for i in range(n):
            cost = np.int64(s.rows[r * MOST_TOKENS + i])
            if 0 <= cost < x.worth[w]:
                for p in range(x.posting_at[w], x.posting_at[w + 1]):
                    if x.postings[p] >= 0:
                        break
                    told = np.int64(x.postings[p])
                    if s.gained[~told] & ((1 << SAID) - 1) == 0:
                        touched = _touch(s, touched, told, _ONCE, _ZERO)
                break
    return touched


@inner
def _left(v: Query, n: Int) -> tuple[Int, Int, Int, Int]:
    """Of what is not looked up: the most milliodds it can add, how many words it belongs to, how many names
    it leads to, and the tier that leads to the fewest (-1: none)."""
    rest, words, ahead, fewest = _ZERO, _ZERO, _ZERO, _NONE
    for i in range(n):
        most, some = _ZERO, False
        for unit in range(i * TIERS, (i + 1) * TIERS):
            if v.done[unit] == 0:
                some = True
                most = max(most, v.most[unit])
                ahead += v.postings[unit]
                if fewest < 0 or v.postings[unit] < v.postings[fewest]:
                    fewest = np.int64(unit)
        rest += most
        words += some
    return rest, words, ahead, fewest


@inner
def _joins(x: Words, a: AskedWords, model: Model, s: Touched, v: Query, t0: Int, n: Int) -> Int:
    """Touch every name with words that the query has written together, or the other way round, and note which
    listed word each word is with the next, and whether neighbours make it up."""
    touched = _ZERO
    for i in range(n):
        k = _first(x.joined_keys, x.n_joined_keys, a.hash[t0 + i])
        v.parted[i] = k >= 0
        if k >= 0:
            for p in range(x.joined_at[k], x.joined_at[k + 1]):
                name = np.int64(x.joined_names[p])
                about = np.int64(x.about[name])
                whole = about >> SAYS
                told = name if about & SEVERAL and about & (7 << SINGLES) == 0 else ~name
                # two words: nothing is taken off as for a lone one
                touched = _touch(s, touched, told, _adds(model, whole, _ZERO, v.worth[i], whole), _TWICE)
        v.wide[i] = -1
        if i + 1 < n:
            w = _first(x.hash, x.n_hash, a.joined[t0 + i])
            v.wide[i] = w
            if w >= 0:
                says = np.int64(x.worth[w])
                most = _adds(model, says, _ZERO, v.worth[i] + v.worth[i + 1], says)
                for p in range(x.posting_at[w], x.posting_at[w + 1]):
                    touched = _touch(s, touched, np.int64(x.postings[p]), most, _TWICE)
    return touched


@inner
def _common(gained: Int, missing: Int) -> Int:
    """How many words a touched name has in common at most, where `missing` were not looked up."""
    counted = gained & MOST_COUNTED
    return MOST_TOKENS if counted == MOST_COUNTED else min(counted + missing, MOST_TOKENS)


@inner
def _initials(x: Words, name: Int, firsts: Int) -> Int:
    """How many single letters of a listed name may stand for a word of the query: `firsts` has a bit for each
    letter that begins one of several letters."""
    count = _ZERO
    for p in range(x.word_at[name], x.word_at[name + 1]):
        first = x.letter_at[x.words[p]]
        if x.letter_at[x.words[p] + 1] - first == 1:
            count += (firsts >> (x.letters[first] & 31)) & 1
    return min(count, 7)


@inner
def _near_bound(f: Floats, v: Query, gained: Int, whole: float, more: Int, missing: Int) -> float:
    """As `_bound` of a name that is not special, a little higher, by what stands in one place."""
    says, common = (gained >> SAID) << SAID_BITS, _common(gained, missing)
    most = whole + (f[2] * says + (_milliodds(gained) + more - v.less[common])) / 1000
    right = says - common * SAYS_MOST
    if right > v.facts[LITTLE_LEFT]:
        most -= v.telling[common] / 1000
    if right > 0 and v.facts[PLAIN]:
        most += min(0.0, f[10]) * min(v.left[common], right) / 1000
    return float(most + 1e-6)


@inner
def _bound(
    x: Words, f: Floats, v: Query, told: Int, gained: Int, whole: float, hidden: float, more: Int,
    missing: Int, least: float,
) -> float:  # fmt: skip
    """The most a touched name can score, or a little more where that is below `least`. `whole`: with all
    words left over, and yet nothing telling; `hidden`: what one more initial on the list could hide; `more`:
    milliodds of words that were not looked up, `missing` of them. A weight of costs above 0 breaks it."""
    if told >= 0:
        most = _near_bound(f, v, gained, whole, more, missing)
        if most < least:
            return float(most)
    name = told ^ (told >> 63)
    about = x.about[name]
    says, singles = np.int64(about >> SAYS), (about >> SINGLES) & 7
    most = whole + (f[2] * says + (_milliodds(gained) + more)) / 1000
    if about & WEAK:
        most -= f[WEAK_ALIAS]
    if v.facts[WORDS] > 1 or about & SEVERAL:
        common = _common(gained, missing)
        most -= v.less[common] / 1000
        right = says - common * SAYS_MOST
        if right > v.facts[LITTLE_LEFT]:
            most -= v.telling[common] / 1000
        if right > 0 and v.facts[PLAIN] and singles == 0:
            most += min(0.0, f[10]) * min(v.left[common], right) / 1000
    if singles and most + singles * hidden >= least:
        most += _initials(x, name, v.facts[FIRSTS]) * hidden
    return float(most + 1e-6)


@inner
def _needed(least: float, whole: float, hidden: float, more: Int) -> Int:
    """The milliodds a name must have gained at least for `_bound` to reach `least`: whole numbers, so that
    names far below it are passed over without looking at what they say."""
    return np.int64(max(LEAST, (least - whole - 7 * hidden) * 1000 - more - 2))


@inner
def _reaches(v: Query, told: Int, gained: Int, need: Int, special: Int, missing: Int) -> Any:
    """Whether a touched name has gained what is needed, other names and special ones."""
    if told < 0:
        return _milliodds(gained) >= special
    return _milliodds(gained) - v.less[_common(gained, missing)] >= need


@inner
def _lacking(v: Query, f: Floats, says: Int, top: Int, n: Int, little: Int) -> None:
    """What a name lacks by how many words it has in common with the query: where a single word agrees, and
    where words of the query are left that say something."""
    telling, tells = 0, np.int64(1000 * max(0.0, f[4]))
    for i in range(n):  # the words that say most in front
        telling += v.worth[i] > little
        at = i + 1
        while at > 1 and v.left[at - 1] < v.worth[i]:
            v.left[at] = v.left[at - 1]
            at -= 1
        v.left[at] = v.worth[i]
    v.less[0], v.telling[0], v.left[0] = 0, 0, says
    for count in range(1, MOST_TOKENS + 1):
        v.less[count] = tells if count < telling else 0
        v.telling[count] = tells - v.less[count]
        v.left[count] = v.left[count - 1] - (v.left[count] if count <= n else 0)
    v.telling[1] = 0 if says - top > little else tells
    v.less[1] = tells - v.telling[1] + np.int64(1000 * max(0.0, -max(f[6], f[9])))


@compiled
def by_words(
    index: Longs, asked: Longs, weights: Longs, known: Longs, scratch: Longs, query: Longs, found: Longs,
    first: Int, last: Int,
) -> None:  # fmt: skip
    """For each query the names found by their words at or above its floor, the best `MOST_FOUND` in no order,
    or else the one that comes nearest. Addresses of `Words`, `AskedWords` and so on."""
    x, a, model, memory = words_at(index), asked_words_at(asked), model_at(weights), memory_at(known)
    s, v, out = touched_at(scratch), query_at(query), found_at(found)
    f = model.floats
    total = out.at[first]
    for q in range(first, last):
        floor = a.floors[q]
        kinds = np.int64(a.kinds[q])
        mixed = 1.0 if kinds else 0.0
        t0 = np.int64(a.at[q])
        n = min(a.at[q + 1] - t0, MOST_TOKENS)
        little = np.int64(model.ints[LITTLE])
        rows = _gather(x, a, model, memory, s, v, t0, n)
        touched = _joins(x, a, model, s, v, t0, n)
        top, says, singles = _ZERO, _ZERO, _ZERO
        initial, firsts = (f[0] + f[3]) * model.ints[INITIAL], _ZERO
        whole = f[CONSTANT] + max(0.0, f[4]) + (min(0.0, f[7]) if kinds else 0.0)
        for i in range(n):
            worth = v.worth[i]
            says += worth
            top = max(top, worth)
            begins = a.letter_at[t0 + i]
            if a.letter_at[t0 + i + 1] - begins > 1:
                firsts |= _ONCE << (np.int64(a.letters[begins]) & 31)
            elif not a.facts[2 * (t0 + i) + 1]:
                whole += max(0.0, initial - f[1] * worth - f[2] * SAYS_MOST) / 1000
                singles += 1
        if rows == MOST_ROWS:  # some word may not be known to be the same
            firsts = _NONE
        whole += max(0.0, f[INITIALLED]) if singles > 1 else 0.0
        whole += max(0.0, f[COMPANY]) if a.forms[q] else 0.0
        slack = 0.0  # of names of which a form of company is meant by a word, which is not left over then
        if a.slips[q]:
            slack += max(0.0, f[COMPANY]) if not a.forms[q] else 0.0
            slack += max(0.0, -f[1] - min(0.0, f[10])) * np.int64(v.worth[a.slip_at[q]]) / 1000
            slack += max(0.0, f[4]) + max(0.0, -min(f[6], f[9]))
        whole += slack
        whole += f[1] * says / 1000
        hidden = max(0.0, initial - f[1] * top - f[2] * 1000) / 1000
        _lacking(v, f, says, top, np.int64(n), little)
        looked, skipped, passed, hit = _ZERO, _ZERO, _ZERO, False
        v.facts[WORDS], v.facts[PLAIN], v.facts[LITTLE_LEFT], v.facts[FIRSTS] = (
            n,
            singles == 0,
            little,
            firsts,
        )
        best_name, best_odds = np.int64(-1), -1e9
        for turn in range(n * TIERS + 1):
            rest, words, ahead, unit = _left(v, n)
            # Before a common word is looked up: could a name with nothing but the words that are left be a
            # hit, or nearer than the nearest? If not, they are only looked for in the names that were
            # touched, and in special ones where these could. At the end: score the likeliest first, and most
            # others need no score.
            ended = unit < 0
            alone = whole + (rest - v.less[words]) / 1000
            special = whole + (rest - (v.less[words] if n > 1 else 0)) / 1000 + min(7, n - 1) * hidden
            if ended or (turn and ahead > WORTHWHILE + MEMBER * touched and alone < floor):
                likely, highest, more, missing = np.int64(-1), -1e9, skipped + rest, passed + words
                need, other = _needed(-1e9, whole, 0.0, more), _needed(-1e9, whole, hidden, more)
                for k in range(touched):
                    told = np.int64(s.names[k])
                    name = told ^ (told >> 63)
                    gained = np.int64(s.gained[name])
                    if ended:
                        s.gained[name], s.told[k] = np.uint32(gained >> SAID << SAID), np.uint32(gained)
                    if _reaches(v, told, gained, need, other, missing):
                        most = whole if x.forms[name] & a.slips[q] else whole - slack
                        bound = _bound(x, f, v, told, gained, most, hidden, more, missing, highest)
                        if bound > highest and not kinds & x.about[name]:
                            likely, highest = name, bound
                            need = _needed(highest, whole, 0.0, more)
                            other = _needed(highest, whole, hidden, more)
                if likely >= 0 and not hit and highest > best_odds and (highest < floor or not ended):
                    odds, _, _ = _score(x, a, model, s, v, mixed, np.int64(q), n, likely)
                    hit = odds >= floor
                    if odds > best_odds and not hit:
                        best_name, best_odds = likely, odds
                if ended:
                    break
                if hit or alone < best_odds:
                    if special >= floor or (special >= best_odds and not hit):
                        touched = _special(x, s, v, rows, n, touched)
                    least = floor if hit else min(floor, best_odds)
                    need, other = _needed(least, whole, 0.0, more), _needed(least, whole, hidden, more)
                    _members(x, model, s, v, rows, n, touched, need, other, missing)
                    break
            v.done[unit] = 1
            if looked > 0 and looked + v.postings[unit] > FEW_POSTINGS:
                skipped += v.most[unit]
                passed += 1
                i = unit // TIERS
                for other in range(i * TIERS, (i + 1) * TIERS):  # those that add less may be skipped with it
                    if v.most[other] <= v.most[unit]:
                        v.done[other] = 1
                continue
            looked += v.postings[unit]
            touched = _postings(x, model, s, v, rows, unit, touched)
        count = _ZERO
        least = floor if hit else min(floor, best_odds)
        need, other = _needed(least, whole, 0.0, skipped), _needed(least, whole, hidden, skipped)
        for k in range(touched):
            told = np.int64(s.names[k])
            name = told ^ (told >> 63)
            gained = np.int64(s.told[k])
            if not _reaches(v, told, gained, need, other, passed):
                continue
            most = whole if x.forms[name] & a.slips[q] else whole - slack
            bound = _bound(x, f, v, told, gained, most, hidden, skipped, passed, least)
            if bound < least or (kinds & x.about[name]):
                continue
            odds, _, _ = _score(x, a, model, s, v, mixed, np.int64(q), n, name)
            if odds >= floor:
                count = _keep(out, total, count, name, odds, _NONE)
            elif odds > best_odds or (odds == best_odds and name < best_name):
                best_name, best_odds = name, odds
            else:
                continue
            least = floor if count else max(least, min(floor, best_odds))
            need, other = _needed(least, whole, 0.0, skipped), _needed(least, whole, hidden, skipped)
        if count == 0 and best_name >= 0:
            count = _keep(out, total, _ZERO, best_name, best_odds, _NONE)
        paired = out.pair_at[total]
        for c in range(total, total + count):
            _, matched, taken = _score(x, a, model, s, v, mixed, np.int64(q), n, np.int64(out.name[c]))
            out.pairs[paired] = matched
            for k in range(PAIR * taken):
                out.pairs[paired + 1 + k] = s.work[TAKEN_FROM + k]
            paired += 1 + PAIR * taken
            out.pair_at[c + 1] = paired
        total += count
        out.at[q + 1] = total
        for r in range(rows):
            s.row[s.row_word[r]] = 0


@inner
def _near(a: Int, b: Int, costs: Ints) -> Int:
    if a >= 11172 or b >= 11172:
        return np.int64(costs[WRONG])
    return np.int64(
        costs[INITIALS + (a // 588) * 19 + b // 588]
        + costs[VOWELS + (a // 28 % 21) * 21 + b // 28 % 21]
        + costs[CODAS + (a % 28) * 28 + b % 28]
    )


@inner
def _letters_of(text: np.uint64) -> Int:
    n = 0
    while text:
        text >>= np.uint64(8)
        n += 1
    return n


@inner
def _one_edit(a: Any, b: Any) -> Any:
    """Whether two spellings of up to eight letters, the first in the lowest byte, are one edit apart."""
    n, m = _letters_of(a), _letters_of(b)
    if n > m:
        a, b, n, m = b, a, m, n
    if m - n > 1 or m <= 2 or a == b:
        return False
    byte = np.uint64(255)
    while n > 0 and (a & byte) == (b & byte):
        a, b, n, m = a >> np.uint64(8), b >> np.uint64(8), n - 1, m - 1
    while n > 0 and (a >> np.uint64(8 * (n - 1))) == (b >> np.uint64(8 * (m - 1))):
        n, m = n - 1, m - 1
        a &= (_ONE << np.uint64(8 * n)) - _ONE
        b &= (_ONE << np.uint64(8 * m)) - _ONE
    if n == 0 or (n == 1 and m == 1):
        return True
    return n == 2 and m == 2 and (a & byte) == (b >> np.uint64(8)) and (a >> np.uint64(8)) == (b & byte)


@inner
def _syllable(
    a: AskedSyllables, k: Int, x: Syllables, other: Int, surname: bool, costs: Ints
) -> tuple[Int, Int, Int]:
    """(state, gain, cost) of two syllables; as `replay.syllable_pair`."""
    best_gain: Int = 0
    best_cost: Int = -1
    a0, b0 = a.reading_at[k], x.reading_at[other]
    for p in range(a0, a.reading_at[k + 1]):
        one = np.int64(a.readings[2 * p])
        for r in range(b0, x.reading_at[other + 1]):
            if one == x.readings[r]:
                cost = a.readings[2 * p + 1] + x.costs[r]
                gain = np.int64(costs[READING_WORTH + 2 * one + (0 if surname else 1)])
                if best_cost < 0 or cost < best_cost or (cost == best_cost and gain < best_gain):
                    best_gain, best_cost = gain, cost
    if 0 <= best_cost < costs[DEAREST]:
        return 0, best_gain, best_cost
    away = _near(np.int64(a.readings[2 * a0]), np.int64(x.readings[b0]), costs)
    if away < costs[WRONG]:
        return 1, 0, away
    ours, theirs = a.spelt[k], x.spelt[other]
    if ours and theirs and _one_edit(ours, theirs):
        return 2, 0, 0
    return 3, 0, 0


@inner
def _sequence(
    a: AskedSyllables, s: Int, x: Syllables, k: Int, model: Model, crossed: float, least: float
) -> float:
    """Log-odds of two names in syllables; as `replay.name_syllables`. Less than `least` need not be told."""
    n, m = np.int64(a.length[s]), np.int64(x.length[k])
    both = min(n, m)
    missing = float(abs(n - m))
    ways = 1 if n == m else max(n, m) - 1
    zh = 1.0 if a.kind[s] == CHINESE else 0.0
    short = 1.0 if n == 2 and m == 2 else 0.0
    doubt = np.int64(a.cost[s] + x.cost[k])
    same = 1.0 if n == m and doubt == 0 else 0.0
    for c in range(both):
        one = a.spelt[a.syllables[3 * s + c]]
        if one == 0 or one != x.spelt[x.syllables[3 * k + c]]:
            same = 0.0
    best = -1e9
    f = model.floats
    w = SYLLABLE_WEIGHTS
    for way in range(ways):
        slips, wrongs = 0, 0
        gain, cost, away = 0, doubt, 0
        for c in range(both):
            p, r = 3 * s + c, 3 * k + c
            if c and c - 1 >= way:
                p += n > m
                r += m > n
            ours, theirs = np.int64(a.syllables[p]), np.int64(x.syllables[r])
            state, g, d = _syllable(a, ours, x, theirs, c == 0, model.ints)
            gain += g
            if state == 0:
                cost += d
            elif state == 1:
                away += d
            elif state == 2:
                slips += 1
            else:
                wrongs += 1
            # All but what syllables gain takes away, so this is the most that can still come of it.
            rest = max(0.0, f[w + 10]) * same + f[w] * (gain + (both - 1 - c) * SYLLABLE_SAYS) / 1000
            if f[w + 11] + rest + f[w + 3] * slips + f[w + 4] * wrongs + f[w + 5] * missing < least:
                wrongs = -1
                break
        if wrongs < 0:
            continue
        odds = f[w + 11] + (
            f[w] * (gain / 1000)
            + f[w + 1] * (cost / 1000)
            + f[w + 2] * (away / 1000)
            + f[w + 3] * float(slips)
            + f[w + 4] * float(wrongs)
            + f[w + 5] * missing
            + f[w + 6] * crossed
            + f[w + 7] * zh
            + f[w + 8] * short
            + f[w + 9] * (zh * short)
            + f[w + 10] * same
        )
        best = max(best, odds)
    return best


@compiled
def by_syllables(index: Longs, asked: Longs, weights: Longs, scratch: Longs, found: Longs) -> None:
    """For each query the names found by their syllables at or above its floor, or else the one that is nearer
    than `nearest`; a way says which sequences agreed, of the query and of the list. Addresses of `Syllables`,
    `AskedSyllables` and so on."""
    x, a, model = syllables_at(index), asked_syllables_at(asked), model_at(weights)
    s, out = touched_at(scratch), found_at(found)
    total = _ZERO
    for q in range(a.n_floors):
        count, floor = _ZERO, a.floors[q]
        below_name, below_odds, below_way = np.int64(-1), a.nearest[q], np.int64(-1)
        s0 = np.int64(a.at[q])
        for way in range(s0, a.at[q + 1]):
            touched = 0
            kind = a.kind[way]
            for c in range(a.key_at[way], a.key_at[way + 1]):
                at = _first(x.keys, x.n_keys, a.keys[c])
                if at < 0:
                    continue
                for p in range(x.key_at[at], x.key_at[at + 1]):
                    k = np.int64(x.key_sequences[p])
                    theirs = x.kind[k]
                    if s.seen[k] or (kind == CROSSED and theirs == CROSSED):
                        continue
                    s.seen[k] = 1
                    s.names[touched] = k
                    touched += 1
                    crossed = 1.0 if kind == CROSSED or theirs == CROSSED else 0.0
                    odds = _sequence(a, way, x, k, model, crossed, floor if count else min(floor, below_odds))
                    name = np.int64(x.name[k])
                    odds -= model.floats[WEAK_ALIAS] if x.about[name] & WEAK else 0.0
                    agreed = ((way - s0) << 32) | k
                    if odds >= floor:
                        count = _keep(out, total, count, name, odds, agreed)
                    elif odds > below_odds:
                        below_name, below_odds, below_way = name, odds, agreed
            for p in range(touched):
                s.seen[s.names[p]] = 0
        if below_name >= 0 and count == 0:
            count = _keep(out, total, _ZERO, below_name, below_odds, below_way)
        total += count
        out.at[q + 1] = total
