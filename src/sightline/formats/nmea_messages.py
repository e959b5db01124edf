"""One AIS message, decoded by pyais: its position, and what it says of its ship."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyais.exceptions import AISBaseException

from sightline.formats import ais_payload, ais_ships
from sightline.formats.ais_codes import COG_SILENT, HEADING_SILENT

SHORTEST = {1: 168, 2: 168, 3: 168, 5: 420, 9: 168, 18: 168, 19: 312, 24: 160, 27: 96}
"""bits a message of a type we keep must have: pyais reads a cut field as a smaller number"""
SHORTEST_OTHER = 38
"""bits of type, repeat and MMSI, which every message has"""
WITH_POSITION = frozenset({1, 2, 3, 9, 18, 19, 27})
_SOG_SILENT = {9: 1023.0, 27: 63.0}
_UNREADABLE = (AISBaseException, ValueError, KeyError, TypeError, IndexError, AttributeError)
"""what pyais raises for bytes that are no message"""


class CannotDecode(Exception):
    """The payload is no message; the text says why. It never leaves this package."""


@dataclass(frozen=True, slots=True)
class Position:
    """As a row has it; NaN and -1 where the message is silent."""

    lat: float
    lon: float
    sog: float
    cog: float
    heading: int
    status: int


@dataclass(frozen=True, slots=True)
class Message:
    """A decoded message; `position` is None for a type that has none of a ship."""

    mmsi: int
    position: Position | None
    said: dict[str, Any]


def decode(payload: bytes, fill: int) -> Message:
    """The message of a whole payload; `CannotDecode` for one that is none."""
    if not payload:
        raise CannotDecode("the payload is empty")
    if max(payload.translate(bytes(ais_payload.ARMOUR))) > 63:
        raise CannotDecode("the payload has a letter AIS does not use")
    kind, bits = int(ais_payload.ARMOUR[payload[0]]), len(payload) * 6 - fill
    if bits < SHORTEST.get(kind, SHORTEST_OTHER):
        raise CannotDecode(f"the message of type {kind} ends after {bits} bits")
    try:
        message = ais_payload.decode(payload, fill)
        said = ais_ships.said(message)
        position = _position(message) if message.msg_type in WITH_POSITION else None
    except _UNREADABLE:
        raise CannotDecode(f"the payload is no AIS message of type {kind}") from None
    return Message(int(message.mmsi), position, said)


def _position(message: Any) -> Position:
    kind = message.msg_type
    sog = float(message.speed)
    cog = float(message.course)
    heading = getattr(message, "heading", HEADING_SILENT)
    return Position(
        float(message.lat),
        float(message.lon),
        float("nan") if sog >= _SOG_SILENT.get(kind, 102.25) else sog,
        float("nan") if cog >= COG_SILENT else cog,
        int(heading) if heading is not None and heading < 360 else -1,
        int(getattr(message, "status", 15)),
    )
