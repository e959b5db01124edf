"""Positions as Parquet: typed or as text, under our names or MarineCadastre's."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sightline.errors import BadInput, FormatChanged, Truncated
from sightline.formats import positions_parquet
from tests.formats.sample import Bytes, sample
from tests.formats.tables import read


def parquet(columns: dict[str, Any], **how: Any) -> Bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream, **how)
    return Bytes(stream.getvalue(), "x.parquet")


def test_reads_the_sample() -> None:
    item = sample("tables/positions.parquet")
    found = read(item, "positions_parquet")
    first, second, last = found.rows
    assert (first["mmsi"], first["lat7"], first["lon7"]) == (412000001, 385000000, 1242500000)
    assert first["t_ms"] == round(datetime(2020, 6, 30, tzinfo=UTC).timestamp() * 1000)
    assert first["sog"] == pytest.approx(10.5) and second["sog"] is None and last["name"] is None
    assert [row["row"] for row in found.rows] == [1, 2, 3] and found.refusals == []
    assert 0 < first["place_start"] < first["place_end"] < item.size


def test_text_columns_and_names_of_marinecadastre() -> None:
    found = read(
        parquet({
            "MMSI": ["412000001"], "BaseDateTime": ["2020-06-30T00:00:00"], "LAT": ["38.5"],
            "LON": ["124.25"], "VesselName": ["INVENTED"], "TransceiverClass": ["A"],
        })
    )  # fmt: skip
    assert found.rows[0]["name"] == "INVENTED" and found.rows[0]["lat7"] == 385000000


def test_bad_rows_are_refused_one_by_one_across_row_groups() -> None:
    item = parquet(
        {
            "mmsi": pa.array([412000001, 412, 412000003, 412000004]),
            "timestamp": ["2020-06-30T00:00:00Z", "2020-06-30T00:00:00Z", "1970-01-01T00:00:00Z", "?"],
            "lat": [38.5, 38.5, 38.5, 38.5],
            "lon": [124.0, 124.0, 124.0, 181.0],
        },
        row_group_size=2,
    )
    found = read(item)
    assert len(found.rows) == 2, "412 with its leading noughts is a number that coast stations may have"
    assert [label for label, _ in found.said()] == ["row 3", "row 4"]
    assert len({row["place_start"] for row in found.rows}) == 1


NOT_READ = {
    "an unknown column": ({"mmsi": [1], "timestamp": ["x"], "lat": [1.0], "lon": [1.0], "colour": ["red"]}),
    "no longitude": ({"mmsi": [1], "timestamp": ["x"], "lat": [1.0]}),
    "a column twice": ({"mmsi": [1], "timestamp": ["x"], "lat": [1.0], "latitude": [1.0], "lon": [1.0]}),
}


@pytest.mark.parametrize("name", NOT_READ)
def test_other_columns_stop_the_file(name: str) -> None:
    with pytest.raises(FormatChanged):
        read(parquet(NOT_READ[name]))


def test_a_cut_file_is_refused_whole() -> None:
    raw = sample("tables/positions.parquet").raw
    with pytest.raises(Truncated):
        read(Bytes(raw[: len(raw) // 2], "cut.parquet"))


def test_in_gzip_it_is_not_read() -> None:
    with pytest.raises(BadInput):
        read(Bytes(gzip.compress(sample("tables/positions.parquet").raw), "x.parquet.gz"))
    assert not positions_parquet.opens(b"PAR2")
