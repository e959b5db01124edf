"""Figures fitted to real tracks and payments by `scripts/fit_traffic.py`, each with its source."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, Final

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]

FITTED: Final[dict[str, dict[str, Any]]] = json.loads(
    resources.files(__package__).joinpath("fitted.json").read_text("utf-8")
)


def number(name: str) -> float:
    """A single fitted number; KeyError when it is unknown."""
    return float(FITTED[name]["value"])


def draw(name: str, rng: np.random.Generator, size: int, low: float = 0.0, high: float = 1.0) -> Floats:
    """Values that spread like the fitted sample, or like the part of it between two quantiles."""
    quantiles = np.asarray(FITTED[name]["quantiles"], dtype=np.float64)
    at = rng.uniform(low, high, size) * (len(quantiles) - 1)
    return np.interp(at, np.arange(len(quantiles)), quantiles)
