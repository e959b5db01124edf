"""Columns stand where the compiled part looks for them; the index writes every one of them."""

from pathlib import Path

import numpy as np

from sightline.screening import columns, kernels
from tests.screening.lists import index_of


def test_the_compiled_part_finds_each_column(tmp_path: Path) -> None:
    built = index_of(tmp_path)
    parts = (
        (built.packed.ints, kernels.INDEX_INTS),
        (built.packed.hashes, kernels.INDEX_HASHES),
        (built.packed.bytes, kernels.INDEX_BYTES),
    )
    at = iter(built.packed.at.tolist())
    for whole, names in parts:
        for name in names:
            start = next(at)
            assert np.array_equal(whole[start : start + len(built.columns[name])], built.columns[name]), name
    sizes = [len(built.columns[name]) - (name == "deletion_at") for name in columns.SIZES]
    assert list(at) == sizes and built.packed.at[kernels.N_NAMES] == len(built.name_entity)


def test_working_memory_is_zero_and_large_enough() -> None:
    made = columns.scratch(5, 7, 3)
    assert not made.ints.any() and not made.hashes.any()
    assert made.at[kernels.TOUCHED] == 7 and len(made.at) == kernels.MEMO + 1
