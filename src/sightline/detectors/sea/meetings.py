"""A meeting of two ships as the join finds it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sightline.detectors.sea.ports import Port


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two ships (MMSI, the lower first) from one instant to another; `k` counts steps since 1970.

    `apart` in metres at the closest, where the first ship was then, at the begin and at the end in degrees,
    `fastest` in knots.
    """

    number: int
    first: int
    second: int
    from_k: int
    to_k: int
    closest_k: int
    apart: float
    lat: float
    lon: float
    begin: tuple[float, float]
    end: tuple[float, float]
    fastest: float
    port: Port | None = None
    port_m: float = 0.0
    others: int = 0

    @property
    def pair(self) -> tuple[int, int]:
        """Both MMSIs."""
        return self.first, self.second

    def placed(self, port: Port, away: float) -> Meeting:
        """The same with its nearest port (metres)."""
        return replace(self, port=port, port_m=away)

    def among(self, others: int) -> Meeting:
        """The same with how many other ships lay still around."""
        return replace(self, others=others)
