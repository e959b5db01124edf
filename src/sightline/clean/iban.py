"""Account numbers that are IBANs (ISO 13616), in one spelling."""

from __future__ import annotations

import re

SHAPE = "^[A-Za-z]{2}[0-9]{2}[ A-Za-z0-9]{11,39}$"
"""what may be one, spaces between groups of four or anywhere; RE2 and Python read it alike"""
_SHAPE = re.compile(SHAPE)


def clean(text: str) -> str | None:
    """The number in capitals without spaces; None where it has not the shape or its check digits are wrong.

    What is no IBAN keeps its spelling elsewhere: whether `a 1` is account `A1`, only its bank can say. The
    remainder by 97 of the number with its first four characters behind, letters as 10 to 35, is 1.
    """
    number = re.sub(" ", "", text).upper()
    if not _SHAPE.match(text) or not 15 <= len(number) <= 34:
        return None
    digits = "".join(str(int(one, 36)) for one in number[4:] + number[:4])
    return number if int(digits) % 97 == 1 else None
