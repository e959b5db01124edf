"""Ids that tell nothing: random, never counted, so that a hole cannot betray a hidden row."""

from __future__ import annotations

import base64
from collections.abc import Callable

Entropy = Callable[[int], bytes]
"""Gives that many random bytes."""


def random_id(prefix: str, entropy: Entropy) -> str:
    """A short id for people to type, `c-4k2mzq7x`: the prefix and 40 random bits in base32."""
    return f"{prefix}-{base64.b32encode(entropy(5)).decode('ascii').lower()}"


def long_id(entropy: Entropy) -> str:
    """128 random bits in hexadecimal, for rows nobody types."""
    return entropy(16).hex()
