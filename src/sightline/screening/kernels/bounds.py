"""What a listed name can score at most, by what it gained so far and by how many words in common.

Bounds are whole milliodds above what a query scores with all its words left over, `whole`. A weight above 0
of costs, or of what is left or missing, breaks them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sightline.screening.kernels.arrays import (
    AskedWords,
    Floats,
    Int,
    Ints,
    Longs,
    Model,
    Query,
    Touched,
    Words,
)
from sightline.screening.kernels.compiler import compiled, inner
from sightline.screening.kernels.constants import (
    ABOUT,
    ADDS,
    ADDS_AT,
    ADDS_STEP,
    ASKED_FROM,
    BOTH_RATE,
    COMPANY,
    CONSTANT,
    COUNTED,
    FEW,
    FEW_ASKED,
    FEW_FROM,
    FEW_LISTED,
    FEW_RATE,
    FIRSTS,
    GAINED,
    GAINS,
    GAINS_AT,
    GAINS_STEP,
    HIDDEN,
    INITIAL,
    INITIAL_SAYS,
    INITIALLED,
    INITIALS_SAY,
    LEAST,
    LISTED_FROM,
    LISTED_RATE,
    LITTLE,
    LITTLE_LEFT,
    MOST_ROWS,
    MOST_TOKENS,
    NOTHING,
    ONCE,
    OVERFULL,
    RATES,
    READ_AS,
    REPEATED,
    SAYING,
    SAYS,
    SAYS_MOST,
    SAYS_STEP,
    SEEN_TO,
    SEVERAL,
    SINGLES,
    SLACK,
    TELLS,
    TELLS_AT,
    TELLS_STEP,
    TWICE_STANDING,
    WEAK,
    WEAK_ALIAS,
    WEAKER,
    WORDS,
    ZERO,
)


@inner
def touch(s: Touched, touched: Int, told: Int, step: Int) -> Int:
    """A name has words in common with the query, which make such a step of what it gained."""
    name = told ^ (told >> 63)
    gained = np.int64(s.gained[name])
    if gained & GAINED == 0:
        s.names[touched] = told
        touched += 1
    s.gained[name] = more_gained(gained, step)
    return touched


@inner
def more_gained(gained: Int, step: Int) -> Int:
    """What a name gained and a step more: each field as much as there is room for."""
    total = gained + step
    if total & OVERFULL:
        for field in (COUNTED, TELLS, GAINS, ADDS):
            if total & (field + (field & -field)) & OVERFULL:
                total = total & ~(field + (field & -field)) | field
    return total


@inner
def step_of(model: Model, gain: Int, cost: Int, ours: Int, theirs: Int, words: Int) -> Int:
    """The step that a pair of words makes, since it gains this, costs this, and leaves so much less over.

    A pair that takes off more than it adds may not be taken; where it is, what it takes off counts against
    what it gains, of which no millinat is worth more than all that is taken off where little is matched.
    """
    f = model.floats
    adds = f[0] * gain + f[3] * cost - f[1] * ours - f[2] * theirs
    rate = -min(0.0, f[11]) - min(0.0, f[COMPANY + 1]) - min(0.0, f[COMPANY + 2])
    gains = max(0.0, gain + adds / rate) if adds < 0 < rate else gain
    return packed(int(np.ceil(max(0.0, adds))), int(np.ceil(gains)), theirs, words)


@inner
def packed(adds: Int, gains: Int, tells: Int, words: Int) -> Int:
    """Milliodds, millinats matched, those that listed words say, and how many words, as a step."""
    return (
        min(-(-adds // ADDS_STEP) << ADDS_AT, ADDS)
        | min(-(-gains // GAINS_STEP) << GAINS_AT, GAINS)
        | min(-(-tells // TELLS_STEP) << TELLS_AT, TELLS)
        | min(words, COUNTED)
    )


@inner
def larger(one: Int, two: Int) -> Int:
    """Of each field the larger of two steps."""
    adds, gains = max(one & ADDS, two & ADDS), max(one & GAINS, two & GAINS)
    return adds | gains | max(one & TELLS, two & TELLS) | max(one & COUNTED, two & COUNTED)


@inner
def adds_of(gained: Int) -> Int:
    """The milliodds in it."""
    return ((gained & ADDS) >> ADDS_AT) * ADDS_STEP


@inner
def gains_of(gained: Int) -> Int:
    """The millinats matched in it."""
    return ((gained & GAINS) >> GAINS_AT) * GAINS_STEP


@inner
def tells_of(gained: Int) -> Int:
    """The millinats in it that listed words say."""
    return ((gained & TELLS) >> TELLS_AT) * TELLS_STEP


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
def near_bound(v: Query, gained: Int) -> Int:
    """The most a name can score, or a little more, by what stands in one place: next to nothing where it is
    not to be compared by words."""
    about = gained >> ABOUT
    if about & v.facts[SEEN_TO] != SEVERAL:
        return _bound_of_special(v, gained, about)
    says, matched = (about >> SAYS) * SAYS_STEP, gains_of(gained) + v.facts[INITIALS_SAY]
    common, right = common_of(gained), says - tells_of(gained)
    most = adds_of(gained) - (says * v.facts[SAYING] >> RATES) - v.less[common]
    most -= v.telling[common] * (right > v.facts[LITTLE_LEFT])
    return most - (_few(v, matched) + _left(v, matched, common, right) >> RATES)


@inner
def _bound_of_special(v: Query, gained: Int, about: Int) -> Int:
    """The same of an alias of low quality, of a name of one word, and of one with single letters: one word
    agrees as it is, those may stand for the others."""
    facts = v.facts
    if about & facts[READ_AS]:
        return np.int64(LEAST)
    if about & REPEATED:
        gained = more_gained(gained, facts[TWICE_STANDING])
    says, matched = (about >> SAYS) * SAYS_STEP, gains_of(gained) + facts[INITIALS_SAY]
    common, right = common_of(gained), says - tells_of(gained)
    singles = min((about >> SINGLES) & 7, facts[WORDS] - 1)
    matched += singles * facts[INITIAL_SAYS]
    most = adds_of(gained) - (says * facts[SAYING] >> RATES) + singles * facts[HIDDEN]
    if about & WEAK:
        most -= facts[WEAKER]
    if facts[WORDS] > 1 or about & SEVERAL:
        most -= v.less[common] + v.telling[common] * (right > facts[LITTLE_LEFT])
    lacks = _few(v, matched)
    if singles == 0:
        lacks += _left(v, matched, common, right)
    return most - (lacks >> RATES)


@inner
def common_of(gained: Int) -> Int:
    """How many words a name has in common at most."""
    counted = gained & COUNTED
    return counted + (counted == COUNTED)


@inner
def _few(v: Query, matched: Int) -> Int:
    """What a name lacks of which so little is matched."""
    return max(0, v.facts[FEW_FROM] - matched) * v.facts[FEW_RATE]


@inner
def _left(v: Query, matched: Int, common: Int, right: Int) -> Int:
    """What it lacks besides while something is left of the query, and of its own words `right` millinats."""
    lacks = max(0, v.facts[ASKED_FROM] - matched) * v.asked[common]
    lacks += max(0, v.facts[LISTED_FROM] - matched) * v.facts[LISTED_RATE] * (right > 0)
    return lacks + min(v.left[common], max(0, right)) * v.facts[BOTH_RATE]


@inner
def bound_of(x: Words, v: Query, name: Int, near: Int, slips: Any, need: Int) -> Int:
    """As `near_bound`, a little lower where that is not below `need`: by the letters of initials, and by the
    forms of company."""
    if near < need:
        return near
    if slips and not x.forms[name] & slips:
        near -= v.facts[SLACK]
    singles = min((np.int64(x.about[name]) >> SINGLES) & 7, v.facts[WORDS] - 1)
    if singles > 0 and near >= need:
        near -= (singles - min(singles, _initials(x, name, v.facts[FIRSTS]))) * v.facts[HIDDEN]
    return near


@inner
def alone(v: Query, untold: Int) -> Int:
    """The most a name can score that has nothing but words that were not looked up."""
    return near_bound(v, untold | SEVERAL << ABOUT)


@inner
def special_alone(v: Query, untold: Int) -> Int:
    """The same of one that the search has a look at by itself: of one word, or with single letters."""
    initialled = near_bound(v, untold | (SEVERAL | 7 << SINGLES) << ABOUT)
    return max(alone(v, untold), initialled, near_bound(v, untold))


@inner
def needed(least: float, whole: float) -> Int:
    """What a bound must be at least for a name to score `least`."""
    return np.int64(max(LEAST + 1, (least - whole) * 1000 - 2))


@inner
def note_query(
    x: Words, a: AskedWords, model: Model, s: Touched, v: Query, q: Int, n: Int, rows: Int
) -> float:
    """Note what bounds need of a query; the log-odds, or a little more, of a name of which it has all words
    left over, and yet nothing telling."""
    f, ints, facts, t0 = model.floats, model.ints, v.facts, np.int64(a.at[q])
    top, says, singles = ZERO, ZERO, ZERO
    initial, firsts = (f[0] + f[3]) * ints[INITIAL], ZERO
    kinds, slips = np.int64(a.kinds[q]), a.slips[q]
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
    slack = 0.0  # of names of which a form of company is meant by a word, which is not left over then
    if slips:
        slack += max(0.0, f[COMPANY]) if not a.forms[q] else 0.0
        slack += max(0.0, -f[1] - min(0.0, f[10])) * np.int64(v.worth[a.slip_at[q]]) / 1000
        slack += max(0.0, f[4]) + max(0.0, -min(f[6], f[9]))
    facts[SEEN_TO] = kinds | WEAK | SEVERAL | 7 << SINGLES | REPEATED
    facts[TWICE_STANDING] = _twice_standing(s, n, rows)
    facts[WORDS], facts[LITTLE_LEFT], facts[FIRSTS] = n, ints[LITTLE], firsts
    facts[SLACK], facts[READ_AS], facts[WEAKER] = (
        np.int64(1000 * slack),
        kinds,
        np.int64(1000 * f[WEAK_ALIAS]),
    )
    facts[HIDDEN] = np.int64(max(0.0, initial - f[1] * top - f[2] * 1000)) + 1
    facts[INITIALS_SAY], facts[INITIAL_SAYS] = singles * ints[INITIAL], ints[INITIAL]
    facts[SAYING], facts[FEW_RATE] = _rate(f[2]), _rate(f[11])
    facts[FEW_FROM], facts[ASKED_FROM], facts[LISTED_FROM] = ints[FEW], ints[FEW_ASKED], ints[FEW_LISTED]
    facts[LISTED_RATE] = 0 if singles else _rate(f[COMPANY + 2])
    facts[BOTH_RATE] = 0 if singles else _rate(f[10])
    _note_lacking(v, f, says, top, n, singles, 0 if slips else _rate(f[COMPANY + 1]))
    return float(whole + slack + f[1] * says / 1000)


@inner
def _twice_standing(s: Touched, n: Int, rows: Int) -> Int:
    """What listed words that may stand for several words of a query add at most to a name in which they stand
    several times, besides what each adds once."""
    added = ZERO
    for i in range(n):
        most = ZERO
        for r in range(rows):
            step = np.int64(s.gains[r * MOST_TOKENS + i])
            if step >= 0:
                for other in range(n):
                    if other != i and s.gains[r * MOST_TOKENS + other] >= 0:
                        most = larger(most, step)
                        break
        added = more_gained(added, most)
    return added


@inner
def _rate(weight: float) -> Int:
    """The milliodds a weight takes off for a millinat, with `RATES` bits below the point."""
    return np.int64(max(0.0, -weight) * (1 << RATES))


@inner
def _note_lacking(v: Query, f: Floats, says: Int, top: Int, n: Int, singles: Int, asked: Int) -> None:
    """What a name lacks by how many words it has in common with the query: where a single word agrees, and
    where words of the query are left that say something, even if each of its initials stands for a word."""
    telling, tells, little = 0, np.int64(1000 * max(0.0, f[4])), v.facts[LITTLE_LEFT]
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
    for count in range(MOST_TOKENS + 1):
        v.asked[count] = asked if v.left[min(count + singles, MOST_TOKENS)] > 0 else 0
    v.telling[1] = 0 if says - top > little else tells
    v.less[1] = tells - v.telling[1] + np.int64(1000 * max(0.0, -max(f[6], f[9])))


@compiled
def note_repeated(word_at: Ints, words: Ints, gained: Longs) -> None:
    """Note of each name whether a word stands in it more than once."""
    for name in range(len(gained)):
        for p in range(word_at[name], word_at[name + 1]):
            for other in range(word_at[name], p):
                if words[other] == words[p]:
                    gained[name] |= REPEATED << ABOUT
