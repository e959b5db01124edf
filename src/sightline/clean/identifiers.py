"""Numbers of passports, identity cards, registers, taxes: cleaned lightly: each issuer has its form."""

from __future__ import annotations

import re

from sightline.clean import text as _text

_LABEL = re.compile(
    r"^(?:(?:passport|national|identity|identification|card|registration|number|num|no|nr|n°|#)\b[\s.:#°]*)+",
    re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"[\W_]+")


def clean(text: str) -> str | None:
    """The number as written, without a label in front (`No.`, `Number:`), in capitals, spaces folded.

    None when no digit and no letter is left. Punctuation inside stays: some issuers need it.
    """
    number = _LABEL.sub("", _text.clean(text)).strip(" .,:;#").upper()
    return number if _PUNCTUATION.sub("", number) else None


def bare(number: str) -> str:
    """Letters and digits only, in capitals: what two spellings of one number share."""
    return _PUNCTUATION.sub("", number).upper()
