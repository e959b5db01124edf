"""The fitted figures: each has its source, and they can be fitted again from the same data."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sightline.worlds.fitted import FITTED, draw, number

ROOT = Path(__file__).resolve().parents[2]


def test_every_figure_has_unit_sample_and_source() -> None:
    for name, figure in FITTED.items():
        assert figure["unit"] and figure["source"], name
        assert figure["sample"] > 100, name


def test_draws_spread_like_the_sample() -> None:
    drawn = draw("interval_moving", np.random.default_rng(1), 20_000)
    quantiles = FITTED["interval_moving"]["quantiles"]
    assert quantiles[0] <= drawn.min() and drawn.max() <= quantiles[-1]
    assert np.median(drawn) == pytest.approx(quantiles[20], rel=0.05)


def test_a_part_of_the_sample_alone() -> None:
    drawn = draw("speed_sea", np.random.default_rng(1), 1_000, 0.5, 0.9)
    assert drawn.min() >= FITTED["speed_sea"]["quantiles"][20]
    assert number("still_share") < 1


@pytest.mark.slow
def test_fitted_again_byte_for_byte(shared_data: Path, tmp_path: Path) -> None:
    target = tmp_path / "fitted.json"
    subprocess.run(
        [sys.executable, str(ROOT / "scripts/fit_traffic.py"), str(shared_data), str(target)], check=True
    )
    assert target.read_bytes() == (ROOT / "src/sightline/worlds/fitted.json").read_bytes()
