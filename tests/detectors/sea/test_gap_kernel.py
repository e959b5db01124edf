"""Silences, compiled and as an expression: the same rows, in whatever order and batches they come."""

from __future__ import annotations

import random

import ibis
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.detectors.sea import gap_kernel, ship_codes
from sightline.detectors.sea.gap_kernel import gaps, reference, sorted_rows
from sightline.lake.engines import open_engine
from tests.detectors.sea.tracks import MINUTE, NOON, Leg, Row, arrow, placed, row, tables, track

HOUR = 3_600_000
A, B = 412_000_001, 441_000_002


def both(rows: list[Row], least: int = HOUR) -> list[dict[str, int]]:
    """What the kernel says, which is what the expression says."""
    table = tables(placed(rows))["positions"]
    said = sorted_rows(gaps(table, least))
    assert said.equals(sorted_rows(reference(table, least).to_pyarrow()))
    return list(said.to_pylist())


def silence(minutes: float) -> list[Row]:
    sailed = track(A, 30, 127, [Leg(60, 10)])
    last = sailed[-1]
    return [*sailed, row(A, last["t_ms"] + round(minutes * MINUTE), 31, 127)]


def test_a_silence_as_long_as_asked() -> None:
    (one,) = both(silence(60))
    assert one["to_t"] - one["from_t"] == HOUR
    assert (one["mmsi"], one["to_lat"]) == (A, 310_000_000)


def test_a_little_shorter_is_none() -> None:
    assert both(silence(59.99)) == []


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [row(A, NOON, 30, 127)],
        [row(A, 0, 30, 127), row(A, NOON, 30, 127)],
        [row(A, NOON, 30, 181), row(A, NOON + 2 * HOUR, 30, 127)],
        [row(992_471_001, NOON, 30, 127), row(992_471_001, NOON + 2 * HOUR, 30, 127)],
        [row(A, NOON, 30, 127) | {"t_ms": None}, row(A, NOON, 30, 127)],
    ],
    ids=["nothing", "one row", "1970", "longitude 181", "a buoy", "no time"],
)
def test_nothing_to_tell(rows: list[Row]) -> None:
    assert both(rows) == []


def test_several_rows_at_either_end() -> None:
    ends = [row(A, NOON, 30, 127), row(A, NOON, 29, 127), row(A, NOON, 30, 126)]
    again = [row(A, NOON + HOUR, 31, 127), row(A, NOON + HOUR, 30.5, 128), row(A, NOON + HOUR, 30.5, 127)]
    (one,) = both(ends + again)
    assert (one["from_lat"], one["from_lon"]) == (300_000_000, 1_270_000_000)
    assert (one["to_lat"], one["to_lon"]) == (305_000_000, 1_270_000_000)


@pytest.mark.parametrize("room", [1, 2, 3])
def test_rows_of_one_time_end_a_silence_that_stands_in_an_earlier_table(room: int) -> None:
    fell = [row(ship, NOON, 30, 127) for ship in (A, B)]
    rose = [row(A, NOON + HOUR, 31, 127), row(B, NOON + HOUR, 32, 127)]
    tied = [row(A, NOON + HOUR, lat, 126) for lat in (30.9, 31.5, 30.8)]
    table = tables(placed(fell + rose + tied))["positions"].to_pyarrow().select(list(gap_kernel.COLUMNS))
    found = gap_kernel.scan(table.to_batches(), HOUR, room)
    assert [(one["mmsi"], one["to_lat"]) for one in found.to_pylist()] == [(A, 308_000_000), (B, 320_000_000)]


SHIPS = [one for n in range(12) for one in track(A + n, 30 + n, 127, [Leg(90, 9)], every=30)]


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.integers(0, 30))
def test_order_and_repetition_change_nothing(chance: random.Random, repeated: int) -> None:
    rows = SHIPS + chance.choices(SHIPS, k=repeated)
    chance.shuffle(rows)
    assert both(rows, 20 * MINUTE) == both(SHIPS, 20 * MINUTE)


def test_many_ships_and_small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gap_kernel, "ROOM", 4)
    monkeypatch.setattr(ship_codes, "FIRST_SHIPS", 4)
    rows = [row(A + n % 700, NOON + n * MINUTE + n % 7 * HOUR, 30, 127 + n % 9) for n in range(4_000)]
    table = arrow(placed(rows)).select(gap_kernel.COLUMNS).sort_by("t_ms")
    said = gap_kernel.scan(table.to_batches(max_chunksize=97), HOUR)
    assert len(said) > 1_500
    expected = reference(ibis.memtable(arrow(placed(rows))), HOUR).to_pyarrow()
    assert sorted_rows(said).equals(sorted_rows(expected))


@pytest.mark.slow
def test_spark_gives_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    pytest.importorskip("pyspark")
    path = tmp_path_factory.mktemp("gaps") / "rows.parquet"
    pq.write_table(arrow(placed(SHIPS)), path)
    with open_engine("spark") as engine:
        spark = gaps(engine.backend.read_parquet(str(path)), 20 * MINUTE)
    assert sorted_rows(spark).equals(sorted_rows(gaps(tables(placed(SHIPS))["positions"], 20 * MINUTE)))
