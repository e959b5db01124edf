"""Meetings, compiled and as an expression: the same rows, in whatever order and batches they come."""

from __future__ import annotations

import random

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.detectors import meeting_kernel
from sightline.detectors.meeting_kernel import Rule, meetings, reference, scan, sorted_rows
from sightline.lake.engines import open_engine
from tests.detectors.tracks import DEGREE_M, MINUTE, NOON, Leg, Row, arrow, placed, row, tables, track

A, B, C = 412_000_001, 441_000_002, 477_000_003
LAT, LON = 30.2, 127.0


def both(rows: list[Row], rule: Rule = Rule()) -> list[dict[str, int]]:  # noqa: B008 - frozen
    """What the kernel says, which is what the expression says."""
    table = tables(placed(rows))["positions"]
    said = sorted_rows(meetings(table, rule))
    assert said.equals(sorted_rows(reference(table, rule).to_pyarrow()))
    return list(said.to_pylist())


def pair(
    apart: float = 200, minutes: float = 180, knots: float = 0.5, lat: float = LAT, lon: float = LON
) -> list[Row]:
    legs = [Leg(minutes, knots, 0), Leg(120, 10, 0)]
    first = track(A, lat, lon, legs)
    east = (lon + apart / DEGREE_M / 0.8643 + 180) % 360 - 180
    return first + track(B, lat, east, [legs[0], Leg(120, 10, 180)])


def test_two_ships_that_lie_together() -> None:
    (one,) = both(pair())
    assert (one["first"], one["second"]) == (A, B)
    assert 24 <= one["to_step"] - one["from_step"] <= 37
    assert one["closest"] ** 0.5 / 1e7 * DEGREE_M == pytest.approx(200, rel=0.02)


def test_too_far_too_short_too_fast() -> None:
    assert both(pair(apart=510)) == []
    assert both(pair(minutes=115)) == []
    assert both(pair(knots=4)) == []
    assert both([]) == both([row(A, NOON, LAT, LON)]) == []


def test_across_the_180th_meridian_and_at_a_degree() -> None:
    assert len(both(pair(lon=179.999))) == 1
    assert len(both(pair(lat=30.9999, apart=300))) == 1
    assert len(both(pair(lat=-0.003))) == 1
    assert len(both(pair(lat=85.0, apart=20))) == 1


def test_a_break_makes_two_meetings() -> None:
    rows = pair(minutes=600)
    assert len(both(rows)) == 1
    silent = [one for one in rows if one["mmsi"] == A or not 200 < (one["t_ms"] - NOON) / MINUTE < 290]
    assert len(both(silent)) == 2


SHIPS = [
    one
    for n in range(14)
    for one in track(
        A + n, LAT + n % 4 * 0.002, LON + n % 3 * 0.002, [Leg(200, 0.4 + n % 3, n * 50), Leg(60, 9)], every=7
    )
]


@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 30))
def test_order_and_repetition_change_nothing(chance: random.Random, repeated: int) -> None:
    rows = SHIPS + chance.choices(SHIPS, k=repeated)
    chance.shuffle(rows)
    assert both(rows, Rule(least_steps=6)) == both(SHIPS, Rule(least_steps=6)) != []


def test_many_ships_and_small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meeting_kernel, "ROOM", 16)
    rows = [
        row(A + ship, NOON + n * 5 * MINUTE, LAT + ship % 40 * 0.003, LON + ship // 40 * 0.003)
        for ship in range(400)
        for n in range(12)
    ]
    table = arrow(placed(rows)).select(meeting_kernel.COLUMNS).sort_by("t_ms")
    said = sorted_rows(scan(table.to_batches(max_chunksize=97), Rule(least_steps=6)))
    expected = sorted_rows(reference(tables(placed(rows))["positions"], Rule(least_steps=6)).to_pyarrow())
    assert len(said) > 700
    assert said.equals(expected)


@pytest.mark.slow
def test_spark_gives_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    pytest.importorskip("pyspark")
    path = tmp_path_factory.mktemp("meetings") / "rows.parquet"
    pq.write_table(arrow(placed(SHIPS)), path)
    rule = Rule(least_steps=6)
    with open_engine("spark") as engine:
        spark = meetings(engine.backend.read_parquet(str(path)), rule)
    assert sorted_rows(spark).equals(sorted_rows(meetings(tables(placed(SHIPS))["positions"], rule)))
