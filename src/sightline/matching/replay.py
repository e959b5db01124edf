"""The arithmetic of screening, in the standard library alone, so that anyone can compute a score again.

`score_from_forms` gives the score of one comparison from the forms in a certificate, `combine` that of a
hit from the forms of all its reasons. The engine reports exactly these numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Forms = dict[str, Any]
Pair = tuple[float, int, int, int, int]
ROUNDED = 4
LEAST, SHORT, LEAST_SHORT = 0.75, 3, 0.66  # words less alike do not count; two of 3 letters may differ in one


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


def similarity(a: str, b: str) -> float:
    """1 for equal words down to `LEAST`, below that 0."""
    longest = max(len(a), len(b))
    if longest == 0 or abs(len(a) - len(b)) > (1 - LEAST) * longest:
        return 0.0
    alike = 1.0 - distance(a, b) / longest
    return alike if alike >= (LEAST_SHORT if len(a) == len(b) == SHORT else LEAST) else 0.0


def pairs(query: Sequence[str], listed: Sequence[str]) -> list[Pair]:
    """(similarity, query start, query words, listed start, listed words) of all that may be one word.

    A word also pairs with two neighbours written together: `Cholnam` with `Chol Nam`.
    """
    found = []
    for taken, offered in ((1, 1), (1, 2), (2, 1)):
        for i in range(len(query) - taken + 1):
            for j in range(len(listed) - offered + 1):
                alike = similarity("".join(query[i : i + taken]), "".join(listed[j : j + offered]))
                if alike:
                    found.append((alike, i, taken, j, offered))
    return found


def align(found: Sequence[Pair], query: Sequence[float], listed: Sequence[float]) -> float:
    """The part of all weight that agrees. `found` as from `pairs`; `query` and `listed` are weights.

    Greedy: most alike first, then what brings most; a word is used once. Unpaired words count against.
    """
    worth = []
    for alike, i, taken, j, offered in found:
        brought = alike * (sum(query[i : i + taken]) + sum(listed[j : j + offered]))
        worth.append((-alike, -brought, i, j, taken, offered))
    used_query: set[int] = set()
    used_listed: set[int] = set()
    total = 0.0
    for _, brought, i, j, taken, offered in sorted(worth):
        ours, theirs = set(range(i, i + taken)), set(range(j, j + offered))
        if used_query.isdisjoint(ours) and used_listed.isdisjoint(theirs):
            used_query |= ours
            used_listed |= theirs
            total -= brought
    whole = sum(query) + sum(listed)
    return total / whole if whole else 0.0


def name_tokens(forms: Forms) -> float:
    """How far two names agree, 0 to 1, times the strength of the listed name."""
    query, listed, weights = forms["query"], forms["listed"], forms["weights"]
    ours, theirs = [weights[word] for word in query], [weights[word] for word in listed]
    return align(pairs(query, listed), ours, theirs) * float(forms["strength"])


def equal(forms: Forms) -> float:
    """Identifiers: the strength when both are the same, -1 when they differ."""
    return float(forms["strength"]) if forms["query"] == forms["listed"] else -1.0


def bic(forms: Forms) -> float:
    """Eight characters name the institution; branches must agree where both are given (XXX: head office)."""
    ours, theirs = forms["query"], forms["listed"]
    branches = {code[8:] or "XXX" for code in (ours, theirs)}
    if ours[:8] != theirs[:8]:
        return -1.0
    return float(forms["strength" if len(branches) == 1 else "other_branch"])


def same_code(forms: Forms) -> float:
    """Nationality, country, kind: 1 when they are the same, else -1."""
    return 1.0 if forms["query"] == forms["listed"] else -1.0


def birth_date(forms: Forms) -> float:
    """ISO dates, whole or partial, by the scale that stands in the forms."""
    ours, theirs, scale = forms["query"].split("-"), forms["listed"].split("-"), forms["scale"]
    known, years = min(len(ours), len(theirs)), abs(int(ours[0]) - int(theirs[0]))
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


COMPARISONS = {
    "name_tokens": name_tokens, "imo": equal, "mmsi": equal, "document": equal, "bic": bic,
    "nationality": same_code, "country": same_code, "kind": same_code,
    "birth_date": birth_date, "address": address,
}  # fmt: skip


def score_from_forms(forms: Forms) -> float:
    """The score of one comparison, rounded to 4 decimals."""
    return round(COMPARISONS[forms["comparison"]](forms), ROUNDED)


def combine(reasons: Sequence[Forms]) -> float:
    """The score of a hit from the forms of its reasons."""
    return total([(score_from_forms(forms), forms) for forms in reasons])


def total(scored: Sequence[tuple[float, Forms]]) -> float:
    """The best name or identifier sets the base; each comparison with `points` then moves it by its score
    times the points for agreeing or for contradicting. 0 to 1, rounded to 4 decimals.
    """
    base: float = max((score for score, forms in scored if "points" not in forms), default=0.0)
    moved: float = sum(
        score * forms["points"]["agrees" if score > 0 else "contradicts"]
        for score, forms in scored
        if "points" in forms
    )
    return round(min(1.0, max(0.0, base + moved)), ROUNDED)
