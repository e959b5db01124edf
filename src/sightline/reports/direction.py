"""Which way a text reads: in a right-to-left document a passage of another script is set apart."""

from __future__ import annotations

import unicodedata


def reads_right_to_left(text: str) -> bool:
    """By its first letter, as the Unicode bidirectional algorithm has it (UAX 9, P2); true without one."""
    for sign in text:
        way = unicodedata.bidirectional(sign)
        if way in ("R", "AL"):
            return True
        if way == "L":
            return False
    return True
