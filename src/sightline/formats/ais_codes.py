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
