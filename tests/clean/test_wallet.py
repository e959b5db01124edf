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


BITCOIN = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
"""the address in the first block, which anyone can read"""
ADDRESSES = {
    "of Bitcoin": (BITCOIN, True),
    "a letter of it changed": (BITCOIN.replace("z", "y"), False),
    "of Ethereum": ("0x098B716B8Aaf21512996dC57EB0615e2383E2f96", True),
    "words written together": ("KoreaMiningDevelopmentTradingCorp", False),
    "a long number": ("1" * 30, False),
}


@pytest.mark.parametrize(("text", "is_one"), ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_is_told_by_its_form_and_check_sum(text: str, is_one: bool) -> None:
    assert wallet.is_address(text) is is_one


@pytest.mark.parametrize("text", [f"XBT {BITCOIN}", f"BTC: {BITCOIN}", f"bitcoin:{BITCOIN}", f" {BITCOIN} "])
def test_the_currency_in_front_is_left_out(text: str) -> None:
    assert wallet.bare(text) == BITCOIN


def test_what_is_no_address_keeps_what_stands_in_front() -> None:
    assert wallet.bare("PS 381420397") == "PS 381420397"
