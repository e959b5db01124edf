"""Ports, lanes and distances."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from sightline.worlds.sea.geography import (
    EDGES,
    LANES,
    PORTS,
    from_ports,
    lane,
    metres,
    moved,
    off_shore,
    passage,
)

NAMES = {"Qingdao": "Qingdao Gang", "Cheju": "Cheju Hang", "Keelung": "Chi-Lung"}


def test_every_port_reaches_every_other() -> None:
    for a in PORTS:
        for b in PORTS:
            if a != b:
                way = passage(a, b)
                assert way[0] == PORTS[a].way[0]
                assert way[-1] == PORTS[b].way[0]


def test_lanes_are_joined_and_no_leg_is_absurd() -> None:
    for edge in EDGES.split():
        a, b = edge.split("-")
        assert 10_000 < metres(LANES[a], LANES[b]) < 450_000, edge
    assert lane("N1", "N1") == (LANES["N1"],)


def test_ports_stand_where_the_index_has_them(shared_data: Path) -> None:
    with (shared_data / "geo/world_port_index.csv").open(encoding="utf-8-sig") as stream:
        index = {row["Main Port Name"]: row for row in csv.DictReader(stream)}
    for name, port in PORTS.items():
        row = index[NAMES.get(name, name)]
        assert metres(port.at, (float(row["Latitude"]), float(row["Longitude"]))) < 200, name


def test_a_point_moved_is_so_far_away() -> None:
    at = (35.0, 125.0)
    assert metres(at, moved(at, 3_000.0, 4_000.0)) == pytest.approx(5_000, rel=0.01)


def test_off_shore_keeps_its_distance() -> None:
    rng = np.random.default_rng(3)
    for _ in range(50):
        assert 90_000 <= from_ports(off_shore(rng, 90_000, 200_000)) <= 200_000
