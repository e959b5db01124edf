"""What a detector saw: a lead that cites its rows, never a verdict."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sightline.model.citation import Citation, Reason

ID_LENGTH = 12


@dataclass(frozen=True, slots=True, order=True)
class Actor:
    """Someone or something a signal is about: `mmsi-412345678`, `imo-9635987`, `account-<number>`."""

    id: str
    caption: str
    role: str

    def as_json(self) -> dict[str, str]:
        """The published shape."""
        return {"id": self.id, "caption": self.caption, "role": self.role}


@dataclass(frozen=True, slots=True)
class Signal:
    """Entities, period, place, the measures concerned, reasons with citations, and a score from 0 to 1.

    `id` depends on the detector, the actors, the minute it starts and what it is `about` alone: the same
    event found again has the same id. `manifests` are the SHA-256 of the partition manifests it was
    computed from.
    """

    detector: str
    version: int
    score: float
    actors: tuple[Actor, ...]
    start: datetime
    end: datetime
    place: str
    reasons: tuple[Reason, ...]
    lat: float | None = None
    lon: float | None = None
    """degrees WGS 84, where the event has a position"""
    measures: tuple[str, ...] = ()
    """ids of measures in force on the day it starts"""
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    manifests: tuple[str, ...] = ()
    id: str = ""
    about: str = ""
    """what tells it from others of the same actors at the same time, such as a chain and an asset"""

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError(f"a signal without a reason: {self.detector}")
        if self.start.tzinfo is None or self.end.tzinfo is None or self.end < self.start:
            raise ValueError("a signal has a period, in UTC")
        if not 0 <= self.score <= 1:
            raise ValueError(f"a score lies between 0 and 1: {self.score}")
        if not self.id:
            object.__setattr__(self, "id", signal_id(self.detector, self.actors, self.start, self.about))

    @property
    def cites(self) -> tuple[Citation, ...]:
        """Every citation of its reasons, once."""
        return tuple(dict.fromkeys(cite for reason in self.reasons for cite in reason.cites))

    def as_json(self) -> dict[str, Any]:
        """The published line of a signal."""
        return {
            "id": self.id,
            "detector": self.detector,
            "version": self.version,
            "score": self.score,
            "entities": [actor.as_json() for actor in self.actors],
            "start": _instant(self.start),
            "end": _instant(self.end),
            "place": self.place,
            "about": self.about,
            "lat": self.lat,
            "lon": self.lon,
            "measures": list(self.measures),
            "reasons": [
                {"text": reason.text, "cites": [cite.as_json() for cite in reason.cites]}
                for reason in self.reasons
            ],
            "params": dict(self.params),
            "manifests": list(self.manifests),
        }

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> Signal:
        """The inverse of `as_json`."""
        return cls(
            detector=shape["detector"],
            version=shape["version"],
            score=shape["score"],
            actors=tuple(Actor(one["id"], one["caption"], one["role"]) for one in shape["entities"]),
            start=datetime.fromisoformat(shape["start"]),
            end=datetime.fromisoformat(shape["end"]),
            place=shape["place"],
            reasons=tuple(_reason(one) for one in shape["reasons"]),
            lat=shape["lat"],
            lon=shape["lon"],
            measures=tuple(shape["measures"]),
            params=dict(shape["params"]),
            manifests=tuple(shape["manifests"]),
            id=shape["id"],
            about=shape.get("about", ""),  # signals of before it was kept have none
        )


def signal_id(detector: str, actors: Iterable[Actor], start: datetime, about: str = "") -> str:
    """`s-` and 12 hex digits of a hash of the detector, the sorted actor ids, the minute it starts, `about`.

    What is about nothing in particular has the id it always had.
    """
    minute = start.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    said = "\n".join([detector, *sorted(actor.id for actor in actors), minute, *([about] if about else [])])
    return "s-" + hashlib.sha256(said.encode()).hexdigest()[:ID_LENGTH]


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _reason(shape: Mapping[str, Any]) -> Reason:
    return Reason(shape["text"], tuple(Citation.from_json(cite) for cite in shape["cites"]))
