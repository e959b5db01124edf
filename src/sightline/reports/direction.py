"""Which way a text reads: in a right-to-left document a passage of another script is set apart."""

from __future__ import annotations

import unicodedata

APART = "\u2066", "\u2069"
"""the signs around a passage that reads from the left and is set apart (UAX 9, LRI and PDI)"""


def reads_right_to_left(text: str) -> bool:
    """By its first letter, as the Unicode bidirectional algorithm has it (UAX 9, P2).

    Without a letter a text with a European digit, a date or a number of a resolution, reads from the left.
    """
    for sign in text:
        way = unicodedata.bidirectional(sign)
        if way in ("R", "AL"):
            return True
        if way == "L":
            return False
    return not any("0" <= sign <= "9" for sign in text)
