"""Peel chains planted in an ordinary month of coins (see `coins`)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sightline.worlds.coins import coins
from sightline.worlds.coins.coins import Parameters
from sightline.worlds.world import Extent, World

__all__ = ["Parameters", "build", "untold"]


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of transfers and labels, deterministic in its arguments."""
    return coins.month(coins.peel_chain, extent, parameters, rng)


def untold(parameters: Parameters) -> Parameters:
    """The same chains, with days between their steps as between anybody's payments."""
    return replace(parameters, step_hours=90.0)
