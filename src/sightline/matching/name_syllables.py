"""Names as syllables, Korean or Chinese: what each spelling may stand for, surname and given names apart."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sightline.matching import replay
from sightline.matching.compared import Compared
from sightline.matching.name_reason import sentence
from sightline.matching.name_words import WEAK
from sightline.matching.replay import (
    AGREES,
    NEAR,
    SLIP,
    aligned,
    syllable_odds,
    syllable_rest,
    syllable_ways,
)
from sightline.matching.weights import SYLLABLE_MODEL, value
from sightline.names import chinese, korean
from sightline.names.korean import Readings
from sightline.names.readable import readable
from sightline.names.syllables import CHINESE, CROSSED, Sequence, sequences

NAME, FIELD = "name_syllables", "name"
_READ = {
    "korean": "Korean",
    "chinese": "Chinese",
    "crossed": "Korean by the Mandarin reading of its characters",
}


def comparable(ours: Sequence, theirs: Sequence) -> bool:
    """Whether two sequences are of one tradition."""
    chinese_ones = [one.kind == CHINESE for one in (ours, theirs)]
    return chinese_ones[0] == chinese_ones[1] and not (ours.kind == theirs.kind == CROSSED)


def compare(query: str, listed: str, prop: str = "name") -> Compared | None:
    """How likely two names are one, read as syllables; None where they cannot be read in one tradition."""
    found = [
        reason(query, listed, forms_of(ours, theirs, prop))
        for ours in sequences(readable(query).text)
        for theirs in sequences(readable(listed).text)
        if comparable(ours, theirs)
    ]
    return max(found, key=lambda one: one.score, default=None)


@lru_cache(maxsize=20_000)
def info(reading: str, is_surname: bool) -> int:
    """Millinats a reading says in its place."""
    says = chinese.info if reading.isascii() else korean.info
    return round(1000 * says(reading, is_surname))


def _milli(spelt: str, readings: Readings) -> list[Any]:
    return [spelt, [[one, round(1000 * cost)] for one, cost in readings]]


def forms_of(ours: Sequence, theirs: Sequence, prop: str) -> dict[str, Any]:
    """What a score can be computed again from."""
    query, listed = (
        [_milli(*one) for one in zip(side.spelt, side.readings, strict=True)] for side in (ours, theirs)
    )
    return {
        "comparison": NAME,
        "query": query,
        "listed": listed,
        "read": [ours.kind, theirs.kind],
        "worth": {
            "surname": {one: info(one, True) for one, _ in query[0][1]},
            "given": {one: info(one, False) for syllable in query[1:] for one, _ in syllable[1]},
        },
        "doubt": round(1000 * ours.cost) + round(1000 * theirs.cost),
        "weak": value("weak_alias") if prop in WEAK else 0.0,
        "model": SYLLABLE_MODEL,
    }


def reason(query: str, listed: str, forms: dict[str, Any]) -> Compared:
    """The sentence and the score for these forms."""
    return told(query, listed, forms, replay.name_syllables(forms))


def told(query: str, listed: str, forms: dict[str, Any], found: float) -> Compared:
    """The same where the log-odds are known."""
    score = replay.probability(found)
    return Compared(score, sentence(score, query, listed, _how(forms), bool(forms["weak"])), forms, found)


def _how(forms: dict[str, Any]) -> str:
    """Which syllables agreed, as what, and which did not."""
    query, listed, rest = forms["query"], forms["listed"], syllable_rest(forms)
    sides = aligned(query[1:], listed[1:])
    ways = syllable_ways(forms)
    best = max(range(len(ways)), key=lambda n: syllable_odds(ways[n], rest, forms["model"]))
    q, x = [query[0], *sides[best][0]], [listed[0], *sides[best][1]]
    sides_by_side = enumerate(zip(q, x, ways[best], strict=True))
    said = [_said(a, b, state[0], n == 0) for n, (a, b, state) in sides_by_side]
    if missing := abs(len(query) - len(listed)):
        said.append(f"{missing} syllable without counterpart")
    kind = CROSSED if CROSSED in forms["read"] else forms["read"][0]
    return f"read as {_READ[kind]}: {'; '.join(said)}"


def _said(ours: list[Any], theirs: list[Any], state: int, is_surname: bool) -> str:
    a, b = ours[0].lower(), theirs[0].lower()
    if state == AGREES:
        known = dict(theirs[1])
        both = [(cost + known[one], info(one, is_surname), one) for one, cost in ours[1] if one in known]
        shared = min(both)[2]  # of equals the commonest, as a reader expects: 철, not 절
        return f"{a} = {shared}" if a == b else f"{a} and {b} are {shared}"
    if state == NEAR:
        return f"{a} sounds like {b}"
    return f"{a} may be mistyped for {b}" if state == SLIP else f"{a} is not {b}"


def informative(forms: dict[str, Any]) -> float:
    """Nats by which two names agree."""
    return float(max(sum(gain for _, gain, _ in way) for way in syllable_ways(forms)) / 1000)
