"""Addresses of crypto assets: one spelling for each, told by their form where the chain is not known."""

from __future__ import annotations

import re
from functools import reduce
from hashlib import sha256

_EVM = re.compile(r"0x[0-9a-f]{40}", re.IGNORECASE)
_BECH32 = re.compile(r"(?:bc1|ltc1|bitcoincash:)[0-9a-z]{11,}", re.IGNORECASE)
_SPACE = re.compile(r"\s")
_CURRENCY = re.compile(
    r"(?:[A-Za-z]{3,5}|bitcoin|ethereum|litecoin|dogecoin)(?:\s*:\s*|\s+)(?=[A-Za-z0-9]{26,}$)", re.I
)
"""what stands in front of an address: *XBT 1…*, *BTC: 1…*, *bitcoin:1…*"""
_SIGNS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58 = re.compile(rf"[{_SIGNS}]{{26,60}}")
_MONERO = re.compile(rf"[48][{_SIGNS}]{{94}}")
CHECKED = 4
"""bytes at the end of an address in base 58 that are the beginning of SHA-256 taken twice of the others"""


def clean(text: str) -> str | None:
    """The address as it is compared; None for an empty text or one with a space inside.

    Addresses of Ethereum and its kin (`0x…`) and of the kind bech32 (`bc1…`) mean the same in capitals and
    small letters and become small (EIP-55, BIP-173); in all others each letter counts.
    """
    bare = text.strip()
    if not bare or _SPACE.search(bare):
        return None
    return bare.lower() if _EVM.fullmatch(bare) or _BECH32.fullmatch(bare) else bare


def bare(text: str) -> str:
    """An address without the currency in front of it; any other text as it is."""
    return _CURRENCY.sub("", text.strip(), count=1)


def is_address(text: str) -> bool:
    """Whether a text has the form of an address: of Ethereum, of the kind bech32, of Monero, or in base 58
    with a right check sum, as those of Bitcoin and its kin have it."""
    if _EVM.fullmatch(text) or _BECH32.fullmatch(text) or _MONERO.fullmatch(text):
        return True
    if not _BASE58.fullmatch(text):
        return False
    number = reduce(lambda told, sign: told * len(_SIGNS) + _SIGNS.index(sign), text, 0)
    zeros = len(text) - len(text.lstrip("1"))
    whole = bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)
    return sha256(sha256(whole[:-CHECKED]).digest()).digest()[:CHECKED] == whole[-CHECKED:]
