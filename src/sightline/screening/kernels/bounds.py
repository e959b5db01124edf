"""What a listed name can score at most, by what it gained so far and by how many words in common."""

from __future__ import annotations

from typing import Any

import numpy as np

from sightline.screening.kernels.arrays import Floats, Int, Model, Query, Touched, Words
from sightline.screening.kernels.compiler import inner
from sightline.screening.kernels.constants import (
    COUNT_BITS,
    FIRSTS,
    HIDDEN,
    LEAST,
    LITTLE_LEFT,
    MOST_COUNTED,
    MOST_GAINED,
    MOST_TOKENS,
    PLAIN,
    SAID,
    SAID_BITS,
    SAYING,
    SAYS,
    SAYS_MOST,
    SEVERAL,
    SINGLES,
    WEAK,
    WEAK_ALIAS,
    WORDS,
    ZERO,
)


@inner
def touch(s: Touched, touched: Int, told: Int, most: Int, words: Int) -> Int:
    """A name has so many words in common with the query, which add at most so many milliodds."""
    name = told ^ (told >> 63)
    gained = np.int64(s.gained[name])
    if gained & ((1 << SAID) - 1) == 0:
        s.names[touched] = told
        touched += 1
    s.gained[name] = np.uint32(more_gained(gained, most, words))
    return touched


@inner
def more_gained(gained: Int, most: Int, words: Int) -> Int:
    """What stands in `gained` with so many milliodds more, from so many words more."""
    counted = min((gained & MOST_COUNTED) + words, MOST_COUNTED)
    return gained >> SAID << SAID | min(milliodds(gained) + most, MOST_GAINED) << COUNT_BITS | counted


@inner
def milliodds(gained: Int) -> Int:
    """The most a name gained."""
    return (gained >> COUNT_BITS) & MOST_GAINED


@inner
def adds_of(model: Model, gain: Int, cost: Int, ours: Int, theirs: Int) -> Int:
    """Milliodds a pair of words adds, since it gains this, costs this, and leaves so much less over."""
    f = model.floats
    return max(0, int(np.ceil(f[0] * gain + f[3] * cost - f[1] * ours - f[2] * theirs)))


@inner
def common_of(gained: Int, missing: Int) -> Int:
    """How many words a touched name has in common at most, where `missing` were not looked up."""
    counted = gained & MOST_COUNTED
    return MOST_TOKENS if counted == MOST_COUNTED else min(counted + missing, MOST_TOKENS)


@inner
def _initials(x: Words, name: Int, firsts: Int) -> Int:
    """How many single letters of a listed name may stand for a word of the query: `firsts` has a bit for each
    letter that begins one of several letters."""
    count = ZERO
    for p in range(x.word_at[name], x.word_at[name + 1]):
        first = x.letter_at[x.words[p]]
        if x.letter_at[x.words[p] + 1] - first == 1:
            count += (firsts >> (x.letters[first] & 31)) & 1
    return min(count, 7)


@inner
def near_bound(f: Floats, v: Query, told: Int, gained: Int, whole: float, more: Int, missing: Int) -> float:
    """As `bound_of`, a little higher, by what stands in one place."""
    says, common = (gained >> SAID) << SAID_BITS, common_of(gained, missing)
    most = milliodds(gained) + more + (v.facts[HIDDEN] if told < 0 else 0) + f[2] * says
    if told >= 0 or v.facts[WORDS] > 1:
        right = says - common * SAYS_MOST
        most -= v.less[common] + (v.telling[common] if right > v.facts[LITTLE_LEFT] else 0)
        if right > 0 and told >= 0 and v.facts[PLAIN]:
            most += min(0.0, f[10]) * min(v.left[common], right)
    return float(whole + most * 0.001 + 1e-6)


@inner
def bound_of(
    x: Words, f: Floats, v: Query, told: Int, gained: Int, whole: float, hidden: float, more: Int,
    missing: Int, least: float,
) -> float:  # fmt: skip
    """The most a touched name can score, or a little more where that is below `least`. `whole`: with all
    words left over, and yet nothing telling; `hidden`: what one more initial on the list could hide; `more`:
    milliodds of words that were not looked up, `missing` of them. A weight of costs above 0 breaks it."""
    near = near_bound(f, v, told, gained, whole, more, missing)
    if near < least:
        return near
    name = told ^ (told >> 63)
    about = x.about[name]
    says, singles = np.int64(about >> SAYS), (about >> SINGLES) & 7
    most = whole + (f[2] * says + (milliodds(gained) + more)) / 1000
    if about & WEAK:
        most -= f[WEAK_ALIAS]
    if v.facts[WORDS] > 1 or about & SEVERAL:
        common = common_of(gained, missing)
        most -= v.less[common] / 1000
        right = says - common * SAYS_MOST
        if right > v.facts[LITTLE_LEFT]:
            most -= v.telling[common] / 1000
        if right > 0 and v.facts[PLAIN] and singles == 0:
            most += min(0.0, f[10]) * min(v.left[common], right) / 1000
    singles = min(singles, v.facts[WORDS] - 1)  # one word of the query agrees as it is
    if singles > 0 and most + singles * hidden >= least:
        most += min(singles, _initials(x, name, v.facts[FIRSTS])) * hidden
    return float(most + 1e-6)


@inner
def needed(least: float, whole: float, more: Int) -> Int:
    """The milliodds a name must have gained at least for `bound_of` to reach `least`: whole numbers, so that
    names far below it are passed over without looking at what they say."""
    return np.int64(max(LEAST, (least - whole) * 1000 - more - 2))


@inner
def reaches(v: Query, told: Int, gained: Int, need: Int, missing: Int) -> Any:
    """Whether a touched name has gained what is needed."""
    most = milliodds(gained) - (gained >> SAID) * v.facts[SAYING]
    if told < 0:
        less = v.less[common_of(gained, missing)] if v.facts[WORDS] > 1 else 0
        return most + v.facts[HIDDEN] - less >= need
    return most - v.less[common_of(gained, missing)] >= need


@inner
def note_lacking(v: Query, f: Floats, says: Int, top: Int, n: Int, little: Int) -> None:
    """What a name lacks by how many words it has in common with the query: where a single word agrees, and
    where words of the query are left that say something."""
    telling, tells = 0, np.int64(1000 * max(0.0, f[4]))
    for i in range(n):  # the words that say most in front
        telling += v.worth[i] > little
        at = i + 1
        while at > 1 and v.left[at - 1] < v.worth[i]:
            v.left[at] = v.left[at - 1]
            at -= 1
        v.left[at] = v.worth[i]
    v.less[0], v.telling[0], v.left[0] = 0, 0, says
    for count in range(1, MOST_TOKENS + 1):
        v.less[count] = tells if count < telling else 0
        v.telling[count] = tells - v.less[count]
        v.left[count] = v.left[count - 1] - (v.left[count] if count <= n else 0)
    v.telling[1] = 0 if says - top > little else tells
    v.less[1] = tells - v.telling[1] + np.int64(1000 * max(0.0, -max(f[6], f[9])))
