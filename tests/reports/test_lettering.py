from __future__ import annotations

import pytest

from sightline.reports.lettering import CUT, breadth, fitted, lines

NAME = "INVENTED PERSON FOUR (SAMPLE)"
BROADER = {
    "capitals than small letters": ("INVENTED", "invented"),
    "an M than an i": ("M", "i"),
    "Hangul than a digit": ("류", "1"),
    "two than one": ("aa", "a"),
}


@pytest.mark.parametrize(("more", "less"), BROADER.values(), ids=BROADER)
def test_what_is_broader(more: str, less: str) -> None:
    assert breadth(more, 12) > breadth(less, 12)


def test_a_sign_of_direction_and_an_accent_take_no_room() -> None:
    assert breadth("a\u2066\u0301", 10) == breadth("a", 10)


def test_a_text_is_cut_only_where_it_is_too_broad() -> None:
    room = breadth(NAME, 12)
    assert fitted(NAME, 12, room) == NAME
    cut = fitted(NAME, 12, room - 1)
    assert cut.endswith(CUT) and NAME.startswith(cut.removesuffix(CUT)) and breadth(cut, 12) <= room - 1


def test_lines_end_between_words_and_what_is_left_over_is_cut() -> None:
    room = breadth("INVENTED PERSON", 9)
    assert lines(NAME, 9, room, 2) == ["INVENTED PERSON", "FOUR (SAMPLE)"]
    assert lines(f"{NAME} AND OTHERS", 9, room, 2)[1].endswith(CUT)
    assert lines("", 9, room, 2) == [""]
