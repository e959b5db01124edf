"""The names found by their syllables for each query of a batch."""

from __future__ import annotations

from typing import Any

import numpy as np

from sightline.screening.kernels.arrays import AskedSyllables, Int, Ints, Longs, Model, Syllables
from sightline.screening.kernels.compiler import (
    asked_syllables_at,
    compiled,
    found_at,
    inner,
    model_at,
    syllables_at,
    touched_at,
)
from sightline.screening.kernels.constants import (
    CHARACTER,
    CHINESE,
    CODAS,
    CROSSED,
    DEAREST,
    INITIALS,
    LETTERS,
    ONE_BIT,
    READING_WORTH,
    SYLLABLE_SAYS,
    SYLLABLE_WEIGHTS,
    VOWELS,
    WEAK,
    WEAK_ALIAS,
    WRONG,
    ZERO,
)
from sightline.screening.kernels.letters import place_of
from sightline.screening.kernels.scoring import keep


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
        a &= (ONE_BIT << np.uint64(8 * n)) - ONE_BIT
        b &= (ONE_BIT << np.uint64(8 * m)) - ONE_BIT
    if n == 0 or (n == 1 and m == 1):
        return True
    return n == 2 and m == 2 and (a & byte) == (b >> np.uint64(8)) and (a >> np.uint64(8)) == (b & byte)


@inner
def _syllable(
    a: AskedSyllables, k: Int, x: Syllables, other: Int, surname: bool, costs: Ints
) -> tuple[Int, Int, Int]:
    """(state, gain, cost) of two syllables; as `replay.syllable_pair`."""
    best_gain: Int = 0
    best_cost = np.int64(costs[DEAREST])
    a0, b0 = a.reading_at[k], x.reading_at[other]
    for p in range(a0, a.reading_at[k + 1]):
        one = np.int64(a.readings[2 * p])
        for r in range(b0, x.reading_at[other + 1]):
            if one == x.readings[r]:
                cost = a.readings[2 * p + 1] + x.costs[r]
                gain = np.int64(costs[READING_WORTH + 2 * one + (0 if surname else 1)])
                if cost < best_cost or (cost == best_cost and gain < best_gain):
                    best_gain, best_cost = gain, cost
    if best_cost < costs[DEAREST]:
        return 0, best_gain, best_cost
    away = _near(np.int64(a.readings[2 * a0]), np.int64(x.readings[b0]), costs)
    if away < costs[WRONG]:
        return 1, 0, away
    ours, theirs = a.spelt[k], x.spelt[other]
    if ours and theirs and not (ours | theirs) & CHARACTER and _one_edit(ours, theirs):
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
    same = 1.0 if n == m else 0.0
    for c in range(both):
        one, other = a.spelt[a.syllables[3 * s + c]], x.spelt[x.syllables[3 * k + c]]
        if one == 0 or (one ^ other) & LETTERS or one & other & CHARACTER:
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
            # All but what syllables gain takes away, so this is the most that can still come of it; where the
            # characters are read in Mandarin, so does what they cost less than nothing.
            more = both - 1 - c
            rest = (
                max(0.0, f[w + 10]) * same
                + max(0.0, f[w + 8]) * short
                + f[w] * (gain + more * SYLLABLE_SAYS) / 1000
            )
            rest += f[w + 1] * crossed * (cost - more * SYLLABLE_SAYS) / 1000
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
    total = ZERO
    for q in range(a.n_floors):
        count, floor = ZERO, a.floors[q]
        below_name, below_odds, below_way = np.int64(-1), a.nearest[q], np.int64(-1)
        s0 = np.int64(a.at[q])
        for way in range(s0, a.at[q + 1]):
            touched = 0
            kind = a.kind[way]
            for c in range(a.key_at[way], a.key_at[way + 1]):
                at = place_of(x.keys, x.n_keys, a.keys[c])
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
                        count = keep(out, total, count, name, odds, agreed)
                    elif odds > below_odds:
                        below_name, below_odds, below_way = name, odds, agreed
            for p in range(touched):
                s.seen[s.names[p]] = 0
        if below_name >= 0 and count == 0:
            count = keep(out, total, ZERO, below_name, below_odds, below_way)
        total += count
        out.at[q + 1] = total
