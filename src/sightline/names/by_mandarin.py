"""Korean names by the Mandarin reading of their characters: *Piao Daochun* for 박도춘, written 朴道春.

A syllable of pinyin is met far more often in Chinese names than in this one. So a reading costs the less, the
likelier its characters are read so and the rarer the syllable is among Chinese names: *piao* says much, *li*
little. Readings that say enough have costs below nothing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache

from sightline.names import chinese, korean
from sightline.names.han import characters
from sightline.names.korean import Readings
from sightline.names.tables import rows

AT_MOST = 0.1
"""nats; of a spelling dearer than that nobody makes a Korean name by way of its characters"""
LISTED = 0.2
"""nats for a listed name that may be the Mandarin reading of a Korean one"""
USUAL = 0.85
"""how often a given name has one of the usual characters of its syllable, where there are others"""
FALLS = {True: 3.0, False: 1.0}
"""the power of its rank by which a character is rarer than the first: of surnames the first are nearly all"""
BASE, BY_KOREAN, BY_RARITY = 0.65, 0.403, 0.735
"""nats a reading costs; of each nat its Korean syllable says, which the weights of `matching.weights` give it
and which says nothing here; of each nat by which it is likelier of this Korean name than of a Chinese one"""
LEAST = 1e-4
"""how likely a character is at least"""
SPOKEN = {"朴": "piao", "都": "du"}
"""characters that are read otherwise in a surname"""


@cache
def _likely() -> dict[bool, dict[str, dict[str, float]]]:
    """How likely a Korean syllable of a surname (true) or a given name is read so in Mandarin, by pinyin."""
    usual: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for row in rows("korean_characters"):
        usual[row["place"] == "surname"][row["syllable"]] = row["characters"]
    others = defaultdict[str, dict[str, None]](dict)
    for character, han in characters().items():
        if han.common:
            for reading in han.korean:
                others[reading][character] = None
    found: dict[bool, dict[str, dict[str, float]]] = {True: {}, False: {}}
    for is_surname, known in usual.items():
        surnames, _ = korean.frequencies()
        for syllable in {*known, *(surnames if is_surname else others)}:
            first = known.get(syllable, "")
            rest = "" if is_surname and first else "".join(c for c in others[syllable] if c not in first)
            for pinyin, share in _shares(first, rest, FALLS[is_surname]).items():
                found[is_surname].setdefault(pinyin, {})[syllable] = share
    return found


def _shares(first: str, rest: str, falls: float) -> dict[str, float]:
    """How the characters of a syllable are read in Mandarin: the usual `first`, and any of the `rest`."""
    shares = defaultdict[str, float](float)
    weights = [1 / (n + 1) ** falls for n in range(len(first))]
    usual = 0.0 if not first else USUAL if rest else 1.0
    for character, weight in zip(first, weights, strict=True):
        shares[_mandarin(character)] += usual * weight / sum(weights)
    for character in rest:
        shares[_mandarin(character)] += (1 - usual) / len(rest)
    return shares


def _mandarin(character: str) -> str:
    return SPOKEN.get(character) or characters()[character].mandarin[0]


@cache
def _costs(pinyin: str, is_surname: bool) -> Readings:
    """The Korean syllables whose characters are read so, each with its cost, the cheapest first."""
    says = chinese.info(pinyin, is_surname)
    found = [
        (
            syllable,
            round(
                BASE
                + BY_KOREAN * korean.info(syllable, is_surname)
                - BY_RARITY * (math.log(max(share, LEAST)) + says),
                3,
            ),
        )
        for syllable, share in _likely()[is_surname].get(pinyin, {}).items()
    ]
    return tuple(sorted(found, key=lambda one: (one[1], one[0])))


def when_asked(readings: Readings, is_surname: bool) -> Readings:
    """The Korean syllables whose characters are read as a spelling of pinyin, in a name that is asked."""
    cheap: dict[str, float] = {}
    for pinyin, away in readings:
        if away <= AT_MOST:
            for reading, cost in _costs(pinyin, is_surname):
                cheap[reading] = min(cheap.get(reading, 9.0), round(cost + away, 3))
    return tuple(sorted(cheap.items(), key=lambda one: (one[1], one[0])))[: korean.MOST_READINGS]
