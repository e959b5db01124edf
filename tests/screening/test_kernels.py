"""The compiled arithmetic is that of the standard library, and nothing that is near is missed."""

import random

import numpy as np
import pytest

from sightline.matching.replay import distance
from sightline.screening import columns
from sightline.screening.coding import hashed
from sightline.screening.kernels import arrays, constants
from sightline.screening.kernels.compiler import compiled
from sightline.screening.kernels.letters import delete, edits_to, hash_into, spell
from sightline.screening.model import edits

SPELT = np.zeros(32, np.uint64)


@compiled
def edits_between(one: arrays.Bytes, two: arrays.Bytes, spelt: arrays.Hashes) -> int:
    """As `look_up` counts them."""
    spell(one, 0, len(one), spelt)
    return int(edits_to(spelt, len(one), two, 0, len(two)))


def apart(a: str, b: str) -> int:
    one, two = (np.frombuffer(text.encode(), np.uint8) for text in (a, b))
    return int(edits_between(one, two, SPELT))


def test_edits() -> None:
    draw = random.Random(1718)
    for _ in range(3000):
        a = "".join(draw.choices("abcmno", k=draw.randint(0, 10)))
        b = "".join(draw.choices("abcmno", k=draw.randint(0, 40)))
        assert apart(a, b) == distance(a, b), (a, b)


def test_hashes_are_those_of_python() -> None:
    words = ["kim", "a", "x" * 40, "39"]
    letters = np.frombuffer("".join(words).encode(), np.uint8)
    at = np.cumsum([0, *map(len, words)]).astype(np.int32)
    hashes, joined = np.ones(4, np.uint64), np.ones(4, np.uint64)
    names = np.array([0, 2, 4], np.int32)
    hash_into(letters, at, names, np.arange(4, dtype=np.int32), hashes, joined)
    assert hashes.tolist() == [hashed(word) for word in words]
    assert joined.tolist() == [hashed("kima"), 0, hashed("x" * 40 + "39"), 0]


@pytest.mark.parametrize("length", [3, 5, 9, constants.LONGEST_DELETED])
def test_words_of_few_edits_share_what_is_left_when_letters_go(length: int) -> None:
    draw = random.Random(length)
    for _ in range(40):
        a = "".join(draw.choices("abcd", k=length))
        b = list(a)
        for _ in range(draw.randint(1, 3)):
            at = draw.randrange(len(b))
            b[at : at + 1] = draw.choice(([], [draw.choice("abcd")], [b[at], draw.choice("abcd")]))
            b = b or ["a"]
        other = "".join(b)
        if len(other) > constants.LONGEST_DELETED:
            continue  # those are looked through
        near = distance(a, other) <= edits()[min(40, max(len(a), len(other)))]
        assert not near or buckets(a) & buckets(other), (a, other)


def buckets(word: str) -> set[int]:
    counts = np.zeros((1 << 22) + 1, np.int32)
    spelt: columns.Arrays = {
        "letters": np.frombuffer(word.encode(), np.uint8),
        "letter_at": np.array([0, len(word)], np.int32),
        "number": np.zeros(1, np.uint8),
        "edits": edits(),
        "buckets": counts,
        "deletions": counts,
        "checks": np.zeros(1, np.uint8),
    }
    held = columns.memory(0)
    found = delete(columns.addresses(arrays.Spelt, spelt), columns.addresses(arrays.Memory, held), False)
    assert found == counts.sum()
    return set(np.flatnonzero(counts).tolist())
