"""Passages through mixers planted in an ordinary month of coins (see `coins`)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sightline.worlds.coins import coins
from sightline.worlds.coins.coins import Parameters
from sightline.worlds.world import Extent, World

__all__ = ["Parameters", "build", "untold"]


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of transfers and labels, deterministic in its arguments."""
    return coins.month(coins.mixer_passage, extent, parameters, rng)


def untold(parameters: Parameters) -> Parameters:
    """What comes out of the mixer is not brought together again."""
    return replace(parameters, telling=False)
