"""The weights of `matching.weights` as the arrays the compiled part of screening reads."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sightline.matching import syllables_say
from sightline.matching.weights import SYLLABLE_MODEL, WORD_MODEL, value
from sightline.names import chinese, commonness, korean
from sightline.names.hangul import CODAS, INITIALS, VOWELS
from sightline.screening import coding, columns
from sightline.screening.kernels import arrays, constants

UNKNOWN = "쀍"
"""a syllable that no name has: it says what a reading nobody counted says"""


@cache
def edits() -> NDArray[np.int32]:
    """How many edits may be in a word, by its length."""
    table = WORD_MODEL["edits"]
    known = [table[min(length, len(table) - 1)] for length in range(constants.MOST_LETTERS + 1)]
    if max(known) > constants.MOST_DELETED or any(b - a > 1 for a, b in pairwise(known)):
        raise ValueError("edits: at most 3, and at most one more a letter")  # what deletions can find
    return np.array(known, np.int32)


@cache
def model() -> arrays.Model:
    """Every number a score depends on."""
    if commonness.of_count(0) > constants.SAYS_MOST:
        raise ValueError("a word that says more than bounds allow for")
    costs = [WORD_MODEL[name] for name in ("sound", "edit", "edit_short", "join", "initial", "most")]
    costs += [SYLLABLE_MODEL["wrong"], WORD_MODEL["bone"], SYLLABLE_MODEL["dearest"]]
    costs += [WORD_MODEL[name] for name in ("sound_short", "sound_edit", "dearest", "little", "swap", "gap")]
    costs += [WORD_MODEL[name] for name in ("few", "few_asked", "few_listed", "joined")]
    worth = np.empty((coding.readings(), 2), np.int32)
    worth[:] = [round(1000 * korean.info(UNKNOWN, surname)) for surname in (True, False)]
    for one in (*korean.inventory(), *chinese.inventory()):
        worth[coding.reading(one)] = [syllables_say.info(one, surname) for surname in (True, False)]
    near = [_near(INITIALS), _near(VOWELS), _near(CODAS)]
    return arrays.Model(
        np.concatenate([np.array(costs, np.int32), edits(), *near, worth.ravel()]).astype(np.int32),
        np.array([*WORD_MODEL["weights"], *SYLLABLE_MODEL["weights"], value("weak_alias")], np.float64),
    )


@cache
def addresses() -> arrays.Longs:
    """Where these numbers stand in memory."""
    return columns.addresses(arrays.Model, model()._asdict())


def _near(sounds: str) -> NDArray[np.int32]:
    """Millinats between any two sounds of one place."""
    near = SYLLABLE_MODEL["near"]
    found = [
        0 if a == b else near.get("".join(sorted((a, b), key=sounds.index)), SYLLABLE_MODEL["wrong"])
        for a in sounds
        for b in sounds
    ]
    return np.array(found, np.int32)
