"""What a meeting looks like, by what two ships say they are and how far the nearest port is."""

from __future__ import annotations

import re

from sightline.detectors.sea.vessels import Vessel

TRANSFER, BUNKERING, PILOT, TUG = "transfer", "bunkering", "pilot", "tug"
SERVICE, FISHING, BERTH, ANCHORED, UNCLEAR = "service", "fishing", "berth", "anchored", "unclear"
MEANING = {
    TRANSFER: "two merchant ships beside each other",
    BUNKERING: "a tanker beside a ship she may bunker, near a port",
    PILOT: "a pilot boat beside a ship",
    TUG: "a tug beside a ship",
    SERVICE: "a service craft beside a ship",
    FISHING: "two fishing boats",
    BERTH: "two ships that do not swing: at neighbouring berths, as far as their positions tell",
    ANCHORED: "two merchant ships near each other, for the most part farther apart than ships made fast",
    UNCLEAR: "what one of them is, nobody says",
}
"""every class, in words"""
DAILY = frozenset((BUNKERING, PILOT, TUG, SERVICE, FISHING, BERTH, ANCHORED))
"""classes that are a port's daily work"""
TUGS, PILOTS = frozenset((31, 32, 52)), frozenset((50,))
"""AIS ship types (ITU-R M.1371): towing, towing long, tug; pilot vessel"""
MERCHANT = frozenset(("cargo", "tanker"))
TWICE = 2.0
"""a tanker so many times as long as another is bunkered by her, not met for a transfer"""


def classed(
    one: Vessel,
    other: Vessel,
    near_port: bool,
    *,
    barge: bool | None = None,
    at_berths: bool = False,
    loose: bool = False,
) -> str:
    """The class of a meeting of these two.

    `barge`: one came out of the port for it and went back, or none did; nothing where nobody knows. `loose`:
    they lay farther apart than ships made fast to each other.
    """
    both = one, other
    kinds = {ship.kind for ship in both}
    if at_berths:
        return BERTH
    if any(_is(ship, PILOTS, "pilot") for ship in both):
        return PILOT
    if any(_is(ship, TUGS, "tug", "tow") for ship in both):
        return TUG
    if kinds & {"service", "pleasure"}:
        return SERVICE
    if kinds == {"fishing"}:
        return FISHING
    if loose and kinds and kinds <= MERCHANT:
        return ANCHORED
    if near_port and "tanker" in kinds and (_bunkers(one, other) if barge is None else barge):
        return BUNKERING
    return TRANSFER if kinds <= MERCHANT and kinds else UNCLEAR


def is_attendant(ship: Vessel) -> bool:
    """Whether a ship says that she is a pilot boat or a tug."""
    return _is(ship, PILOTS, "pilot") or _is(ship, TUGS, "tug", "tow")


def _bunkers(one: Vessel, other: Vessel) -> bool:
    kinds = sorted((one.kind, other.kind))
    if kinds.count("tanker") == 1:
        return all(kinds)
    lengths = sorted((one.length, other.length))
    return kinds == ["tanker", "tanker"] and 0 < lengths[0] * TWICE <= lengths[1]


def _is(ship: Vessel, codes: frozenset[int], *words: str) -> bool:
    text = ship.ship_type.casefold()
    if code := re.search(r"\b(\d{1,2})\b", text):
        return int(code[1]) in codes
    return any(re.search(rf"\b{word}", text) for word in words)
