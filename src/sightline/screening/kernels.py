"""The compiled part of screening: which listed names may be meant by a query, and how likely each is.

Everything is counted in millinats, whole numbers, by the same steps as `matching.replay`, so that the two
give the same score. Arrays only; what they mean stands at the tuples that hold them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sightline.screening.columns import (
    Asked,
    Bytes,
    Floats,
    Hashes,
    Ints,
    Longs,
    Model,
    Names,
    Out,
    Scratch,
    Sequences,
    Words,
)

P = ParamSpec("P")
R = TypeVar("R")

MOST_TOKENS = 16
"""words of a name that are compared"""
MOST_ALIKE = 384
"""listed words that may stand for one word of a query"""
MOST_FOUND = 256
"""names kept for one query, the best"""
FEW_POSTINGS = 200_000
"""names looked up for one query after which its commonest words are only counted, not looked up"""
INITIALS, MOST_COSTS = 3000, 8000
"""millinats that initials and differences in words may hide from the bound of a score"""
LONGEST_WORD = 40


NEVER = -30.0
(
    SOUND,
    EDIT,
    EDIT_SHORT,
    JOIN,
    INITIAL,
    MOST,
    WRONG_COST,
    BONE,
    DEAREST,
    SOUND_SHORT,
    SOUND_EDIT,
    WORD_DEAREST,
    LITTLE,
) = range(13)
"""places in `Model.costs`"""
KOREAN, CHINESE, CROSSED = 1, 2, 4
"""bits of a tradition"""


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile at the first call, and keep what was compiled beside the source."""
    done: Callable[P, R] = njit(cache=True, nogil=True)(function)
    return done


@compiled
def _ones(x: np.uint64) -> int:
    x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((x * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def edits_between(a: Bytes, a0: int, a1: int, b: Bytes, b0: int, b1: int, most: int) -> int:
    """Edits between two words (optimal string alignment), or `most` + 1 when there are more."""
    n, m = a1 - a0, b1 - b0
    if n > m:
        a, a0, a1, n, b, b0, b1, m = b, b0, b1, m, a, a0, a1, n
    if m - n > most:
        return most + 1
    while n > 0 and a[a0] == b[b0]:
        a0, b0, n, m = a0 + 1, b0 + 1, n - 1, m - 1
    while n > 0 and a[a0 + n - 1] == b[b0 + m - 1]:
        n, m = n - 1, m - 1
    if n == 0:
        return m
    before = np.empty(LONGEST_WORD + 1, np.int64)
    last = np.empty(LONGEST_WORD + 1, np.int64)
    row = np.empty(LONGEST_WORD + 1, np.int64)
    for j in range(m + 1):
        last[j] = j
    for i in range(1, n + 1):
        row[0] = i
        least = i
        x = a[a0 + i - 1]
        for j in range(1, m + 1):
            y = b[b0 + j - 1]
            d = last[j - 1] + (0 if x == y else 1)
            if last[j] + 1 < d:
                d = last[j] + 1
            if row[j - 1] + 1 < d:
                d = row[j - 1] + 1
            if i > 1 and j > 1 and x == b[b0 + j - 2] and a[a0 + i - 2] == y and before[j - 2] + 1 < d:
                d = before[j - 2] + 1
            row[j] = d
            if d < least:
                least = d
        if least > most + 1:
            return most + 1
        before, last, row = last, row, before
    return int(last[m])


@compiled
def _first(values: NDArray[Any], wanted: Any) -> int:
    """Where `wanted` would stand in sorted values."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _first_by(values: Hashes, order: Ints, wanted: np.uint64) -> int:
    low, high = 0, len(order)
    while low < high:
        middle = (low + high) // 2
        if values[order[middle]] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _alike(words: Words, asked: Asked, t: int, model: Model, term: Ints, dear: Ints) -> int:
    """Listed words that may stand for word `t` of the batch, and by how much each differs."""
    count = 0
    h = asked.hashes[t]
    at = _first_by(words.hashes, words.order, h)
    while at < len(words.order) and words.hashes[words.order[at]] == h:
        term[count] = words.order[at]
        dear[count] = 0
        count += 1
        at += 1
    if asked.number[t]:
        return count
    a0, a1 = asked.offsets[t], asked.offsets[t + 1]
    length = a1 - a0
    sound = asked.sounds[t]
    if sound:
        at = _first_by(words.sounds, words.sound_order, sound)
        while (
            at < len(words.sound_order)
            and words.sounds[words.sound_order[at]] == sound
            and count < MOST_ALIKE
        ):
            term[count] = words.sound_order[at]
            b0, b1 = words.offsets[term[count]], words.offsets[term[count] + 1]
            apart = min(6, edits_between(asked.letters, a0, a1, words.letters, b0, b1, 5))
            dear[count] = model.costs[SOUND] + apart * model.costs[SOUND_EDIT]
            dear[count] += model.costs[SOUND_SHORT] // max(length, b1 - b0)
            count += 1
            at += 1
    bone = asked.bones[t]
    if bone:
        at = _first_by(words.bones, words.bone_order, bone)
        while at < len(words.bone_order) and words.bones[words.bone_order[at]] == bone and count < MOST_ALIKE:
            term[count] = words.bone_order[at]
            longest = max(length, words.offsets[term[count] + 1] - words.offsets[term[count]])
            dear[count] = model.costs[BONE] + model.costs[SOUND_SHORT] // longest
            count += 1
            at += 1
    top = len(model.edits) - 1
    sign = asked.signs[t]
    widest = model.edits[min(length + 3, top)]
    for other in range(max(1, length - widest), min(length + widest, len(words.by_length) - 2) + 1):
        longest = max(length, other)
        allowed = model.edits[min(longest, top)]
        if abs(length - other) > allowed or allowed == 0:
            continue
        for w in range(words.by_length[other], words.by_length[other + 1]):
            if words.number[w] or _ones(words.signs[w] ^ sign) > 6 * allowed:
                continue
            edits = edits_between(
                asked.letters, a0, a1, words.letters, words.offsets[w], words.offsets[w + 1], allowed
            )
            if 0 < edits <= allowed and count < MOST_ALIKE:
                term[count] = w
                dear[count] = edits * (model.costs[EDIT] + model.costs[EDIT_SHORT] // longest)
                count += 1
    return count


@compiled
def _keep(out: Out, count: int, name: int, odds: float, way: int) -> int:
    """Keep a found name; when there is no room, in place of the worst."""
    if count < MOST_FOUND:
        out.name[count], out.odds[count], out.way[count] = name, odds, way
        return count + 1
    worst = 0
    for n in range(1, count):
        if out.odds[n] < out.odds[worst]:
            worst = n
    if odds > out.odds[worst]:
        out.name[worst], out.odds[worst], out.way[worst] = name, odds, way
    return count


@compiled
def _score(
    words: Words,
    names: Names,
    asked: Asked,
    model: Model,
    row: Ints,
    rows: Ints,
    worth: Longs,
    mixed: float,
    t0: int,
    n: int,
    name: int,
) -> float:
    """Log-odds that a listed name is the one asked, words against words; as `replay.name_words`."""
    l0 = names.offsets[name]
    m = min(names.offsets[name + 1] - l0, MOST_TOKENS)
    gains = np.empty(3 * MOST_TOKENS * MOST_TOKENS, np.int64)
    shape = np.empty((3 * MOST_TOKENS * MOST_TOKENS, 5), np.int64)
    count = 0
    for i in range(n):
        for j in range(m):
            w = names.words[l0 + j]
            r = row[w]
            if r and rows[r - 1, i] >= 0:
                gain = words.worth[w] - rows[r - 1, i]
                if gain > 0:
                    gains[count] = gain
                    shape[count, 0], shape[count, 1], shape[count, 2], shape[count, 3] = i, j, 1, 1
                    shape[count, 4] = rows[r - 1, i]
                    count += 1
            if j + 1 < m and names.joined[l0 + j] == asked.hashes[t0 + i]:
                gain = words.worth[w] + words.worth[names.words[l0 + j + 1]] - model.costs[JOIN]
                if gain > 0:
                    gains[count] = gain
                    shape[count, 0], shape[count, 1], shape[count, 2], shape[count, 3] = i, j, 1, 2
                    shape[count, 4] = model.costs[JOIN]
                    count += 1
            if i + 1 < n and asked.pairs[t0 + i] == words.hashes[w]:
                gain = words.worth[w] - model.costs[JOIN]
                if gain > 0:
                    gains[count] = gain
                    shape[count, 0], shape[count, 1], shape[count, 2], shape[count, 3] = i, j, 2, 1
                    shape[count, 4] = model.costs[JOIN]
                    count += 1
    ours, theirs = (1 << n) - 1, (1 << m) - 1
    matched, cost, pairs = 0, 0, 0
    for _ in range(count):
        best = -1
        for p in range(count):
            if gains[p] <= 0:
                continue
            if best < 0 or gains[p] > gains[best]:
                best = p
            elif gains[p] == gains[best]:
                a = (shape[p, 0], shape[p, 1], shape[p, 2], shape[p, 3])
                b = (shape[best, 0], shape[best, 1], shape[best, 2], shape[best, 3])
                if a < b:
                    best = p
        if best < 0:
            break
        mine = ((1 << shape[best, 2]) - 1) << shape[best, 0]
        other = ((1 << shape[best, 3]) - 1) << shape[best, 1]
        if mine & ours == mine and other & theirs == other:
            ours ^= mine
            theirs ^= other
            matched += gains[best]
            cost += shape[best, 4]
            pairs += 1
        gains[best] = 0
    left, right, number_left, number_right, untold = 0, 0, 0, 0, 0
    long_asked, long_listed = 0, 0
    for i in range(n):
        if asked.offsets[t0 + i + 1] - asked.offsets[t0 + i] > 1:
            long_asked += 1
        if (ours >> i) & 1:
            untold += worth[i]
    for j in range(m):
        w = names.words[l0 + j]
        if words.offsets[w + 1] - words.offsets[w] > 1:
            long_listed += 1
        if (theirs >> j) & 1:
            untold += words.worth[w]
    if ours and theirs:
        for i in range(n):
            if not (ours >> i) & 1 or asked.number[t0 + i]:
                continue
            a0, a1 = asked.offsets[t0 + i], asked.offsets[t0 + i + 1]
            for j in range(m):
                w = names.words[l0 + j]
                if not (theirs >> j) & 1:
                    continue
                b0, b1 = words.offsets[w], words.offsets[w + 1]
                if (a1 - a0 == 1 or b1 - b0 == 1) and asked.letters[a0] == words.letters[b0]:
                    ours ^= 1 << i
                    theirs ^= 1 << j
                    matched += model.costs[INITIAL]
                    cost += model.costs[INITIAL]
                    break
    for i in range(n):
        if (ours >> i) & 1:
            left += worth[i]
            if asked.number[t0 + i]:
                number_left = 1
    for j in range(m):
        if (theirs >> j) & 1:
            w = names.words[l0 + j]
            right += words.worth[w]
            if words.number[w]:
                number_right = 1
    whole = 1.0 if untold <= model.costs[LITTLE] and number_left + number_right == 0 else 0.0
    lone = 1.0 if pairs == 1 and n + m > 2 else 0.0
    alone = cost / 1000 if max(long_asked, long_listed) <= 1 else 0.0
    if pairs == 0:
        return NEVER
    weights = model.words
    return float(
        weights[9]
        + (
            weights[0] * (min(matched, model.costs[MOST]) / 1000)
            + weights[1] * (left / 1000)
            + weights[2] * (right / 1000)
            + weights[3] * (cost / 1000)
            + weights[4] * whole
            + weights[5] * float(number_left + number_right)
            + weights[6] * lone
            + weights[7] * mixed
            + weights[8] * alone
        )
        - weights[10] * names.weak[name]
    )


@compiled
def _by_words(
    words: Words, names: Names, asked: Asked, model: Model, scratch: Scratch, q: int, kinds: int, out: Out
) -> int:
    """Names found by their words; the best `MOST_FOUND`, in no order."""
    t0 = asked.word_offsets[q]
    n = min(asked.word_offsets[q + 1] - t0, MOST_TOKENS)
    floor = asked.floors[q]
    rows = np.full((MOST_ALIKE * 4, MOST_TOKENS), -1, np.int32)
    used = np.empty(MOST_ALIKE * 4, np.int32)
    taken = 0
    term, dear = np.empty(MOST_ALIKE + 8, np.int32), np.empty(MOST_ALIKE + 8, np.int32)
    gain_of, worth = np.zeros(n, np.int64), np.zeros(n, np.int64)
    postings = np.zeros(n, np.int64)
    total = 0
    for i in range(n):
        count = _alike(words, asked, t0 + i, model, term, dear)
        worth[i] = words.worth[term[0]] if count > 0 and dear[0] == 0 else asked.worth[t0 + i]
        total += worth[i]
        for a in range(count):
            w = term[a]
            if scratch.row[w] == 0:
                if taken == len(used):
                    break
                used[taken] = w
                taken += 1
                scratch.row[w] = taken
            r = scratch.row[w] - 1
            cost = min(dear[a], words.worth[w] * model.costs[WORD_DEAREST] // 100)
            if rows[r, i] < 0 or cost < rows[r, i]:
                rows[r, i] = cost
            gain = words.worth[w] - cost
            if gain > 0:
                postings[i] += words.name_offsets[w + 1] - words.name_offsets[w]
                if gain > gain_of[i]:
                    gain_of[i] = gain
    touched = 0
    looked = 0
    skipped, spared = 0, 0
    done = np.zeros(n, np.bool_)
    for _ in range(n):
        i = -1
        for k in range(n):
            if not done[k] and (i < 0 or postings[k] < postings[i]):
                i = k
        done[i] = True
        if looked > 0 and looked + postings[i] > FEW_POSTINGS:
            skipped += gain_of[i]
            spared += worth[i]
            continue
        looked += postings[i]
        for r in range(taken):
            if rows[r, i] < 0:
                continue
            w = used[r]
            gain = words.worth[w] - rows[r, i]
            if gain <= 0:
                continue
            for p in range(words.name_offsets[w], words.name_offsets[w + 1]):
                name = words.names[p]
                if scratch.gained[name] == 0:
                    scratch.touched[touched] = name
                    touched += 1
                scratch.gained[name] += gain
                scratch.freed[name] += worth[i]
        for k in range(2):
            h = asked.hashes[t0 + i] if k == 0 else asked.pairs[t0 + i]
            if h == 0:
                continue
            if k == 0:
                at = _first(names.joined_keys, h)
                if at < len(names.joined_keys) and names.joined_keys[at] == h:
                    for p in range(names.joined_offsets[at], names.joined_offsets[at + 1]):
                        name = names.joined_names[p]
                        if scratch.gained[name] == 0:
                            scratch.touched[touched] = name
                            touched += 1
                        scratch.gained[name] += names.total[name]
                        scratch.freed[name] += total
            else:
                at = _first_by(words.hashes, words.order, h)
                if at < len(words.order) and words.hashes[words.order[at]] == h:
                    w = words.order[at]
                    for p in range(words.name_offsets[w], words.name_offsets[w + 1]):
                        name = words.names[p]
                        if scratch.gained[name] == 0:
                            scratch.touched[touched] = name
                            touched += 1
                        scratch.gained[name] += max(words.worth[w], worth[i])
                        scratch.freed[name] += total
    count = 0
    weights = model.words
    best_name, best_odds = -1, -1e9
    for k in range(touched):
        name = scratch.touched[k]
        gained = min(scratch.gained[name] + skipped, total + 9000)
        freed = scratch.freed[name] + spared
        scratch.gained[name] = 0
        scratch.freed[name] = 0
        if kinds & names.kinds[name]:
            continue
        bound = (
            weights[9]
            + weights[0] * (min(gained, model.costs[MOST]) / 1000)
            + weights[1] * (max(0, total - freed - INITIALS) / 1000)
            + weights[2] * (max(0, names.total[name] - gained - MOST_COSTS) / 1000)
            + max(0.0, weights[4])
        )
        if bound < floor and bound < best_odds:
            continue
        mixed = 1.0 if kinds else 0.0
        odds = _score(words, names, asked, model, scratch.row, rows, worth, mixed, t0, n, name)
        if odds >= floor:
            count = _keep(out, count, name, odds, -1)
        elif odds > best_odds:
            best_name, best_odds = name, odds
    for r in range(taken):
        scratch.row[used[r]] = 0
    if count == 0 and best_name >= 0:
        count = _keep(out, 0, best_name, best_odds, -1)
    return count


@compiled
def _near(a: int, b: int, model: Model) -> int:
    wrong = model.costs[WRONG_COST]
    if a >= 11172 or b >= 11172:
        return int(wrong)
    return int(
        model.initials[(a // 588) * 19 + b // 588]
        + model.vowels[(a // 28 % 21) * 21 + b // 28 % 21]
        + model.codas[(a % 28) * 28 + b % 28]
    )


@compiled
def _unpack(text: np.uint64, into: Bytes) -> int:
    n = 0
    while text:
        into[n] = np.uint8(text & np.uint64(255))
        text >>= np.uint64(8)
        n += 1
    return n


@compiled
def _syllable(
    asked: Asked, a: int, seqs: Sequences, b: int, surname: bool, model: Model, one: Bytes, two: Bytes
) -> tuple[int, int, int]:
    """(state, gain, cost) of two syllables; as `replay.syllable_pair`."""
    best_gain, best_cost = 0, -1
    for p in range(asked.syllable_offsets[a], asked.syllable_offsets[a + 1]):
        for r in range(seqs.offsets[b], seqs.offsets[b + 1]):
            if asked.readings[p] == seqs.readings[r]:
                cost = asked.costs[p] + seqs.costs[r]
                worth = model.surname_worth if surname else model.given_worth
                gain = worth[asked.readings[p]]
                if best_cost < 0 or cost < best_cost or (cost == best_cost and gain < best_gain):
                    best_gain, best_cost = gain, cost
    if 0 <= best_cost < model.costs[DEAREST]:
        return 0, best_gain, best_cost
    wrong = model.costs[WRONG_COST]
    away = _near(asked.readings[asked.syllable_offsets[a]], seqs.readings[seqs.offsets[b]], model)
    if away < wrong:
        return 1, 0, away
    if asked.spelt[a] and seqs.spelt[b]:
        n, m = _unpack(asked.spelt[a], one), _unpack(seqs.spelt[b], two)
        if max(n, m) > 2 and edits_between(one, 0, n, two, 0, m, 1) == 1:
            return 2, 0, 0
    return 3, 0, 0


@compiled
def _sequence(
    asked: Asked, s: int, seqs: Sequences, k: int, model: Model, crossed: float, one: Bytes, two: Bytes
) -> float:
    """Log-odds of two names in syllables; as `replay.name_syllables`."""
    n, m = np.int64(asked.length[s]), np.int64(seqs.length[k])
    missing = float(abs(n - m))
    ways = 1 if n == m else max(n, m) - 1
    zh = 1.0 if asked.kind[s] == CHINESE else 0.0
    short = 1.0 if n == 2 and m == 2 else 0.0
    doubt = asked.cost[s] + seqs.cost[k]
    same = 1.0 if n == m and doubt == 0 else 0.0
    for c in range(min(n, m)):
        one_text = asked.spelt[asked.syllables[s * 3 + c]]
        if one_text == 0 or one_text != seqs.spelt[seqs.syllables[k * 3 + c]]:
            same = 0.0
    best = -1e9
    weights = model.syllables
    for way in range(ways):
        slips, wrongs = 0, 0
        gain, cost, away = 0, doubt, 0
        for c in range(min(n, m)):
            x, y = c, c
            if c and n > m and c - 1 >= way:
                x = c + 1
            elif c and m > n and c - 1 >= way:
                y = c + 1
            a, b = asked.syllables[s * 3 + x], seqs.syllables[k * 3 + y]
            state, g, d = _syllable(asked, a, seqs, b, c == 0, model, one, two)
            gain += g
            if state == 0:
                cost += d
            elif state == 1:
                away += d
            elif state == 2:
                slips += 1
            else:
                wrongs += 1
        odds = weights[11] + (
            weights[0] * (gain / 1000)
            + weights[1] * (cost / 1000)
            + weights[2] * (away / 1000)
            + weights[3] * float(slips)
            + weights[4] * float(wrongs)
            + weights[5] * missing
            + weights[6] * crossed
            + weights[7] * zh
            + weights[8] * short
            + weights[9] * (zh * short)
            + weights[10] * same
        )
        if odds > best:
            best = odds
    return best


@compiled
def _by_syllables(
    names: Names, seqs: Sequences, asked: Asked, model: Model, scratch: Scratch, q: int, count: int, out: Out
) -> int:
    """Names found by their syllables; `out_way` says which sequences agreed, of the query and of the list."""
    floor = asked.floors[q]
    one, two = np.empty(8, np.uint8), np.empty(8, np.uint8)
    seen = scratch.seen
    below_name, below_odds, below_way = -1, -1e9, -1
    s0 = asked.sequence_offsets[q]
    for s in range(s0, asked.sequence_offsets[q + 1]):
        touched = 0
        kind = asked.kind[s]
        for c in range(asked.key_offsets[s], asked.key_offsets[s + 1]):
            at = _first(seqs.keys, asked.keys[c])
            if at == len(seqs.keys) or seqs.keys[at] != asked.keys[c]:
                continue
            for p in range(seqs.key_offsets[at], seqs.key_offsets[at + 1]):
                k = seqs.key_sequences[p]
                if seen[k] or (kind == CROSSED and seqs.kind[k] == CROSSED):
                    continue
                seen[k] = 1
                scratch.touched[touched] = k
                touched += 1
                crossed = 1.0 if kind == CROSSED or seqs.kind[k] == CROSSED else 0.0
                odds = _sequence(asked, s, seqs, k, model, crossed, one, two)
                name = seqs.name[k]
                odds -= model.words[10] * names.weak[name]
                way = (int(s - s0) << 32) | int(k)
                if odds >= floor:
                    count = _keep(out, count, name, odds, way)
                elif odds > below_odds:
                    below_name, below_odds, below_way = name, odds, way
        for p in range(touched):
            seen[scratch.touched[p]] = 0
    if below_name >= 0 and (count == 0 or (count == 1 and out.odds[0] < floor and below_odds > out.odds[0])):
        count = _keep(out, 0, below_name, below_odds, below_way)
    return count


@compiled
def search(
    words: Words, names: Names, seqs: Sequences, asked: Asked, model: Model, scratch: Scratch
) -> tuple[Longs, Ints, Floats, Longs]:
    """For each name asked the listed names at or above its floor, or else the one that comes nearest.

    (offsets, names, log-odds, ways); a way is -1 for words, else the sequences that agreed.
    """
    queries = len(asked.word_offsets) - 1
    offsets = np.zeros(queries + 1, np.int64)
    room = 1024
    found, odds, ways = np.empty(room, np.int32), np.empty(room, np.float64), np.empty(room, np.int64)
    out = Out(
        np.empty(MOST_FOUND, np.int32), np.empty(MOST_FOUND, np.float64), np.empty(MOST_FOUND, np.int64)
    )
    total = 0
    for q in range(queries):
        kinds = 0
        for s in range(asked.sequence_offsets[q], asked.sequence_offsets[q + 1]):
            kinds |= int(asked.kind[s])
        kinds &= KOREAN | CHINESE
        count = _by_words(words, names, asked, model, scratch, q, kinds, out)
        count = _by_syllables(names, seqs, asked, model, scratch, q, count, out)
        if total + count > room:
            room *= 2
            more, more_odds, more_ways = (
                np.empty(room, np.int32),
                np.empty(room, np.float64),
                np.empty(room, np.int64),
            )
            more[:total], more_odds[:total], more_ways[:total] = found[:total], odds[:total], ways[:total]
            found, odds, ways = more, more_odds, more_ways
        for c in range(count):
            found[total], odds[total], ways[total] = out.name[c], out.odds[c], out.way[c]
            total += 1
        offsets[q + 1] = total
    return offsets, found[:total], odds[:total], ways[:total]
