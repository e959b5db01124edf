"""Groups that pay groups, planted in an ordinary quarter of payments (see `motifs`)."""

from __future__ import annotations

import numpy as np

from sightline.worlds import motifs
from sightline.worlds.motifs import Parameters
from sightline.worlds.traffic import Extent
from sightline.worlds.world import World

__all__ = ["Parameters", "build"]


def build(extent: Extent, parameters: Parameters, rng: np.random.Generator) -> World:
    """A world of payments, deterministic in its arguments."""
    return motifs.quarter(motifs.bipartite, extent, parameters, rng)
