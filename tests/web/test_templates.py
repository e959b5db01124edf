"""How numbers are shown: a probability is never rounded up to certainty."""

from __future__ import annotations

import pytest

from sightline.web.templates import chances, ends, limit, signed

CHANCES = {0.9996: "0.999", 0.9999: "0.999", 0.8: "0.800", 0.29: "0.290", 0.0: "0.000"}
SIGNED = {
    0.9996: "+0.999",
    -0.9996: "\N{MINUS SIGN}0.999",
    1.0: "+1.000",
    0.29: "+0.290",
    -0.2: "\N{MINUS SIGN}0.200",
}


@pytest.mark.parametrize(("score", "told"), CHANCES.items())
def test_a_probability_is_cut(score: float, told: str) -> None:
    assert chances(score) == told


@pytest.mark.parametrize(("score", "told"), SIGNED.items())
def test_a_signed_score_is_cut(score: float, told: str) -> None:
    assert signed(score) == told


ENDS = {
    "0x098B716B8Aaf21512996dC57EB0615e2383E2f96": "0x098B71…3E2f96",
    "123456789012345678": "123456789012345678",
    "other addresses without a label": "other addresses without a label",
}


@pytest.mark.parametrize(("text", "told"), ENDS.items())
def test_an_address_is_told_by_its_ends(text: str, told: str) -> None:
    assert ends(text) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [(20_000, "20\N{THIN SPACE}000"), (500.0, "500"), (0.001, "0.001"), (-1, "-1"), (2.5, "2.5")],
)
def test_a_threshold_is_as_short_as_it_is(value: float, told: str) -> None:
    assert limit(value) == told
