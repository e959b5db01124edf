"""What a detector is made of: typed parameters with unit and source, and what it finds, with citations."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import ibis.expr.types as ir

from sightline.errors import UsageError
from sightline.model.citation import Reason
from sightline.model.signal import Actor

PARTS = ("What it sees", "Why it matters", "Thresholds", "Known false positives", "Known misses", "Source")
"""The parts of a detector's manual page, its docstring, in this order."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Tables = Mapping[str, ir.Table]


@dataclass(frozen=True, slots=True)
class Found:
    """Something a detector saw. Times are UTC; `score` lies between 0 and 1; a reason cites its rows."""

    actors: tuple[Actor, ...]
    start: datetime
    end: datetime
    score: float
    place: str
    reasons: tuple[Reason, ...]
    lat: float | None = None
    lon: float | None = None
    measures: tuple[str, ...] = ()
    about: str = ""
    """what tells it from others of the same actors at the same time, such as a chain and an asset"""

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a detector gives its reasons")


@dataclass(frozen=True, slots=True)
class Detector:
    """A detector of the folder."""

    name: str
    version: int
    tables: tuple[str, ...]
    measures: tuple[str, ...]
    params: type[Any]
    detect: Callable[[Tables, Any], Iterator[Found]]
    manual: str

    @property
    def title(self) -> str:
        """The first line of the manual page."""
        return self.manual.partition("\n")[0]


def param(default: Any, text: str, unit: str, source: str, least: float = 0) -> Any:
    """A parameter of a detector: what it means, its unit, where its default comes from, its lowest value."""
    about = {"text": text, "unit": unit, "source": source, "least": least}
    return field(default=default, metadata=about)


def read_params(kind: type[Any], given: Mapping[str, Any]) -> Any:
    """Parameters from plain values; `UsageError` naming what is unknown, of another type or too low."""
    known = {one.name: one for one in dataclasses.fields(kind)}
    if unknown := sorted(set(given) - set(known)):
        raise UsageError(f"unknown parameter {unknown[0]!r}", remedy="known are " + ", ".join(sorted(known)))
    return kind(**{name: _value(known[name], value) for name, value in given.items()})


def _value(about: dataclasses.Field[Any], value: Any) -> Any:
    wanted = type(about.default)
    if wanted is bool and isinstance(value, int) and value in (0, 1):
        value = bool(value)
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, wanted) or isinstance(value, bool) is not (wanted is bool):
        remedy = "write `true` or `false`" if wanted is bool else "see the manual page"
        raise UsageError(f"{about.name} is {wanted.__name__}, not {value!r}", remedy=remedy)
    if wanted in (int, float) and not value >= about.metadata["least"]:
        raise UsageError(f"{about.name} is at least {about.metadata['least']}, not {value}")
    return value


def moment(ms: int) -> datetime:
    """Milliseconds since 1970 as a time in UTC."""
    return EPOCH + timedelta(milliseconds=ms)


def spoken(at: datetime) -> str:
    """A time as a reason says it: `2023-05-04 06:10 UTC`."""
    return at.strftime("%Y-%m-%d %H:%M UTC")


def booked(at: datetime) -> str:
    """A payment's time as a reader is told it: at midnight the day alone, as of files that name a day."""
    return spoken(at) if (at - EPOCH) % timedelta(days=1) else f"{at:%Y-%m-%d}"
