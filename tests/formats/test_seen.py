"""Which texts came before."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sightline.formats.seen import Seen, hashed


def again(seen: Seen, *texts: str | None) -> list[bool]:
    found: list[bool] = seen.again(pa.array(texts, pa.string())).tolist()
    return found


def test_the_first_is_new_and_the_second_is_not() -> None:
    seen = Seen()
    assert again(seen, "a", "b", "a", "a") == [False, False, True, True]
    assert again(seen, "c", "b", "d") == [False, True, False]
    assert again(seen, "c") == [True]


def test_near_misses_are_different() -> None:
    assert again(Seen(), "ab", "ba", "a", "a\x00", "aa", "b", "", "A") == [False] * 8


def test_nulls_never_came_before() -> None:
    seen = Seen()
    assert again(seen, None, None) == [False, False] and again(seen, None) == [False]


def test_hashes_of_many_texts_differ_also_in_a_slice() -> None:
    column = pa.array([f"INV-{number}" for number in range(100_000)])
    found = hashed(column)
    assert len(np.unique(found)) == 100_000
    assert (hashed(column.slice(500, 10)) == found[500:510]).all()


def test_remembers_over_many_blocks() -> None:
    seen = Seen()
    for block in range(40):
        texts = [f"{block}-{number}" for number in range(50)]
        assert not any(again(seen, *texts))
    assert all(again(seen, "0-0", "39-49", "20-7")) and not any(again(seen, "40-0"))
