"""The arithmetic of screening, in the standard library alone, so that anyone can compute a score again.

`score_from_forms` gives the score of one comparison from the forms in a certificate, `combine` that of a
hit from the forms of all its reasons. The engine reports exactly these numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

Forms = dict[str, Any]
Pair = tuple[int, int, int, int, int, int]
ROUNDED = 4
SURE = 9.2  # log-odds of a score of 0.9999, which nothing passes
EASED = 5.0  # log-odds of a name or identifier from which on more counts less and less
STILL = 3.0  # log-odds that can still be gained from there: never more than 8 by a name alone
NEVER = -30.0
MOST_SHORT, MOST_WORDS = 8, 16  # letters of an acronym, and words it may be of
MATCHED, LEFT_LISTED, COST = 0, 2, 3  # some of the features of words
AGREES, NEAR, SLIP, WRONG = range(4)
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CODAS = "_ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


def probability(odds: float) -> float:
    """A score, 0 to 1, from log-odds."""
    held = SURE if odds > SURE else odds if odds > NEVER else NEVER
    return round(1.0 / (1.0 + math.exp(-held)), ROUNDED)


def eased(odds: float) -> float:
    """Log-odds of a name or identifier with a soft bound, so that what says more still scores more."""
    return odds if odds <= EASED else EASED + STILL * (1.0 - math.exp((EASED - odds) / STILL))


def distance(a: str, b: str) -> int:
    """Edits from `a` to `b`: insert, delete, replace, swap neighbours (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y)))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], before[j - 2] + 1)
        before, last = last, row
    return last[-1]


def word_cost(a: str, b: str, forms: Forms) -> int:
    """Millinats by which two words differ; -1 when they are different words."""
    if a == b:
        return 0
    if not (a.isalpha() and b.isalpha()):
        return -1
    model, spelt, ease = forms["model"], forms.get("spelt", {}), forms.get("ease", {}).get(a, 100)
    pairs = [(one, other) for one in (a, *spelt.get(a, ())) for other in (b, *spelt.get(b, ()))]
    costs = [edit_cost(one, other, model) * ease // 100 for one, other in pairs]
    for table, cost in (("sounds", "sound"), ("bones", "bone")):
        if table == "bones" and a.isupper() == b.isupper():
            continue  # consonants alone say enough only where one side writes no vowels
        if a in forms[table] and forms[table][a] == forms[table].get(b):
            apart = 0 if cost == "bone" else min(distance(a, b), 6) * model["sound_edit"]
            costs.append(model[cost] + apart + model["sound_short"] // max(len(a), len(b)))
    return min((cost for cost in costs if cost >= 0), default=-1)


def edit_cost(a: str, b: str, model: dict[str, Any], edits: int | None = None) -> int:
    """Millinats of the edits between two spellings, -1 for too many; an error of typing costs a part."""
    edits = distance(a, b) if edits is None else edits
    longest, slip = max(len(a), len(b)), 100
    if not 0 < edits <= model["edits"][min(longest, len(model["edits"]) - 1)]:
        return -1
    if edits == 1:  # a letter more or less, or neighbours swapped
        slip = model["gap"] if len(a) != len(b) else model["swap"] if sorted(a) == sorted(b) else 100
    return int(edits * (model["edit"] + model["edit_short"] // longest) * slip // 100)


def word_pairs(forms: Forms) -> list[Pair]:
    """(gain, query start, query words, listed start, listed words, cost) of all that may be one word.

    A word also pairs with two neighbours written together: `Cholnam` with `Chol Nam`.
    """
    query, listed, model, worth = forms["query"], forms["listed"], forms["model"], forms["worth"]
    found = []
    for i, a in enumerate(query):
        for j, b in enumerate(listed):
            cost = min(word_cost(a, b, forms), worth[b] * model["dearest"] // 100)
            if cost >= 0:
                found.append((worth[b] - cost, i, 1, j, 1, cost))
            if j + 1 < len(listed) and a == b + listed[j + 1]:
                both = worth[b] + worth[listed[j + 1]]
                says = min(both, worth[a] * model["joined"] // 100) if "joined" in model else both
                found.append((says - model["join"], i, 1, j, 2, model["join"]))
            if i + 1 < len(query) and a + query[i + 1] == b:
                found.append((worth[b] - model["join"], i, 2, j, 1, model["join"]))
    return [pair for pair in found if pair[0] > 0]


def word_alignment(forms: Forms) -> tuple[list[Pair], list[int], list[int]]:
    """The pairs that are taken, the most telling first; what is left of the query and of the listed name."""
    ours, theirs = set(range(len(forms["query"]))), set(range(len(forms["listed"])))
    taken = []
    for pair in sorted(word_pairs(forms), key=lambda p: (-p[0], p[1], p[3], p[2], p[4])):
        _, i, words, j, others, _ = pair
        mine, other = set(range(i, i + words)), set(range(j, j + others))
        if mine <= ours and other <= theirs:
            ours, theirs = ours - mine, theirs - other
            taken.append(pair)
    return taken, sorted(ours), sorted(theirs)


def word_features(forms: Forms) -> list[float]:
    """What the score of two names in words is made of, in nats and counts."""
    query, listed, model, worth = forms["query"], forms["listed"], forms["model"], forms["worth"]
    pairs, ours, theirs = word_alignment(forms)
    matched, cost = sum(pair[0] for pair in pairs), sum(pair[5] for pair in pairs)
    if "slip" in forms and forms["slip"][0] in ours:  # a form of company with a letter wrong
        ours.remove(forms["slip"][0])
    untold = sum(worth[query[i]] for i in ours) + sum(worth[listed[j]] for j in theirs)
    left_over = [(query[i], listed[j][0]) for i, j in zip(ours, theirs)]  # noqa: B905
    initials = pairs and len(ours) == len(theirs) > 1 and all(a == b and a.isalpha() for a, b in left_over)
    for i in list(ours):
        for j in list(theirs):
            short = 1 in (len(query[i]), len(listed[j])) and query[i].isalpha()
            if short and query[i][0] == listed[j][0] and i in ours:
                ours.remove(i)
                theirs.remove(j)
                matched, cost = matched + model["initial"], cost + model["initial"]
    numbers = sum(not query[i].isalpha() for i in ours) > 0, sum(not listed[j].isalpha() for j in theirs) > 0
    left, right = sum(worth[query[i]] for i in ours), sum(worth[listed[j]] for j in theirs)
    alone = max(sum(len(word) > 1 for word in side) for side in (query, listed)) <= 1
    told = min(matched, model["most"]) if pairs else 0
    lone = len(pairs) == 1 and pairs[0][2] == pairs[0][4] == 1 and len(query) + len(listed) > 2
    return [
        told / 1000, left / 1000, right / 1000, cost / 1000,
        float(untold <= model.get("little", 0) and not any(numbers)), float(sum(numbers)),
        float(lone and bool(ours)), float(forms["mixed"]), cost / 1000 if alone else 0.0,
        float(lone and not ours), min(left, right) / 1000,
        max(0, model["few"] - min(matched, model["most"])) / 1000, float(bool(initials)),
        float(bool(forms.get("company"))), max(0, model.get("few_asked", 0) - told) / 1000 if left else 0.0,
        max(0, model.get("few_listed", 0) - told) / 1000 if right else 0.0,
    ]  # fmt: skip


def name_words(forms: Forms) -> float:
    """Log-odds that two names in words are one; names without a word in common are two."""
    weights, features = forms["model"]["weights"], word_features(forms)
    if not features[MATCHED]:
        return NEVER
    told = weights[-1] + sum(w * x for w, x in zip(weights[:-1], features))  # noqa: B905
    if "ceiling" in forms and (features[LEFT_LISTED] or features[COST]):
        most, missing = forms["ceiling"]  # no more than a spelling that is read as its syllables
        told = min(told, most / 1000 + (missing if features[LEFT_LISTED] else 0.0))
    return float(told - forms["weak"])


def near(a: str, b: str, model: dict[str, Any]) -> int:
    """Millinats between two Hangul syllables that sound alike, or `wrong` and above."""
    if len(a) != 1 or len(b) != 1:
        return int(model["wrong"])
    x, y, total = ord(a) - 0xAC00, ord(b) - 0xAC00, 0
    for table, one, two in (
        (INITIALS, x // 588, y // 588), (VOWELS, x // 28 % 21, y // 28 % 21), (CODAS, x % 28, y % 28)
    ):  # fmt: skip
        if one != two:
            pair = table[min(one, two)] + table[max(one, two)]
            total += model["near"].get(pair, model["wrong"])
    return int(total)


def syllable_pair(
    ours: list[Any], theirs: list[Any], worth: dict[str, int], model: dict[str, Any]
) -> tuple[int, int, int]:
    """(state, gain, cost) of two syllables `[spelling, [[reading, millinats], ...]]`."""
    known: dict[str, int] = dict(theirs[1])
    found = [(cost + known[reading], worth[reading]) for reading, cost in ours[1] if reading in known]
    cost, gain = min(found, default=(int(model["dearest"]), 0))
    if cost < model["dearest"]:
        return AGREES, gain, cost
    away = near(ours[1][0][0], theirs[1][0][0], model)
    if away < model["wrong"]:
        return NEAR, 0, away
    one = ours[0].isascii() and theirs[0].isascii() and distance(ours[0], theirs[0]) == 1
    return (SLIP if one and max(len(ours[0]), len(theirs[0])) > 2 else WRONG), 0, 0


def syllable_odds(
    pairs: Sequence[tuple[int, int, int]], rest: Sequence[float], model: dict[str, Any]
) -> float:
    """Log-odds from the states of aligned syllables and `rest`, what else is known of the two names."""
    features = [
        sum(pair[1] for pair in pairs) / 1000,
        (rest[0] + sum(cost for state, _, cost in pairs if state == AGREES)) / 1000,
        sum(cost for state, _, cost in pairs if state == NEAR) / 1000,
        float(sum(1 for state, _, _ in pairs if state == SLIP)),
        float(sum(1 for state, _, _ in pairs if state == WRONG)),
        *rest[1:],
    ]
    told = sum(w * x for w, x in zip(model["weights"], features))  # noqa: B905
    return float(model["weights"][-1] + told)


def syllable_rest(forms: Forms) -> list[float]:
    """Doubt in millinats, syllables missing, crossed, Chinese, both short, short Chinese, spelt the same."""
    query, listed, read = forms["query"], forms["listed"], forms["read"]
    zh, short = float(read[0] == "chinese"), float(len(query) == len(listed) == 2)
    spelt = [[one[0] if one[0].isascii() else one[1][0][0] for one in side] for side in (query, listed)]
    same = spelt[0] == spelt[1] and all(a[0].isascii() or b[0].isascii() for a, b in zip(query, listed))  # noqa: B905
    return [
        forms["doubt"], float(abs(len(query) - len(listed))), float("crossed" in read),
        zh, short, zh * short, float(same),
    ]  # fmt: skip


def syllable_ways(forms: Forms) -> list[list[tuple[int, int, int]]]:
    """The states of syllables side by side, surname first; the longer name leaves one given syllable out."""
    query, listed, model, worth = forms["query"], forms["listed"], forms["model"], forms["worth"]
    first = syllable_pair(query[0], listed[0], worth["surname"], model)
    return [
        [first, *(syllable_pair(q[n], x[n], worth["given"], model) for n in range(len(q)))]
        for q, x in aligned(query[1:], listed[1:])
    ]


def name_syllables(forms: Forms) -> float:
    """Log-odds that two names in syllables are one."""
    rest = syllable_rest(forms)
    best = max(syllable_odds(way, rest, forms["model"]) for way in syllable_ways(forms))
    return best - float(forms["weak"])


def aligned(query: list[Any], listed: list[Any]) -> list[tuple[list[Any], list[Any]]]:
    """Given names side by side; the longer one is tried without each of its syllables."""
    if len(query) == len(listed):
        return [(query, listed)]
    if len(query) > len(listed):
        return [(query[:n] + query[n + 1 :], listed) for n in range(len(query))]
    return [(query, listed[:n] + listed[n + 1 :]) for n in range(len(listed))]


def equal(forms: Forms) -> float:
    """Identifiers: the log-odds of one holder when both are the same, else what that takes, in log-odds."""
    return float(forms["odds"]) if forms["query"] == forms["listed"] else -1.0


def abbreviates(short: str, words: Sequence[str]) -> bool:
    """Whether a word is made of beginnings of these, of up to three letters, in their order."""
    if not short:
        return True
    return any(
        short[:n] == word[:n] and abbreviates(short[n:], words[at + 1 :])
        for at, word in enumerate(words)
        for n in range(1, min(3, len(short), len(word)) + 1)
    )


def name_acronym(forms: Forms) -> float:
    """Log-odds that one word stands for a name: by its letters, less where several entries share it."""
    sides = forms["query"], forms["listed"]
    short, words = (sides[0][0], sides[1]) if len(sides[0]) == 1 else (sides[1][0], sides[0])
    if len(short) > MOST_SHORT or len(words) > MOST_WORDS or not abbreviates(short, words):
        return NEVER
    known = forms["by_letters"]
    return float(known[min(len(short), len(known) - 1)] - math.log(forms["shared"]))


def bic(forms: Forms) -> float:
    """Eight characters name the institution; branches must agree where both are given (XXX: head office)."""
    ours, theirs = forms["query"], forms["listed"]
    branches = {code[8:] or "XXX" for code in (ours, theirs)}
    if ours[:8] != theirs[:8]:
        return -1.0
    return float(forms["odds" if len(branches) == 1 else "other_branch"])


def same_code(forms: Forms) -> float:
    """Nationality, country, kind: 1 when they are the same, else -1."""
    return 1.0 if forms["query"] == forms["listed"] else -1.0


NEAR_YEARS = ("two_years", "three_years")  # scales of engines before 14 have none


def birth_date(forms: Forms) -> float:
    """ISO dates, whole or partial, by the scale that stands in the forms."""
    ours, theirs, scale = forms["query"].split("-"), forms["listed"].split("-"), forms["scale"]
    known, years = min(len(ours), len(theirs)), abs(int(ours[0]) - int(theirs[0]))
    if years == 1 and len(ours) == len(theirs) == 3:
        return float(scale["next_year_same_day" if ours[1:] == theirs[1:] else "next_year_other_day"])
    if years in (2, 3) and known < 3 and NEAR_YEARS[years - 2] in scale:
        return float(scale[NEAR_YEARS[years - 2]])
    if years:
        return float(scale["next_year" if years == 1 else "years_apart"])
    if ours[:known] == theirs[:known]:
        return float(scale[("same_year", "same_month", "same_day")[known - 1]])
    swapped = len(ours) == len(theirs) == 3 and ours[1:] == theirs[:0:-1]
    return float(scale["day_and_month_swapped" if swapped else "other_day"])


def address(forms: Forms) -> float:
    """The part of the words of the shorter address that stand in the other; little in common says nothing."""
    ours, theirs = set(forms["query"]), set(forms["listed"])
    shared = len(ours & theirs) / min(len(ours), len(theirs))
    return shared if shared >= forms["least"] else 0.0


BASES = {
    "name_words": name_words, "name_syllables": name_syllables, "name_acronym": name_acronym,
    "name_same": equal,
    "imo": equal, "mmsi": equal, "document": equal, "bic": bic,
}  # fmt: skip
MOVES = {
    "nationality": same_code, "country": same_code, "kind": same_code,
    "birth_date": birth_date, "address": address,
}  # fmt: skip
COMPARISONS = {**BASES, **MOVES}
OTHERS = 0.1  # what a second name or identifier that agrees adds, as a part of its log-odds


def score_from_forms(forms: Forms) -> float:
    """The score of one comparison, rounded: a name's or identifier's probability, else from -1 to 1."""
    return shown(COMPARISONS[forms["comparison"]](forms), forms)


def shown(found: float, forms: Forms) -> float:
    """What a comparison found as the score of its reason."""
    if forms["comparison"] in MOVES or "points" in forms:
        return round(found, ROUNDED)
    return probability(found)


def combine(reasons: Sequence[Forms]) -> float:
    """The score of a hit from the forms of its reasons, 0 to 1."""
    return total([(COMPARISONS[forms["comparison"]](forms), forms) for forms in reasons])


def total(found: Sequence[tuple[float, Forms]]) -> float:
    """The score of a hit from what each comparison found."""
    return probability(evidence(found))


def evidence(found: Sequence[tuple[float, Forms]]) -> float:
    """The log-odds of a hit from what each comparison found.

    The best name or identifier gives the log-odds; others that agree add a part of theirs; each comparison
    with `points` moves them by its score times the log-odds for agreeing or for contradicting.
    """
    bases = sorted((one for one, forms in found if "points" not in forms), reverse=True)
    if not bases:
        return NEVER
    moved = sum(
        round(one, ROUNDED) * forms["points"]["agrees" if one > 0 else "contradicts"]
        for one, forms in found
        if "points" in forms
    )
    return float(eased(bases[0]) + sum(OTHERS * max(0.0, one) for one in bases[1:]) + moved)
