"""Argon2id, and no shortcut for accounts without a password."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from sightline.errors import BadInput
from sightline.office.passwords import Cost, agrees, hash_password, outdated
from tests.office.people import CHEAP, PASSWORD

Entropy = Callable[[int], bytes]


def test_the_right_password_and_its_near_misses(entropy: Entropy) -> None:
    stored = hash_password(PASSWORD, CHEAP, entropy)
    assert agrees(stored, PASSWORD, CHEAP)
    for wrong in (PASSWORD + " ", PASSWORD[:-1], PASSWORD.upper(), "", "x" * 5000):
        assert not agrees(stored, wrong, CHEAP)
    assert hash_password(PASSWORD, CHEAP, entropy) != stored, "another salt each time"


@pytest.mark.parametrize("stored", ["", "not a hash"])
def test_without_a_stored_hash_nothing_fits(stored: str) -> None:
    for given in (PASSWORD, "nobody's password", ""):
        assert not agrees(stored, given, CHEAP)


def test_characters_composed_another_way_are_the_same(entropy: Entropy) -> None:
    stored = hash_password("caf\u00e9 caf\u00e9 caf\u00e9", CHEAP, entropy)
    assert agrees(stored, "cafe\u0301 cafe\u0301 cafe\u0301", CHEAP)


@pytest.mark.parametrize(("length", "taken"), [(11, False), (12, True), (1024, True), (1025, False)])
def test_length_limits(entropy: Entropy, length: int, taken: bool) -> None:
    if taken:
        assert agrees(hash_password("x" * length, CHEAP, entropy), "x" * length, CHEAP)
    else:
        with pytest.raises(BadInput):
            hash_password("x" * length, CHEAP, entropy)


def test_in_use_it_is_argon2id_as_dear_as_rfc_9106_recommends(entropy: Entropy) -> None:
    stored = hash_password(PASSWORD, Cost(), entropy)
    cost = extract_parameters(stored)
    assert (cost.type, cost.time_cost, cost.memory_cost, cost.parallelism) == (Type.ID, 3, 65_536, 4)
    assert not outdated(stored, Cost())
    assert outdated(hash_password(PASSWORD, CHEAP, entropy), Cost())
