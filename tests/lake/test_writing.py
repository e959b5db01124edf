"""What a partition looks like on disk: typed columns, sorted rows, row groups that can be skipped."""

from pathlib import Path

import pyarrow.parquet as pq

from sightline.lake.rows import COLUMNS
from sightline.lake.statements import Lake
from sightline.lake.writing import ROW_GROUP, ROWS
from tests.lake.factory import held, many


def test_rows_are_sorted_and_row_groups_say_what_is_in_them(tmp_path: Path) -> None:
    version = held(Lake(tmp_path), many(1500))
    with pq.ParquetFile(tmp_path / version.partition / ROWS) as file:
        rows = file.read().to_pylist()
        groups = [file.metadata.row_group(n) for n in range(file.num_row_groups)]
        names = file.schema_arrow.names
    keys = [tuple(row[name] for name in ("entry", "entity", "prop", "value", "start")) for row in rows]
    assert keys == sorted(keys)
    assert names == COLUMNS.names
    assert [group.num_rows for group in groups] == [ROW_GROUP, ROW_GROUP, 9000 - 2 * ROW_GROUP]
    ends = [(group.column(0).statistics.min, group.column(0).statistics.max) for group in groups]
    assert ends == sorted(ends) and ends[0][0] == "x-0"
    assert groups[0].column(0).compression == "ZSTD"
