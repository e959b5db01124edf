"""What each comparison of two records found, as a sentence with the two values and its nats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sightline.matching.resolving import kernels
from sightline.matching.resolving.kernels import Columns, Floats, Longs, Packed
from sightline.matching.resolving.traits import Traits
from sightline.matching.resolving.weights import WEIGHTS
from sightline.names.tokens import tokens

Values = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """One comparison: what it is called, a sentence, nats for (or, negative, against), the two values."""

    comparison: str
    text: str
    weight: float
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two records compared in full; `weights` multiply the features. `at`: the names and dates that met."""

    features: Floats
    weights: Floats
    at: Longs
    odds: float


def compare(p: Packed, i: int, j: int, weights: Floats) -> Compared:
    """Compare records i and j as the search does."""
    found, at = np.zeros(kernels.FEATURES), np.zeros(4, np.int64)
    x, o = np.empty(kernels.NAME_SPACE), np.empty(kernels.WORD_SPACE, np.int64)
    odds = kernels.features(p, i, j, weights, -np.inf, found, at, x, o)
    return Compared(found, weights, at, float(odds))


def probability(odds: float) -> float:
    """The probability of these log odds."""
    return float(1.0 / (1.0 + np.exp(-odds)))


def log_odds(probability: float) -> float:
    """The inverse, for a probability above 0 and below 1."""
    return float(np.log(probability / (1.0 - probability)))


@dataclass(frozen=True, slots=True)
class Sides:
    """Two records, and the places of the names and dates that met within each."""

    left: Traits
    right: Traits
    names: tuple[int, int]
    dates: Values


def sides(c: Columns, compared: Compared, pair: tuple[int, int], left: Traits, right: Traits) -> Sides:
    """Where the comparison found what it found; `left` and `right` are the records of the pair."""
    names = [int(compared.at[k] - c.name_at[record]) for k, record in enumerate(pair)]
    dates = [_date(int(c.dates[at])) if at >= 0 else "" for at in compared.at[2:]]
    return Sides(left, right, (names[0], names[1]), (dates[0], dates[1]))


def said(compared: Compared, sides: Sides) -> list[Said]:
    """Every comparison that found something, in the order of the table; their weights add up to the odds."""
    found = []
    for name, weight in _by_comparison(compared).items():
        values = _VALUES[name](sides) if name in _VALUES else ("", "")
        found.append(Said(name, _TEXTS[name](compared.features, values), weight, *values))
    return found


def _by_comparison(compared: Compared) -> dict[str, float]:
    """Nats by comparison, of those with a feature that is not zero."""
    found: dict[str, float] = {}
    for number, weight in enumerate(WEIGHTS.values()):
        if feature := float(compared.features[number]):
            said = feature * float(compared.weights[number])
            found[weight.comparison] = found.get(weight.comparison, 0.0) + said
    return found


def _date(code: int) -> str:
    """`1958-04-14` for 19580414, `1958-04` and `1958` where less is known."""
    year, month, day = code // 10000, code // 100 % 100, code % 100
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _names(sides: Sides) -> Values:
    """The two names that say most; names without a word that counts have no place."""
    left, right = ([name for name in one.names if tokens(name)] for one in (sides.left, sides.right))
    return left[sides.names[0]], right[sides.names[1]]


def _nearest(left: Sequence[str], right: Sequence[str]) -> Values:
    """The two texts with most words in common."""
    pairs = [(len(set(tokens(a)) & set(tokens(b))), a, b) for a in left for b in right]
    return max(pairs, key=lambda pair: pair[0])[1:] if pairs else ("", "")


def _common(left: Sequence[str], right: Sequence[str]) -> Values:
    """What both have, else everything each has."""
    both = [value for value in left if value in right]
    return (both[0], both[0]) if both else (", ".join(left), ", ".join(right))


def _plain(values: Values) -> Values:
    """Without the kind that numbers and contacts are told apart by."""
    left, right = (value.rpartition(":")[2] for value in values)
    return left, right


def _sizes(sides: Sides) -> Values:
    """Every size both give."""
    named = [
        (name, getattr(sides.left, name), getattr(sides.right, name))
        for name in ("tonnage", "deadweight", "length")
    ]
    both = [(name, a, b) for name, a, b in named if a and b]
    return "; ".join(f"{n} {a:g}" for n, a, _ in both), "; ".join(f"{n} {b:g}" for n, _, b in both)


_VALUES: dict[str, Callable[[Sides], Values]] = {
    "name": _names,
    "date": lambda s: s.dates,
    "country": lambda s: _common(s.left.countries, s.right.countries),
    "address": lambda s: _nearest(s.left.addresses, s.right.addresses),
    "birthplace": lambda s: _nearest(s.left.birthplaces, s.right.birthplaces),
    "number": lambda s: _plain(_common(s.left.numbers, s.right.numbers)),
    "contact": lambda s: _plain(_common(s.left.contacts, s.right.contacts)),
    "imo": lambda s: _common(s.left.imo, s.right.imo),
    "size": _sizes,
}


def _name_text(f: Floats, values: Values) -> str:
    if f[kernels.NAME_CONFLICT] > 0:
        how = "share words, and each has others"
    elif f[kernels.NAME_EXTRA] > 0:
        how = "share words, and one has more"
    elif f[kernels.NAME_GARBLED] > 0:
        how = "differ in spelling"
    else:
        how = "have the same words"
    weak = ", one of them a weak alias" if f[kernels.NAME_WEAK] > 0 else ""
    return f"the names “{values[0]}” and “{values[1]}” {how}{weak}"


_DATES = {
    kernels.SAME_DAY: "the same day",
    kernels.SAME_MONTH: "the same month, a day not being known",
    kernels.SAME_YEAR: "the same year, more not being known",
    kernels.DAY_SLIPPED: "days that differ in day, month or year alone",
    kernels.OTHER_DAY: "the same year, another month",
    kernels.NEAR_YEAR: "years at most two apart",
    kernels.OTHER_YEAR: "other years",
    kernels.FOUNDED_SAME: "founded or built in the same year",
    kernels.FOUNDED_OTHER: "founded or built in other years",
}


def _date_text(f: Floats, values: Values) -> str:
    how = next(text for feature, text in _DATES.items() if f[feature] > 0)
    return f"dates {values[0]} and {values[1]}: {how}"


def _either(feature: int, same: str, other: str) -> Callable[[Floats, Values], str]:
    def text(f: Floats, values: Values) -> str:
        return (same if f[feature] > 0 else other).format(*values)

    return text


_TEXTS: dict[str, Callable[[Floats, Values], str]] = {
    "base": lambda f, values: "before anything is compared: two entries taken at random are seldom one",
    "name": _name_text,
    "date": _date_text,
    "country": _either(kernels.COUNTRY_OTHER, "no country in common: {0}; {1}", "both with country {0}"),
    "address": _either(
        kernels.ADDRESS_OTHER,
        "no word of an address in common",
        "words of the addresses “{0}” and “{1}” are the same",
    ),
    "birthplace": _either(
        kernels.BIRTHPLACE_OTHER,
        "no word of a birthplace in common: “{0}”, “{1}”",
        "words of the birthplaces “{0}” and “{1}” are the same",
    ),
    "number": lambda f, values: f"the number {values[0]} is the same",
    "contact": lambda f, values: f"the contact {values[0]} is the same",
    "imo": _either(kernels.IMO_SAME, "the IMO number {0} is the same", "other IMO numbers: {0}; {1}"),
    "size": lambda f, values: f"sizes {values[0]} and {values[1]}",
}  # fmt: skip
