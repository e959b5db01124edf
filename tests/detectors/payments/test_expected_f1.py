"""How many accounts the peer of the benchmark names: as many as make the largest F1 to be expected."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.expected_f1 import worth_naming

CASES = {
    "the sure ones alone": ([1.0, 1.0, 0.0, 0.0], 2),
    "one more, likelier than half the F1": ([1.0, 0.45, 0.0], 2),
    "one more, less likely than half the F1": ([1.0, 0.4, 0.0], 1),
    "nothing is likely": ([0.0, 0.0], 1),
    "all alike": ([0.3, 0.3, 0.3], 3),
    "a long tail of unlikely ones": ([0.9, 0.9, *[0.001] * 1000], 2),
}


@pytest.mark.parametrize(("likely", "count"), CASES.values(), ids=CASES)
def test_names_as_many_as_make_the_largest_f1(likely: list[float], count: int) -> None:
    chances = np.array(likely)
    assert worth_naming(chances) == count
    f1 = [2 * chances[:n].sum() / (n + max(1e-9, chances.sum())) for n in range(1, len(chances) + 1)]
    assert f1[count - 1] == max(f1)
