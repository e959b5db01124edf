"""Which state a call sign is of, and whether it fits a number."""

import pytest

from sightline.detectors.sea.call_signs import fits, state_of

STATES = {
    "3EXY9": "pa", "HMZD7": "kp", "P5AB2": "kp", "BABC": "cn", "VRAB7": "hk", "GABC": "gb", "2ABC3": "gb",
    "3DNA7": "fj", "3DAA7": "sz", "HLAB": "kr",
}  # fmt: skip
NONE = ("", "0", "FREEDOM", "1234567", "AAAA", "3E", "3EXY98765", "QQQQ7")


@pytest.mark.parametrize("sign", STATES)
def test_the_state_of_a_sign(sign: str) -> None:
    assert state_of(sign) == STATES[sign]


@pytest.mark.parametrize("sign", NONE)
def test_what_is_no_call_sign(sign: str) -> None:
    assert state_of(sign) == "" and fits(sign, 412_000_001)


def test_a_sign_fits_the_flag_of_its_state_or_of_a_territory() -> None:
    assert fits("BABC", 412_000_001) and fits("VRAB7", 412_000_001) and fits("VPAB7", 310_000_001)
    assert not fits("3EXY9", 412_000_001)
    assert fits("3EXY9", 200_000_001), "digits of no state contradict nothing"
