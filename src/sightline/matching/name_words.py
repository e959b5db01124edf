"""Names as words: aligned one to one, each worth what its rarity says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sightline.matching import replay
from sightline.matching.compared import Compared
from sightline.matching.name_reason import sentence
from sightline.matching.weights import WORD_MODEL, value
from sightline.names.readable import readable
from sightline.names.sound import bones, is_abjad, sound
from sightline.names.syllables import sequences
from sightline.names.words import shown, words

NAME, FIELD = "name_words", "name"
PROPS = ("name", "alias", "previousName", "pastNames", "weakAlias", "abbreviation")
WEAK = frozenset({"weakAlias", "abbreviation"})
SHORTEST_SOUND, FEWEST_BONES = 4, 3
"""letters of a word whose sound counts, consonants of one compared by them"""


@dataclass(frozen=True, slots=True)
class Script:
    """Whether a query's letters leave vowels out, and whether it can be read in syllables all the same."""

    abjad: bool = False
    mixed: bool = False


def compare(query: str, listed: str, worth: Callable[[str], int], prop: str = "name") -> Compared | None:
    """How likely two names are one, 0 to 1; `worth` gives the millinats of a word; None without words."""
    ours, theirs = words(readable(query).text), words(readable(listed).text)
    if not ours or not theirs:
        return None
    mixed = bool(sequences(readable(query).text))
    forms = forms_of(ours, theirs, worth, prop, Script(is_abjad(query), mixed))
    return reason(query, listed, forms)


def forms_of(
    ours: Sequence[str], theirs: Sequence[str], worth: Callable[[str], int], prop: str, script: Script
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
        "bones": {w: b for w in sorted(apart) if script.abjad and len(b := bones(w)) >= FEWEST_BONES},
        "mixed": script.mixed,
        "weak": value("weak_alias") if prop in WEAK else 0.0,
        "model": WORD_MODEL,
    }


def reason(query: str, listed: str, forms: dict[str, Any]) -> Compared:
    """The sentence and the score for these forms."""
    found = replay.name_words(forms)
    score = replay.probability(found)
    told = _how(forms, _as_read(query, forms["query"]), _as_read(listed, forms["listed"]))
    return Compared(score, sentence(score, query, listed, told, bool(forms["weak"])), forms, found)


def _as_read(name: str, folded: list[str]) -> list[str]:
    """The words of a name as a reader spells them, where they are as many as were compared."""
    spelt = list(shown(readable(name).text))[: len(folded)]
    return spelt if len(spelt) == len(folded) else folded


def _how(forms: dict[str, Any], query: list[str], listed: list[str]) -> str:
    """Which words agreed, by which rule, and which did not."""
    if query == listed:
        return "every word is the same"
    if sorted(query) == sorted(listed):
        return "the same words in another order"
    pairs, ours, theirs = replay.word_alignment(forms)
    said = []
    for _, i, taken, j, offered, _ in pairs:
        a, b = " ".join(query[i : i + taken]), " ".join(listed[j : j + offered])
        if a == b:
            said.append(f"“{a}” is the same")
            continue
        one, two = " ".join(forms["query"][i : i + taken]), " ".join(forms["listed"][j : j + offered])
        said.append(f"“{a}” for “{b}” ({_rule(one, two, forms)})")
    said += [f"“{query[i]}” is not listed" for i in ours]
    said += [f"“{listed[j]}” was not asked" for j in theirs]
    return "; ".join(said)


def _rule(a: str, b: str, forms: dict[str, Any]) -> str:
    if a == b:
        return "another spelling of it"
    if a.replace(" ", "") == b.replace(" ", ""):
        return "written together"
    if forms["sounds"].get(a, a) == forms["sounds"].get(b, b):
        return "sounds alike"
    if forms["bones"].get(a, a) == forms["bones"].get(b, b):
        return "the same consonants"
    return "spelt nearly alike"


def informative(forms: dict[str, Any]) -> float:
    """Nats by which two names agree."""
    return replay.word_features(forms)[replay.MATCHED]
