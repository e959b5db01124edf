"""Names as syllables, Korean or Chinese: what each spelling may stand for, surname and given names apart."""

from __future__ import annotations

from typing import Any, NamedTuple

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
    syllable_pair,
    syllable_rest,
    syllable_ways,
)
from sightline.matching.syllables_say import info
from sightline.matching.weights import SYLLABLE_MODEL, value
from sightline.names import korean
from sightline.names.korean import Readings
from sightline.names.readable import readable
from sightline.names.syllables import CHINESE, CROSSED, KOREAN, Sequence, asked, sequences

NAME, FIELD = "name_syllables", "name"
SAME = "every word is the same"
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
        for ours in asked(readable(query).text)
        for theirs in sequences(readable(listed).text)
        if comparable(ours, theirs)
    ]
    return max(found, key=lambda one: one.score, default=None)


class _Syllable(NamedTuple):
    """A syllable of a sequence as it stands in forms, and what its readings say in its place."""

    forms: list[Any]
    worth: dict[str, int]


_known: dict[tuple[str, str, bool, Readings], _Syllable] = {}
_compared: dict[tuple[Any, ...], tuple[tuple[int, int, int], str]] = {}
MOST_KNOWN = 100_000
MOST_MEANT, AS_WELL, RARE = 3, 0.5, {True: 2000, False: 2500}
"""syllables two spellings are said to stand for, the nats up to which they stand for one as well as for
another, and the millinats by which a surname (true) or a syllable of a given name is too rare to be told"""


def _syllables(one: Sequence) -> list[_Syllable]:
    """The syllables of a sequence; the same come again and again."""
    return [
        _known.get((one.kind, spelt, n == 0, one.readings[n]))
        or _read(one.kind, spelt, one.readings[n], n == 0)
        for n, spelt in enumerate(one.spelt)
    ]


def _read(kind: str, spelt: str, readings: Readings, is_surname: bool) -> _Syllable:
    forms = [spelt, [[one, round(1000 * cost)] for one, cost in readings]]
    made = _Syllable(forms, {one: info(one, is_surname) for one, _ in readings})
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    _known[kind, spelt, is_surname, readings] = made
    return made


def forms_of(ours: Sequence, theirs: Sequence, prop: str) -> dict[str, Any]:
    """What a score can be computed again from."""
    asked = _syllables(ours)
    given: dict[str, int] = {}
    for one in asked[1:]:
        given |= one.worth
    return {
        "comparison": NAME,
        "query": [one.forms for one in asked],
        "listed": [one.forms for one in _syllables(theirs)],
        "read": [ours.kind, theirs.kind],
        "worth": {"surname": asked[0].worth, "given": given},
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
    return Compared(score, worded(query, listed, forms, score), forms, found)


def worded(query: str, listed: str, forms: dict[str, Any], score: float) -> str:
    """The sentence for these forms, where the score is known."""
    how = SAME if _same_otherwise_read(query, listed, forms) else _how(forms)
    return sentence(score, query, listed, how, bool(forms["weak"]))


def _same_otherwise_read(query: str, listed: str, forms: dict[str, Any]) -> bool:
    """Whether two names have the same letters, of which syllables were read in no order they stand in:
    *Chol Nam Kim* as *Kim Chol Nam*. That they are the same is what a reader sees."""
    ours, theirs = (list(filter(str.isalpha, one.lower())) for one in (query, listed))
    return ours == theirs and ours != list("".join(one[0].lower() for one in forms["query"]))


def _how(forms: dict[str, Any]) -> str:
    """Which syllables agreed, as what, and which did not."""
    query, listed, read = forms["query"], forms["listed"], forms["read"]
    first = _pair(read, query[0], listed[0], True)
    ways = [
        [first, *[_pair(read, a, b, False) for a, b in zip(q, x, strict=True)]]
        for q, x in aligned(query[1:], listed[1:])
    ]
    best = ways[0]
    if len(ways) > 1:
        rest = syllable_rest(forms)
        best = max(ways, key=lambda way: syllable_odds([one for one, _ in way], rest, forms["model"]))
    said = [text for _, text in best]
    if missing := abs(len(query) - len(listed)):
        said.append(f"{missing} syllable without counterpart")
    kind = CROSSED if CROSSED in forms["read"] else forms["read"][0]
    return f"read as {_READ[kind]}: {'; '.join(said)}"


def _pair(
    read: list[str], ours: list[Any], theirs: list[Any], is_surname: bool
) -> tuple[tuple[int, int, int], str]:
    """What came of two syllables side by side, and how to say it; the same two come again and again."""
    costs = [cost for side in (ours, theirs) for _, cost in side[1]]
    key = (read[0], ours[0], read[1], theirs[0], is_surname, ours[1][0][0], theirs[1][0][0], *costs)
    found = _compared.get(key)
    if found is None:
        worth = {one: info(one, is_surname) for one, _ in ours[1]}
        state = syllable_pair(ours, theirs, worth, SYLLABLE_MODEL)
        if len(_compared) >= MOST_KNOWN:
            _compared.clear()
        found = _compared[key] = state, _said(read, ours, theirs, state[0], is_surname)
    return found


def _said(read: list[str], ours: list[Any], theirs: list[Any], state: int, is_surname: bool) -> str:
    a, b = ours[0].lower(), theirs[0].lower()
    if state == AGREES:
        known = dict(theirs[1])
        both = [(cost + known[one], info(one, is_surname), one) for one, cost in ours[1] if one in known]
        shared = min(both)[2]  # of equals the commonest, as a reader expects: 철, not 절
        if read[0] == KOREAN and shared not in dict(korean.spelt(ours[0], is_surname)):
            return f"{a} may be mistyped for {b}"
        plain = read == [KOREAN, KOREAN]
        meant = _meant(ours, theirs, shared, is_surname) if plain else shared
        return f"{a} = {meant}" if a == b else f"{a} and {b} are {meant}"
    if state == NEAR:
        return f"{a} sounds like {b}"
    return f"{a} may be mistyped for {b}" if state == SLIP else f"{a} is not {b}"


def _meant(ours: list[Any], theirs: list[Any], shared: str, is_surname: bool) -> str:
    """The syllables two spellings stand for alike, the one that the listed one usually stands for first, then
    the commonest: *tae* is 태 or 대."""
    one, other = (dict(korean.spelt(side[0], is_surname)) for side in (ours, theirs))
    both = {*dict(ours[1])} & {*dict(theirs[1])} & one.keys() & other.keys()
    away = {reading: one[reading] + other[reading] for reading in both}
    near = {reading: cost for reading, cost in away.items() if cost <= away.get(shared, 0.0) + AS_WELL}
    told = [reading for reading, _ in korean.likeliest(near.items(), theirs[0], is_surname)]
    says = {reading: info(reading, is_surname) for reading in told}
    rare = min(says.values(), default=0) + RARE[is_surname]
    usual = [reading for n, reading in enumerate(told) if n == 0 or says[reading] <= rare]
    return " or ".join(usual[:MOST_MEANT]) or shared


def informative(forms: dict[str, Any]) -> float:
    """Nats by which two names agree."""
    return float(max(sum(gain for _, gain, _ in way) for way in syllable_ways(forms)) / 1000)
