"""What ships said of themselves in static messages, joined to the positions that follow."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sightline.clean import text as clean_text

Ints = npt.NDArray[np.int64]
MOST = 200_000
"""ships remembered; all that were ever on the air at one time are fewer"""


@dataclass(frozen=True, slots=True)
class Ship:
    """The last a ship said of herself; None where she said nothing."""

    name: str | None = None
    callsign: str | None = None
    imo: int | None = None
    ship_type: str | None = None
    length: float | None = None
    width: float | None = None
    draught: float | None = None
    destination: str | None = None


TYPES = {
    "name": pa.string(),
    "callsign": pa.string(),
    "imo": pa.int32(),
    "ship_type": pa.string(),
    "length": pa.float32(),
    "width": pa.float32(),
    "draught": pa.float32(),
    "destination": pa.string(),
}


class Ships:
    """Ships by MMSI, and within a block the lines from which on something new is known of one."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, Ship] = OrderedDict()
        self._before: dict[int, Ship] = {}
        self._events: list[tuple[int, int, Ship]] = []

    def hear(self, mmsi: int, line: int, said: dict[str, Any]) -> None:
        """A static message at a line; what it leaves silent stays as it was."""
        old = self._known.get(mmsi, Ship())
        new = replace(old, **said)
        if new != old:
            self._before.setdefault(mmsi, old)
            self._events.append((mmsi, line, new))
            self._known[mmsi] = new
            if len(self._known) > MOST:
                self._known.popitem(last=False)

    def columns(self, mmsi: Ints, line: Ints) -> dict[str, Any]:
        """For positions of a block, what was known of each ship at its line; forgets the events."""
        ships: list[Ship] = [Ship()]
        starts: list[tuple[int, int, int]] = []
        for number in np.unique(mmsi).tolist():
            ship = self._before.get(number) or self._known.get(number)
            if ship:
                starts.append((number, 0, len(ships)))
                ships.append(ship)
        for number, at, ship in self._events:
            starts.append((number, at, len(ships)))
            ships.append(ship)
        self._events, self._before = [], {}
        return _taken(ships, _which(starts, mmsi, line))


def _which(starts: list[tuple[int, int, int]], mmsi: Ints, line: Ints) -> Ints:
    """For each position the place in the list of ships, 0 where nothing is known."""
    if not starts:
        return np.zeros(len(mmsi), np.int64)
    events = np.array(starts, np.int64)
    order = np.lexsort((events[:, 1], events[:, 0]))
    events = events[order]
    base = int(max(line.max(initial=0), events[:, 1].max())) + 1
    keys = events[:, 0] * base + events[:, 1]
    at = np.searchsorted(keys, mmsi * base + line, side="right") - 1
    nearest = events[np.maximum(at, 0)]
    return np.where((at >= 0) & (nearest[:, 0] == mmsi), nearest[:, 2], 0)


def _taken(ships: list[Ship], which: Ints) -> dict[str, Any]:
    chosen = pa.array(which)
    return {
        name: pa.array([getattr(ship, name) for ship in ships], kind).take(chosen)
        for name, kind in TYPES.items()
    }


def said(message: Any) -> dict[str, Any]:
    """What a message of type 5, 19 or 24 says of its ship; nothing for any other type and for silence."""
    if message.msg_type not in (5, 19, 24):
        return {}
    found: dict[str, Any] = {
        "name": _text(getattr(message, "shipname", None)),
        "callsign": _text(getattr(message, "callsign", None)),
        "destination": _text(getattr(message, "destination", None)),
        "imo": _imo(getattr(message, "imo", None)),
        "ship_type": _positive(getattr(message, "ship_type", None)),
        "draught": getattr(message, "draught", None) or None,
    }
    if found["ship_type"] is not None:
        found["ship_type"] = str(found["ship_type"])
    if not _is_auxiliary(message):
        for name, ends in (("length", ("to_bow", "to_stern")), ("width", ("to_port", "to_starboard"))):
            metres = [getattr(message, end, None) or 0 for end in ends]
            found[name] = float(sum(metres)) or None
    return {name: value for name, value in found.items() if value is not None}


def _is_auxiliary(message: Any) -> bool:
    """Whether the dimensions of type 24 are a mother ship's MMSI: craft with 98 in front."""
    return message.msg_type == 24 and str(message.mmsi).startswith("98")


def _text(value: str | None) -> str | None:
    return clean_text.clean(value) or None if value else None


def _positive(value: Any) -> int | None:
    return int(value) if value is not None and int(value) > 0 else None


def _imo(value: int | None) -> int | None:
    return value if value and 1_000_000 <= value <= 9_999_999 else None
