from __future__ import annotations

import pytest

from sightline.clean.mmsi import flag

FLAGS = {
    "of the DPRK": ("445123000", "kp"),
    "of Panama": (351_234_000, "pa"),
    "of Namibia, whose code is also a word for unknown": ("659000000", "na"),
    "digits given to no state": ("299000000", ""),
    "a coast station": ("004450000", ""),
    "too short": ("44512300", ""),
    "no number": ("44512300x", ""),
}


@pytest.mark.parametrize(("mmsi", "expected"), FLAGS.values(), ids=FLAGS)
def test_the_first_three_digits_claim_a_flag(mmsi: int | str, expected: str) -> None:
    assert flag(mmsi) == expected
