"""Words that sound alike share a key, and near misses do not."""

from __future__ import annotations

import pytest

from sightline.names.sound import all_bones, bones, sound, sounds

ALIKE = [
    ("lee", "ri"),
    ("li", "rhee"),
    ("chol", "chul"),
    ("cheol", "chol"),
    ("mohammed", "muhamad"),
    ("pak", "bak"),
]
APART = [("kim", "kang"), ("song", "sang"), ("chol", "choe"), ("1958", "1959")]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_apart(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_nothing_becomes_empty() -> None:
    assert sound("h") and sound("hh") and sound("7")


def test_many_at_once() -> None:
    some = ["chol", "7", "lee", "hh", "mohammed", "XEPIDA"]
    assert sounds(some) == [*map(sound, some)] and all_bones(some) == [*map(bones, some)]
    assert sounds([]) == all_bones([]) == []
