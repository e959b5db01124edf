"""Moving every parameter of a world, to see what holds when the world is not as it was assumed."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import numpy as np

Moved = TypeVar("Moved")
MOST_SHARE = 0.95
"""a share cannot be moved beyond this"""


def shifted(parameters: Moved, factor: float, rng: np.random.Generator | None = None) -> Moved:
    """Every number of a frozen dataclass, nested ones included, times 1 + `factor`.

    Texts and choices stay. With a generator each number moves up or down by chance. Counts stay whole and
    at least 1; fields whose name ends in `share` stay below 0.95.
    """
    if not is_dataclass(parameters) or isinstance(parameters, type):
        raise TypeError(f"not parameters: {parameters!r}")
    moved = {
        one.name: _moved(one.name, getattr(parameters, one.name), factor, rng) for one in fields(parameters)
    }
    return replace(parameters, **moved)


def _moved(name: str, value: Any, factor: float, rng: np.random.Generator | None) -> Any:
    if is_dataclass(value):
        return shifted(value, factor, rng)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    sign = 1.0 if rng is None else float(rng.choice([-1.0, 1.0]))
    new = value * (1.0 + sign * factor)
    if isinstance(value, int):
        return max(1, round(new))
    return min(MOST_SHARE, new) if name.endswith("share") else new
