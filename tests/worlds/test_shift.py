"""Every number moves, counts stay whole and shares below one."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from sightline.worlds.shift import MOST_SHARE, shifted


@dataclass(frozen=True)
class Inner:
    metres: float = 10.0


@dataclass(frozen=True)
class Outer:
    count: int = 1
    some: int = 10
    lost_share: float = 0.8
    inner: Inner = field(default_factory=Inner)


def test_all_up_and_all_down() -> None:
    assert shifted(Outer(), 0.5) == Outer(2, 15, MOST_SHARE, Inner(15.0))
    assert shifted(Outer(), -0.5) == Outer(1, 5, 0.4, Inner(5.0))


def test_by_chance_each_moves_one_way_or_the_other() -> None:
    seen = {shifted(Outer(), 0.5, np.random.default_rng(seed)).some for seed in range(20)}
    assert seen == {5, 15}


def test_what_is_no_dataclass_is_refused() -> None:
    with pytest.raises(TypeError):
        shifted({"count": 1}, 0.5)
