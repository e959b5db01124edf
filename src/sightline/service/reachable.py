"""Where the ship of a silence can have been meanwhile: the region, and the ports within it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.detectors.sea.reach import Reach, ports_within
from sightline.model.signal import Signal
from sightline.service.heard import Heard

SPEEDS = {"dark_activity": "speed_kn", "port_call": "dark_kn"}
"""detectors of silences, and the parameter that says how fast a dark ship sails"""
HOME = "North Korea"
"""the DPRK, as the World Port Index calls it"""


@dataclass(frozen=True, slots=True)
class PortReached:
    """A port within reach, and the hours left for a stay there."""

    name: str
    country: str
    lat: float
    lon: float
    hours: float


@dataclass(frozen=True, slots=True)
class Reachable:
    """A silence of `reach.hours`, and every port she can have called at in it, most hours to spare first."""

    reach: Reach
    kilometres: float
    ports: tuple[PortReached, ...]

    @property
    def home(self) -> tuple[PortReached, ...]:
        """Ports of the DPRK."""
        return tuple(port for port in self.ports if port.country == HOME)

    @property
    def elsewhere(self) -> tuple[tuple[str, tuple[PortReached, ...]], ...]:
        """Other ports by state, the state with most of them first."""
        states: dict[str, list[PortReached]] = {}
        for port in self.ports:
            if port.country != HOME:
                states.setdefault(port.country, []).append(port)
        return tuple(
            (state, tuple(found))
            for state, found in sorted(states.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        )


def reachable(signal: Signal, ships: Sequence[Heard]) -> Reachable | None:
    """The region of a signal that is a silence, at the speed its detector reckons with; else None."""
    knots = signal.params.get(SPEEDS.get(signal.detector, ""))
    gone = next((one.gone for one in ships if one.gone), None)
    back = next((one.back for one in ships if one.back), None)
    if not knots or not gone or not back or any(one.during for one in ships):
        return None
    hours = (signal.end - signal.start).total_seconds() / 3600
    reach = Reach(gone, back, hours, float(knots))
    found = tuple(
        PortReached(port.name, port.country, port.lat, port.lon, round(spare, 1))
        for port, spare in ports_within(reach)
    )
    return Reachable(reach, round(reach.metres / 1000, 1), found)
