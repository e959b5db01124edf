"""Business identifier codes."""

from __future__ import annotations

import pytest

from sightline.clean import bic


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DCBKKPPY", "DCBKKPPY"),
        ("dcbk kp py", "DCBKKPPY"),
        ("BELBBY2X", "BELBBY2X"),
        ("DCBKKPPYXXX", "DCBKKPPY"),
        ("DCBKKPPY001", "DCBKKPPY001"),
        ("DCBKKPP", None),
        ("DCBKKPPY1", None),
        ("DCB1KPPY", None),
        ("", None),
    ],
)
def test_codes(text: str, code: str | None) -> None:
    assert bic.clean(text) == code
