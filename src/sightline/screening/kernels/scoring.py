"""Log-odds that a listed name is the one asked, words against words; the best names are kept."""

from __future__ import annotations

from typing import Any

import numpy as np

from sightline.screening.kernels.arrays import AskedWords, Found, Int, Ints, Model, Query, Touched, Words
from sightline.screening.kernels.compiler import inner
from sightline.screening.kernels.constants import (
    COMPANY,
    CONSTANT,
    FEW,
    FEW_ASKED,
    FEW_LISTED,
    INITIAL,
    INITIALLED,
    JOIN,
    JOINED,
    LITTLE,
    MOST,
    MOST_FOUND,
    MOST_TOKENS,
    NEVER,
    PAIR,
    SYLLABLE_WEIGHTS,
    TAKEN_FROM,
    WEAK,
    WEAK_ALIAS,
)


@inner
def keep(out: Found, base: Int, count: Int, n: Int, o: float, w: Int) -> Int:
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
def _pairs(x: Words, a: AskedWords, s: Touched, v: Query, costs: Ints, t0: Int, n: Int, name: Int) -> Int:
    """Words of a query and of a listed name that may agree: gain, place, cost, three each from the start of
    `work`; how many numbers."""
    work, rows, join, count = s.work, s.rows, costs[JOIN], 0
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
                gain = min(worth + x.worth[x.words[k + 1]], v.worth[i] * costs[JOINED] // 100) - join
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
def score(
    x: Words, a: AskedWords, model: Model, s: Touched, v: Query, mixed: float, q: Int, n: Int, name: Int
) -> tuple[float, Int, Int]:
    """Log-odds that a listed name is the one asked, words against words, as `replay.name_words`; the nats
    matched; how many pairs of words were taken, which are left in `work`."""
    costs, f, work, facts = model.ints, model.floats, s.work, a.facts
    t0 = np.int64(a.at[q])
    count = _pairs(x, a, s, v, costs, t0, n, name)
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
    odds = f[CONSTANT] + (
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
        + f[COMPANY + 1] * (max(0, costs[FEW_ASKED] - matched) / 1000 if left else 0.0)
        + f[COMPANY + 2] * (max(0, costs[FEW_LISTED] - matched) / 1000 if right else 0.0)
    )
    if cost or right:  # a word differs
        odds = min(odds, x.ceiling[name] / 1000 + (f[SYLLABLE_WEIGHTS + 5] if right else 0.0))
    if x.about[name] & WEAK:
        odds -= f[WEAK_ALIAS]
    return odds, matched, (kept - TAKEN_FROM) // PAIR
