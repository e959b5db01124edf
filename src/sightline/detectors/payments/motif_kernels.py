"""Shapes in a web of payments, compiled: bursts, two steps, circles, chains. Accounts are numbered from 0.

Edges come as arrays of payer, payee, time (ms) and, where it matters, amount, in the order of time. What is
found comes back as indexes of edges. Of an edge of midnight only the day is known, see `day_alone`: whatever
asks what came first asks whether it may have.
"""

from __future__ import annotations

import math
from typing import Any

import numba as nb
import numpy as np
import numpy.typing as npt

from sightline.detectors.day_alone import day_of, latest, too_early

I16 = npt.NDArray[np.int16]
I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
F64 = npt.NDArray[np.float64]
CORES = 2
"""kernels that run at once where one does not wait for the other"""


@nb.njit(cache=True, nogil=True)
def starts(node: I32, count: int) -> Any:
    """Where the edges of each node begin, in edges sorted by node; one more at the end."""
    found = np.zeros(count + 1, np.int64)
    for i in range(len(node)):
        found[node[i] + 1] += 1
    for i in range(count):
        found[i + 1] += found[i]
    return found


@nb.njit(cache=True, nogil=True)
def bursts(at: I64, t: I64, length: int, least: int) -> Any:
    """Runs of at least `least` edges of one node within `length`; overlapping runs are one.

    `t` is sorted within each node, whose edges begin at `at`. Gives (first, behind the last) of each run.
    """
    first, behind = np.empty(len(t), np.int64), np.empty(len(t), np.int64)
    count = 0
    for node in range(len(at) - 1):
        low, open_, then = at[node], at[0] - 1, at[node]
        for i in range(at[node], at[node + 1]):
            while t[i] - t[low] > length:
                then = max(then, low)  # the first that says another moment than `low`
                while then < i and t[then] == t[low]:
                    then += 1
                if t[i] - min(latest(t[low]), t[then]) <= length:
                    break
                low += 1
            if i - low + 1 >= least:
                if open_ >= 0 and low < behind[open_]:
                    behind[open_] = i + 1
                else:
                    open_ = count
                    first[count], behind[count] = low, i + 1
                    count += 1
    return first[:count].copy(), behind[:count].copy()


@nb.njit(cache=True, nogil=True)
def two_steps(into: I64, out: I64, out_at: I64, payee: I32, t: I64, length: int, most: int) -> Any:
    """Pairs of edges in and out of one account, the second not too early, and within `length`.

    `into` are edges in the order of time, `out` edges sorted by payer and time, those of an account from
    `out_at`. Accounts with more than `most` edges out are passed over. Gives (edges in, edges out).
    """
    one, other = np.empty(len(into) + 16, np.int64), np.empty(len(into) + 16, np.int64)
    count = 0
    for e in into:
        mid = payee[e]
        begin, end = out_at[mid], out_at[mid + 1]
        if end - begin > most:
            continue
        for k in range(begin, end):
            f = out[k]
            if too_early(t[f], t[e]):
                continue
            if t[f] - latest(t[e]) > length:
                break
            if count == len(one):
                grown_one, grown_other = np.empty(2 * count, np.int64), np.empty(2 * count, np.int64)
                grown_one[:count], grown_other[:count] = one, other
                one, other = grown_one, grown_other
            one[count], other[count] = e, f
            count += 1
    return one[:count].copy(), other[:count].copy()


@nb.njit(cache=True, nogil=True)
def circles(
    out: I64,
    out_at: I64,
    payer: I32,
    payee: I32,
    t: I64,
    amount: F64,
    length: int,
    longest: int,
    most: int,
    tried: int,
    step: float,
) -> Any:
    """Circles of payments, each of which may follow the ones before, the last within `length` of the first.

    At least three and at most `longest` edges, through no account twice, through none with more than `most`
    edges out; at most `tried` steps are taken from each first edge. Gives for each circle how many edges it
    has, and all edges one behind the other. Of circles from one first edge the shortest is given. From one
    payment to the next amounts grow or shrink by a factor of `step` at most.
    """
    sizes, edges = np.empty(1024, np.int64), np.empty(8192, np.int64)
    count, used = 0, 0
    at, whom, much = t[out], payee[out], amount[out]  # side by side in memory as they are looked at
    path, cursor = np.empty(longest, np.int64), np.empty(longest, np.int64)
    when, who, sums = np.empty(longest, np.int64), np.empty(longest, np.int32), np.empty(longest)
    best = np.empty(longest, np.int64)
    for e in range(len(payer)):
        home, depth, steps, best_size = payer[e], 0, 0, longest + 1
        until = latest(t[e]) + length
        path[0], when[0], who[0], sums[0] = e, t[e], payee[e], amount[e]
        cursor[0] = out_at[payee[e]]
        while depth >= 0 and steps < tried:
            here = who[depth]
            k, end = cursor[depth], out_at[here + 1]
            if end - out_at[here] > most or k >= end or depth + 1 >= min(longest, best_size - 1):
                depth -= 1
                continue
            cursor[depth] = k + 1
            steps += 1
            if too_early(at[k], when[depth]):
                continue
            if at[k] > until:
                depth -= 1
                continue
            ratio = much[k] / sums[depth]
            if ratio > step or ratio * step < 1.0:
                continue
            if whom[k] == home:
                if depth >= 1:
                    best_size = depth + 2
                    best[: depth + 1] = path[: depth + 1]
                    best[depth + 1] = out[k]
                continue
            again = False
            for j in range(depth + 1):
                if who[j] == whom[k]:
                    again = True
                    break
            if again:
                continue
            depth += 1
            path[depth], who[depth], sums[depth] = out[k], whom[k], much[k]
            when[depth] = max(when[depth - 1], at[k])
            cursor[depth] = out_at[whom[k]]
        if best_size <= longest:
            if count == len(sizes):
                more = np.empty(2 * count, np.int64)
                more[:count] = sizes
                sizes = more
            if used + best_size > len(edges):
                more = np.empty(2 * len(edges) + best_size, np.int64)
                more[:used] = edges[:used]
                edges = more
            sizes[count] = best_size
            edges[used : used + best_size] = best[:best_size]
            count += 1
            used += best_size
    return sizes[:count].copy(), edges[:used].copy()


@nb.njit(cache=True, nogil=True)
def passed_on(out: I64, out_at: I64, payee: I32, t: I64, amount: F64, length: int, kept: float) -> Any:
    """For each edge the first one out of its payee within `length` that carries on nearly as much, else -1.

    Nearly: no more than what came and at least `1 - kept` of it. Nothing follows two edges, or itself, and
    each may have followed all before it.
    """
    following, before = np.full(len(payee), -1, np.int64), np.full(len(payee), -1, np.int64)
    came, by = t.copy(), t.copy()  # when the sum came at the earliest, and at the latest for what follows
    for e in range(len(payee)):
        by[e] = latest(t[e])
    for e in range(len(payee)):
        mid = payee[e]
        low, high = out_at[mid], out_at[mid + 1]
        while low < high:  # the first edge out that may be later
            half = (low + high) // 2
            if t[out[half]] < day_of(came[e]):
                low = half + 1
            else:
                high = half
        for k in range(low, out_at[mid + 1]):
            f = out[k]
            if t[f] - latest(t[e]) > length:
                break
            if before[f] >= 0 or by[f] < came[e] or (f <= e and latest(t[f]) == t[f]):
                continue
            if not (1.0 - kept) * amount[e] <= amount[f] <= amount[e]:
                continue
            g = f
            while g >= 0 and g != e:
                g = following[g]
            if g == e:  # a round of one day
                continue
            following[e], before[f] = f, e
            g = f
            while g >= 0 and came[g] < came[e]:
                came[g] = came[e]
                g = following[g]
            g = e
            while g >= 0 and by[g] > by[f]:
                by[g] = by[f]
                g = before[g]
            break
    return following


@nb.njit(cache=True, nogil=True)
def shared(at: I64, t: I64, other: I32, length: int, most: int) -> Any:
    """Pairs of edges of one node, of different others, within `length`: (earlier, later), by their order.

    `t` and `other` are sorted by node and time, and a node's begin at `at`; nodes of more than `most` edges
    are passed over.
    """
    one, two = np.empty(1024, np.int64), np.empty(1024, np.int64)
    count = 0
    for node in range(len(at) - 1):
        begin, end = at[node], at[node + 1]
        if end - begin > most:
            continue
        for i in range(begin, end):
            for j in range(i + 1, end):
                if t[j] - t[i] > length:
                    break
                if other[i] == other[j]:
                    continue
                if count == len(one):
                    more_one, more_two = np.empty(2 * count, np.int64), np.empty(2 * count, np.int64)
                    more_one[:count], more_two[:count] = one, two
                    one, two = more_one, more_two
                one[count], two[count] = i, j
                count += 1
    return one[:count].copy(), two[:count].copy()


@nb.njit(cache=True, nogil=True)
def joined(one: Any, two: Any, count: int) -> Any:
    """The smallest member of each node's connected group (union-find)."""
    root = np.arange(count)
    for i in range(len(one)):
        a, b = one[i], two[i]
        while root[a] != a:
            root[a] = root[root[a]]
            a = root[a]
        while root[b] != b:
            root[b] = root[root[b]]
            b = root[b]
        root[max(a, b)] = min(a, b)
    for i in range(count):
        a = i
        while root[a] != a:
            a = root[a]
        root[i] = a
    return root


@nb.njit(cache=True, nogil=True)
def carried(
    into: I64, into_at: I64, out: I64, out_at: I64, t: I64, cents: I64, length: int, most: int, fees: I64
) -> Any:
    """Runs of edges into an account that a run out of it carries on, less a fee of a whole per cent.

    Edges of a run lie side by side in `into`, by time, or in `out`, by the latest time they may be of, within
    `length`, at most 12; those out may be later than the last in. At most two between the first and the last
    in may be left out, of at most 8. Sums agree to half a cent (1/100 of a unit) for each payment, for one of
    the `fees`, which ascend. Accounts with more than `most` edges on a side are passed over. Gives rows of
    (first, behind the last) in `into`, the same in `out`, the fee, what is left out in `into` (else -1,
    twice), and how many such runs of an account, of no more edges, would agree by chance (millionths; sums
    spread as evenly as they are large).
    """
    found = np.empty((1024, 8), np.int64)
    expected = np.zeros(26)
    count = 0
    came_at, came_of, went_at, went_of = t[into], cents[into], t[out], cents[out]
    went_by = np.empty(len(out), np.int64)
    for i in range(len(out)):
        went_by[i] = latest(went_at[i])
    for node in range(len(into_at) - 1):
        low, high, begin, end = into_at[node], into_at[node + 1], out_at[node], out_at[node + 1]
        if low == high or begin == end or high - low > most or end - begin > most:
            continue
        if came_at[low] > went_by[end - 1]:
            continue
        expected[:] = 0.0
        begun = count
        for i in range(low, high):
            came, least, largest, second = np.int64(0), np.int64(2**62), np.int64(0), np.int64(0)
            after = begin
            for j in range(i, min(high, i + 12)):
                last = came_at[j]
                if last - came_at[i] > length:
                    break
                came += came_of[j]
                if j - i >= 2:  # one more lies between
                    more = came_of[j - 1]
                    least = min(least, more)
                    second = max(second, min(largest, more))
                    largest = max(largest, more)
                some = largest + second if 2 <= j - i <= 8 else np.int64(0)
                while after < end and went_by[after] < last:
                    after += 1
                for k in range(after, end):
                    if went_at[k] - latest(last) > length:
                        break
                    went = np.int64(0)
                    for m in range(k, min(end, k + 12)):
                        if went_at[m] - went_at[k] > length:
                            break
                        went += went_of[m]
                        if went >= came:
                            break
                        near = (m - k + j - i + 3) // 2 + 1
                        between = j - i - 1 if 2 <= j - i <= 8 else 0
                        ways = len(fees) * (1 + between + between * (between - 1) // 2)
                        expected[m - k + j - i + 2] += ways * (2 * near + 1) / came
                        if came - 100 * went / (100 - fees[-1]) > some + near:
                            continue  # even the highest fee and what may be left out are too little
                        for fee in fees:
                            over = came - 100 * went / (100 - fee)
                            if over < -near:
                                break
                            if over > near and not least - near <= over <= some + near:
                                continue
                            one, other = left_out(came_of, i, j, over, near)
                            if one == -2:
                                continue
                            if count == len(found):
                                grown = np.empty((2 * count, 8), np.int64)
                                grown[:count] = found
                                found = grown
                            found[count] = (i, j + 1, k, m + 1, fee, one, other, 0)
                            count += 1
        for row in range(begun, count):
            size = found[row, 1] - found[row, 0] + found[row, 3] - found[row, 2]
            found[row, 7] = np.int64(1e6 * min(1e6, expected[: size + 1].sum()))
    return found[:count].copy()


@nb.njit(cache=True, nogil=True)
def left_out(cents: I64, i: int, j: int, over: float, near: int) -> Any:
    """Which edges between `i` and `j` make up `over`: none (-1, -1), one or two; (-2, -2) where none do."""
    if abs(over) <= near:
        return -1, -1
    if over > 0 and 2 <= j - i <= 8:
        for a in range(i + 1, j):
            rest = over - cents[a]
            if abs(rest) <= near:
                return a, -1
            if rest > 0:
                for b in range(a + 1, j):
                    if abs(rest - cents[b]) <= near:
                        return a, b
    return -2, -2


@nb.njit(cache=True, nogil=True)
def surprising(t: I64, length: int, least: int, usual: int, span: float, mean: float, shape: float) -> Any:
    """The stretch of at least `least` of these moments within `length` that surprises most.

    The account has `usual` such edges in `span` days in all; accounts like it have `mean` on average, as a
    gamma distribution of that `shape` says. Gives how unlikely so many in the stretch's own time, at least
    a day, are where the account has what it has outside of it, as -log10 of the tail (the negative
    binomial's, as the pace is not known better); and (first, behind the last). Of equals the earliest, then
    the longest; -1 where no stretch is long enough.
    """
    best, begin, end = -1.0, 0, 0
    for low in range(len(t)):
        for high in range(low + least, len(t) + 1):
            if t[high - 1] - t[low] > length:
                break
            count = high - low
            lasts = max(1.0, (t[high - 1] - t[low]) / 86_400_000)
            behind = shape + max(0, usual - count)
            chance = lasts / (max(lasts, span) + shape * span / mean)
            tail, factor = 1.0, 1.0
            for number in range(count, count + 400):
                factor *= (number + behind) / (number + 1) * chance
                tail += factor
                if factor < 1e-12 * tail:
                    break
            found = math.lgamma(behind) + math.lgamma(count + 1) - math.lgamma(count + behind)
            found -= behind * math.log(1.0 - chance) + count * math.log(chance) + math.log(tail)
            found /= math.log(10)
            if found > best or (found == best and low == begin):
                best, begin, end = found, low, high
    return best, begin, end


@nb.njit(cache=True, nogil=True)
def dense_layers(before: I64, behind: I64, counts: I64, most: int, filled: float) -> Any:
    """Which accounts of three layers are left where the loosest is left out until the rest is dense.

    `before` are pairs (of the first, of the middle layer) that dealt with one another, `behind` the same of
    middle and last, each once and numbered from 0 in its layer; `counts` how many accounts each layer has.
    Dense: at most `most` accounts, and of all pairs of layers side by side at least `filled` dealt. Gives a
    flag for each account, layer behind layer.
    """
    kept = np.ones(counts.sum(), np.bool_)
    left = counts.copy()
    middle, last = counts[0], counts[0] + counts[1]
    into, out = np.zeros(len(kept), np.int64), np.zeros(len(kept), np.int64)
    for pair in range(len(before)):
        out[before[pair, 0]] += 1
        into[middle + before[pair, 1]] += 1
    for pair in range(len(behind)):
        out[middle + behind[pair, 0]] += 1
        into[last + behind[pair, 1]] += 1
    first, second = len(before), len(behind)
    while left.sum() > 0:
        enough = first >= filled * left[0] * left[1] and second >= filled * left[1] * left[2]
        if enough and left.sum() <= most:
            break
        loosest, least = -1, 2.0
        for at in range(len(kept)):
            if not kept[at]:
                continue
            share = 2.0
            if at < last:
                share = out[at] / max(1, left[1] if at < middle else left[2])
            if at >= middle:
                share = min(share, into[at] / max(1, left[0] if at < last else left[1]))
            if share < least:
                loosest, least = at, share
        kept[loosest] = False
        left[0 if loosest < middle else 1 if loosest < last else 2] -= 1
        for pair in range(len(before)):
            one, other = before[pair, 0], middle + before[pair, 1]
            if (one == loosest and kept[other]) or (other == loosest and kept[one]):
                out[one] -= 1
                into[other] -= 1
                first -= 1
        for pair in range(len(behind)):
            one, other = middle + behind[pair, 0], last + behind[pair, 1]
            if (one == loosest and kept[other]) or (other == loosest and kept[one]):
                out[one] -= 1
                into[other] -= 1
                second -= 1
    return kept
