"""Addresses of crypto assets in one spelling."""

from __future__ import annotations

import pytest

from sightline.clean import wallet

CASES = {
    "of Ethereum": (
        " 0x098B716B8Aaf21512996dC57EB0615e2383E2f96 ",
        "0x098b716b8aaf21512996dc57eb0615e2383e2f96",
    ),
    "bech32": ("BC1QINVENTEDADDRESS", "bc1qinventedaddress"),
    "of Bitcoin, where letters count": ("134r8iHv69xdT6p5", "134r8iHv69xdT6p5"),
    "one digit short of Ethereum": (
        "0x098B716B8Aaf21512996dC57EB0615e2383E2f9",
        "0x098B716B8Aaf21512996dC57EB0615e2383E2f9",
    ),
    "empty": ("  ", None),
    "two words": ("0x12 34", None),
}


@pytest.mark.parametrize(("text", "address"), CASES.values(), ids=CASES)
def test_one_spelling(text: str, address: str | None) -> None:
    assert wallet.clean(text) == address
