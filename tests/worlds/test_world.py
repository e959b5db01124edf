"""A world's rows stand at the places they would have in its own canonical CSV, and the real reader agrees."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from sightline.formats.register import formats, recognise
from sightline.formats.source import Local
from sightline.model.telemetry import Refusal
from sightline.worlds.payments import individual_as_bank
from sightline.worlds.sea import ship_to_ship
from sightline.worlds.world import Extent, World, canonical

EXTENT = Extent(1_506_816_000_000, days=6.0, scale=0.1)


@pytest.fixture(scope="module", params=["ship_to_ship", "individual_as_bank"])
def world(request: pytest.FixtureRequest) -> World:
    rng = np.random.default_rng(5)
    if request.param == "ship_to_ship":
        return ship_to_ship.build(EXTENT, ship_to_ship.Parameters(), rng)
    return individual_as_bank.build(EXTENT, individual_as_bank.Parameters(), rng)


def test_items_and_places_are_those_of_the_file(world: World, tmp_path: Path) -> None:
    for path in world.write_csv(tmp_path):
        table = world.tables[path.stem]
        content = path.read_bytes()
        assert {hashlib.sha256(content).hexdigest()} == set(table["item"].to_pylist())
        rows = content.split(b"\n")
        for at in (0, len(table) // 2, len(table) - 1):
            row = table.slice(at, 1).to_pylist()[0]
            assert content[row["place_start"] : row["place_end"] + 1] == rows[row["row"] - 1]


def test_the_reader_gives_the_same_rows(world: World, tmp_path: Path) -> None:
    for path in world.write_csv(tmp_path):
        item, refused = Local(path), list[Refusal]()
        found = recognise(item)
        read = formats()[found.format.name].read_table
        assert read is not None
        given = pa.Table.from_batches(list(read(item, refused.append)))
        assert refused == []
        wanted = world.tables[path.stem]
        for name in wanted.column_names:
            assert given[name].to_pylist() == wanted[name].to_pylist(), name


def test_files_a_day_hold_all_rows(world: World, tmp_path: Path) -> None:
    whole = sum(len(table) for table in world.tables.values())
    paths = world.write_csv(tmp_path, days=1)
    assert len(paths) > len(world.tables)
    assert sum(path.read_bytes().count(b"\n") - 1 for path in paths) == whole


def test_a_text_that_would_have_to_be_quoted_is_refused() -> None:
    with pytest.raises(ValueError, match="quoted"):
        canonical("accounts", {"account": ["a"], "holder": ["One, Two"]})


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(ValueError, match="no column"):
        canonical("accounts", {"account": ["a"], "shoe_size": ["42"]})
