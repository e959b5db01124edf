"""Listed words that a word of a query may stand for, and what each differs by."""

from __future__ import annotations

from typing import Any

import numpy as np

from sightline.screening.kernels.arrays import Alike, AskedWords, Bytes, Int, Ints, Longs, Memory
from sightline.screening.kernels.compiler import (
    alike_at,
    asked_words_at,
    compiled,
    inner,
    memory_at,
    model_at,
    prefetch,
)
from sightline.screening.kernels.constants import (
    AHEAD,
    BASE,
    BONE,
    EDIT,
    EDIT_SHORT,
    EDITS,
    GAP,
    LONGEST_DELETED,
    MEMOS,
    MOST_ALIKE,
    MOST_DELETED,
    MOST_TOKENS,
    ONE_BIT,
    POOLED_WORDS,
    SOUND,
    SOUND_EDIT,
    SOUND_SHORT,
    SWAP,
)
from sightline.screening.kernels.letters import edits_to, place_of, scrambled, spell, variants_of


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
    """Take a listed word, not looked at yet, if this spelling of it is but a few edits away."""
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
        last = variants_of(letters, a0, n, costs[EDITS + n], out)
        mask = np.uint64(x.n_deletion_at - 2)
        some: Int = 128
        for k in range(128, last):  # buckets that hold something: read together, memory answers sooner
            prefetch(x.deletion_at, np.int64(out[min(k + AHEAD, last - 1)] & mask))
            b = np.int64(out[k] & mask)
            starts, ends = np.int64(x.deletion_at[b]), np.int64(x.deletion_at[b + 1])
            out[some] = out[k]
            s.first[some], s.last[some] = starts, ends
            prefetch(x.checks, starts)
            prefetch(x.deletions, starts)
            some += ends > starts
        for k in range(128, some):
            check = np.uint8(out[k] >> np.uint64(56))
            for p in range(s.first[k], s.last[k]):
                if x.checks[p] != check:
                    continue
                w = np.int64(x.deletions[p])
                if s.mark[w] != stamp:  # a word with the same letters stands in most of the buckets
                    count = _found_edits(x, s, letters, costs, a0, n, w, stamp, ease, at, count)
    if n + MOST_DELETED > LONGEST_DELETED:
        for p in range(x.n_long_words):
            w = np.int64(x.long_words[p])
            if s.mark[w] != stamp:
                count = _found_edits(x, s, letters, costs, a0, n, w, stamp, ease, at, count)
    return count


@inner
def _alike(x: Alike, a: AskedWords, t: Int, costs: Ints, s: Memory, at: Int) -> Int:
    """Listed words that may stand for word `t` of the batch, and what each differs by: pairs from `at`."""
    pool, letter_at, count = s.pool, x.letter_at, 0
    w = place_of(x.hash, x.n_hash, a.hash[t])
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
        k = place_of(x.bones, x.n_bones, key) if way else place_of(x.sounds, x.n_sounds, key)
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
            key = a.hash[t] ^ (a.told[2 * t + 1] >> ONE_BIT) ^ (np.uint64(a.ease[t]) * BASE)
            for k in range(a.other_at[2 * t], a.other_at[2 * t + 1]):
                key = key * BASE + np.uint64(a.letters[k])
            slot = np.int64(scrambled(key) & np.uint64(MEMOS - 1))
            if s.keys[slot] != key:
                s.keys[slot] = key
                at = s.used[0]
                s.counted[slot] = _alike(x, a, t, costs, s, at)
                s.at[slot] = at
                s.used[0] += 2 * s.counted[slot]
            a.asked_at[t], a.asked_count[t] = s.at[slot], s.counted[slot]
    return a.n_floors
