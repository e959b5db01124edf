"""Every detector of the rooms beside this file: the walk is the register."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import sightline.detectors as folder
from sightline.detectors.detector import Detector
from sightline.errors import UsageError


@cache
def detectors() -> dict[str, Detector]:
    """Every detector by name: modules of the rooms that have a `detect` and a `VERSION`."""
    found = {}
    for module in pkgutil.walk_packages(folder.__path__, f"{folder.__name__}."):
        loaded = importlib.import_module(module.name)
        if hasattr(loaded, "detect") and hasattr(loaded, "VERSION"):
            name = module.name.rpartition(".")[2]
            found[name] = Detector(
                name,
                loaded.VERSION,
                loaded.TABLES,
                loaded.MEASURES,
                loaded.Params,
                loaded.detect,
                (loaded.__doc__ or "").strip(),
            )
    return dict(sorted(found.items()))


def detector(name: str) -> Detector:
    """The detector of this name; `UsageError` naming the known ones."""
    if name not in detectors():
        raise UsageError(f"no such detector: {name!r}", remedy="there are " + ", ".join(detectors()))
    return detectors()[name]
