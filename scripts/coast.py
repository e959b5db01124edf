"""Make `detectors/sea/data/coast.bin` from Natural Earth's land at 1:10 million, as world-atlas holds it.

`python -m scripts.coast [land-10m.json]`: the file comes with the front end's packages
(`frontend/node_modules/world-atlas`, made from Natural Earth 4.1, public domain; the package itself is ISC).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from sightline.detectors.sea.shore import GRID, packed

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "frontend" / "node_modules" / "world-atlas" / "land-10m.json"
TARGET = ROOT / "src" / "sightline" / "detectors" / "sea" / "data" / "coast.bin"


def main(path: Path = SOURCE) -> None:
    """Read, round, write."""
    atlas = json.loads(path.read_text("utf-8"))
    arcs = [_arc(points, atlas["transform"]) for points in atlas["arcs"]]
    rings = [_ring(ring, arcs) for one in atlas["objects"]["land"]["geometries"] for ring in _rings(one)]
    TARGET.write_bytes(packed([ring for ring in rings if len(ring[0]) > 3]))
    print(f"{len(rings)} rings, {TARGET.stat().st_size} bytes")


def _arc(points: list[list[int]], transform: dict[str, Any]) -> np.ndarray[Any, Any]:
    """An arc of TopoJSON, longitude and latitude in degrees."""
    degrees: np.ndarray[Any, Any] = np.cumsum(np.array(points), axis=0) * transform["scale"]
    degrees += transform["translate"]
    return degrees


def _rings(one: dict[str, Any]) -> list[list[int]]:
    polygons = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
    return [ring for polygon in polygons for ring in polygon]


def _ring(ring: list[int], arcs: list[Any]) -> tuple[Any, Any]:
    """A closed ring: latitudes and longitudes in steps of `GRID`, no place twice in turn, beyond 180° too."""
    parts = [arcs[at] if at >= 0 else arcs[~at][::-1] for at in ring]
    degrees = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    steps = np.rint(np.column_stack([np.unwrap(degrees[:, 0], period=360), degrees[:, 1]]) / GRID)
    kept = np.ones(len(steps), dtype=bool)
    kept[1:] = (np.diff(steps, axis=0) != 0).any(axis=1)
    lon, lat = steps[kept].astype(np.int64).T
    return lat, lon


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
