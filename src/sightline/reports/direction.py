"""Which way a text reads: in a right-to-left document a passage of another script is set apart."""

from __future__ import annotations

import unicodedata

APART = "\u2066", "\u2069"
"""the signs around a passage that reads from the left and is set apart (UAX 9, LRI and PDI)"""
APART_RIGHT = "\u2067", "\u2069"
"""the same for one that reads from the right (RLI and PDI)"""


def reads_right_to_left(text: str) -> bool:
    """By its first letter that is not in a passage set apart, as Unicode has it (UAX 9, P2).

    Without a letter a text with a European digit, a date or a number of a resolution, reads from the left.
    """
    deep = 0
    for sign in text:
        deep = max(deep + (sign in "\u2066\u2067\u2068") - (sign == "\u2069"), 0)
        if deep:
            continue
        way = unicodedata.bidirectional(sign)
        if way in ("R", "AL"):
            return True
        if way == "L":
            return False
    return not any("0" <= sign <= "9" for sign in text)
