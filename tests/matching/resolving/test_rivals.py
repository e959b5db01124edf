"""At most one counterpart on another list: better ones take from a pair, those of one's own list do not."""

from __future__ import annotations

import numpy as np
import pytest

from sightline.matching.resolving.rivals import NOBODY, contested

LISTS = np.array([0, 0, 1, 1, 2], np.int64)
"""two entries of a list, two of another, one of a third"""


def weighed(*pairs: tuple[int, int, float]) -> dict[tuple[int, int], tuple[float, int]]:
    left = np.array([one[0] for one in pairs], np.int32)
    right = np.array([one[1] for one in pairs], np.int32)
    found = contested(left, right, np.array([one[2] for one in pairs]), LISTS)
    return {
        (a, b): (float(odds), int(rival))
        for (a, b, _), odds, rival in zip(pairs, found.odds, found.rival, strict=True)
    }


def test_alone_a_pair_keeps_its_odds() -> None:
    assert weighed((0, 2, 3.0)) == {(0, 2): (3.0, NOBODY)}


def test_the_better_of_two_loses_little_and_the_worse_much() -> None:
    found = weighed((0, 2, 10.0), (0, 3, 4.0))
    assert found[0, 2][0] == pytest.approx(10 - np.log1p(np.exp(4)))
    assert found[0, 3] == (pytest.approx(4 - np.log1p(np.exp(10))), 2)


def test_two_alike_are_even() -> None:
    found = weighed((0, 2, 10.0), (0, 3, 10.0))
    assert found[0, 2][0] == pytest.approx(0, abs=1e-3) == found[0, 3][0]
    assert found[0, 2][1] == 3 and found[0, 3][1] == 2


def test_a_rival_stands_on_either_side() -> None:
    assert weighed((0, 2, 4.0), (1, 2, 10.0))[0, 2] == (pytest.approx(4 - np.log1p(np.exp(10))), 1)


NO_RIVALS = {
    "another list": ((0, 2, 4.0), (0, 4, 10.0)),
    "one's own list": ((0, 2, 4.0), (0, 1, 10.0)),
    "other entries": ((0, 2, 4.0), (1, 3, 10.0)),
}


@pytest.mark.parametrize("name", NO_RIVALS)
def test_no_rival(name: str) -> None:
    first, second = NO_RIVALS[name]
    assert weighed(first, second)[first[0], first[1]] == (4.0, NOBODY)


def test_nothing_gives_nothing() -> None:
    assert weighed() == {}
