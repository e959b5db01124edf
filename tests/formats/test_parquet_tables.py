"""What the Parquet formats share: names of columns, leading noughts, places."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.formats import parquet_tables
from tests.formats.sample import Bytes


def test_names_are_small_letters_and_none_where_the_file_is_no_parquet() -> None:
    stream = io.BytesIO()
    pq.write_table(pa.table({"MMSI": [1]}), stream)
    assert parquet_tables.names_of(Bytes(stream.getvalue(), "x")) == {"mmsi"}
    assert parquet_tables.names_of(Bytes(b"PAR1 and nothing else PAR1", "x")) is None
