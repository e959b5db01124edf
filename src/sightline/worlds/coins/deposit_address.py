"""Addresses at exchanges that thieves and brokers use planted in an ordinary month of coins (see `coins`)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sightline.worlds.coins import coins
from sightline.worlds.coins.coins import Parameters
from sightline.worlds.world import Extent, World

__all__ = ["Parameters", "build", "untold"]


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of transfers and labels, deterministic in its arguments."""
    return coins.month(coins.deposit_address, extent, parameters, rng)


def untold(parameters: Parameters) -> Parameters:
    """A thief's addresses pass half of what they get on to others than the exchange."""
    return replace(parameters, telling=False)
