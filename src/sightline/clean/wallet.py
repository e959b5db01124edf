"""Addresses of crypto assets: one spelling for each, told by their form where the chain is not known."""

from __future__ import annotations

import re

_EVM = re.compile(r"0x[0-9a-f]{40}", re.IGNORECASE)
_BECH32 = re.compile(r"(?:bc1|ltc1|bitcoincash:)[0-9a-z]{11,}", re.IGNORECASE)
_SPACE = re.compile(r"\s")


def clean(text: str) -> str | None:
    """The address as it is compared; None for an empty text or one with a space inside.

    Addresses of Ethereum and its kin (`0x…`) and of the kind bech32 (`bc1…`) mean the same in capitals and
    small letters and become small (EIP-55, BIP-173); in all others each letter counts.
    """
    bare = text.strip()
    if not bare or _SPACE.search(bare):
        return None
    return bare.lower() if _EVM.fullmatch(bare) or _BECH32.fullmatch(bare) else bare
