"""Listed names that have words in common with a query: they are touched, rare words first."""

from __future__ import annotations

import numpy as np

from sightline.screening.kernels.arrays import AskedWords, Int, Memory, Model, Query, Touched, Words
from sightline.screening.kernels.bounds import adds_of, more_gained, reaches, touch
from sightline.screening.kernels.compiler import inner, prefetch
from sightline.screening.kernels.constants import (
    AHEAD,
    COUNT_BITS,
    HALF,
    MOST_COUNTED,
    MOST_ROWS,
    MOST_TOKENS,
    NEAR,
    NOTHING,
    ONCE,
    SAID,
    SAYS,
    SEVERAL,
    SINGLES,
    TIERS,
    TWICE,
    WORD_DEAREST,
    ZERO,
)
from sightline.screening.kernels.letters import place_of


@inner
def gather(
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
        most = ZERO
        for p in range(at, at + 2 * count, 2):
            w = np.int64(pool[p])
            r = row[w] - 1
            if r < 0:
                if taken == MOST_ROWS:
                    break
                s.row_word[taken] = w
                for k in range(MOST_TOKENS):
                    rows[taken * MOST_TOKENS + k], s.gains[taken * MOST_TOKENS + k] = -1, -1
                r = taken
                taken += 1
                row[w] = taken
            cell = r * MOST_TOKENS + i
            worth = np.int64(x.worth[w])
            cost = min(np.int64(pool[p + 1]), worth * model.ints[WORD_DEAREST] // 100)
            if rows[cell] < 0 or cost < rows[cell]:
                rows[cell] = cost
                if worth > cost:
                    adds = adds_of(model, worth - cost, cost, ours, worth)
                    s.gains[cell] = adds
                    most = max(most, adds)
        v.worth[i] = ours
        for tier in range(TIERS):
            v.most[i * TIERS + tier], v.postings[i * TIERS + tier] = 0, 0
        v.most[i * TIERS] = most
        for r in range(taken):
            adds = np.int64(s.gains[r * MOST_TOKENS + i])
            if adds >= 0:
                w = s.row_word[r]
                tier = i * TIERS + tier_of(adds, most)
                v.most[tier] = max(v.most[tier], adds)
                v.postings[tier] += x.posting_at[w + 1] - x.posting_at[w]
        for tier in range(i * TIERS, (i + 1) * TIERS):
            v.done[tier] = v.postings[tier] == 0
    return taken


@inner
def tier_of(adds: Int, most: Int) -> Int:
    """In which step a listed word is looked up that adds this, where the best for the word adds `most`."""
    if 10 * adds >= NEAR * most:
        return ZERO
    return ONCE if 10 * adds >= HALF * most else TWICE


@inner
def touch_postings(x: Words, s: Touched, v: Query, taken: Int, unit: Int, touched: Int) -> Int:
    """Touch every name that one of the listed words of a tier stands in."""
    i = unit // TIERS
    for r in range(taken):
        most = np.int64(s.gains[r * MOST_TOKENS + i])
        if most < 0 or i * TIERS + tier_of(most, v.most[i * TIERS]) != unit:
            continue
        w = s.row_word[r]
        last = np.int64(x.posting_at[w + 1]) - 1
        for p in range(x.posting_at[w], last + 1):
            ahead = np.int64(x.postings[min(p + AHEAD, last)])
            prefetch(s.gained, ahead ^ (ahead >> 63))
            touched = touch(s, touched, np.int64(x.postings[p]), most, ONCE)
    return touched


@inner
def tell_members(
    x: Words, s: Touched, v: Query, taken: Int, n: Int, touched: Int, need: Int, missing: Int
) -> Int:
    """What the words that were not looked up add to the names that were touched, as `touch_postings` would.
    Names that have not gained what is needed even with all of these are left out; how many stay."""
    kept = ZERO
    for r in range(taken):
        adds, words = ZERO, ZERO
        for i in range(n):
            most = np.int64(s.gains[r * MOST_TOKENS + i])
            if most >= 0 and v.done[i * TIERS + tier_of(most, v.most[i * TIERS])] == 0:
                adds, words = adds + most, words + 1
        s.adds[r] = adds << COUNT_BITS | min(words, MOST_COUNTED)
    for k in range(touched):
        prepare(s, k, touched)
        told = np.int64(s.names[k])
        name = told ^ (told >> 63)
        gained = np.int64(s.gained[name])
        s.gained[name] = np.uint32(gained >> SAID << SAID)
        if reaches(v, told, gained, need, missing):
            for p in range(x.word_at[name], x.word_at[name + 1]):
                r = s.row[x.words[p]] - 1
                if r >= 0 and s.adds[r]:
                    adds = np.int64(s.adds[r])
                    gained = more_gained(gained, adds >> COUNT_BITS, adds & MOST_COUNTED)
            s.names[kept], s.told[kept] = told, np.uint32(gained)
            kept += 1
    return kept


@inner
def settle(s: Touched, v: Query, touched: Int, need: Int, missing: Int) -> Int:
    """The names that gained what is needed, with what they gained; how many."""
    kept = ZERO
    for k in range(touched):
        prepare(s, k, touched)
        told = np.int64(s.names[k])
        name = told ^ (told >> 63)
        gained = np.int64(s.gained[name])
        s.gained[name] = np.uint32(gained >> SAID << SAID)
        if reaches(v, told, gained, need, missing):
            s.names[kept], s.told[kept] = told, np.uint32(gained)
            kept += 1
    return kept


@inner
def tell(s: Touched, touched: Int) -> None:
    """What each touched name gained so far."""
    for k in range(touched):
        prepare(s, k, touched)
        told = np.int64(s.names[k])
        s.told[k] = s.gained[told ^ (told >> 63)]


@inner
def prepare(s: Touched, k: Int, touched: Int) -> None:
    """Have memory bring what a name gained whose turn comes soon."""
    told = np.int64(s.names[min(k + AHEAD, touched - 1)])
    prefetch(s.gained, told ^ (told >> 63))


@inner
def touch_special(x: Words, s: Touched, v: Query, taken: Int, n: Int, touched: Int) -> Int:
    """Touch the special names of words that were not looked up; what these add `tell_members` tells."""
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
                        touched = touch(s, touched, told, ONCE, ZERO)
                break
    return touched


@inner
def left_of(v: Query, n: Int) -> tuple[Int, Int, Int, Int]:
    """Of what is not looked up: the most milliodds it can add, how many words it belongs to, how many names
    it leads to, and the tier that leads to the fewest (-1: none)."""
    rest, words, ahead, fewest = ZERO, ZERO, ZERO, NOTHING
    for i in range(n):
        most, some = ZERO, False
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
def touch_joined(x: Words, a: AskedWords, model: Model, s: Touched, v: Query, t0: Int, n: Int) -> Int:
    """Touch every name with words that the query has written together, or the other way round, and note which
    listed word each word is with the next, and whether neighbours make it up."""
    touched = ZERO
    for i in range(n):
        k = place_of(x.joined_keys, x.n_joined_keys, a.hash[t0 + i])
        v.parted[i] = k >= 0
        if k >= 0:
            for p in range(x.joined_at[k], x.joined_at[k + 1]):
                name = np.int64(x.joined_names[p])
                about = np.int64(x.about[name])
                whole = about >> SAYS
                told = name if about & SEVERAL and about & (7 << SINGLES) == 0 else ~name
                # two words: nothing is taken off as for a lone one
                touched = touch(s, touched, told, adds_of(model, whole, ZERO, v.worth[i], whole), TWICE)
        v.wide[i] = -1
        if i + 1 < n:
            w = place_of(x.hash, x.n_hash, a.joined[t0 + i])
            v.wide[i] = w
            if w >= 0:
                says = np.int64(x.worth[w])
                most = adds_of(model, says, ZERO, v.worth[i] + v.worth[i + 1], says)
                for p in range(x.posting_at[w], x.posting_at[w + 1]):
                    touched = touch(s, touched, np.int64(x.postings[p]), most, TWICE)
    return touched
