"""Meetings, compiled and as an expression: the same rows, in whatever order and batches they come."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.detectors.sea import meeting_kernel, ship_codes
from sightline.detectors.sea.encounters import Rule, encounters
from sightline.detectors.sea.meeting_kernel import meetings, scan, sorted_rows
from sightline.detectors.sea.ship_to_ship import Params
from sightline.lake.engines import open_engine
from tests.detectors.sea.tracks import DEGREE_M, NOON, Leg, Row, arrow, placed, row, tables, track

A, B = 412_000_001, 441_000_002
LAT, LON = 30.2, 127.3
RULE = replace(Params().rule, port_km=0.0)
BRIEF = replace(RULE, hours=0.5, alongside_hours=0.25)


def both(rows: list[Row], rule: Rule = RULE) -> list[dict[str, int]]:
    """What the kernel says, which is what the expression says."""
    table = tables(placed(rows))["positions"]
    said = meetings(table, rule)
    assert said.equals(sorted_rows(encounters(table, rule).to_pyarrow()))
    return list(said.to_pylist())


def pair(
    apart: float = 200,
    minutes: float = 180,
    knots: float = 0.5,
    lat: float = LAT,
    lon: float = LON,
    **more: float,
) -> list[Row]:
    legs = [Leg(minutes, knots, 0), Leg(120, 10, 0)]
    first = track(A, lat, lon, legs, **more)
    east = (lon + apart / DEGREE_M / np.cos(np.radians(lat)) + 180) % 360 - 180
    return first + track(B, lat, east, [legs[0], Leg(120, 10, 180)])


def test_two_ships_that_lie_together() -> None:
    (one,) = both(pair())
    assert (one["first"], one["second"]) == (A, B)
    assert one["to_k"] - one["from_k"] == 36
    assert one["apart"] == pytest.approx(2000, rel=0.02)


def test_too_far_too_short_too_fast_too_little() -> None:
    for rows in (pair(apart=510), pair(minutes=115), pair(knots=4), [], [row(A, NOON, LAT, LON)]):
        assert both(rows) == []


@pytest.mark.parametrize(
    "lat, lon, apart", [(LAT, 179.999, 200), (30.9999, LON, 240), (-0.003, LON, 200), (84.0, 10.0, 200)]
)
def test_at_every_edge(lat: float, lon: float, apart: float) -> None:
    assert len(both(pair(apart, lat=lat, lon=lon))) == 1


def crowd() -> list[Row]:
    """Ships that lie, drift and pass, heard of at all sorts of intervals, some silent for hours."""
    chance = random.Random(3)
    rows: list[Row] = []
    for ship in range(40):
        t, lat, lon = (
            NOON + chance.randrange(3_600_000),
            LAT + chance.random() * 0.02,
            LON + chance.random() * 0.02,
        )
        every = chance.choice([10, 60, 240, 900, 3_000])
        for _report in range(int(36_000 / every)):
            gone = chance.choice([0.0, 0.2, 0.9, 1.8, 2.2, 5.0]) * 0.5144 * every / DEGREE_M
            lat, lon = lat + gone * chance.uniform(-1, 1), lon + gone * chance.uniform(-1, 1)
            sog = chance.choice([None, None, 0.0, 1.5, 1.9, 2.5])
            rows.append(row(A + ship, t, lat, lon, sog))
            t += int(every * chance.uniform(0.5, 1.5)) * 1000
            if chance.random() < 0.02:
                t += chance.randrange(7 * 3_600_000)
            if ship % 5 == 1 and chance.random() < 0.02:  # false: in its cell or not
                rows.append(row(A + ship, t - 500, lat + chance.choice([0.1, 1.0]), lon + 0.1, sog))
            if ship % 5 == 2 and chance.random() < 0.1:  # at a full step, or twice at one time
                t -= t % 300_000
            if ship % 8 == 0 and chance.random() < 0.5:  # another ship under the same MMSI
                rows.append(row(A + ship, t - chance.randrange(2) * 500, lat - 30, lon + chance.random() * 2))
    return rows


SEA = crowd()


def test_a_crowd_at_sea_in_all_sorts_of_intervals() -> None:
    assert len(both(SEA, BRIEF)) > 25


def test_near_ports_nobody_is_looked_at() -> None:
    """The same sea moved to Midway Island, half of it within ten kilometres of the port."""
    rows = [one | {"lat7": one["lat7"] - 19_400_000, "lon7": one["lon7"] + 553_330_000} for one in SEA]
    rows = [one | {"lon7": (one["lon7"] + 1_800_000_000) % 3_600_000_000 - 1_800_000_000} for one in rows]
    near = both(rows, replace(BRIEF, port_km=10.0))
    assert 0 < len(near) < len(both(rows, BRIEF))


def test_poles_the_dateline_and_impossible_times() -> None:
    """Pairs at the poles and either side of 180°; a ship of thousands of rows; times out of reason."""
    places = [(-90, 180), (-89.9999, -180), (89.5, 179.9999), (89.5, -179.9999)]
    places += [(0, 180), (0.001, -180)]
    rows = [
        row(A + ship, NOON + k * 300_000, lat, lon, 0.0)
        for k in range(40)
        for ship, (lat, lon) in enumerate(places)
    ]
    rows += [row(A, NOON + n * 700, -90, 180, 0.0) for n in range(5_000)]
    rows += [row(A, 5, -90, 180), row(A, 9_000_000_000_000_000, -90, 180), row(A, -5, 0, 0)]
    rows.append(row(A + 1, NOON, 0, 0) | {"lon7": 1_810_000_000})
    found = meetings(tables(placed(rows))["positions"], RULE).to_pylist()
    assert [(one["first"] - A, one["second"] - A) for one in found] == [(0, 1), (2, 3), (4, 5)]


SHIPS = [
    one
    for n in range(14)
    for one in track(
        A + n, LAT + n % 4 * 0.002, LON + n % 3 * 0.002, [Leg(200, 0.4 + n % 3, n * 50), Leg(60, 9)], every=7
    )
]


@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 30))
def test_order_and_repetition_change_nothing(chance: random.Random, repeated: int) -> None:
    rows = SHIPS + chance.choices(SHIPS, k=repeated)
    chance.shuffle(rows)
    table = tables(placed(rows))["positions"]
    assert meetings(table, BRIEF).equals(meetings(tables(placed(SHIPS))["positions"], BRIEF))


def test_many_ships_and_small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    table = arrow(placed(SEA)).sort_by("t_ms").select(meeting_kernel.COLUMNS)
    whole = scan(table.to_batches(), BRIEF)
    monkeypatch.setattr(meeting_kernel, "ROOM", 16)
    monkeypatch.setattr(meeting_kernel, "SLICE", 150)
    monkeypatch.setattr(ship_codes, "FIRST_SHIPS", 4)
    assert scan(table.to_batches(max_chunksize=97), BRIEF).equals(whole)
    assert len(whole) > 25


@pytest.mark.slow
def test_spark_gives_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    pytest.importorskip("pyspark")
    path = tmp_path_factory.mktemp("meetings") / "rows.parquet"
    pq.write_table(arrow(placed(SEA)), path)
    with open_engine("spark") as engine:
        spark = meetings(engine.backend.read_parquet(str(path)), BRIEF)
    assert spark.equals(meetings(tables(placed(SEA))["positions"], BRIEF))
