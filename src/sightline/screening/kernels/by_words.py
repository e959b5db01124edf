"""The names found by their words for each query of a batch."""

from __future__ import annotations

import numpy as np

from sightline.screening.kernels.arrays import Int, Longs
from sightline.screening.kernels.bounds import (
    alone,
    bound_of,
    more_gained,
    needed,
    note_query,
    packed,
    special_alone,
)
from sightline.screening.kernels.compiler import (
    asked_words_at,
    compiled,
    found_at,
    memory_at,
    model_at,
    query_at,
    touched_at,
    words_at,
)
from sightline.screening.kernels.constants import (
    FEW_POSTINGS,
    LOOKED_UP,
    MEMBER,
    MOST_TOKENS,
    NOTHING,
    ONCE,
    PAIR,
    SKIPPED,
    TAKEN_FROM,
    TIERS,
    WORTHWHILE,
    ZERO,
)
from sightline.screening.kernels.scoring import keep, score
from sightline.screening.kernels.touching import (
    gather,
    left_of,
    settle,
    tell,
    tell_members,
    touch_joined,
    touch_postings,
    touch_special,
)


@compiled
def by_words(
    index: Longs, asked: Longs, weights: Longs, known: Longs, scratch: Longs, query: Longs, found: Longs,
    first: Int, last: Int,
) -> None:  # fmt: skip
    """For each query the names found by their words at or above its floor, the best `MOST_FOUND` in no order,
    or else the one that comes nearest, if it is nearer than `nearest`. Addresses of `Words`, `AskedWords` and
    so on."""
    x, a, model, memory = words_at(index), asked_words_at(asked), model_at(weights), memory_at(known)
    s, v, out = touched_at(scratch), query_at(query), found_at(found)
    total = out.at[first]
    for q in range(first, last):
        floor, slips = a.floors[q], a.slips[q]
        kinds = np.int64(a.kinds[q])
        mixed = 1.0 if kinds else 0.0
        t0 = np.int64(a.at[q])
        n = min(a.at[q + 1] - t0, MOST_TOKENS)
        rows = gather(x, a, model, memory, s, v, t0, n)
        touched = touch_joined(x, a, model, s, v, t0, n)
        whole = note_query(x, a, model, s, v, np.int64(q), n, rows)
        above = needed(floor, whole)
        looked, skipped, hit = ZERO, ZERO, False
        best_name, best_odds = np.int64(-1), a.nearest[q]
        for turn in range(n * TIERS + 1):
            rest, ahead, unit = left_of(v, n)
            untold = more_gained(rest, skipped)
            # Before a common word is looked up: could a name with nothing but the words that are left be a
            # hit, or nearer than the nearest? If not, they are only looked for in the names that were
            # touched, and in special ones where these could. At the end: score the likeliest first, and most
            # others need no score; where words were skipped they are looked for, too.
            ended = unit < 0
            whole_told = ended and skipped == 0
            if ended or (turn and ahead > WORTHWHILE + MEMBER * touched and alone(v, untold) < above):
                need = needed(min(floor, best_odds), whole)
                likely = tell(x, s, v, touched, untold, slips, need)
                if likely >= 0:
                    odds, _, _ = score(x, a, model, s, v, mixed, np.int64(q), n, likely)
                    hit = odds >= floor
                    if odds > best_odds and not hit:
                        best_name, best_odds = likely, odds
                need = needed(floor if hit else min(floor, best_odds), whole)
                if whole_told:
                    touched = settle(s, touched, need)
                    break
                if ended or hit or alone(v, untold) < need:
                    if not ended and special_alone(v, untold) >= need:
                        touched = touch_special(x, s, rows, n, touched, need)
                    touched = tell_members(x, s, v, rows, n, touched, need)
                    break
            if looked > 0 and looked + v.postings[unit] > FEW_POSTINGS:
                skipped = more_gained(skipped, packed(v.most[unit], v.gains[unit], v.tells[unit], ONCE))
                i = unit // TIERS
                for other in range(i * TIERS, (i + 1) * TIERS):  # those that add less may be skipped with it
                    if v.done[other] == 0 and v.most[other] <= v.most[unit]:
                        v.done[other] = SKIPPED
                continue
            looked += v.postings[unit]
            touched = touch_postings(x, s, v, rows, n, unit, touched)
            v.done[unit] = LOOKED_UP
        count = ZERO
        least = floor if hit else min(floor, best_odds)
        need = needed(least, whole)
        for k in range(touched):
            name = np.int64(s.names[k])
            name ^= name >> 63
            if bound_of(x, v, name, np.int64(s.told[k]), slips, need) < need:
                continue
            odds, _, _ = score(x, a, model, s, v, mixed, np.int64(q), n, name)
            if odds >= floor:
                count = keep(out, total, count, name, odds, NOTHING)
            elif odds > best_odds or (odds == best_odds and name < best_name):
                best_name, best_odds = name, odds
            else:
                continue
            least = floor if count else max(least, min(floor, best_odds))
            need = needed(least, whole)
        if count == 0 and best_name >= 0:
            count = keep(out, total, ZERO, best_name, best_odds, NOTHING)
        paired = out.pair_at[total]
        for c in range(total, total + count):
            _, matched, taken = score(x, a, model, s, v, mixed, np.int64(q), n, np.int64(out.name[c]))
            out.pairs[paired] = matched
            for k in range(PAIR * taken):
                out.pairs[paired + 1 + k] = s.work[TAKEN_FROM + k]
            paired += 1 + PAIR * taken
            out.pair_at[c + 1] = paired
        total += count
        out.at[q + 1] = total
        for r in range(rows):
            s.row[s.row_word[r]] = 0
