"""Marks of aircraft: whether one is whole, with a state in front that there is."""

from __future__ import annotations

LETTERS = 5
"""of a whole mark: EP-IDA, F-OJHI"""
_STATES = (
    "B C D F G I M N P AP CC CN CP CR CS CU CX DQ EC EI EJ EK EP ER ES ET EW EX EY EZ HA HB HC HH HI "
    "HJ HK HL HP HR HS HV HZ JA JU JY LN LQ LV LX LY LZ OB OD OE OH OK OM OO OY PH PJ PK PP PR PS PT "
    "PU PZ RA RF RP SE SN SP SU SX TC TF TG TI TJ TL TN TR TS TT TU TY TZ UK UN UP UR VH VN VP VQ VR "
    "VT XA XB XC XT XU XW XY XZ YA YI YJ YK YL YN YR YS YU YV ZA ZJ ZK ZP ZS ZT ZU ZZ"
)
STATES = frozenset(_STATES.split(" "))
"""what marks begin with where that is letters alone, as states notify ICAO (Annex 7); from general knowledge,
the text not compared"""

LISTED = frozenset({"EP", "YK", "UR", "EW", "EX", "EK"})
"""those whose marks stand on the lists"""


def whole_mark(text: str) -> bool:
    """Whether a mark, *EP-IDA*, has all its letters and a state in front: *GP-IDA* is mistyped."""
    state, _, rest = text.strip().partition("-")
    return len(state + rest) == LETTERS and state in STATES
