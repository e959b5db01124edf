"""Names as words: aligned one to one, each worth what its rarity says; typing errors, sounds, joins, initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sightline.matching.compared import Compared
from sightline.matching.name_reason import sentence
from sightline.matching.replay import MATCHED, score_from_forms, word_features, word_pairs
from sightline.matching.weights import WORD_MODEL, value
from sightline.names.readable import readable
from sightline.names.sound import bones, is_abjad, sound
from sightline.names.words import words

NAME, FIELD = "name_words", "name"
PROPS = ("name", "alias", "previousName", "pastNames", "weakAlias", "abbreviation")
WEAK = frozenset({"weakAlias", "abbreviation"})
SHORTEST_SOUND, FEWEST_BONES = 4, 3
"""letters of a word whose sound counts, consonants of one compared by them"""


def compare(query: str, listed: str, worth: Callable[[str], int], prop: str = "name") -> Compared | None:
    """How likely two names are one, 0 to 1; `worth` gives the millinats of a word; None without words."""
    ours, theirs = words(readable(query).text), words(readable(listed).text)
    if not ours or not theirs:
        return None
    forms = forms_of(ours, theirs, worth, prop, is_abjad(query))
    return reason(query, listed, forms)


def forms_of(
    ours: Sequence[str], theirs: Sequence[str], worth: Callable[[str], int], prop: str, abjad: bool = False
) -> dict[str, Any]:
    """What a score can be computed again from."""
    told = {*ours, *theirs}
    apart = told - (set(ours) & set(theirs))
    return {
        "comparison": NAME,
        "query": list(ours),
        "listed": list(theirs),
        "worth": {word: worth(word) for word in sorted(told)},
        "sounds": {w: sound(w) for w in sorted(apart) if w.isalpha() and len(w) >= SHORTEST_SOUND},
        "bones": {w: b for w in sorted(apart) if abjad and len(b := bones(w)) >= FEWEST_BONES},
        "weak": value("weak_alias") if prop in WEAK else 0.0,
        "model": WORD_MODEL,
    }


def reason(query: str, listed: str, forms: dict[str, Any]) -> Compared:
    """The sentence and the score for these forms."""
    score = score_from_forms(forms)
    return Compared(score, sentence(score, query, listed, _how(forms), bool(forms["weak"])), forms)


def _how(forms: dict[str, Any]) -> str:
    """Which words agreed, by which rule, and which did not."""
    query, listed = forms["query"], forms["listed"]
    if query == listed:
        return "every word is the same"
    if sorted(query) == sorted(listed):
        return "the same words in another order"
    ours, theirs, said = set(range(len(query))), set(range(len(listed))), []
    for _, i, taken, j, offered, cost in sorted(
        word_pairs(forms), key=lambda p: (-p[0], p[1], p[3], p[2], p[4])
    ):
        mine, other = set(range(i, i + taken)), set(range(j, j + offered))
        if mine <= ours and other <= theirs:
            ours, theirs = ours - mine, theirs - other
            a, b = " ".join(query[i : i + taken]), " ".join(listed[j : j + offered])
            said.append(f"“{a}” is the same" if a == b else f"“{a}” for “{b}” ({_rule(a, b, cost, forms)})")
    said += [f"“{query[i]}” is not listed" for i in sorted(ours)]
    said += [f"“{listed[j]}” was not asked" for j in sorted(theirs)]
    return "; ".join(said)


def _rule(a: str, b: str, cost: int, forms: dict[str, Any]) -> str:
    if a.replace(" ", "") == b.replace(" ", ""):
        return "written together"
    if a in forms["sounds"] and forms["sounds"][a] == forms["sounds"].get(b) and cost == forms["model"]["sound"]:
        return "sounds alike"
    if cost == forms["model"]["bone"] and forms["bones"].get(a) == forms["bones"].get(b):
        return "the same consonants"
    return "spelt nearly alike"


def informative(forms: dict[str, Any]) -> float:
    """Nats by which two names agree."""
    return word_features(forms)[MATCHED]
