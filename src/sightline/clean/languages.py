"""Languages: a code of two or three letters, or an English name, to ISO 639-3."""

from __future__ import annotations

from functools import lru_cache

import pycountry

OWN_NAMES = {"farsi": "fas", "greek": "ell", "persian": "fas", "romanian; moldavian; moldovan": "ron"}
"""names in use for languages ISO 639-3 names otherwise"""
OWN_CODES = {"chi": "zho", "dut": "nld", "fre": "fra", "ger": "deu", "gre": "ell", "per": "fas", "rum": "ron"}
"""bibliographic codes of ISO 639-2 that differ"""


@lru_cache(maxsize=512)
def code(text: str) -> str:
    """The ISO 639-3 code; empty where the text is none."""
    word = text.strip().lower()
    if found := OWN_NAMES.get(word) or OWN_CODES.get(word):
        return found
    if len(word) == 2:
        language = pycountry.languages.get(alpha_2=word)
    elif len(word) == 3:
        language = pycountry.languages.get(alpha_3=word)
    else:
        language = pycountry.languages.get(name=word.title()) if word else None
    return str(language.alpha_3) if language else ""
