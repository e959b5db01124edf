"""Business identifier codes of banks (ISO 9362), also called SWIFT codes."""

from __future__ import annotations

import re

_SHAPE = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


def clean(text: str) -> str | None:
    """The code in capitals without spaces, 8 or 11 characters; None when it has not that shape.

    The branch `XXX` names the head office and is dropped, so that both spellings are one value.
    """
    code = re.sub(r"[\s-]", "", text).upper()
    if not _SHAPE.fullmatch(code):
        return None
    return code[:8] if code.endswith("XXX") and len(code) == 11 else code
