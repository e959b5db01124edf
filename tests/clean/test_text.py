"""Text as a person reads it."""

from __future__ import annotations

import unicodedata

import pytest

from sightline.clean.text import clean, paragraphs, plain

CASES = {
    "spaces folded": ("  a\t b\n\nc ", "a b c"),
    "composed": (unicodedata.normalize("NFD", "지어낸 Türkiye"), "지어낸 Türkiye"),
    "zero-width characters": ("KIM\u200b Jong\u200d\ufeff", "KIM Jong"),
    "bidirectional controls": ("\u202eabc\u202c\u2066d\u2069", "abcd"),
    "other controls": ("a\x00b\x07c\x1ad", "abcd"),
    "no-break and ideographic space": ("a\u00a0b\u3000c", "a b c"),
    "soft hyphen": ("trad\u00ading", "trading"),
    "nothing": (" \n\u200b", ""),
    "untouched": ("KOREA, D.P.R. (of) 1", "KOREA, D.P.R. (of) 1"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_is_cleaned(text: str, expected: str) -> None:
    assert clean(text) == expected
    assert clean(clean(text)) == expected


def test_paragraphs_keep_their_breaks() -> None:
    assert paragraphs("  one  \ntwo\n\n\n\nthree\n") == "one\ntwo\n\nthree"


@pytest.mark.parametrize("typed", ["９３４９５７６", "٩٣٤٩٥٧٦", "۹۳۴۹۵۷۶", " 9349576\u200b"])
def test_a_number_in_any_digits_is_plain(typed: str) -> None:
    assert plain(typed) == "9349576" and plain("ＩＮＶＴ-é") == "INVT-é"
