"""Names: words aligned one to one, each weighted by how rare it is on the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sightline.matching.compared import Compared
from sightline.matching.replay import score_from_forms
from sightline.matching.weights import value
from sightline.names.tokens import tokens

NAME, FIELD = "name_tokens", "name"
PROPS = ("name", "alias", "previousName", "pastNames", "weakAlias", "abbreviation")
SAME = 0.9999

WEAK = frozenset({"weakAlias", "abbreviation"})


def strength(prop: str) -> float:
    """How much a name counts that is listed under this property."""
    return value("weak_alias") if prop in WEAK else 1.0


def compare(query: str, listed: str, weight: Callable[[str], float], prop: str = "name") -> Compared | None:
    """How far two names agree, 0 to 1; `weight` gives a word's weight; None where a name has no words."""
    ours, theirs = tokens(query), tokens(listed)
    if not ours or not theirs:
        return None
    forms = forms_of(ours, theirs, {word: weight(word) for word in (*ours, *theirs)}, prop)
    return reason(query, listed, score_from_forms(forms), forms)


def forms_of(
    ours: Sequence[str], theirs: Sequence[str], weights: Mapping[str, float], prop: str
) -> dict[str, Any]:
    """What a score can be computed again from; `weights` has every word of both names."""
    return {
        "comparison": NAME,
        "query": list(ours),
        "listed": list(theirs),
        "weights": dict(sorted(weights.items())),
        "strength": strength(prop),
    }


def reason(query: str, listed: str, score: float, forms: dict[str, Any]) -> Compared:
    """The sentence for a score, computed from the forms or, with the same result, by the index."""
    weak = ", a weak alias" if forms["strength"] < 1 else ""
    return Compared(score, f"{_degree(score / forms['strength'])}: “{query}” and “{listed}”{weak}", forms)


def _degree(score: float) -> str:
    if score >= SAME:
        return "the name is the same"
    return "the name is close" if score >= value("name_agrees") else "the name is in part similar"
