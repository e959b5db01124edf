"""The compiled part of screening: which listed names may be meant by a query, and how likely each is.

Everything is counted in millinats, whole numbers, by the same steps as `matching.replay`, so that the two
give the same score. Columns stand end to end in a few arrays (`Packed`): compiled code takes four arrays ten
times as fast as forty. All compiled functions stand in this one file, since the compiler's cache notices a
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

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Floats = NDArray[np.float64]
Int = Any
"""a whole number, of whatever width"""


class Packed(NamedTuple):
    """Columns end to end: those of whole numbers, of hashes, of bytes, and where each begins."""

    ints: Ints
    hashes: Hashes
    bytes: Bytes
    at: Longs


INDEX_INTS = (
    "letter_at", "worth", "posting_at", "postings", "deletion_at", "deletions", "long_words",
    "sound_at", "sound_words", "bone_at", "bone_words",
    "word_at", "words", "about", "joined_at", "joined_names",
    "name", "syllables", "cost", "reading_at", "readings", "costs", "key_at", "key_sequences",
)  # fmt: skip
INDEX_HASHES = ("hash", "sounds", "bones", "joined", "joined_keys", "spelt", "keys")
INDEX_BYTES = ("letters", "number", "checks", "kind", "length")
(
    LETTER_AT, WORTH, POSTING_AT, POSTINGS, DELETION_AT, DELETIONS, LONG_WORDS,
    SOUND_AT, SOUND_WORDS, BONE_AT, BONE_WORDS,
    WORD_AT, WORDS, ABOUT, JOINED_AT, JOINED_NAMES,
    SEQ_NAME, SYLLABLES, SEQ_COST, READING_AT, READINGS, COSTS, KEY_AT, KEY_SEQS,
    HASH, SOUNDS, BONES, JOINED, JOINED_KEYS, SPELT, KEYS,
    LETTERS, NUMBER, CHECKS, SEQ_KIND, SEQ_LENGTH,
    HOW_MANY,
) = range(37)  # fmt: skip
"""Places in `at` of an index: where a column begins in the array of its type. Words are numbered by hash.
A row of `x_at` tells where its part of the next column begins. `postings`: the names a word stands in;
`deletions`: words by what is left of them when letters are taken away, in `checks` the top byte of that;
`joined`: hashes of neighbours written together; `keys`: pairs of syllables; `about`: the bits below and what
all words of a name say. From `HOW_MANY` on sizes."""
N_WORDS, N_NAMES, N_SEQUENCES, N_BUCKETS, N_LONG, N_SOUNDS, N_BONES, N_JOINED, N_KEYS = range(
    HOW_MANY, HOW_MANY + 9
)

ASKED_INTS = (
    "asked_at", "facts", "asked_letter_at", "sequence_at", "asked_syllables", "asked_cost",
    "asked_reading_at", "asked_readings", "asked_key_at",
)  # fmt: skip
ASKED_HASHES = ("told", "asked_keys", "asked_spelt")
ASKED_BYTES = ("asked_letters", "asked_kind", "asked_length")
(
    ASKED_AT, FACTS, ASKED_LETTER_AT, SEQUENCE_AT, ASKED_SYLLABLES, ASKED_COST,
    ASKED_READING_AT, ASKED_READINGS, ASKED_KEY_AT,
    TOLD, ASKED_KEYS, ASKED_SPELT,
    ASKED_LETTERS, ASKED_KIND, ASKED_LENGTH,
) = range(15)  # fmt: skip
"""The same for a batch of names that are asked. `facts`: worth and whether a number, two a word; `told`:
hash, sound, consonants, and hash with the next word written together, four a word, of which the first and
last are filled in by `search`; `asked_readings`: reading and cost, two each."""

(
    GAINED, TOUCHED, ROW, MARK, SEEN, ROWS, MEMO_AT, MEMO_COUNT, POOL, STATE,
    VARIANTS, SPELLING, MEMO,
) = range(13)  # fmt: skip
"""The same for the working memory of one thread for one index. `gained`: milliodds a name can gain at most,
and in the last ten bits from how many words."""
STAMP, POOLED, TAKEN = range(3)
"""places in `STATE`"""


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
CONSTANT, SYLLABLE_WEIGHTS, WEAK_ALIAS = 12, 13, 25

MOST_TOKENS = 16
"""words of a name that are compared"""
MOST_ALIKE = 384
"""listed words that may stand for one word of a query"""
MOST_ROWS = 4 * MOST_ALIKE
MOST_FOUND = 256
"""names kept for one query, the best"""
FEW_POSTINGS = 200_000
"""names looked up for one query after which its commonest words are only counted, not looked up"""
WORTHWHILE, MEMBER = 256, 3
"""names of words from which on it is asked whether they can lead to anything that others do not lead to, and
how many names can be looked up while words are looked for in one that was found"""
COUNT_BITS = 10
SAYS_MOST, SYLLABLE_SAYS = 10_500, 9000
"""millinats no word and no syllable says more than"""
LONGEST_WORD = 40
LONGEST_DELETED, MOST_DELETED = 16, 3
"""letters of a listed word that is found by deletions; longer ones are looked through; letters taken away"""
MOST_VARIANTS = 1300
MEMOS, POOLED_WORDS = 1 << 12, 1 << 16
"""words of queries whose listed counterparts are remembered, and how many counterparts in all"""
PAIR = 6
"""numbers that tell of one pair of words: where it begins and how many, on both sides, cost, and its kind"""
NEVER = -30.0
KOREAN, CHINESE, CROSSED = 1, 2, 4
READ, WEAK, SEVERAL, SINGLES, SAYS = KOREAN | CHINESE, 4, 8, 4, 8
"""In `ABOUT`: bits of the traditions a name can be read in, of a weak alias, of several words; from which bit
on it is counted how many words have one letter (up to 7), and what all say, in millinats."""

_B = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_BEGIN, _ONE = np.uint64(7), np.uint64(1)


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile at the first call, and keep what was compiled beside the source."""
    done: Callable[P, R] = njit(cache=True, nogil=True, error_model="numpy")(function)
    return done


def inner(function: Callable[P, R]) -> Callable[P, R]:
    """The same for what only compiled code calls: half the work for the compiler."""
    known: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    done: Callable[P, R] = njit(nogil=True, error_model="numpy", **known)(function)
    return done


@compiled
def spell(letters: Bytes, start: Int, end: Int, into: Hashes) -> None:
    """Where each letter stands in a word of at most 64 letters: a bit of `into`, 32 of them."""
    for k in range(32):
        into[k] = np.uint64(0)
    for k in range(start, end):
        into[letters[k] & 31] |= _ONE << np.uint64(k - start)


@compiled
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
def hash_words(letters: Bytes, letter_at: Ints) -> Hashes:
    """64 bits of each word; `coding.hashed` gives the same."""
    found = np.empty(len(letter_at) - 1, np.uint64)
    for w in range(len(found)):
        found[w] = _mixed(_run(_BEGIN, letters, letter_at[w], letter_at[w + 1]))
    return found


@compiled
def hash_neighbours(letters: Bytes, letter_at: Ints, word_at: Ints, words: Ints) -> Hashes:
    """For each word of each name the hash of it and the next written together; 0 for the last."""
    found = np.zeros(len(words), np.uint64)
    for name in range(len(word_at) - 1):
        for k in range(word_at[name], word_at[name + 1] - 1):
            h = _run(_BEGIN, letters, letter_at[words[k]], letter_at[words[k] + 1])
            found[k] = _mixed(_run(h, letters, letter_at[words[k + 1]], letter_at[words[k + 1] + 1]))
    return found


@inner
def _hash_asked(asked: Packed, queries: Int) -> None:
    """Fill in the hashes of the words that are asked, and of neighbours written together."""
    first = asked.at[ASKED_LETTERS]
    for q in range(queries):
        end = asked.ints[asked.at[ASKED_AT] + q + 1]
        for t in range(asked.ints[asked.at[ASKED_AT] + q], end):
            at = asked.at[ASKED_LETTER_AT] + t
            h = _run(_BEGIN, asked.bytes, first + asked.ints[at], first + asked.ints[at + 1])
            told = asked.at[TOLD] + 4 * t
            asked.hashes[told] = _mixed(h)
            asked.hashes[told + 3] = np.uint64(0)
            if t + 1 < end:
                h = _run(h, asked.bytes, first + asked.ints[at + 1], first + asked.ints[at + 2])
                asked.hashes[told + 3] = _mixed(h)


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
def count_deletions(letters: Bytes, letter_at: Ints, number: Bytes, edits: Ints, buckets: Ints) -> Int:
    """How many entries each bucket gets, counted in `buckets`; and in all."""
    out = np.empty(MOST_VARIANTS, np.uint64)
    mask = np.uint64(len(buckets) - 2)
    total = 0
    for w in range(len(letter_at) - 1):
        n = letter_at[w + 1] - letter_at[w]
        if number[w] or n > LONGEST_DELETED:
            continue
        last = _variants(letters, letter_at[w], n, edits[n], out)
        total += last - 128
        for k in range(128, last):
            buckets[out[k] & mask] += 1
    return total


@compiled
def fill_deletions(
    letters: Bytes,
    letter_at: Ints,
    number: Bytes,
    edits: Ints,
    buckets: Ints,
    words: Ints,
    checks: Bytes,
) -> None:
    """Put every word into the buckets of its variants; `buckets`: where each ends, then where it begins."""
    out = np.empty(MOST_VARIANTS, np.uint64)
    mask = np.uint64(len(buckets) - 2)
    for w in range(len(letter_at) - 2, -1, -1):
        n = letter_at[w + 1] - letter_at[w]
        if number[w] or n > LONGEST_DELETED:
            continue
        last = _variants(letters, letter_at[w], n, edits[n], out)
        for k in range(128, last):
            b = out[k] & mask
            buckets[b] -= 1
            words[buckets[b]] = w
            checks[buckets[b]] = np.uint8(out[k] >> np.uint64(56))


@inner
def _first(values: NDArray[Any], low: Int, count: Int, wanted: Any) -> Int:
    """Where `wanted` stands in a sorted part of `values`, from `low`; -1 where it does not."""
    start, high = low, low + count
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low - start if low < start + count and values[low] == wanted else -1


@inner
def _same_letters(a: Packed, a0: Int, b: Bytes, b0: Int, n: Int) -> Any:
    """Whether two words of one length that are one edit apart have the same letters: two are swapped."""
    total = 0
    for k in range(n):
        total += int(a.bytes[a0 + k]) - int(b[b0 + k])
    return total == 0


@inner
def _found_edits(
    x: Packed, s: Packed, asked: Packed, model: Model,
    a0: Int, n: Int, w: Int, stamp: Int, at: Int, count: Int,
) -> Int:  # fmt: skip
    """Take a listed word if it is but a few edits away and was not taken yet."""
    mark = s.at[MARK] + w
    if s.ints[mark] == stamp:
        return count
    s.ints[mark] = stamp
    b0, b1 = x.ints[x.at[LETTER_AT] + w], x.ints[x.at[LETTER_AT] + w + 1]
    m = b1 - b0
    longest = max(n, m)
    allowed = model.ints[EDITS + longest]
    if abs(n - m) > allowed:
        return count
    first = x.at[LETTERS]
    edits = edits_to(s.hashes[s.at[SPELLING] : s.at[SPELLING] + 32], n, x.bytes, first + b0, first + b1)
    if 0 < edits <= allowed and count < MOST_ALIKE:
        cost = edits * (model.ints[EDIT] + model.ints[EDIT_SHORT] // longest)
        if edits == 1 and n != m:
            cost = cost * model.ints[GAP] // 100
        elif edits == 1 and _same_letters(asked, a0, x.bytes, first + b0, n):
            cost = cost * model.ints[SWAP] // 100
        s.ints[at + 2 * count] = w
        s.ints[at + 2 * count + 1] = cost
        return count + 1
    return count


@inner
def _alike(x: Packed, asked: Packed, t: Int, model: Model, s: Packed, at: Int) -> Int:
    """Listed words that may stand for word `t` of the batch, and what each differs by: pairs from `at`."""
    told = asked.at[TOLD] + 4 * t
    count = 0
    w = _first(x.hashes, x.at[HASH], x.at[N_WORDS], asked.hashes[told])
    if w >= 0:
        s.ints[at], s.ints[at + 1] = w, 0
        count = 1
    if asked.ints[asked.at[FACTS] + 2 * t + 1]:
        return count
    a0, a1 = asked.ints[asked.at[ASKED_LETTER_AT] + t], asked.ints[asked.at[ASKED_LETTER_AT] + t + 1]
    n = a1 - a0
    a0 += asked.at[ASKED_LETTERS]
    spelt = s.hashes[s.at[SPELLING] : s.at[SPELLING] + 32]
    spell(asked.bytes, a0, a0 + n, spelt)
    first = x.at[LETTERS]
    sound = asked.hashes[told + 1]
    if sound:
        k = _first(x.hashes, x.at[SOUNDS], x.at[N_SOUNDS], sound)
        if k >= 0:
            for p in range(x.ints[x.at[SOUND_AT] + k], x.ints[x.at[SOUND_AT] + k + 1]):
                if count == MOST_ALIKE:
                    break
                w = x.ints[x.at[SOUND_WORDS] + p]
                b0, b1 = x.ints[x.at[LETTER_AT] + w], x.ints[x.at[LETTER_AT] + w + 1]
                apart = min(6, edits_to(spelt, n, x.bytes, first + b0, first + b1))
                s.ints[at + 2 * count] = w
                s.ints[at + 2 * count + 1] = (
                    model.ints[SOUND]
                    + apart * model.ints[SOUND_EDIT]
                    + model.ints[SOUND_SHORT] // max(n, b1 - b0)
                )
                count += 1
    bone = asked.hashes[told + 2]
    if bone:
        k = _first(x.hashes, x.at[BONES], x.at[N_BONES], bone)
        if k >= 0:
            for p in range(x.ints[x.at[BONE_AT] + k], x.ints[x.at[BONE_AT] + k + 1]):
                if count == MOST_ALIKE:
                    break
                w = x.ints[x.at[BONE_WORDS] + p]
                m = x.ints[x.at[LETTER_AT] + w + 1] - x.ints[x.at[LETTER_AT] + w]
                s.ints[at + 2 * count] = w
                s.ints[at + 2 * count + 1] = model.ints[BONE] + model.ints[SOUND_SHORT] // max(n, m)
                count += 1
    s.ints[s.at[STATE] + STAMP] += 1
    stamp = s.ints[s.at[STATE] + STAMP]
    if n <= LONGEST_DELETED + MOST_DELETED:
        out = s.hashes[s.at[VARIANTS] : s.at[VARIANTS] + MOST_VARIANTS]
        last = _variants(asked.bytes, a0, n, model.ints[EDITS + n], out)
        mask = np.uint64(x.at[N_BUCKETS] - 1)
        for k in range(128, last):
            b = x.at[DELETION_AT] + np.int64(out[k] & mask)
            check = np.uint8(out[k] >> np.uint64(56))
            for p in range(x.ints[b], x.ints[b + 1]):
                if x.bytes[x.at[CHECKS] + p] == check:
                    w = x.ints[x.at[DELETIONS] + p]
                    count = _found_edits(x, s, asked, model, a0, n, w, stamp, at, count)
    if n + MOST_DELETED > LONGEST_DELETED:
        for p in range(x.at[N_LONG]):
            w = x.ints[x.at[LONG_WORDS] + p]
            count = _found_edits(x, s, asked, model, a0, n, w, stamp, at, count)
    return count


@inner
def _remembered(x: Packed, asked: Packed, t: Int, model: Model, s: Packed) -> tuple[Int, Int]:
    """Where in the pool the listed words for word `t` stand, and how many; looked up when not known yet."""
    told = asked.at[TOLD] + 4 * t
    key = asked.hashes[told] ^ (asked.hashes[told + 2] >> _ONE)
    slot = np.int64(_mixed(key) & np.uint64(MEMOS - 1))
    known = s.at[MEMO] + slot
    if s.hashes[known] == key:
        return s.at[POOL] + s.ints[s.at[MEMO_AT] + slot], np.int64(s.ints[s.at[MEMO_COUNT] + slot])
    used = s.at[STATE] + POOLED
    if s.ints[used] + 2 * MOST_ALIKE > POOLED_WORDS:
        # Full: all is forgotten after this query; until then there is room for one word at a time.
        s.ints[used] = POOLED_WORDS
        at = s.at[POOL] + POOLED_WORDS
        return at, _alike(x, asked, t, model, s, at)
    start = s.ints[used]
    count = _alike(x, asked, t, model, s, s.at[POOL] + start)
    s.hashes[known] = key
    s.ints[s.at[MEMO_AT] + slot], s.ints[s.at[MEMO_COUNT] + slot] = start, count
    s.ints[used] = start + 2 * count
    return s.at[POOL] + start, count


@inner
def _keep(name: Ints, odds: Floats, way: Longs, count: Int, n: Int, o: float, w: Int) -> Int:
    """Keep a found name; when there is no room, in place of the worst."""
    if count < MOST_FOUND:
        name[count], odds[count], way[count] = n, o, w
        return count + 1
    worst = 0
    for k in range(1, count):
        if odds[k] < odds[worst]:
            worst = k
    if o > odds[worst]:
        name[worst], odds[worst], way[worst] = n, o, w
    return count


@inner
def _score(
    x: Packed,
    asked: Packed,
    model: Model,
    s: Packed,
    work: Longs,
    worth: Longs,
    mixed: float,
    t0: Int,
    name: Int,
) -> tuple[float, Int, Int]:
    """Log-odds that a listed name is the one asked, words against words, as `replay.name_words`; the nats
    matched; how many pairs of words were taken, which are left in `work`."""
    n = len(worth) // 3
    l0 = np.int64(x.ints[x.at[WORD_AT] + name])
    m = min(x.ints[x.at[WORD_AT] + name + 1] - l0, MOST_TOKENS)
    row, rows, listed_worth = s.at[ROW], s.at[ROWS], x.at[WORTH]
    word0 = x.at[WORDS] + l0
    told = asked.at[TOLD] + 4 * t0
    facts = asked.at[FACTS] + 2 * t0
    count = 0
    for j in range(m):
        w = x.ints[word0 + j]
        r = s.ints[row + w]
        worth_j = x.ints[listed_worth + w]
        for i in range(n):
            if r:
                cost = s.ints[rows + (r - 1) * MOST_TOKENS + i]
                if cost >= 0 and worth_j > cost:
                    work[count], work[count + 1] = worth_j - cost, ((i * 4 + 1) * 32 + j) * 4 + 1
                    work[count + 2] = cost
                    count += 3
            if (
                worth[2 * n + i]
                and j + 1 < m
                and x.hashes[x.at[JOINED] + l0 + j] == asked.hashes[told + 4 * i]
            ):
                gain = worth_j + x.ints[listed_worth + x.ints[word0 + j + 1]] - model.ints[JOIN]
                if gain > 0:
                    work[count], work[count + 1] = gain, ((i * 4 + 1) * 32 + j) * 4 + 2
                    work[count + 2] = model.ints[JOIN]
                    count += 3
            if worth[n + i] == w and worth_j > model.ints[JOIN]:
                work[count], work[count + 1] = worth_j - model.ints[JOIN], ((i * 4 + 2) * 32 + j) * 4 + 1
                work[count + 2] = model.ints[JOIN]
                count += 3
    ours, theirs = (1 << n) - 1, (1 << m) - 1
    matched, cost, pairs, wide, kept = 0, 0, 0, 0, work[len(work) - 1]
    while True:
        best = -1
        for p in range(0, count, 3):
            if work[p] > 0 and (
                best < 0
                or work[p] > work[best]
                or (work[p] == work[best] and _before(work[p + 1], work[best + 1]))
            ):
                best = p
        if best < 0:
            break
        shape = work[best + 1]
        i, taken, j, offered = shape >> 9, (shape >> 7) & 3, (shape >> 2) & 31, shape & 3
        mine, other = ((1 << taken) - 1) << i, ((1 << offered) - 1) << j
        if mine & ours == mine and other & theirs == other:
            ours ^= mine
            theirs ^= other
            matched += work[best]
            cost += work[best + 2]
            wide += taken + offered - 2
            work[kept], work[kept + 1], work[kept + 2], work[kept + 3] = i, taken, j, offered
            work[kept + 4], work[kept + 5] = work[best + 2], 0
            kept += PAIR
            pairs += 1
        work[best] = 0
    told_pairs = pairs
    left, right, number_left, number_right, untold = 0, 0, 0, 0, 0
    long_asked, long_listed = 0, 0
    for i in range(n):
        a0 = asked.at[ASKED_LETTER_AT] + t0 + i
        long_asked += asked.ints[a0 + 1] - asked.ints[a0] > 1
        if (ours >> i) & 1:
            untold += worth[i]
    for j in range(m):
        w = x.ints[word0 + j]
        b0 = x.at[LETTER_AT] + w
        long_listed += x.ints[b0 + 1] - x.ints[b0] > 1
        if (theirs >> j) & 1:
            untold += x.ints[listed_worth + w]
    if ours and theirs:
        for i in range(n):
            if not (ours >> i) & 1 or asked.ints[facts + 2 * i + 1]:
                continue
            a0 = asked.ints[asked.at[ASKED_LETTER_AT] + t0 + i]
            one = asked.ints[asked.at[ASKED_LETTER_AT] + t0 + i + 1] - a0 == 1
            letter = asked.bytes[asked.at[ASKED_LETTERS] + a0]
            for j in range(m):
                if not (theirs >> j) & 1:
                    continue
                w = x.ints[word0 + j]
                b0, b1 = x.ints[x.at[LETTER_AT] + w], x.ints[x.at[LETTER_AT] + w + 1]
                if (one or b1 - b0 == 1) and letter == x.bytes[x.at[LETTERS] + b0]:
                    ours ^= 1 << i
                    theirs ^= 1 << j
                    matched += model.ints[INITIAL]
                    cost += model.ints[INITIAL]
                    work[kept], work[kept + 1], work[kept + 2], work[kept + 3] = i, 1, j, 1
                    work[kept + 4], work[kept + 5] = model.ints[INITIAL], 1
                    kept += PAIR
                    told_pairs += 1
                    break
    for i in range(n):
        if (ours >> i) & 1:
            left += worth[i]
            number_left |= asked.ints[facts + 2 * i + 1]
    for j in range(m):
        if (theirs >> j) & 1:
            w = x.ints[word0 + j]
            right += x.ints[listed_worth + w]
            number_right |= x.bytes[x.at[NUMBER] + w]
    if pairs == 0:
        return NEVER, 0, 0
    whole = 1.0 if untold <= model.ints[LITTLE] and number_left + number_right == 0 else 0.0
    single = pairs == 1 and wide == 0 and n + m > 2
    lone, covered = (1.0 if single and ours else 0.0), (1.0 if single and not ours else 0.0)
    alone = cost / 1000 if max(long_asked, long_listed) <= 1 else 0.0
    f = model.floats
    matched = min(matched, model.ints[MOST])
    odds = (
        f[CONSTANT]
        + (
            f[0] * (matched / 1000)
            + f[1] * (left / 1000)
            + f[2] * (right / 1000)
            + f[3] * (cost / 1000)
            + f[4] * whole
            + f[5] * float(number_left + number_right)
            + f[6] * lone
            + f[7] * mixed
            + f[8] * alone
            + f[9] * covered
            + f[10] * (min(left, right) / 1000)
            + f[11] * (max(0, model.ints[FEW] - matched) / 1000)
        )
        - (f[WEAK_ALIAS] if x.ints[x.at[ABOUT] + name] & WEAK else 0.0)
    )
    return odds, matched, told_pairs


@inner
def _before(a: Int, b: Int) -> Any:
    """Whether a pair of words comes before another that says as much: by place, then by how many."""
    one = ((a >> 9) << 20) | (((a >> 2) & 31) << 8) | (((a >> 7) & 3) << 4) | (a & 3)
    two = ((b >> 9) << 20) | (((b >> 2) & 31) << 8) | (((b >> 7) & 3) << 4) | (b & 3)
    return one < two


@inner
def _touch(s: Packed, touched: Int, name: Int, most: Int) -> Int:
    """A name has something in common with the query, which adds at most so many milliodds."""
    at = s.at[GAINED] + name
    if s.ints[at] == 0:
        s.ints[s.at[TOUCHED] + touched] = name
        touched += 1
    s.ints[at] += (most << COUNT_BITS) + 1
    return touched


@inner
def _adds(model: Model, gain: Int, cost: Int, ours: Int, theirs: Int) -> Int:
    """Milliodds a pair of words adds, since it gains this, costs this, and leaves so much less over."""
    f = model.floats
    return max(0, int(np.ceil(f[0] * gain + f[3] * cost - f[1] * ours - f[2] * theirs)))


@inner
def _gather(
    x: Packed, asked: Packed, model: Model, s: Packed, t0: Int, worth: Longs, most: Longs, postings: Longs
) -> Int:
    """The listed words for each word of a query, as rows of costs; what each word is worth, the milliodds it
    can add, and how many names it leads to. Returns what the whole query is worth."""
    taken, total = 0, 0
    rows = s.at[ROWS]
    for i in range(len(most)):
        at, count = _remembered(x, asked, t0 + i, model, s)
        worth[i] = asked.ints[asked.at[FACTS] + 2 * (t0 + i)]
        if count and s.ints[at + 1] == 0:
            worth[i] = x.ints[x.at[WORTH] + s.ints[at]]
        total += worth[i]
        for a in range(count):
            w = s.ints[at + 2 * a]
            if s.ints[s.at[ROW] + w] == 0:
                if taken == MOST_ROWS:
                    break
                s.ints[rows + MOST_ROWS * MOST_TOKENS + taken] = w
                for k in range(MOST_TOKENS):
                    s.ints[rows + taken * MOST_TOKENS + k] = -1
                taken += 1
                s.ints[s.at[ROW] + w] = taken
            cell = rows + (s.ints[s.at[ROW] + w] - 1) * MOST_TOKENS + i
            worth_w = np.int64(x.ints[x.at[WORTH] + w])
            cost = min(np.int64(s.ints[at + 2 * a + 1]), worth_w * model.ints[WORD_DEAREST] // 100)
            if s.ints[cell] < 0 or cost < s.ints[cell]:
                s.ints[cell] = cost
            if worth_w > cost:
                postings[i] += x.ints[x.at[POSTING_AT] + w + 1] - x.ints[x.at[POSTING_AT] + w]
                most[i] = max(most[i], _adds(model, worth_w - cost, cost, worth[i], worth_w))
    s.ints[s.at[STATE] + TAKEN] = taken
    return total


@inner
def _postings(x: Packed, model: Model, s: Packed, i: Int, worth: Int, touched: Int) -> Int:
    """Touch every name that one of the listed words for word `i` stands in."""
    rows = s.at[ROWS]
    for r in range(s.ints[s.at[STATE] + TAKEN]):
        cost = s.ints[rows + r * MOST_TOKENS + i]
        if cost < 0:
            continue
        w = s.ints[rows + MOST_ROWS * MOST_TOKENS + r]
        worth_w = x.ints[x.at[WORTH] + w]
        if worth_w <= cost:
            continue
        most = _adds(model, worth_w - cost, cost, worth, worth_w)
        for p in range(x.ints[x.at[POSTING_AT] + w], x.ints[x.at[POSTING_AT] + w + 1]):
            touched = _touch(s, touched, np.int64(x.ints[x.at[POSTINGS] + p]), most)
    return touched


@inner
def _members(x: Packed, model: Model, s: Packed, worth: Longs, done: Any, touched: Int) -> None:
    """What the words that were not looked up add to the names that were touched, as `_postings` would."""
    n = len(done)
    rows = s.at[ROWS]
    for k in range(touched):
        name = s.ints[s.at[TOUCHED] + k]
        for p in range(x.ints[x.at[WORD_AT] + name], x.ints[x.at[WORD_AT] + name + 1]):
            w = x.ints[x.at[WORDS] + p]
            r = s.ints[s.at[ROW] + w]
            if r == 0:
                continue
            worth_w = x.ints[x.at[WORTH] + w]
            for i in range(n):
                cost = s.ints[rows + (r - 1) * MOST_TOKENS + i]
                if not done[i] and 0 <= cost < worth_w:
                    most = _adds(model, worth_w - cost, cost, worth[i], worth_w)
                    s.ints[s.at[GAINED] + name] += (most << COUNT_BITS) + 1


@inner
def _joins(x: Packed, asked: Packed, model: Model, s: Packed, t0: Int, worth: Longs) -> Int:
    """Touch every name with words that the query has written together, or the other way round. Behind the
    worths it is noted which listed word each word is with the next, and whether neighbours make it up."""
    touched, n = 0, len(worth) // 3
    for i in range(n):
        told = asked.at[TOLD] + 4 * (t0 + i)
        worth[n + i] = -1
        k = _first(x.hashes, x.at[JOINED_KEYS], x.at[N_JOINED], asked.hashes[told])
        worth[2 * n + i] = k >= 0
        if k >= 0:
            for p in range(x.ints[x.at[JOINED_AT] + k], x.ints[x.at[JOINED_AT] + k + 1]):
                name = np.int64(x.ints[x.at[JOINED_NAMES] + p])
                whole = x.ints[x.at[ABOUT] + name] >> SAYS
                touched = _touch(s, touched, name, _adds(model, whole, 0.0, worth[i], whole))
                s.ints[s.at[GAINED] + name] += 1  # two words: nothing is taken off as for a lone one
        if i + 1 < n:
            w = _first(x.hashes, x.at[HASH], x.at[N_WORDS], asked.hashes[told + 3])
            worth[n + i] = w
            if w >= 0:
                says = x.ints[x.at[WORTH] + w]
                most = _adds(model, says, 0.0, worth[i] + worth[i + 1], says)
                for p in range(x.ints[x.at[POSTING_AT] + w], x.ints[x.at[POSTING_AT] + w + 1]):
                    name = np.int64(x.ints[x.at[POSTINGS] + p])
                    touched = _touch(s, touched, name, most)
                    s.ints[s.at[GAINED] + name] += 1
    return touched


@inner
def _bound(
    x: Packed, model: Model, s: Packed, name: Int, whole: float, lone: float, hidden: float, more: Int
) -> float:
    """The most a touched name can score. `whole`: with everything left over, and yet nothing telling; `lone`:
    what a single word takes off; `hidden`: what one more initial on the list could hide; `more`: milliodds of
    words that were not looked up. A weight of costs that is above 0 would break it."""
    f = model.floats
    gained, about = s.ints[s.at[GAINED] + name], x.ints[x.at[ABOUT] + name]
    most = whole + (f[2] * (about >> SAYS) + ((gained >> COUNT_BITS) + more)) / 1000
    if about & (7 << SINGLES):
        most += ((about >> SINGLES) & 7) * hidden
    if about & WEAK:
        most -= f[WEAK_ALIAS]
    if about & SEVERAL and more == 0 and gained & ((1 << COUNT_BITS) - 1) == 1:
        most += lone
    return float(most)


@inner
def _most_likely(
    x: Packed,
    model: Model,
    s: Packed,
    touched: Int,
    kinds: Int,
    whole: float,
    lone: float,
    hidden: float,
    more: Int,
) -> tuple[Int, float]:
    """Of the names touched the one with the highest bound, and that bound."""
    best, highest = np.int64(-1), -1e9
    for k in range(touched):
        name = np.int64(s.ints[s.at[TOUCHED] + k])
        if kinds & x.ints[x.at[ABOUT] + name]:
            continue
        bound = _bound(x, model, s, name, whole, lone, hidden, more)
        if bound > highest:
            best, highest = name, bound
    return best, highest


@inner
def _by_words(
    x: Packed, asked: Packed, floor: float, model: Model, s: Packed, q: Int, kinds: Int,
    work: Longs, worth: Longs, out: Ints, out_odds: Floats, out_way: Longs,
) -> Int:  # fmt: skip
    """Names found by their words; the best `MOST_FOUND`, in no order."""
    t0 = np.int64(asked.ints[asked.at[ASKED_AT] + q])
    n = len(worth) // 3
    most, postings = np.zeros(n, np.int64), np.zeros(n, np.int64)
    done = np.zeros(n, np.bool_)
    total = _gather(x, asked, model, s, t0, worth, most, postings)
    touched = _joins(x, asked, model, s, t0, worth)
    f = model.floats
    top, rest = 0, 0
    whole = f[CONSTANT] + f[1] * total / 1000 + max(0.0, f[4]) + (min(0.0, f[7]) if kinds else 0.0)
    initial = (f[0] + f[3]) * model.ints[INITIAL]
    for i in range(n):
        top = max(top, worth[i])
        rest += most[i]
        at = asked.at[ASKED_LETTER_AT] + t0 + i
        if asked.ints[at + 1] - asked.ints[at] == 1 and not asked.ints[asked.at[FACTS] + 2 * (t0 + i) + 1]:
            whole += max(0.0, initial - f[1] * worth[i] - f[2] * SAYS_MOST) / 1000
    hidden = max(0.0, initial - f[1] * top - f[2] * 1000) / 1000
    lone = min(0.0, max(f[6], f[9]))
    if total - top > model.ints[LITTLE]:
        lone -= max(0.0, f[4])
    looked, skipped, hit = 0, 0, False
    best_name, best_odds = np.int64(-1), -1e9
    for turn in range(n + 1):
        i = -1
        for k in range(n):
            if not done[k] and (i < 0 or postings[k] < postings[i]):
                i = k
        # Before a common word is looked up: could a name with nothing but the words that are left be a hit,
        # or nearer than the nearest? If not, they are only looked for in the names that were touched.
        # At the end: score the likeliest first, and most others need no score.
        ended = i < 0
        alone = whole + rest / 1000 + hidden + (lone if turn == n - 1 and turn else 0.0)
        ahead = 0
        for k in range(n):
            ahead += 0 if done[k] else postings[k]
        if ended or (turn and ahead > WORTHWHILE + MEMBER * touched and alone < floor):
            first, highest = _most_likely(x, model, s, touched, kinds, whole, lone, hidden, skipped + rest)
            if first >= 0 and not hit and highest > best_odds and (highest < floor or not ended):
                mixed = 1.0 if kinds else 0.0
                odds, _, _ = _score(x, asked, model, s, work, worth, mixed, t0, first)
                hit = odds >= floor
                if odds > best_odds and not hit:
                    best_name, best_odds = first, odds
            if ended:
                break
            if hit or alone < best_odds:
                _members(x, model, s, worth, done, touched)
                break
        done[i] = True
        rest -= most[i]
        if looked > 0 and looked + postings[i] > FEW_POSTINGS:
            skipped += most[i]
            continue
        looked += postings[i]
        touched = _postings(x, model, s, i, worth[i], touched)
    count = 0
    for k in range(touched):
        name = np.int64(s.ints[s.at[TOUCHED] + k])
        bound = _bound(x, model, s, name, whole, lone, hidden, skipped)
        s.ints[s.at[GAINED] + name] = 0
        if (kinds & x.ints[x.at[ABOUT] + name]) or (bound < floor and bound < best_odds):
            continue
        mixed = 1.0 if kinds else 0.0
        odds, _, _ = _score(x, asked, model, s, work, worth, mixed, t0, name)
        if odds >= floor:
            count = _keep(out, out_odds, out_way, count, name, odds, np.int64(-1))
        elif odds > best_odds or (odds == best_odds and name < best_name):
            best_name, best_odds = name, odds
    if count == 0 and best_name >= 0:
        count = _keep(out, out_odds, out_way, 0, best_name, best_odds, np.int64(-1))
    return count


@inner
def _forget_rows(s: Packed) -> None:
    for r in range(s.ints[s.at[STATE] + TAKEN]):
        s.ints[s.at[ROW] + s.ints[s.at[ROWS] + MOST_ROWS * MOST_TOKENS + r]] = 0
    s.ints[s.at[STATE] + TAKEN] = 0
    if s.ints[s.at[STATE] + POOLED] >= POOLED_WORDS:
        s.ints[s.at[STATE] + POOLED] = 0
        for k in range(MEMOS):
            s.hashes[s.at[MEMO] + k] = np.uint64(0)


@inner
def _near(a: Int, b: Int, model: Model) -> Int:
    if a >= 11172 or b >= 11172:
        return int(model.ints[WRONG])
    return int(
        model.ints[INITIALS + (a // 588) * 19 + b // 588]
        + model.ints[VOWELS + (a // 28 % 21) * 21 + b // 28 % 21]
        + model.ints[CODAS + (a % 28) * 28 + b % 28]
    )


@inner
def _letters_of(text: np.uint64) -> Int:
    n = 0
    while text:
        text >>= np.uint64(8)
        n += 1
    return n


@inner
def _one_edit(a: np.uint64, b: np.uint64) -> Any:
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
def _syllable(asked: Packed, a: Int, x: Packed, b: Int, surname: bool, model: Model) -> tuple[Int, Int, Int]:
    """(state, gain, cost) of two syllables; as `replay.syllable_pair`."""
    best_gain, best_cost = 0, -1
    a0, a1 = asked.ints[asked.at[ASKED_READING_AT] + a], asked.ints[asked.at[ASKED_READING_AT] + a + 1]
    b0, b1 = x.ints[x.at[READING_AT] + b], x.ints[x.at[READING_AT] + b + 1]
    theirs = x.at[READINGS]
    for p in range(a0, a1):
        one = asked.ints[asked.at[ASKED_READINGS] + 2 * p]
        for r in range(b0, b1):
            if one == x.ints[theirs + r]:
                cost = asked.ints[asked.at[ASKED_READINGS] + 2 * p + 1] + x.ints[x.at[COSTS] + r]
                gain = model.ints[READING_WORTH + 2 * one + (0 if surname else 1)]
                if best_cost < 0 or cost < best_cost or (cost == best_cost and gain < best_gain):
                    best_gain, best_cost = gain, cost
    if 0 <= best_cost < model.ints[DEAREST]:
        return 0, best_gain, best_cost
    away = _near(asked.ints[asked.at[ASKED_READINGS] + 2 * a0], x.ints[theirs + b0], model)
    if away < model.ints[WRONG]:
        return 1, 0, away
    ours, other = asked.hashes[asked.at[ASKED_SPELT] + a], x.hashes[x.at[SPELT] + b]
    if ours and other and _one_edit(ours, other):
        return 2, 0, 0
    return 3, 0, 0


@inner
def _sequence(asked: Packed, s: Int, x: Packed, k: Int, model: Model, crossed: float, least: float) -> float:
    """Log-odds of two names in syllables; as `replay.name_syllables`. Less than `least` need not be told."""
    n, m = np.int64(asked.bytes[asked.at[ASKED_LENGTH] + s]), np.int64(x.bytes[x.at[SEQ_LENGTH] + k])
    missing = float(abs(n - m))
    ways = 1 if n == m else max(n, m) - 1
    zh = 1.0 if asked.bytes[asked.at[ASKED_KIND] + s] == CHINESE else 0.0
    short = 1.0 if n == 2 and m == 2 else 0.0
    doubt = asked.ints[asked.at[ASKED_COST] + s] + x.ints[x.at[SEQ_COST] + k]
    same = 1.0 if n == m and doubt == 0 else 0.0
    ours, theirs = asked.at[ASKED_SYLLABLES] + 3 * s, x.at[SYLLABLES] + 3 * k
    for c in range(min(n, m)):
        one = asked.hashes[asked.at[ASKED_SPELT] + asked.ints[ours + c]]
        if one == 0 or one != x.hashes[x.at[SPELT] + x.ints[theirs + c]]:
            same = 0.0
    best = -1e9
    f = model.floats[SYLLABLE_WEIGHTS:]
    for way in range(ways):
        slips, wrongs = 0, 0
        gain, cost, away = 0, doubt, 0
        for c in range(min(n, m)):
            p, r = c, c
            if c and n > m and c - 1 >= way:
                p = c + 1
            elif c and m > n and c - 1 >= way:
                r = c + 1
            state, g, d = _syllable(asked, asked.ints[ours + p], x, x.ints[theirs + r], c == 0, model)
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
            rest = max(0.0, f[10]) * same + f[0] * (gain + (min(n, m) - 1 - c) * SYLLABLE_SAYS) / 1000
            if f[11] + rest + f[3] * float(slips) + f[4] * float(wrongs) + f[5] * missing < least:
                wrongs = -1
                break
        if wrongs < 0:
            continue
        odds = f[11] + (
            f[0] * (gain / 1000)
            + f[1] * (cost / 1000)
            + f[2] * (away / 1000)
            + f[3] * float(slips)
            + f[4] * float(wrongs)
            + f[5] * missing
            + f[6] * crossed
            + f[7] * zh
            + f[8] * short
            + f[9] * (zh * short)
            + f[10] * same
        )
        best = max(best, odds)
    return best


@inner
def _by_syllables(
    x: Packed, asked: Packed, floor: float, model: Model, scratch: Packed, q: Int, count: Int,
    out: Ints, out_odds: Floats, out_way: Longs,
) -> Int:  # fmt: skip
    """Names found by their syllables; a way says which sequences agreed, of the query and of the list."""
    below_name, below_odds, below_way = np.int64(-1), -1e9, np.int64(-1)
    s0, s1 = asked.ints[asked.at[SEQUENCE_AT] + q], asked.ints[asked.at[SEQUENCE_AT] + q + 1]
    seen = scratch.at[SEEN]
    for s in range(s0, s1):
        touched = 0
        kind = asked.bytes[asked.at[ASKED_KIND] + s]
        for c in range(asked.ints[asked.at[ASKED_KEY_AT] + s], asked.ints[asked.at[ASKED_KEY_AT] + s + 1]):
            at = _first(x.hashes, x.at[KEYS], x.at[N_KEYS], asked.hashes[asked.at[ASKED_KEYS] + c])
            if at < 0:
                continue
            for p in range(x.ints[x.at[KEY_AT] + at], x.ints[x.at[KEY_AT] + at + 1]):
                k = x.ints[x.at[KEY_SEQS] + p]
                theirs = x.bytes[x.at[SEQ_KIND] + k]
                if scratch.ints[seen + k] or (kind == CROSSED and theirs == CROSSED):
                    continue
                scratch.ints[seen + k] = 1
                scratch.ints[scratch.at[TOUCHED] + touched] = k
                touched += 1
                crossed = 1.0 if kind == CROSSED or theirs == CROSSED else 0.0
                least = floor
                if count == 0 or out_odds[0] < floor:
                    least = min(floor, max(below_odds, out_odds[0] if count else -1e9))
                odds = _sequence(asked, s, x, k, model, crossed, least)
                name = np.int64(x.ints[x.at[SEQ_NAME] + k])
                odds -= model.floats[WEAK_ALIAS] if x.ints[x.at[ABOUT] + name] & WEAK else 0.0
                way = (np.int64(s - s0) << 32) | np.int64(k)
                if odds >= floor:
                    count = _keep(out, out_odds, out_way, count, name, odds, way)
                elif odds > below_odds:
                    below_name, below_odds, below_way = name, odds, way
        for p in range(touched):
            scratch.ints[seen + scratch.ints[scratch.at[TOUCHED] + p]] = 0
    if below_name >= 0 and (count == 0 or (count == 1 and out_odds[0] < floor and below_odds > out_odds[0])):
        count = _keep(out, out_odds, out_way, 0, below_name, below_odds, below_way)
    return count


@compiled
def search(
    x: Packed, asked: Packed, floors: Floats, model: Model, s: Packed
) -> tuple[Longs, Ints, Floats, Longs, Longs, Ints]:
    """For each name asked the listed names at or above its floor, or else the one that comes nearest.

    (offsets, names, log-odds, ways, where pairs begin, pairs); a way is -1 for words, else the sequences
    that agreed. For a way by words the millinats matched, and `PAIR` numbers for each pair of words.
    """
    queries = len(floors)
    _hash_asked(asked, queries)
    offsets = np.zeros(queries + 1, np.int64)
    # Room for whatever may be found: pages that are not written to cost nothing.
    room = queries * MOST_FOUND
    found, odds, ways = np.empty(room, np.int32), np.empty(room, np.float64), np.empty(room, np.int64)
    pair_at, pairs = np.zeros(room + 1, np.int64), np.empty(room * (1 + PAIR * MOST_TOKENS), np.int32)
    out, out_odds = np.empty(MOST_FOUND, np.int32), np.empty(MOST_FOUND, np.float64)
    out_way = np.empty(MOST_FOUND, np.int64)
    some = 9 * MOST_TOKENS * MOST_TOKENS
    work = np.empty(some + PAIR * (2 * MOST_TOKENS + 1), np.int64)
    work[len(work) - 1] = some
    total, paired = 0, 0
    for q in range(queries):
        kinds = np.int64(0)
        for k in range(asked.ints[asked.at[SEQUENCE_AT] + q], asked.ints[asked.at[SEQUENCE_AT] + q + 1]):
            kinds |= np.int64(asked.bytes[asked.at[ASKED_KIND] + k])
        kinds &= READ
        t0 = np.int64(asked.ints[asked.at[ASKED_AT] + q])
        worth = np.zeros(3 * min(asked.ints[asked.at[ASKED_AT] + q + 1] - t0, MOST_TOKENS), np.int64)
        floor = floors[q]
        count = _by_words(x, asked, floor, model, s, q, kinds, work, worth, out, out_odds, out_way)
        count = _by_syllables(x, asked, floor, model, s, q, count, out, out_odds, out_way)
        for c in range(count):
            name = np.int64(out[c])
            found[total], odds[total], ways[total] = name, out_odds[c], out_way[c]
            if out_way[c] < 0:
                _, matched, taken = _score(x, asked, model, s, work, worth, 0.0, t0, name)
                pairs[paired] = matched
                for k in range(PAIR * taken):
                    pairs[paired + 1 + k] = work[some + k]
                paired += 1 + PAIR * taken
            total += 1
            pair_at[total] = paired
        offsets[q + 1] = total
        _forget_rows(s)
    return offsets, found[:total], odds[:total], ways[:total], pair_at[: total + 1], pairs[:paired]
