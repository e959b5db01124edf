"""Detectors of payments find the same on Spark as on DuckDB, signal for signal."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from sightline.detectors.detector import Found
from sightline.detectors.payments.account_measures import SHAPES
from sightline.detectors.register import detector
from sightline.lake.engines import open_engine
from sightline.worlds.payments import motifs
from sightline.worlds.world import Extent
from tests.detectors.firms import test_nesting, test_payer_not_consignee, test_stripping, test_wage_skimming
from tests.detectors.payments.webs import edges, everyday
from tests.detectors.sea.tracks import Row, arrow, placed

CIRCLE = [("A", "B", 1, 100), ("B", "C", 2, 98), ("C", "D", 3, 97), ("D", "A", 4, 96)]
FAN = [(f"F{at}", "G", 10 + at / 3, 50 + at) for at in range(8)]
PARTS = [("P", "Q", 10 + at / 10, 100 + at) for at in range(4)]
WAYS = [(one, two, 20 + at / 9, 70 + at) for at, (one, two) in enumerate(
    [("S", "M1"), ("S", "M2"), ("S", "M3"), ("T", "M1"), ("T", "M2"), ("T", "M3"), ("M1", "X"), ("M2", "X"),
     ("M3", "X"), ("M1", "Y"), ("M2", "Y"), ("M3", "Y")]
)]  # fmt: skip
payments, papers, companies = test_payer_not_consignee.HITS["the invoice's number"]
over, vostro = test_nesting.HITS["four payments"]
CASES: dict[str, tuple[tuple[str, ...], Mapping[str, list[Row]]]] = {
    "shapes": (SHAPES, {"payments": edges(*CIRCLE, *FAN, *PARTS, *WAYS, *everyday(["H", "I"], 90))}),
    "papers": (
        ("payer_not_consignee", "offset_settlement"),
        {"payments": payments, "shipments": papers, "companies": companies, "accounts": []},
    ),
    "stripping": (("stripping",), {"payments": test_stripping.HITS["two customers, twice each"]}),
    "nesting": (("nesting",), {"payments": over, "accounts": vostro}),
    "wages": (
        ("wage_skimming",),
        {"payments": test_wage_skimming.HITS["five of them"], "accounts": test_wage_skimming.PEOPLE},
    ),
}


@pytest.mark.slow
def test_the_same_signals_on_both_engines(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    found: dict[str, dict[str, Any]] = {}
    for engine_name in ("duckdb", "spark"):
        with open_engine(engine_name) as engine:
            for case, (names, tables) in CASES.items():
                held = {
                    name: engine.backend.read_parquet(
                        str(written(tmp_path / f"{case}-{name}.parquet", rows, name)),
                        table_name=f"{case}_{name}",
                    )
                    for name, rows in tables.items()
                }
                for name in names:
                    asked = detector(name)
                    found.setdefault(name, {})[engine_name] = list(asked.detect(held, asked.params()))
    for name, told in found.items():
        assert told["duckdb"] == told["spark"], name
    assert {name for name, told in found.items() if told["duckdb"]} >= {
        "cycle", "fan_in", "structuring", "stack", "payer_not_consignee", "stripping", "nesting",
        "wage_skimming",
    }  # fmt: skip


@pytest.mark.slow
def test_a_quarter_of_a_town_gives_the_same_shapes_on_both_engines(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    kinds = cycle(
        [motifs.fan_in, motifs.fan_out, motifs.gather_scatter, motifs.scatter_gather, motifs.cycle,
         motifs.bipartite, motifs.stack, motifs.pass_through, motifs.structuring]
    )  # fmt: skip
    extent = Extent(1_546_300_800_000, motifs.QUARTER, 0.2)
    world = motifs.quarter(
        lambda stage: next(kinds)(stage), extent, motifs.Parameters(), np.random.default_rng(5)
    )
    path = tmp_path / "payments.parquet"
    pq.write_table(world.tables["payments"], path)
    found: dict[str, dict[str, list[Found]]] = {}
    for engine_name in ("duckdb", "spark"):
        with open_engine(engine_name) as engine:
            held = {"payments": engine.backend.read_parquet(str(path), table_name="town")}
            for name in SHAPES:
                asked = detector(name)
                found.setdefault(name, {})[engine_name] = list(asked.detect(held, asked.params()))
    for name, told in found.items():
        assert told["duckdb"] and told["duckdb"] == told["spark"], name


def written(path: Path, rows: list[Row], name: str) -> Path:
    if not path.exists():
        pq.write_table(arrow(placed(rows), name), path)
    return path
