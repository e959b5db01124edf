"""The names found by their words for each query of a batch."""

from __future__ import annotations

import numpy as np

from sightline.screening.kernels.arrays import Int, Longs
from sightline.screening.kernels.bounds import bound_of, needed, note_lacking, reaches
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
    COMPANY,
    CONSTANT,
    FEW_POSTINGS,
    FIRSTS,
    HIDDEN,
    INITIAL,
    INITIALLED,
    LITTLE,
    LITTLE_LEFT,
    MEMBER,
    MOST_ROWS,
    MOST_TOKENS,
    NOTHING,
    ONCE,
    PAIR,
    PLAIN,
    SAID_BITS,
    SAYING,
    SAYS_MOST,
    TAKEN_FROM,
    TIERS,
    WORDS,
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
    f = model.floats
    total = out.at[first]
    for q in range(first, last):
        floor = a.floors[q]
        kinds = np.int64(a.kinds[q])
        mixed = 1.0 if kinds else 0.0
        t0 = np.int64(a.at[q])
        n = min(a.at[q + 1] - t0, MOST_TOKENS)
        little = np.int64(model.ints[LITTLE])
        rows = gather(x, a, model, memory, s, v, t0, n)
        touched = touch_joined(x, a, model, s, v, t0, n)
        top, says, singles = ZERO, ZERO, ZERO
        initial, firsts = (f[0] + f[3]) * model.ints[INITIAL], ZERO
        whole = f[CONSTANT] + max(0.0, f[4]) + (min(0.0, f[7]) if kinds else 0.0)
        for i in range(n):
            worth = v.worth[i]
            says += worth
            top = max(top, worth)
            begins = a.letter_at[t0 + i]
            if a.letter_at[t0 + i + 1] - begins > 1:
                firsts |= ONCE << (np.int64(a.letters[begins]) & 31)
            elif not a.facts[2 * (t0 + i) + 1]:
                whole += max(0.0, initial - f[1] * worth - f[2] * SAYS_MOST) / 1000
                singles += 1
        if rows == MOST_ROWS:  # some word may not be known to be the same
            firsts = NOTHING
        whole += max(0.0, f[INITIALLED]) if singles > 1 else 0.0
        whole += max(0.0, f[COMPANY]) if a.forms[q] else 0.0
        slips = a.slips[q]
        slack = 0.0  # of names of which a form of company is meant by a word, which is not left over then
        if slips:
            slack += max(0.0, f[COMPANY]) if not a.forms[q] else 0.0
            slack += max(0.0, -f[1] - min(0.0, f[10])) * np.int64(v.worth[a.slip_at[q]]) / 1000
            slack += max(0.0, f[4]) + max(0.0, -min(f[6], f[9]))
        whole += slack
        whole += f[1] * says / 1000
        hidden = max(0.0, initial - f[1] * top - f[2] * 1000) / 1000
        note_lacking(v, f, says, top, np.int64(n), little)
        looked, skipped, passed, hit = ZERO, ZERO, ZERO, False
        v.facts[WORDS], v.facts[PLAIN], v.facts[LITTLE_LEFT] = n, singles == 0, little
        v.facts[FIRSTS], v.facts[HIDDEN] = firsts, np.int64(1000 * hidden * min(7, n - 1)) + 1
        v.facts[SAYING] = np.int64(max(0.0, -f[2]) * (1 << SAID_BITS))
        best_name, best_odds = np.int64(-1), a.nearest[q]
        for turn in range(n * TIERS + 1):
            rest, words, ahead, unit = left_of(v, n)
            # Before a common word is looked up: could a name with nothing but the words that are left be a
            # hit, or nearer than the nearest? If not, they are only looked for in the names that were
            # touched, and in special ones where these could. At the end: score the likeliest first, and most
            # others need no score.
            ended = unit < 0
            alone = whole + (rest - v.less[words]) / 1000
            special = whole + (rest - (v.less[words] if n > 1 else 0)) / 1000 + min(7, n - 1) * hidden
            if ended or (turn and ahead > WORTHWHILE + MEMBER * touched and alone < floor):
                likely, more, missing = np.int64(-1), skipped + rest, passed + words
                highest = min(floor, best_odds)
                need = needed(highest, whole, more)
                if ended:
                    touched = settle(s, v, touched, need, missing)
                else:
                    tell(s, touched)
                for k in range(touched):
                    told, gained = np.int64(s.names[k]), np.int64(s.told[k])
                    if reaches(v, told, gained, need, missing):
                        name = told ^ (told >> 63)
                        most = whole - slack if slips and not x.forms[name] & slips else whole
                        bound = bound_of(x, f, v, told, gained, most, hidden, more, missing, highest)
                        if bound > highest and not kinds & x.about[name]:
                            likely, highest = name, bound
                            need = needed(highest, whole, more)
                if likely >= 0 and (highest < floor or not ended):
                    odds, _, _ = score(x, a, model, s, v, mixed, np.int64(q), n, likely)
                    hit = odds >= floor
                    if odds > best_odds and not hit:
                        best_name, best_odds = likely, odds
                if ended:
                    break
                if hit or alone < best_odds:
                    if special >= floor or (special >= best_odds and not hit):
                        touched = touch_special(x, s, v, rows, n, touched)
                    least = floor if hit else min(floor, best_odds)
                    touched = tell_members(x, s, v, rows, n, touched, needed(least, whole, more), missing)
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
            touched = touch_postings(x, s, v, rows, unit, touched)
        count = ZERO
        least = floor if hit else min(floor, best_odds)
        need = needed(least, whole, skipped)
        for k in range(touched):
            told, gained = np.int64(s.names[k]), np.int64(s.told[k])
            if not reaches(v, told, gained, need, passed):
                continue
            name = told ^ (told >> 63)
            most = whole - slack if slips and not x.forms[name] & slips else whole
            bound = bound_of(x, f, v, told, gained, most, hidden, skipped, passed, least)
            if bound < least or (kinds & x.about[name]):
                continue
            odds, _, _ = score(x, a, model, s, v, mixed, np.int64(q), n, name)
            if odds >= floor:
                count = keep(out, total, count, name, odds, NOTHING)
            elif odds > best_odds or (odds == best_odds and name < best_name):
                best_name, best_odds = name, odds
            else:
                continue
            least = floor if count else max(least, min(floor, best_odds))
            need = needed(least, whole, skipped)
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
