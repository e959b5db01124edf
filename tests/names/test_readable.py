"""Whatever was typed becomes text that can be compared, and the reader is told what was changed."""

import pytest

from sightline.names.readable import LONGEST, readable

CASES = {
    "plain": ("KIM, Chol", "KIM, Chol", ()),
    "full width": ("ＫＩＭ", "KIM", ()),
    "line breaks": ("KIM\nChol\tNam", "KIM Chol Nam", ()),
    "zero width": ("K\u200bI\u200dM", "KIM", ("removed 2 invisible or direction-changing characters",)),
    "direction": ("\u202eMIK\u202c", "MIK", ("removed 2 invisible or direction-changing characters",)),
    "a false letter": (
        "\u0412ank Sep\u0430h",
        "Bank Sepah",
        ("read 2 letters of another alphabet as the Latin ones they look like",),
    ),
    "a word in Cyrillic beside one in Latin": ("\u041a\u0438\u043c Kim", "\u041a\u0438\u043c Kim", ()),
    "a letter that looks like no Latin one": ("Ki\u0436", "Ki\u0436", ()),
    "half an emoji": ("KIM\ud83d", "KIM", ("removed 1 invisible or direction-changing characters",)),
    "as long as may be": ("a" * LONGEST, "a" * LONGEST, ()),
    "one too long": ("a" * (LONGEST + 1), "a" * LONGEST, ("cut to its first 500 of 501 characters",)),
    "nothing": ("", "", ()),
}


@pytest.mark.parametrize(("given", "text", "notes"), CASES.values(), ids=CASES)
def test_readable(given: str, text: str, notes: tuple[str, ...]) -> None:
    seen = readable(given)
    assert (seen.text, seen.notes) == (text, notes)


def test_ten_thousand_characters_are_cut_with_a_note() -> None:
    seen = readable("﷽" * 10_000)
    assert seen.notes == ("cut to its first 500 of 10000 characters",)
