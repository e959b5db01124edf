"""Whatever was typed becomes text that can be compared, and the reader is told what was changed."""

import pytest

from sightline.names.readable import LONGEST, parted, readable

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


HIDDEN = {
    "between words": ("Kim\u200bKadan", ("Kim Kadan",)),
    "a word joiner": ("Kim\u2060Kadan", ("Kim Kadan",)),
    "a soft hyphen": ("KIM\u00adKADAN", ("KIM KADAN",)),
    "within a word and between words": (
        "Ki\u200bm\u200bKadan",
        ("Kim Kadan", "Ki m Kadan"),
    ),
    "a filler that is a letter": ("Kim\u3164Kadan", ("KimKadan", "Kim Kadan")),
    "beside a space": ("Kim \u200bKadan", ()),
    "at the end": ("Kim Kadan\u200b", ()),
    "a letter with an accent": ("Kim Kádán", ()),
    "an ordinary space": ("Kim\u00a0Kadan", ()),
}


@pytest.mark.parametrize(("given", "ways"), HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_between_letters_may_be_a_space(given: str, ways: tuple[str, ...]) -> None:
    assert parted(given) == ways
