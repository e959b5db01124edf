"""Words letter by letter: edits between two, their hashes, and what is left of them without some letters."""

from __future__ import annotations

from typing import Any

import numpy as np

from sightline.screening.kernels.arrays import Bytes, Hashes, Int, Ints, Longs
from sightline.screening.kernels.compiler import compiled, inner, memory_at, spelt_at
from sightline.screening.kernels.constants import BASE, BEGIN, LONGEST_DELETED, MIX, ONE_BIT


@inner
def spell(letters: Bytes, start: Int, end: Int, into: Hashes) -> None:
    """Where each letter stands in a word of at most 64 letters: a bit of `into`, 32 of them."""
    for k in range(32):
        into[k] = np.uint64(0)
    for k in range(start, end):
        into[letters[k] & 31] |= ONE_BIT << np.uint64(k - start)


@inner
def edits_to(spelt: Hashes, n: Int, letters: Bytes, start: Int, end: Int) -> Int:
    """Edits between a word that was spelt and another (optimal string alignment); Hyyrö 2003."""
    if n == 0:
        return end - start
    all_set = np.uint64(0xFFFFFFFFFFFFFFFF)
    top = ONE_BIT << np.uint64(n - 1)
    vp, vn, d0, before = all_set, np.uint64(0), np.uint64(0), np.uint64(0)
    score = n
    for k in range(start, end):
        pm = spelt[letters[k] & 31]
        swapped = (((d0 ^ all_set) & pm) << ONE_BIT) & before
        d0 = (((pm & vp) + vp) ^ vp) | pm | vn | swapped
        hp = vn | ((d0 | vp) ^ all_set)
        hn = d0 & vp
        if hp & top:
            score += 1
        elif hn & top:
            score -= 1
        hp = (hp << ONE_BIT) | ONE_BIT
        vp = (hn << ONE_BIT) | ((d0 | hp) ^ all_set)
        vn = hp & d0
        before = pm
    return score


@inner
def scrambled(h: Any) -> np.uint64:
    h = (h ^ (h >> np.uint64(33))) * MIX
    return h ^ (h >> np.uint64(29))  # type: ignore[no-any-return]


@inner
def hashed_on(h: np.uint64, letters: Bytes, start: Int, end: Int) -> np.uint64:
    """A hash carried on over some letters."""
    for k in range(start, end):
        h = h * BASE + np.uint64(letters[k])
    return h


@compiled
def hash_into(
    letters: Bytes, letter_at: Ints, word_at: Ints, words: Ints, found: Hashes, joined: Hashes
) -> None:
    """64 bits of each word, as `coding.hashed`; for each word of each name the hash of it and the next
    written together, 0 for the last."""
    for w in range(len(found)):
        found[w] = scrambled(hashed_on(BEGIN, letters, letter_at[w], letter_at[w + 1]))
    for name in range(len(word_at) - 1):
        last = word_at[name + 1] - 1
        for k in range(word_at[name], last + 1):
            joined[k] = np.uint64(0)
            if k < last:
                h = hashed_on(BEGIN, letters, letter_at[words[k]], letter_at[words[k] + 1])
                joined[k] = scrambled(
                    hashed_on(h, letters, letter_at[words[k + 1]], letter_at[words[k + 1] + 1])
                )


@inner
def variants_of(letters: Bytes, start: Int, n: Int, most: Int, out: Hashes) -> Int:
    """Hashes of a word, and of it with up to `most` (3) letters taken away; they begin at 128 in `out`."""
    out[0] = BEGIN
    out[42] = ONE_BIT
    for k in range(n):
        out[k + 1] = out[k] * BASE + np.uint64(letters[start + k])
        out[42 + k + 1] = out[42 + k] * BASE
    out[84 + n] = np.uint64(0)
    for k in range(n - 1, -1, -1):
        out[84 + k] = np.uint64(letters[start + k]) * out[42 + n - 1 - k] + out[84 + k + 1]
    count = 128
    out[count] = scrambled(out[n])
    count += 1
    if most > 0:
        for i in range(n):
            out[count] = scrambled(out[i] * out[42 + n - 1 - i] + out[84 + i + 1])
            count += 1
    if most > 1:
        for i in range(n):
            head = out[i]
            for j in range(i + 1, n):
                out[count] = scrambled(head * out[42 + n - 1 - j] + out[84 + j + 1])
                count += 1
                head = head * BASE + np.uint64(letters[start + j])
    if most > 2:
        for i in range(n):
            head = out[i]
            for j in range(i + 1, n):
                far = head
                for k in range(j + 1, n):
                    out[count] = scrambled(far * out[42 + n - 1 - k] + out[84 + k + 1])
                    count += 1
                    far = far * BASE + np.uint64(letters[start + k])
                head = head * BASE + np.uint64(letters[start + j])
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
        last = variants_of(x.letters, first, n, x.edits[n], out)
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
def place_of(values: Hashes, count: Int, wanted: Any) -> Int:
    """Where `wanted` stands among so many sorted values; -1 where it does not."""
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low if low < count and values[low] == wanted else -1
