"""The web of payments: the same whatever order rows come in, made once a table, never another engine's."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from sightline.detectors.payments.fan_in import Params
from sightline.detectors.payments.motif_graph import DAY_MS, Web, lasting, strangers, web
from sightline.lake.engines import open_engine
from tests.detectors.books import payment, tables
from tests.detectors.payments.webs import edges, everyday
from tests.detectors.sea.tracks import Row, arrow, placed


def rows(seed: int = 1, count: int = 200) -> list[Row]:
    """Payments among few accounts, many at the same moment."""
    chance = random.Random(seed)
    return placed(
        payment(
            n,
            chance.randrange(20),
            chance.randrange(1, 9),
            f"A{chance.randrange(9)}",
            f"A{chance.randrange(9)}",
        )
        for n in range(count)
    )


def written(path: Path, said: list[Row]) -> Path:
    pq.write_table(arrow(said, "payments"), path)
    return path


WEEKS = np.arange(0, 26 * 7, 0.125)
SPREAD = {
    "evenly spread": (WEEKS, 181.75),
    "on working days": (WEEKS[WEEKS % 7 < 5], 179.75),
    "twice as many in the second half": (np.concatenate([WEEKS, WEEKS[WEEKS >= 91]]), 181.75),
    "ten of years ago": (np.concatenate([np.arange(-2500.0, -2490.0), WEEKS]), 222.0),
    "two quarters with years between": (
        np.concatenate([WEEKS[WEEKS < 91], WEEKS[WEEKS >= 91] + 2000]),
        218.4,
    ),
    "few": (np.array([0.0, 1.0, 2.0, 2500.0]), 2500.0),
    "nothing": (np.zeros(0), 1.0),
}


@pytest.mark.parametrize(("days", "lasts"), SPREAD.values(), ids=SPREAD)
def test_how_long_payments_last(days: np.ndarray[Any, np.dtype[np.float64]], lasts: float) -> None:
    assert lasting(np.sort(days * DAY_MS).astype(np.int64)) == pytest.approx(lasts, rel=0.02)


def told(found: Web) -> list[tuple[object, ...]]:
    edges = zip(found.payer, found.payee, found.t, found.amount, strict=True)
    return [
        (found.accounts[payer], found.accounts[payee], int(t), float(amount), found.place(at)["row"])
        for at, (payer, payee, t, amount) in enumerate(edges)
    ]


def test_order_and_repetition_change_nothing(tmp_path: Path) -> None:
    said = rows()
    mixed = [*said, *said[:50]]
    random.Random(2).shuffle(mixed)
    with open_engine() as engine:
        one, other = (
            told(
                web(
                    engine.backend.read_parquet(
                        str(written(tmp_path / f"{name}.parquet", some)), table_name=name
                    )
                )
            )
            for name, some in (("one", said), ("other", mixed))
        )
    assert one == other
    assert one == sorted(one, key=lambda edge: edge[2]) and all(payer != payee for payer, payee, *_ in one)


def test_one_table_gives_one_web_and_another_engine_its_own(tmp_path: Path) -> None:
    found = []
    for seed in (1, 2):
        path = written(tmp_path / f"{seed}.parquet", rows(seed))
        with open_engine() as engine:
            table = engine.backend.read_parquet(str(path), table_name="payments")
            first = web(table)
            assert web(table) is first
            found.append(told(first))
    assert found[0] != found[1]


PARTS = {
    "within a day": ([0.0, 0.5, 1.0], 3),
    "an hour more": ([0.0, 1.05], 0),
    "four of them": ([0.0, 0.1, 0.2, 0.3], 0),
    "and once a month later": ([0.0, 0.5, 30.0], 0),
}


@pytest.mark.parametrize(("days", "kept"), PARTS.values(), ids=PARTS)
def test_a_payment_in_parts_is_dealing_once(days: list[float], kept: int) -> None:
    rows = edges(*(("A", "B", 20.0 + day, 50.0) for day in days), *everyday(["Z"], 90))
    rare = strangers(tables(rows, [])["payments"], Params())
    assert len(rare.t) == kept


def test_no_payments_make_an_empty_web() -> None:
    found = web(tables([], [])["payments"])
    assert found.accounts == () and len(found.t) == 0 and not np.any(found.payers)


@pytest.mark.slow
def test_spark_gives_the_same_web(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    path = written(tmp_path / "payments.parquet", rows())
    found = []
    for name in ("duckdb", "spark"):
        with open_engine(name) as engine:
            found.append(told(web(engine.backend.read_parquet(str(path)))))
    assert found[0] == found[1]
