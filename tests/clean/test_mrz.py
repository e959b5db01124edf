"""The upper line of a passport: the name and the state, and what is no such line."""

import pytest

from sightline.clean import mrz

LINES = {
    "whole": ("P<PRKINVENTED<<KADAN<NAM<<<<<<", (("INVENTED KADAN NAM", "kp"),)),
    "two surnames": ("P<IRNINVENTED<KADAN<<NAM", (("INVENTED KADAN NAM", "ir"),)),
    "of Germany": ("P<D<<INVENTED<<KADAN<<", (("INVENTED KADAN", "de"),)),
    "no given name": ("P<PRKINVENTED<<<<<", (("INVENTED", "kp"),)),
    "a kind of two letters": (
        "PSPRKKIM<<KADAN",
        (("KIM KADAN", "kp"), ("PSPRKKIM KADAN", "")),
    ),
    "the state by itself": ("PRK KIM<<KADAN<NAM", (("KIM KADAN NAM", "kp"),)),
    "the name alone": ("KIM<<KADAN<NAM<<<<", (("KIM KADAN NAM", ""),)),
    "a surname that begins as a line does": ("PRIGKADAN<<NAM", (("PRIGKADAN NAM", ""),)),
    "no state of that code": ("P<QQQKIM<<KADAN", ()),
    "an e-mail": ("Kim Kadan <kadan@example.org>", ()),
    "a name": ("KIM KADAN", ()),
}


@pytest.mark.parametrize(("text", "names"), LINES.values(), ids=LINES)
def test_a_line_is_read(text: str, names: tuple[tuple[str, str], ...]) -> None:
    assert mrz.names(text) == names
