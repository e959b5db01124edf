"""Bursts of strangers whom one account pays, planted in an ordinary quarter of payments (see `motifs`)."""

from __future__ import annotations

import numpy as np

from sightline.worlds.payments import motifs
from sightline.worlds.payments.motifs import Parameters
from sightline.worlds.world import Extent, World

__all__ = ["Parameters", "build"]


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of payments, deterministic in its arguments."""
    return motifs.quarter(motifs.fan_out, extent, parameters, rng)
