"""A meeting of two ships as the join finds it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sightline.detectors.ports import Port


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two ships (MMSI, the lower first) from one instant to another; `k` counts steps since 1970.

    `apart` in metres at the closest, where the first ship was then in degrees, `fastest` in knots.
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
    fastest: float
    port: Port | None = None
    port_m: float = 0.0
    others: int = 0

    @property
    def pair(self) -> tuple[int, int]:
        """Both MMSIs."""
        return self.first, self.second

    def placed(self, port: Port, away: float, others: int) -> Meeting:
        """The same with its nearest port (metres) and how many other ships lay still around."""
        return replace(self, port=port, port_m=away, others=others)
