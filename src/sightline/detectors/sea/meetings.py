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
    under_way: bool = False
    """a craft beside a ship that moves; else both lay still"""
    at_berths: bool = False
    """neither moved more than a ship made fast to a quay does"""
    barge: bool | None = None
    """one of them came out of the port, and went back there, or none did; nothing: nobody knows"""

    middle_m: float = 0.0
    """how far apart they lay half of the time, in metres, near ports; 0 where nobody asked"""
    adrift: str = ""
    """what shows that they drifted, in words, where they were faster than ships that lie still"""
    unheard_h: float = 0.0
    """hours of it in which one of them, or both, was not heard"""

    @property
    def pair(self) -> tuple[int, int]:
        """Both MMSIs."""
        return self.first, self.second

    def placed(self, port: Port, away: float) -> Meeting:
        """The same with its nearest port (metres)."""
        return replace(self, port=port, port_m=away)

    def numbered(self, number: int) -> Meeting:
        """The same under another number."""
        return replace(self, number=number)

    def among(self, others: int) -> Meeting:
        """The same with how many other ships lay still around."""
        return replace(self, others=others)
