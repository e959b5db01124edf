"""The parameters a signal was computed with, as its detector explains them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from sightline.detectors.register import detectors
from sightline.model.signal import Signal


@dataclass(frozen=True, slots=True)
class Parameter:
    """A threshold: its value, unit, meaning and source; `changed` where it is not the detector's default."""

    name: str
    value: Any
    unit: str
    text: str
    source: str
    changed: bool


def parameters(signal: Signal) -> tuple[Parameter, ...]:
    """In the order of the detector; what it does not know (any more) comes bare, at the end."""
    known = detectors().get(signal.detector)
    fields = {one.name: one for one in dataclasses.fields(known.params)} if known else {}
    explained = tuple(
        Parameter(
            name,
            signal.params[name],
            one.metadata["unit"],
            one.metadata["text"],
            one.metadata["source"],
            signal.params[name] != one.default,
        )
        for name, one in fields.items()
        if name in signal.params
    )
    bare = (name for name in signal.params if name not in fields)
    return explained + tuple(Parameter(name, signal.params[name], "", "", "", False) for name in bare)


def title(detector: str) -> str:
    """What a detector sees, in one line; its name where it is not here."""
    known = detectors().get(detector)
    return known.title if known else detector


def names() -> tuple[str, ...]:
    """Every detector there is."""
    return tuple(detectors())
