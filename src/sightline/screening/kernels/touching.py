"""Listed names that have words in common with a query: they are touched, rare words first."""

from __future__ import annotations

from typing import Any

import numpy as np

from sightline.screening.kernels.arrays import AskedWords, Int, Memory, Model, Query, Touched, Words
from sightline.screening.kernels.bounds import (
    adds_of,
    bound_of,
    gains_of,
    larger,
    more_gained,
    near_bound,
    packed,
    step_of,
    tells_of,
    touch,
)
from sightline.screening.kernels.compiler import inner, prefetch
from sightline.screening.kernels.constants import (
    ABOUT,
    ADDS_AT,
    AHEAD,
    GAINED,
    HALF,
    LOOKED_UP,
    MOST_ROWS,
    MOST_TOKENS,
    NEAR,
    NOTHING,
    ONCE,
    SAYS,
    SEVERAL,
    SINGLES,
    SKIPPED,
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
                    step = step_of(model, worth - cost, cost, ours, worth, ONCE)
                    s.gains[cell] = step
                    most = max(most, adds_of(step))
        v.worth[i] = ours
        for tier in range(TIERS):
            unit = i * TIERS + tier
            v.most[unit], v.gains[unit], v.tells[unit], v.postings[unit] = 0, 0, 0, 0
        v.most[i * TIERS] = most
        for r in range(taken):
            step = np.int64(s.gains[r * MOST_TOKENS + i])
            if step >= 0:
                w = s.row_word[r]
                unit = i * TIERS + tier_of(adds_of(step), most)
                v.most[unit] = max(v.most[unit], adds_of(step))
                v.gains[unit] = max(v.gains[unit], gains_of(step))
                v.tells[unit] = max(v.tells[unit], tells_of(step))
                v.postings[unit] += x.posting_at[w + 1] - x.posting_at[w]
        for tier in range(i * TIERS, (i + 1) * TIERS):
            v.done[tier] = SKIPPED if v.postings[tier] == 0 else 0
    return taken


@inner
def tier_of(adds: Int, most: Int) -> Int:
    """In which step a listed word is looked up that adds this, where the best for the word adds `most`."""
    if 10 * adds >= NEAR * most:
        return ZERO
    return ONCE if 10 * adds >= HALF * most else TWICE


@inner
def of_row(s: Touched, v: Query, r: Int, n: Int) -> tuple[Int, Int]:
    """The most a listed word adds to a name by the words of the query for which it was looked up, and by all:
    it can stand for one of them only."""
    before, most = ZERO, ZERO
    for i in range(n):
        step = np.int64(s.gains[r * MOST_TOKENS + i])
        if step >= 0:
            most = larger(most, step)
            if v.done[i * TIERS + tier_of(adds_of(step), v.most[i * TIERS])] == LOOKED_UP:
                before = larger(before, step)
    return before, most


@inner
def touch_postings(x: Words, s: Touched, v: Query, taken: Int, n: Int, unit: Int, touched: Int) -> Int:
    """Touch every name that one of the listed words of a tier stands in."""
    i = unit // TIERS
    for r in range(taken):
        step = np.int64(s.gains[r * MOST_TOKENS + i])
        if step < 0 or i * TIERS + tier_of(adds_of(step), v.most[i * TIERS]) != unit:
            continue
        before, _ = of_row(s, v, r, n)
        step = larger(before, step) - before
        if step == 0:
            continue
        w = s.row_word[r]
        last = np.int64(x.posting_at[w + 1]) - 1
        for p in range(x.posting_at[w], last + 1):
            ahead = np.int64(x.postings[min(p + AHEAD, last)])
            prefetch(s.gained, ahead ^ (ahead >> 63))
            touched = touch(s, touched, np.int64(x.postings[p]), step)
    return touched


@inner
def tell(x: Words, s: Touched, v: Query, touched: Int, untold: Int, slips: Any, need: Int) -> Int:
    """Tell what each touched name can score at most, by what it gained so far and the words add that were not
    looked up; which can score the most, -1 where none can what is needed."""
    likely = NOTHING
    for k in range(touched):
        prepare(s, k, touched)
        told = np.int64(s.names[k])
        name = told ^ (told >> 63)
        near = near_bound(v, more_gained(np.int64(s.gained[name]), untold))
        s.told[k] = near
        bound = bound_of(x, v, name, near, slips, need)
        if bound > need:
            likely, need = name, bound
    return likely


@inner
def settle(s: Touched, touched: Int, need: Int) -> Int:
    """The names that can score what is needed; how many. What they gained is forgotten."""
    kept = ZERO
    for k in range(touched):
        prepare(s, k, touched)
        told = np.int64(s.names[k])
        name = told ^ (told >> 63)
        s.gained[name] = np.int64(s.gained[name]) >> ABOUT << ABOUT
        if s.told[k] >= need:
            s.names[kept], s.told[kept] = told, s.told[k]
            kept += 1
    return kept


@inner
def tell_members(x: Words, s: Touched, v: Query, taken: Int, n: Int, touched: Int, need: Int) -> Int:
    """As `settle`, where some words were not looked up: what these add, as `touch_postings` would."""
    kept = ZERO
    for r in range(taken):
        before, most = of_row(s, v, r, n)
        s.adds[r] = most - before
    for k in range(touched):
        prepare(s, k, touched)
        told = np.int64(s.names[k])
        name = told ^ (told >> 63)
        gained = np.int64(s.gained[name])
        s.gained[name] = gained >> ABOUT << ABOUT
        if s.told[k] >= need:
            prefetch(x.word_at, name)
            s.names[kept], s.told[kept] = told, gained
            kept += 1
    return _with_members(x, s, v, kept, need)


@inner
def _with_members(x: Words, s: Touched, v: Query, touched: Int, need: Int) -> Int:
    """The names that can score what is needed, by what they gained and by what each word of them adds."""
    kept = ZERO
    for k in range(touched):
        soon = np.int64(s.names[min(k + AHEAD, touched - 1)])
        prefetch(x.words, np.int64(x.word_at[soon ^ (soon >> 63)]))
        told, gained = np.int64(s.names[k]), np.int64(s.told[k])
        name = told ^ (told >> 63)
        for p in range(x.word_at[name], x.word_at[name + 1]):
            r = s.row[x.words[p]] - 1
            if r >= 0 and s.adds[r]:
                gained = more_gained(gained, np.int64(s.adds[r]))
        near = near_bound(v, gained)
        if near >= need:
            s.names[kept], s.told[kept] = told, near
            kept += 1
    return kept


@inner
def prepare(s: Touched, k: Int, touched: Int) -> None:
    """Have memory bring what a name gained whose turn comes soon."""
    told = np.int64(s.names[min(k + AHEAD, touched - 1)])
    prefetch(s.gained, told ^ (told >> 63))


@inner
def touch_special(x: Words, s: Touched, taken: Int, n: Int, touched: Int, need: Int) -> Int:
    """Touch the special names of words that were not looked up, since they may score what is needed; what
    these words add `tell_members` tells."""
    for r in range(taken):
        w = s.row_word[r]
        for i in range(n):
            cost = np.int64(s.rows[r * MOST_TOKENS + i])
            if 0 <= cost < x.worth[w]:
                for p in range(x.posting_at[w], x.posting_at[w + 1]):
                    if x.postings[p] >= 0:
                        break
                    told = np.int64(x.postings[p])
                    if s.gained[~told] & GAINED == 0:
                        s.told[touched] = need
                        touched = touch(s, touched, told, ONCE << ADDS_AT)
                break
    return touched


@inner
def left_of(v: Query, n: Int) -> tuple[Int, Int, Int]:
    """Of what is not looked up: the most it can add, how many names it leads to, and the tier that leads to
    the fewest (-1: none)."""
    rest, ahead, fewest = ZERO, ZERO, NOTHING
    for i in range(n):
        most, gains, tells, some = ZERO, ZERO, ZERO, ZERO
        for unit in range(i * TIERS, (i + 1) * TIERS):
            if v.done[unit] == 0:
                some = ONCE
                most, gains = max(most, v.most[unit]), max(gains, v.gains[unit])
                tells = max(tells, v.tells[unit])
                ahead += v.postings[unit]
                if fewest < 0 or v.postings[unit] < v.postings[fewest]:
                    fewest = np.int64(unit)
        rest = more_gained(rest, packed(most, gains, tells, some))
    return rest, ahead, fewest


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
                touched = touch(s, touched, told, step_of(model, whole, ZERO, v.worth[i], whole, TWICE))
        v.wide[i] = -1
        if i + 1 < n:
            w = place_of(x.hash, x.n_hash, a.joined[t0 + i])
            v.wide[i] = w
            if w >= 0:
                says = np.int64(x.worth[w])
                step = step_of(model, says, ZERO, v.worth[i] + v.worth[i + 1], says, TWICE)
                for p in range(x.posting_at[w], x.posting_at[w + 1]):
                    touched = touch(s, touched, np.int64(x.postings[p]), step)
    return touched
