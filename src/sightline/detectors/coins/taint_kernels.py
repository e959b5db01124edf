"""Following stolen units, compiled: by share (haircut), in order of arrival (FIFO), by touch (poison).

A *holder* is an address with an asset, numbered from 0; transfers come in the order they happened. Amounts
are 128-bit whole numbers in two arrays of 64 bits, `hi` and `lo`, so that every rule keeps the last unit:
what was taken is always what is held plus what reached a service, exactly. Where a share is rounded, it is
rounded to a whole unit and the rest stays where it was.

A holder that pays more than it is seen to receive had something before: `openings` is the least that lets
every transfer be paid, and counts as clean and as the oldest.
"""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np
import numpy.typing as npt

U64 = npt.NDArray[np.uint64]
I32 = npt.NDArray[np.int32]
TWO_64 = 18446744073709551616.0
_HALF = np.uint64(1 << 62)
TAKEN_OFF = 2
"""a mark of a transfer behind which nothing is stolen any more"""


@nb.njit(cache=True, inline="always")
def _less(ah: Any, al: Any, bh: Any, bl: Any) -> Any:
    return ah < bh or (ah == bh and al < bl)


@nb.njit(cache=True, inline="always")
def _add(ah: Any, al: Any, bh: Any, bl: Any) -> Any:
    low = al + bl
    return ah + bh + (np.uint64(1) if low < al else np.uint64(0)), low


@nb.njit(cache=True, inline="always")
def _take(ah: Any, al: Any, bh: Any, bl: Any) -> Any:
    return ah - bh - (np.uint64(1) if al < bl else np.uint64(0)), al - bl


@nb.njit(cache=True, inline="always")
def _float(hi: Any, lo: Any) -> Any:
    return float(hi) * TWO_64 + float(lo)


@nb.njit(cache=True, inline="always")
def _whole(value: Any) -> Any:
    high = np.uint64(value / TWO_64)
    rest = value - float(high) * TWO_64
    return high, np.uint64(rest) if rest > 0.0 else np.uint64(0)


@nb.njit(cache=True)
def openings(source: I32, target: I32, hi: U64, lo: U64, holders: int) -> Any:
    """What each holder must have had before: (hi, lo) by holder."""
    have_hi, have_lo = np.zeros(holders, np.uint64), np.zeros(holders, np.uint64)
    open_hi, open_lo = np.zeros(holders, np.uint64), np.zeros(holders, np.uint64)
    for i in range(len(source)):
        s, t = source[i], target[i]
        if s == t:
            continue
        if _less(have_hi[s], have_lo[s], hi[i], lo[i]):
            mh, ml = _take(hi[i], lo[i], have_hi[s], have_lo[s])
            open_hi[s], open_lo[s] = _add(open_hi[s], open_lo[s], mh, ml)
            have_hi[s], have_lo[s] = np.uint64(0), np.uint64(0)
        else:
            have_hi[s], have_lo[s] = _take(have_hi[s], have_lo[s], hi[i], lo[i])
        have_hi[t], have_lo[t] = _add(have_hi[t], have_lo[t], hi[i], lo[i])
    return open_hi, open_lo


@nb.njit(cache=True)
def haircut(
    source: I32, target: I32, hi: U64, lo: U64, taken: Any, service: Any, start_hi: U64, start_lo: U64
) -> Any:
    """By share: a transfer carries the stolen share of its holder's balance. (hi, lo) held, by holder,
    and (hi, lo) of what was stolen before, a line for each transfer of the theft in order.

    `taken[i]` marks transfers that are the theft itself: all of them is stolen, and what of it was stolen
    before is no longer counted; with `TAKEN_OFF` none of it is from there on. What reaches a holder with
    `service` stays there. `start_*` are the openings.
    """
    held = np.zeros((len(start_hi), 4), np.uint64)  # of a holder all and stolen, in one line of the cache
    held[:, 0], held[:, 1] = start_hi, start_lo
    zero = np.uint64(0)
    before, seen = np.zeros((np.count_nonzero(taken), 2), np.uint64), 0
    for i in range(len(source)):
        s, t = np.uint32(source[i]), np.uint32(target[i])
        if s == t:
            seen += 1 if taken[i] else 0
            continue
        ah, al = hi[i], lo[i]
        mh, ml = zero, zero
        whole_hi, whole_lo, bad_hi, bad_lo = held[s, 0], held[s, 1], held[s, 2], held[s, 3]
        rest_hi, rest_lo = zero, zero
        if _less(ah, al, whole_hi, whole_lo):
            rest_hi, rest_lo = _take(whole_hi, whole_lo, ah, al)
        if (bad_hi or bad_lo) and not service[s]:
            if rest_hi or rest_lo:
                if whole_hi == zero and whole_lo < _HALF:  # numbers of 63 bits are floats in one step
                    share = float(np.int64(al)) / float(np.int64(whole_lo))
                    ml = np.uint64(np.int64(float(np.int64(bad_lo)) * share + 0.5))
                else:
                    share = _float(ah, al) / _float(whole_hi, whole_lo)
                    mh, ml = _whole(_float(bad_hi, bad_lo) * share + 0.5)
                if _less(bad_hi, bad_lo, mh, ml):
                    mh, ml = bad_hi, bad_lo
                if _less(ah, al, mh, ml):
                    mh, ml = ah, al
                # what stays clean cannot be more than what stays
                sh, sl = _take(bad_hi, bad_lo, mh, ml)
                if _less(rest_hi, rest_lo, sh, sl):
                    mh, ml = _take(bad_hi, bad_lo, rest_hi, rest_lo)
            else:
                mh, ml = bad_hi, bad_lo
            held[s, 2], held[s, 3] = _take(bad_hi, bad_lo, mh, ml)
        held[s, 0], held[s, 1] = rest_hi, rest_lo
        if taken[i]:
            before[seen, 0], before[seen, 1] = mh, ml
            seen += 1
            mh, ml = (zero, zero) if taken[i] == TAKEN_OFF else (ah, al)
        held[t, 0], held[t, 1] = _add(held[t, 0], held[t, 1], ah, al)
        if mh or ml:
            held[t, 2], held[t, 3] = _add(held[t, 2], held[t, 3], mh, ml)
    return held[:, 2].copy(), held[:, 3].copy(), before


@nb.njit(cache=True)
def touched(source: I32, target: I32, hi: U64, lo: U64, taken: Any, service: Any, holders: int) -> Any:
    """By touch (poison): whatever leaves a holder after it received anything stolen. (hi, lo) received."""
    bad = np.zeros(holders, np.bool_)
    got_hi, got_lo = np.zeros(holders, np.uint64), np.zeros(holders, np.uint64)
    for i in range(len(source)):
        s, t = source[i], target[i]
        if s == t or not (taken[i] or (bad[s] and not service[s])):
            continue
        bad[t] = True
        got_hi[t], got_lo[t] = _add(got_hi[t], got_lo[t], hi[i], lo[i])
    return got_hi, got_lo


HI, LO, FIRST, LAST = 0, 1, 2, 3
"""columns of a holder: the clean amount it pays with first, then its first and last lot, counted from 1"""
FROM, NEXT = 2, 3
"""columns of a lot behind its amount: the step it came by, from 1, 0 for a clean one; the lot behind it"""


@nb.njit(cache=True)
def _doubled(old: Any) -> Any:
    new = np.zeros((2 * len(old), old.shape[1]), old.dtype)
    new[: len(old)] = old
    return new


@nb.njit(cache=True)
def _append(holders: Any, lots: Any, free: Any, t: Any, hi: Any, lo: Any, step: Any) -> None:
    """Put an amount behind what holder `t` has; `free` holds the first free lot and the number of lots."""
    zero = np.uint64(0)
    last = holders[t, LAST]
    if step == zero and last == zero:
        holders[t, HI], holders[t, LO] = _add(holders[t, HI], holders[t, LO], hi, lo)
        return
    if last != zero and lots[last, FROM] == step:
        lots[last, HI], lots[last, LO] = _add(lots[last, HI], lots[last, LO], hi, lo)
        return
    new = free[0]
    if new != zero:
        free[0] = lots[new, NEXT]
    else:
        new = free[1]
        free[1] = new + np.uint64(1)
    lots[new, HI], lots[new, LO], lots[new, FROM], lots[new, NEXT] = hi, lo, step, zero
    if last == zero:
        holders[t, FIRST] = new
    else:
        lots[last, NEXT] = new
    holders[t, LAST] = new


@nb.njit(cache=True)
def fifo(
    source: I32, target: I32, hi: U64, lo: U64, taken: Any, service: Any, start_hi: U64, start_lo: U64
) -> Any:
    """In order of arrival: a holder pays with what it received first; each stolen lot knows its way.

    `taken` and `service` as in `haircut`. What was stolen before and is taken once more keeps the way it
    came, so that it may be told for each of several thefts. Gives, as rows of uint64, the stolen lots at the
    end and those that reached a service (holder, step, hi, lo), the tree of steps (transfer, step before,
    both from 1 and 0 for none), and what was taken that had been stolen before (transfer from 0, the step it
    had come by, hi, lo).
    """
    zero, one = np.uint64(0), np.uint64(1)
    holders = np.zeros((len(start_hi), 4), np.uint64)
    holders[:, HI], holders[:, LO] = start_hi, start_lo
    lots, free = np.zeros((1024, 4), np.uint64), np.array([0, 1], np.uint64)
    steps, walked = np.zeros((1024, 2), np.uint64), 1
    out, gone = np.zeros((256, 4), np.uint64), 0
    again, taken_again = np.zeros((16, 4), np.uint64), 0
    for i in range(len(source)):
        s, t = source[i], target[i]
        if s == t:
            continue
        left_hi, left_lo = hi[i], lo[i]
        have_hi, have_lo = holders[s, HI], holders[s, LO]
        if not (taken[i] or holders[t, LAST] or _less(have_hi, have_lo, left_hi, left_lo)):
            holders[s, HI], holders[s, LO] = _take(have_hi, have_lo, left_hi, left_lo)
            holders[t, HI], holders[t, LO] = _add(holders[t, HI], holders[t, LO], left_hi, left_lo)
            continue  # clean to clean: most of all transfers
        while left_hi or left_lo:
            before, lot = zero, zero
            if holders[s, HI] or holders[s, LO]:
                have_hi, have_lo = holders[s, HI], holders[s, LO]
            else:
                lot = holders[s, FIRST]
                if lot == zero:
                    break
                have_hi, have_lo, before = lots[lot, HI], lots[lot, LO], lots[lot, FROM]
            if _less(left_hi, left_lo, have_hi, have_lo):
                part_hi, part_lo = left_hi, left_lo
                have_hi, have_lo = _take(have_hi, have_lo, part_hi, part_lo)
                if lot:
                    lots[lot, HI], lots[lot, LO] = have_hi, have_lo
                else:
                    holders[s, HI], holders[s, LO] = have_hi, have_lo
            else:
                part_hi, part_lo = have_hi, have_lo
                if lot:
                    holders[s, FIRST] = lots[lot, NEXT]
                    if holders[s, FIRST] == zero:
                        holders[s, LAST] = zero
                    lots[lot, NEXT] = free[0]
                    free[0] = lot
                else:
                    holders[s, HI], holders[s, LO] = zero, zero
            left_hi, left_lo = _take(left_hi, left_lo, part_hi, part_lo)
            step = zero
            if taken[i] and before:
                if taken_again == len(again):
                    again = _doubled(again)
                again[taken_again, 0], again[taken_again, 1] = np.uint64(i), before
                again[taken_again, 2], again[taken_again, 3] = part_hi, part_lo
                taken_again += 1
            if taken[i] or before:
                if (
                    walked > 1
                    and steps[walked - 1, 0] == np.uint64(i) + one
                    and steps[walked - 1, 1] == before
                ):
                    step = np.uint64(walked - 1)
                else:
                    if walked == len(steps):
                        steps = _doubled(steps)
                    steps[walked, 0], steps[walked, 1] = np.uint64(i) + one, before
                    step = np.uint64(walked)
                    walked += 1
                if service[t]:
                    if gone == len(out):
                        out = _doubled(out)
                    out[gone, 0], out[gone, 1] = np.uint64(t), step
                    out[gone, 2], out[gone, 3] = part_hi, part_lo
                    gone += 1
                    step = zero
            if free[1] == np.uint64(len(lots)):
                lots = _doubled(lots)
            _append(holders, lots, free, t, part_hi, part_lo, step)
    for holder in range(len(holders)):
        lot = holders[holder, FIRST]
        while lot:
            if lots[lot, FROM]:
                if gone == len(out):
                    out = _doubled(out)
                out[gone, 0], out[gone, 1] = np.uint64(holder), lots[lot, FROM]
                out[gone, 2], out[gone, 3] = lots[lot, HI], lots[lot, LO]
                gone += 1
            lot = lots[lot, NEXT]
    return out[:gone].copy(), steps[:walked].copy(), again[:taken_again].copy()


@nb.njit(cache=True)
def latest(steps: Any, marks: Any) -> Any:
    """Of each step of `fifo` the last at or before it, on its way, whose transfer is marked; 0 for none."""
    found = np.zeros(len(steps), np.int64)
    for step in range(1, len(steps)):
        found[step] = step if marks[steps[step, 0] - np.uint64(1)] else found[steps[step, 1]]
    return found
