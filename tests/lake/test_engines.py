"""One expression on both engines, over rows the View may see and nothing else of the machine."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from sightline.detectors.register import detector
from sightline.detectors.run import run
from sightline.detectors.sea.encounters import encounters
from sightline.detectors.sea.meeting_kernel import meetings, sorted_rows
from sightline.detectors.sea.ship_to_ship import Params
from sightline.errors import NotFound, UsageError
from sightline.formats.table_schemas import SCHEMAS
from sightline.lake.engines import Engine, open_engine, tables
from sightline.lake.partition import PartitionKey
from sightline.lake.tables import TableLake
from sightline.model.marking import Marking
from sightline.model.table_part import TablePart
from tests.conftest import unavailable
from tests.detectors.sea.test_ship_to_ship import crowd, mother_ship, pair, twin_far_away
from tests.detectors.sea.tracks import Row, arrow, placed
from tests.lake.test_tables import VIEW, part, reading


def positions(lake: TableLake, rows: list[Row], item: str = "ab" * 32) -> TablePart:
    made = arrow(placed(rows, item)).cast(SCHEMAS["positions"])
    key = PartitionKey((item,), "positions_csv", 1)
    return part(lake.write(key, "positions", reading(made.to_batches())))


@pytest.fixture
def lake(tmp_path: Path) -> TableLake:
    return TableLake(tmp_path / "lake")


def test_partitions_are_one_table(lake: TableLake) -> None:
    parts = [positions(lake, pair()), positions(lake, crowd(2), "cd" * 32)]
    with open_engine() as engine:
        found = tables(VIEW, lake, parts, engine, ("payments",))
        assert found["positions"].count().to_pyarrow().as_py() == len(pair()) + len(crowd(2))
        assert found["positions"].columns == tuple(SCHEMAS["positions"].names)
        assert found["payments"].count().to_pyarrow().as_py() == 0


@pytest.mark.parametrize("others", [False, True], ids=["alone", "beside a newer one"])
def test_a_partition_from_before_a_column_has_it_empty(lake: TableLake, others: bool) -> None:
    old = positions(lake, pair())
    path = lake.path(VIEW, old)
    pq.write_table(pq.read_table(path).drop_columns(["draught", "document"]), path)
    parts = [old, positions(lake, crowd(2), "cd" * 32)] if others else [old]
    with open_engine() as engine:
        found = tables(VIEW, lake, parts, engine)["positions"]
        assert found.columns == tuple(SCHEMAS["positions"].names)
        rows = found.filter(found["item"] == "ab" * 32).to_pyarrow().to_pylist()
    assert len(rows) == len(pair()) and {row["draught"] for row in rows} == {None}


def test_a_hidden_part_is_not_there(lake: TableLake) -> None:
    hidden = positions(lake, pair())
    hidden = part(lake.manifest(hidden.partition), Marking.parse("TLP:RED"))
    with open_engine() as engine, pytest.raises(NotFound):
        tables(VIEW, lake, [hidden], engine)


def test_nothing_else_of_the_machine_is_read_once_files_are_attached(lake: TableLake, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n")
    with open_engine() as engine:
        tables(VIEW, lake, [positions(lake, pair())], engine)
        with pytest.raises(duckdb.PermissionException):
            engine.backend.raw_sql(f"SELECT * FROM read_csv('{secret}')")
        with pytest.raises(duckdb.PermissionException):
            engine.backend.raw_sql(f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'")
        with pytest.raises(duckdb.Error):
            engine.backend.raw_sql("SET enable_external_access = true")


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(UsageError, match="no such engine"), open_engine("oracle"):
        pass


def answers(engine: Engine, lake: TableLake, parts: list[TablePart]) -> tuple[Any, Any]:
    """Rows of the query with windows, unnest, joins and sessions, and the signals of the whole detector."""
    attached = tables(VIEW, lake, parts, engine)
    rows = sorted_rows(encounters(attached["positions"], Params().rule).to_pyarrow())
    assert rows.equals(meetings(attached["positions"], Params().rule))
    return rows.to_pylist(), list(run(detector("ship_to_ship"), attached, Params(), ["f" * 64]))


@pytest.mark.slow
def test_both_engines_give_equal_rows_and_signals(lake: TableLake) -> None:
    if importlib.util.find_spec("pyspark") is None:
        unavailable("Spark: the extra `spark` is not installed")
    parts = [
        positions(lake, [*twin_far_away(), *pair(speed=False, start=1_690_000_000_000)]),
        positions(lake, [*mother_ship(4), *crowd(2)], "cd" * 32),
    ]
    with open_engine("duckdb") as engine:
        expected = answers(engine, lake, parts)
    with open_engine("spark") as engine:
        assert answers(engine, lake, parts) == expected
    assert len(expected[1]) >= 5
