"""Columns stand where the compiled part looks for them; the index writes every one of them."""

from pathlib import Path

import numpy as np
import pytest

from sightline.screening import columns
from sightline.screening.kernels import constants
from sightline.screening.kernels.arrays import Alike, Memory, Query, Syllables, Touched, Words
from tests.screening.lists import index_of


def test_the_compiled_part_is_told_where_each_column_stands(tmp_path: Path) -> None:
    built = index_of(tmp_path)
    for kind, told in ((Alike, built.alike), (Words, built.words), (Syllables, built.syllables)):
        for name, word in zip(kind._fields, told.tolist(), strict=True):
            column = built.columns[name.removeprefix("n_")]
            at = column.__array_interface__["data"][0]
            assert word == (len(column) if name.startswith("n_") else at), name


def test_a_column_of_another_type_is_refused() -> None:
    query = {name: np.zeros(4, np.int64) for name in Query._fields}
    assert len(columns.addresses(Query, query)) == len(Query._fields)
    with pytest.raises(TypeError, match="column most is of int32, not of int64"):
        columns.addresses(Query, query | {"most": np.zeros(4, np.int32)})
    with pytest.raises(TypeError, match="column most"):
        columns.addresses(Query, query | {"most": np.zeros(8, np.int64)[::2]})


def test_working_memory_is_zero_and_large_enough() -> None:
    says = np.array([0, 15, 16, 3_000, 70_000, 155_200, 1], np.int32)
    word_at, words = np.array([0, 2, 4, 6, 6, 6, 6, 6], np.int32), np.array([0, 1, 2, 2, 1, 3], np.int32)
    told = {
        "about": says << constants.SAYS | constants.SEVERAL,
        "word_at": word_at,
        "words": words,
        "hash": np.zeros(5, np.uint64),
        "stands": np.zeros(6, np.int32),
        "name": np.zeros(3, np.int32),
    }
    for column in told.values():
        column.setflags(write=False)  # as an index has them
    made = columns.scratch(told)
    known, touched, query = made.held
    assert (
        tuple(known) == Memory._fields and tuple(touched) == Touched._fields and tuple(query) == Query._fields
    )
    gained = touched.pop("gained")
    about = gained >> constants.ABOUT
    assert (about >> constants.SAYS).tolist() == [0, 0, 1, 187, 4375, 9700, 0], "what names say, in steps"
    repeated = about & ((1 << constants.SAYS) - 1) != constants.SEVERAL
    assert repeated.tolist() == [False, True] + [False] * 5, "a word that stands in it twice"
    assert not (gained & constants.GAINED).any()
    assert not any(array.any() for each in made.held for array in each.values())
    assert (
        len(touched["names"]) == 7
        and len(touched["row"]) == 5
        and len(known["mark"]) == 6
        and len(touched["work"]) == constants.WORK
    )
    few = told | {"about": says[:2], "word_at": word_at[:3]}
    assert columns.scratch(few).held[1]["names"].shape == (3,)
