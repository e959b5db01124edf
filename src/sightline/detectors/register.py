"""Every detector of this folder: the walk is the register."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import sightline.detectors as folder
from sightline.detectors.detector import Detector
from sightline.errors import UsageError


@cache
def detectors() -> dict[str, Detector]:
    """Every detector by name: modules of the package that have a `detect` and a `VERSION`."""
    found = {}
    for module in pkgutil.iter_modules(folder.__path__):
        loaded = importlib.import_module(f"{folder.__name__}.{module.name}")
        if hasattr(loaded, "detect") and hasattr(loaded, "VERSION"):
            found[module.name] = Detector(
                module.name,
                loaded.VERSION,
                loaded.TABLES,
                loaded.MEASURES,
                loaded.Params,
                loaded.detect,
                (loaded.__doc__ or "").strip(),
            )
    return found


def detector(name: str) -> Detector:
    """The detector of this name; `UsageError` naming the known ones."""
    if name not in detectors():
        raise UsageError(f"no such detector: {name!r}", remedy="there are " + ", ".join(detectors()))
    return detectors()[name]
