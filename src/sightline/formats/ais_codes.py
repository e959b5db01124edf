"""AIS's own codes in words, and which numbers stand for `not available` (ITU-R M.1371-5)."""

from __future__ import annotations

from sightline.clean.text import clean

STATUS = (
    "under way using engine",
    "at anchor",
    "not under command",
    "restricted manoeuvrability",
    "constrained by her draught",
    "moored",
    "aground",
    "engaged in fishing",
    "under way sailing",
    "reserved for high-speed craft",
    "reserved for wing in ground",
    "towing astern",
    "pushing ahead or towing alongside",
    "reserved",
    "AIS-SART, MOB or EPIRB",
    None,
)
"""navigational status 0 to 15; 15 is `not defined`"""

SOG_MOST, SOG_SILENT = 102.2, 102.3
"""knots; 102.2 stands for 102.2 or more"""
COG_SILENT, HEADING_SILENT = 360.0, 511
LENGTH_MOST, WIDTH_MOST, DRAUGHT_MOST = 1022.0, 126.0, 25.5
"""metres AIS can say"""


def status(text: str) -> str:
    """A navigational status in words where it is a code (`5`, `5.0`), else as it stands; empty for none."""
    code = text.strip().removesuffix(".0")
    if code.isascii() and code.isdecimal() and int(code) < len(STATUS):
        return STATUS[int(code)] or ""
    return clean(text)


def ship_type(text: str) -> str:
    """AIS's code of a ship type as plain digits (`70` for `70.0`), any other text as it stands."""
    code = text.strip().removesuffix(".0")
    return code if code.isascii() and code.isdecimal() else clean(text)


TYPES = {
    30: "fishing", 31: "towing", 32: "towing, long or wide", 33: "dredging or underwater work",
    34: "diving", 35: "military", 36: "sailing", 37: "pleasure craft", 50: "pilot vessel",
    51: "search and rescue", 52: "tug", 53: "port tender", 54: "anti-pollution vessel",
    55: "law enforcement", 58: "medical transport", 59: "ship of a state not party to a conflict",
}  # fmt: skip
KINDS = {
    2: "wing in ground", 4: "high-speed craft", 6: "passenger ship", 7: "cargo ship", 8: "tanker",
    9: "other type",
}  # fmt: skip
CARGOES = {
    1: "dangerous goods of category X", 2: "dangerous goods of category Y",
    3: "dangerous goods of category Z", 4: "dangerous goods of category OS",
}  # fmt: skip
"""what the second digit says beside a kind. These tables agree with "Identifiers to be used by ships to
report their type" as imorules.com prints it (2026-11-29); ITU-R M.1371-5 itself was not compared"""


def ship_type_words(text: str) -> str:
    """A ship type's code in words, `70`: `cargo ship`; empty for what is no code or one kept in reserve."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 2):
        return ""
    code = int(text)
    kind = TYPES.get(code) or KINDS.get(code // 10, "")
    goods = CARGOES.get(code % 10, "") if code not in TYPES and kind else ""
    return f"{kind}, {goods}" if goods else kind
